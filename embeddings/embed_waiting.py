"""Passages that wait for their vectors get them: the newest articles first, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from corpus.arrays import Vectors
from corpus.passages import embedded_text
from corpus.records import Article, Passage
from corpus.store.store import Store
from embeddings.embed import check_model
from embeddings.models.encoder import Encoder

# Passages in one transaction: enough for full speed, few enough that an interruption loses seconds
# of work.
_TOGETHER = 256
# Vectors remembered for texts that come again: copies of a wire story are printed within days.
_REMEMBERED = 8192

PassagesDone = Callable[[int], None]
"""Called with the number of passages embedded since the last call."""


class _Waiting(NamedTuple):
    article: Article
    passages: list[Passage]


def embed_waiting(
    store: Store, encoder: Callable[[], Encoder], progress: PassagesDone = lambda _: None
) -> int:
    """Embed all passages that wait, the newest articles first; how many there were.

    Those that others add meanwhile are embedded too. An interruption loses nothing that was kept,
    and the same call goes on from there. ArchiveError if the archive belongs to another model.
    """
    done, tried = 0, set[str]()
    texts: _KnownTexts | None = None
    while ids := [id for id in store.waiting() if id not in tried]:
        tried.update(ids)  # an article that changes all the time must not keep this from its end
        texts = texts or _KnownTexts(encoder())
        for batch in _batches(store, ids):
            vectors = texts.encode([embedded_text(p) for each in batch for p in each.passages])
            _keep(store, texts.encoder, batch, vectors)
            done += len(vectors)
            progress(len(vectors))
    return done


def _batches(store: Store, ids: Iterable[str]) -> Iterator[list[_Waiting]]:
    batch: list[_Waiting] = []
    for article in filter(None, map(store.article, ids)):
        batch.append(_Waiting(article, store.passages_of(article)))
        if sum(len(each.passages) for each in batch) >= _TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


def _keep(store: Store, encoder: Encoder, batch: Sequence[_Waiting], vectors: Vectors) -> None:
    with store.change() as writing:
        check_model(store, encoder)
        first = 0
        for article, passages in batch:
            writing.put_vectors(article, passages, vectors[first : first + len(passages)])
            first += len(passages)


class _KnownTexts:
    """Encodes a text once, however often it comes within some thousands of others."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._known: dict[bytes, Vectors] = {}  # by a digest of the text, the oldest first

    def encode(self, texts: Sequence[str]) -> Vectors:
        digests = [blake2b(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        new = {
            digest: text
            for digest, text in zip(digests, texts, strict=True)
            if digest not in self._known
        }
        self._known |= zip(new, self.encoder.encode_passages(list(new.values())), strict=True)
        rows = [self._known[digest] for digest in digests]
        for digest in list(self._known)[: max(0, len(self._known) - _REMEMBERED)]:
            del self._known[digest]
        return np.array(rows, np.float32).reshape(len(texts), self.encoder.dimension)
