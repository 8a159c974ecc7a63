"""Articles become passages and vectors, kept in a store with the model that made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate

from corpus.arrays import Vectors
from corpus.errors import ArchiveError
from corpus.passages import embedded_text, split
from corpus.records import Article, Passage
from corpus.store.store import ModelRecord, Store
from embeddings.models.encoder import Encoder

ArticlesDone = Callable[[int], None]
"""Called with the number of articles done since the last call."""
Embedded = tuple[Article, list[Passage], Vectors]


def embed_and_put(articles: Iterable[Article], store: Store, encoder: Encoder) -> None:
    """Cut articles into passages, embed these, and keep all in one transaction."""
    put_embedded(cut_and_embed_all(articles, encoder), store, encoder)


def put_embedded(embedded: Iterable[Embedded], store: Store, encoder: Encoder) -> None:
    """Keep articles with their passages and the encoder's vectors in one transaction."""
    with store.change() as writing:
        if store.model is None:
            writing.record_model(record_of(encoder))
        check_model(store, encoder)
        for article, passages, vectors in embedded:
            writing.put(article, passages, vectors)


def cut_and_put(articles: Iterable[Article], store: Store, encoder: Encoder) -> None:
    """Cut articles into passages and keep these in one transaction; they wait for their vectors.

    The encoder is the one that will embed them: it says how much it reads at once.
    """
    cut = [(a, split(a, encoder.count_tokens, encoder.token_budget)) for a in articles]
    with store.change() as writing:
        if store.model is None:
            writing.record_model(record_of(encoder))
        check_model(store, encoder)
        for article, passages in cut:
            writing.put(article, passages, None)


def cut_and_embed_all(articles: Iterable[Article], encoder: Encoder) -> list[Embedded]:
    """Articles with their passages, and the vectors of these in rows."""
    cut = [(a, split(a, encoder.count_tokens, encoder.token_budget)) for a in articles]
    vectors = encoder.encode_passages([embedded_text(p) for _, passages in cut for p in passages])
    ends = list(accumulate(len(passages) for _, passages in cut))
    return [
        (article, passages, vectors[end - len(passages) : end])
        for (article, passages), end in zip(cut, ends, strict=True)
    ]


def cut_and_embed(article: Article, encoder: Encoder) -> tuple[list[Passage], Vectors]:
    """An article's passages, and their vectors in rows."""
    ((_, passages, vectors),) = cut_and_embed_all([article], encoder)
    return passages, vectors


def check_model(store: Store, encoder: Encoder) -> None:
    """ArchiveError if the store's vectors were made with another model than this one."""
    made_by = store.model
    if made_by and made_by.fingerprint != encoder.fingerprint:
        raise ArchiveError(
            f"{store.place} was embedded with {made_by.fingerprint}, not with "
            f"{encoder.fingerprint}: leave --model out, or embed it again with "
            f"`pullquote reembed --model {encoder.name}`"
        )


def record_of(encoder: Encoder) -> ModelRecord:
    """A model as an archive records it."""
    return ModelRecord(encoder.name, encoder.fingerprint, encoder.dimension)
