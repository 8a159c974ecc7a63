"""The searches of an archive on this machine: its three derived indexes, as `Searches`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.arrays import Keys, Known, Ranked, Scores, Vectors
from corpus.folder_locks import FolderLock
from corpus.indexes import filter_columns, keywords, vector_index
from corpus.indexes.filter_columns import FilterIndex
from corpus.indexes.index_folders import IndexKind, open_index
from corpus.indexes.index_source import IndexSource
from corpus.indexes.keywords import KeywordIndex
from corpus.indexes.near_words import count_edits, fold, rarity_of_slip, words_in
from corpus.indexes.vector_index import NOTHING_COMPARED, Compared, VectorIndex
from corpus.records import NO_FILTERS, Filters, Passage

# For the word that an unknown one was meant for: the nearest stems, and passages of each.
_STEMS_LOOKED_AT = 8
_PASSAGES_OF_STEM = 2

Index = TypeVar("Index")


class LocalIndexes:
    """The indexes of one generation of an archive; make it inside a snapshot of that one.

    Until it is closed, no other process removes them.
    """

    def __init__(self, source: IndexSource, previous: LocalIndexes | None = None) -> None:
        """`previous` are those of an earlier generation, which serve no more: close them.

        What is large in them and did not change is not loaded again.
        """
        self._source, self.stamp = source, source.stamp
        self._locks: list[FolderLock] = []
        before: VectorIndex | None = previous.vectors if previous else None
        try:
            self.vectors: VectorIndex = self._open(
                vector_index, lambda folder: VectorIndex(folder, before), source
            )
            self.keywords = self._open(keywords, KeywordIndex, source.words)
        except BaseException:
            self._release()
            raise

    @cached_property
    def filters(self) -> FilterIndex:
        """Made when it is first needed, since most questions do without."""
        return self._open(filter_columns, FilterIndex, self._source.words)

    def close(self) -> None:
        self.vectors.close()
        self._release()

    def known_keys(self, keys: Keys) -> Keys:
        """Those of these keys that passages have, rising."""
        return self._source.known_keys(keys)

    def _open(self, kind: IndexKind, opener: Callable[[Path], Index], source: IndexSource) -> Index:
        index, lock = open_index(source, kind, opener)
        self._locks.append(lock)
        return index

    def _release(self) -> None:
        for lock in self._locks:
            lock.release()


class LocalSearches:
    """`Searches` over local indexes: one question's view; see there.

    It remembers the cosines that it has computed, because most are asked for again by `known`.
    """

    def __init__(
        self,
        indexes: LocalIndexes,
        read_passages: Callable[[Sequence[int]], dict[int, Passage]],
    ) -> None:
        self._indexes, self.passages = indexes, read_passages
        self._vector: Vectors | None = None  # that `_compared` was compared with
        self._compared = NOTHING_COMPARED  # by rising keys

    def dense(self, vector: Vectors, k: int, filters: Filters = NO_FILTERS) -> Ranked:
        allowed = self._indexes.filters.keys(filters) if filters else None
        compared = self._indexes.vectors.compare(vector, k, allowed)
        self._remember(vector, compared)
        return compared.best(k)

    def keyword(self, question: str, k: int, filters: Filters = NO_FILTERS) -> Ranked:
        # In any thread: it reads neither the archive's file nor what this object remembers.
        return self._indexes.keywords.search(question, k, filters)

    def knows_word(self, word: str) -> bool:
        return self._indexes.keywords.frequency(word) > 0

    def nearest_word(self, word: str, edits: int) -> str | None:
        typed, frequency = fold(word), self._indexes.keywords.frequency
        near: list[tuple[int, int, int, str, str]] = []
        for other in self._words_like(word, edits):
            plain = fold(other)
            distance = count_edits(typed, plain, edits)
            if distance <= edits and plain[:1] == typed[:1]:
                rarity = rarity_of_slip(typed, plain)
                near.append((distance, rarity, -frequency(other), plain, other))
        return min(near)[-1] if near else None

    def _words_like(self, word: str, edits: int) -> set[str]:
        """Words of the archive that may be near: an index holds stems, so passages are read."""
        keywords = self._indexes.keywords
        stems = keywords.stems_like(word, edits)[:_STEMS_LOOKED_AT]
        keys = [key for stem in stems for key in keywords.keys_with(stem, _PASSAGES_OF_STEM)]
        passages = self.passages(list(dict.fromkeys(keys))).values()
        return set().union(*(words_in(f"{each.article.title}\n{each.text}") for each in passages))

    def known(self, vector: Vectors, keys: Keys, *, days: bool) -> Known:
        cosines = self._cosines(vector, keys)
        return Known(cosines, self._indexes.filters.days(keys) if days else None)

    def _cosines(self, vector: Vectors, keys: Keys) -> Scores:
        remembered = self._compared.keys if self._is_remembered(vector) else keys[:0]
        others = np.setdiff1d(keys, remembered, assume_unique=True)
        if len(others):
            self._remember(vector, self._compare(vector, others))
        known, cosines = self._compared
        places = np.searchsorted(known, keys)
        if len(keys) and not (places.max() < len(known) and np.array_equal(known[places], keys)):
            raise KeyError(np.setdiff1d(keys, known).tolist())
        return cosines[places]

    def _compare(self, vector: Vectors, keys: Keys) -> Compared:
        """The cosines of passages, NaN of those that wait for their vectors."""
        compared = self._indexes.vectors.cosines(vector, keys)
        if len(compared.keys) == len(keys):
            return compared
        waiting = self._indexes.known_keys(np.setdiff1d(keys, compared.keys))
        return Compared(
            np.concatenate([compared.keys, waiting]),
            np.concatenate([compared.cosines, np.full(len(waiting), np.nan, np.float32)]),
        )

    def _is_remembered(self, vector: Vectors) -> bool:
        return self._vector is not None and np.array_equal(vector, self._vector)

    def _remember(self, vector: Vectors, compared: Compared) -> None:
        keys, cosines = compared
        if self._is_remembered(vector):
            keys = np.concatenate([self._compared.keys, keys])
            cosines = np.concatenate([self._compared.cosines, cosines])
        keys, first = np.unique(keys, return_index=True)
        self._vector, self._compared = vector, Compared(keys, cosines[first])
