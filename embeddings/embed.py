"""Articles become passages and vectors, kept in the archive with the model that made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from corpus.errors import ArchiveError
from corpus.passages import embedded_text, split
from corpus.records import Article, Passage
from corpus.store.sqlite import Archive, ModelRecord, Vectors
from embeddings.models.encoder import Encoder

Progress = Callable[[int], None]  # called with the number of articles done since last time
Embedded = tuple[Article, list[Passage], Vectors]


def embed_and_put(articles: Iterable[Article], archive: Archive, encoder: Encoder) -> None:
    """Cut articles into passages, embed these, and keep all in one transaction."""
    embedded = _embedded(articles, encoder)
    with archive.change():
        check_model(archive, encoder)
        for article, passages, vectors in embedded:
            archive.put(article, passages, vectors)


def _embedded(articles: Iterable[Article], encoder: Encoder) -> list[Embedded]:
    cut = [(a, split(a, encoder.count_tokens, encoder.token_budget)) for a in articles]
    vectors = encoder.encode_passages([embedded_text(p) for _, passages in cut for p in passages])
    ends = list(accumulate(len(passages) for _, passages in cut))
    return [
        (article, passages, vectors[end - len(passages) : end])
        for (article, passages), end in zip(cut, ends, strict=True)
    ]


def check_model(archive: Archive, encoder: Encoder) -> None:
    """Record the model of a new archive; refuse another model than the recorded one."""
    made_by = archive.model
    if made_by is None:
        archive.record_model(_record_of(encoder))
    elif made_by.fingerprint != encoder.fingerprint:
        raise ArchiveError(
            f"{archive.folder} was embedded with {made_by.fingerprint}, not with "
            f"{encoder.fingerprint}: leave --model out, or embed it anew with "
            f"`pullquote reembed --model {encoder.name}`"
        )


def _record_of(encoder: Encoder) -> ModelRecord:
    return ModelRecord(encoder.name, encoder.fingerprint, encoder.dimension)


def reembed(archive: Archive, encoder: Encoder, progress: Progress = lambda _: None) -> None:
    """Cut and embed every article anew with another model, in one transaction."""
    with archive.change():
        archive.record_model(_record_of(encoder))
        for ids in batched([article.id for article in archive.articles()], 64):
            articles = [archive.article(id) for id in ids]
            for embedded in _embedded(filter(None, articles), encoder):
                archive.put(*embedded)
            progress(len(ids))


def batched(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Runs of `size` ids; the last may be shorter."""
    return (ids[at : at + size] for at in range(0, len(ids), size))
