"""One question's view of the archive's table, as `Searches`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from corpus.arrays import Days, Keys, Known, Ranked, Scores, Vectors
from corpus.records import NO_FILTERS, Article, Filters, Passage
from corpus.store.lance.lance_columns import Rows, scores_of
from corpus.store.lance.lance_found import FOUND_COLUMNS, Found, FoundInMemory, found_in
from corpus.store.lance.lance_rows import PASSAGE, damage_error, one_of
from corpus.store.lance.lance_tables import Matched
from corpus.store.lance.lance_version import LanceVersion

# Fetched beyond what was asked for, to see whether equals were cut off; and at most this many.
_SPARE_HITS, _MAX_EQUAL_HITS = 20, 4000
_NOTHING = Ranked(np.empty(0, np.int64), np.empty(0, np.float32))
# For the word that an unknown one was meant for: passages looked at that hold one like it.
_PASSAGES_LOOKED_AT = 200
# Beyond so many passages with a word it is only known to be frequent.
_KEYS_NAMED = 1000


class LanceSearches:
    """`Searches` of one version: one question's view; see there.

    It remembers where in the table each passage is that it has found, and the cosines that it has
    computed, because both are asked for again. What `memory` has of a passage is not read.
    """

    def __init__(self, version: LanceVersion, memory: FoundInMemory | None = None) -> None:
        self._version, self._table, self._memory = version, version.table, memory
        self._read_count = 0  # of the passages that were found, those that were not in memory
        self._addresses: dict[int, int] = {}  # key → address in the table
        self._found: dict[int, Found] = {}  # by key
        self._vector: Vectors | None = None  # that `_cosines` were computed with
        self._cosines: dict[int, float] = {}

    @property
    def is_cold(self) -> bool:
        """Whether most of what it found had to be read from the table."""
        return self._memory is None or 2 * self._read_count > len(self._found)

    # -- both searches ------------------------------------------------------------------

    def dense(self, vector: Vectors, k: int, filters: Filters = NO_FILTERS) -> Ranked:
        column = self._version.vectors
        if column is None or k < 1 or not np.isfinite(vector).all():
            return _NOTHING
        condition = self._version.conditions(filters)

        def search(limit: int) -> tuple[Rows, Scores]:
            rows = self._table.nearest(column, vector, limit, condition, self._columns)
            return rows, rows.vectors(column) @ vector

        rows, cosines = _with_equals(search, k)
        keys = self._keys_of(rows)
        self._remember_cosines(vector, keys, cosines)
        return _best(keys, cosines, k)

    def keyword(self, question: str, k: int, filters: Filters = NO_FILTERS) -> Ranked:
        words = list(self._words_of(question))
        if not words or k < 1:
            return _NOTHING
        condition = self._version.conditions(filters)

        def search(limit: int) -> tuple[Rows, Scores]:
            rows = self._table.matching(words, limit, condition, self._columns)
            return rows, scores_of(rows)

        rows, scores = _with_equals(search, k)
        return _best(self._keys_of(rows), scores, k)

    def _words_of(self, question: str) -> Iterator[Matched]:
        """A word that occurs twice counts twice, as BM25 over all of them has it."""
        from corpus.indexes.keywords import question_stems
        from corpus.indexes.own_stems import question_terms

        yield from _weighted("stems", question_stems(question))
        yield from _weighted("own", question_terms(question, self._version.marks))

    # -- words --------------------------------------------------------------------------

    def knows_word(self, word: str) -> bool:
        from corpus.indexes.keywords import stems

        each = [self._holds(stem) for stem in stems(word)]
        return bool(each) and all(each)

    def nearest_word(self, word: str, edits: int) -> str | None:
        from corpus.indexes.keywords import stems
        from corpus.indexes.near_words import count_edits, fold, rarity_of_slip

        typed = fold(word)
        near: list[tuple[int, int, int, str, str]] = []
        for other, times in self._words_like(stems(word)[:1], edits):
            plain = fold(other)
            distance = count_edits(typed, plain, edits)
            if distance <= edits and plain[:1] == typed[:1]:
                near.append((distance, rarity_of_slip(typed, plain), -times, plain, other))
        return min(near)[-1] if near else None

    def _words_like(self, stems: Sequence[str], edits: int) -> Iterable[tuple[str, int]]:
        """Words of the archive that may be near, and in how many of its passages they were met."""
        from corpus.indexes.near_words import words_in

        met: Counter[str] = Counter()
        for stem in stems:
            # Two letters that are swapped are two edits to Lance, and one to us.
            rows = self._table.holding_like(
                "stems", stem, edits + 1, _PASSAGES_LOOKED_AT, self._columns
            )
            for passage in self.passages(self._keys_of(rows)).values():
                met.update(words_in(f"{passage.article.title}\n{passage.text}"))
        return met.items()

    def _holds(self, stem: str) -> bool:
        return len(self._table.matching([Matched("stems", (stem,))], 1, None, ("key",))) > 0

    # -- what was found -----------------------------------------------------------------

    def known(self, vector: Vectors, keys: Keys, *, days: bool) -> Known:
        wanted = keys.tolist()
        if self._vector is None or not np.array_equal(vector, self._vector):
            self._vector, self._cosines = vector, {}
        self._compute_cosines([key for key in wanted if key not in self._cosines])
        cosines = np.array([self._cosines[key] for key in wanted], np.float32)
        return Known(cosines, self._days(wanted) if days else None)

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        wanted = [int(key) for key in keys]
        self._find([key for key in wanted if key not in self._found])
        found = {key: self._found[key] for key in wanted if key in self._found}
        ids = sorted({each.article for each in found.values()})
        articles = {each.id: each for each in self._version.articles(ids)}
        return {key: self._passage(each, articles) for key, each in found.items()}

    def _passage(self, found: Found, articles: dict[str, Article]) -> Passage:
        _, id, start, end, *_ = found
        if id not in articles or not 0 <= start < end <= len(articles[id].text):
            raise damage_error(self._version.place, f"a passage of article {id} is not within it")
        return Passage(articles[id], start, end)

    def _days(self, keys: Sequence[int]) -> Days:
        self._find([key for key in keys if key not in self._found])
        found = [self._found[key] for key in keys]
        return Days(
            np.array([each.first for each in found], np.int32),
            np.array([each.last for each in found], np.int32),
        )

    def _compute_cosines(self, keys: Sequence[int]) -> None:
        """The cosines of these passages with the vector that is remembered."""
        if not keys:
            return
        self._find([key for key in keys if key not in self._addresses])
        if missing := [key for key in keys if key not in self._addresses]:
            raise KeyError(missing)
        column, vector = self._version.vectors, self._vector
        if column is None or vector is None:  # all wait for their vectors
            self._cosines.update(dict.fromkeys(keys, np.nan))
            return
        key_at = {self._addresses[key]: key for key in keys}
        rows = self._table.take(list(key_at), (column,))
        taken = [key_at[address] for address in rows.values("_rowid")]
        self._remember_cosines(vector, taken, rows.vectors(column) @ vector)

    def _find(self, keys: Sequence[int]) -> None:
        """Learn where passages are that this view has not found by itself: it reads all keys."""
        for at in range(0, len(keys), _KEYS_NAMED):
            where = f"kind = {PASSAGE} AND {one_of('key', keys[at : at + _KEYS_NAMED])}"
            self._remember(found_in(self._table.read(FOUND_COLUMNS, where, addresses=True)))

    @property
    def _columns(self) -> Sequence[str]:
        """What is read of each passage that a search finds."""
        return () if self._memory else FOUND_COLUMNS

    def _keys_of(self, rows: Rows) -> list[int]:
        """The keys of the passages that a search found; where they are is remembered."""
        addresses = rows.values("_rowid")
        if self._memory is None:
            found = found_in(rows)
        else:
            found = self._memory.find(addresses)
            others = [address for address in addresses if address not in found]
            self._read_count += len(others)
            if others:
                found |= found_in(self._table.take(others, FOUND_COLUMNS))
        self._remember(found)
        return [found[address].key for address in addresses]

    def _remember(self, found: Mapping[int, Found]) -> None:
        for address, each in found.items():
            self._addresses[each.key], self._found[each.key] = address, each

    def _remember_cosines(self, vector: Vectors, keys: Sequence[int], cosines: Scores) -> None:
        if self._vector is None or not np.array_equal(vector, self._vector):
            self._vector, self._cosines = vector, {}
        self._cosines.update(zip(keys, cosines.tolist(), strict=True))


def _weighted(column: str, words: Sequence[str]) -> Iterator[Matched]:
    counts = Counter(words)
    by_count = sorted(counts, key=lambda word: (counts[word], word))
    for count, each in groupby(by_count, key=counts.__getitem__):
        yield Matched(column, tuple(each), count)


def _with_equals(search: Callable[[int], tuple[Rows, Scores]], k: int) -> tuple[Rows, Scores]:
    """At least the best k, and all with the same score as the last of them, up to thousands.

    Where equals are cut off, Lance keeps those that come first in its own order.
    """
    limit = k + _SPARE_HITS
    while True:
        rows, scores = search(limit)
        ranked = np.sort(scores)[::-1]
        if len(rows) < limit or ranked[-1] < ranked[k - 1] or limit >= _MAX_EQUAL_HITS:
            return rows, scores
        limit *= 4


def _best(keys: Sequence[int], scores: Scores, k: int) -> Ranked:
    """The k highest scores, ties by key."""
    of_all = np.array(keys, np.int64)
    order = np.lexsort((of_all, -scores))[:k]
    return Ranked(of_all[order], np.asarray(scores, np.float32)[order])
