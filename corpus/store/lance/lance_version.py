"""One version of the archive's table, as it is read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from corpus.arrays import UNDATED, Vectors
from corpus.records import NO_FILTERS, Article, Filters, Passage
from corpus.store.lance.lance_rows import (
    ARTICLE,
    FACT,
    PASSAGE,
    article_columns,
    article_of,
    conditions,
    damage_error,
    one_of,
    quoted,
    vector_column,
)
from corpus.store.lance.lance_tables import Table
from corpus.store.store import ArchiveStats, ArticleVersion, ModelRecord

# Articles whose texts are in memory at a time; ids named in one condition.
_ARTICLES_READ, _IDS_NAMED = 500, 1000
_STATS_KEPT = 64


class LanceVersion:
    """What one version of an archive holds; what it counts is counted once."""

    def __init__(self, table: Table, place: str) -> None:
        self.table, self.place = table, place
        self.stats = lru_cache(maxsize=_STATS_KEPT)(self._count)

    # -- what it says of itself ---------------------------------------------------------

    @cached_property
    def facts(self) -> dict[str, str]:
        return dict(self.table.read(("title", "text"), f"kind = {FACT}").tuples("title", "text"))

    @property
    def model(self) -> ModelRecord | None:
        recorded = self.facts.get("model")
        if recorded is None:
            return None
        try:
            return ModelRecord(**json.loads(recorded))
        except (ValueError, TypeError) as error:
            raise damage_error(self.place, "what it says of its model cannot be read") from error

    @property
    def vectors(self) -> str | None:
        """The column of its model's vectors; None while it has none."""
        column = vector_column(self.model.dimension) if self.model else None
        return column if column in self.table.columns else None

    # -- articles -----------------------------------------------------------------------

    def _articles_with(self, ids: Sequence[str]) -> list[Article]:
        """Those of these articles that there are, in the order of their ids."""
        rows: list[tuple[Any, ...]] = []
        columns = article_columns(self.table.columns)
        for condition in _named(ids):
            rows += self.table.read(columns, condition).tuples(*columns)
        return [article_of(row, self.place) for row in sorted(rows, key=lambda row: row[0])]

    def ids(self, filters: Filters = NO_FILTERS) -> list[str]:
        """The ids of the articles that pass the filters, rising."""
        rows = self.table.read(("article",), self._articles_that(filters))
        return sorted(rows.values("article"))

    def articles(self, ids: Sequence[str]) -> Iterator[Article]:
        """These articles, read some hundreds at a time."""
        for at in range(0, len(ids), _ARTICLES_READ):
            yield from self._articles_with(ids[at : at + _ARTICLES_READ])

    def passages_of(self, article: Article) -> list[Passage]:
        where = f"kind = {PASSAGE} AND article = {quoted(article.id)}"
        rows = self.table.read(("start", "end"), where).tuples("start", "end")
        return [Passage(article, start, end) for start, end in sorted(rows)]

    def vectors_of(self, article: Article) -> Vectors | None:
        """The vectors of an article's passages, in their order; None while these wait."""
        column = self.vectors
        if column is None or self.table.count(f"waits = 1 AND article = {quoted(article.id)}"):
            return None
        where = f"kind = {PASSAGE} AND article = {quoted(article.id)}"
        rows = self.table.read(("start", column), where)
        return rows.vectors(column)[np.argsort(rows.numbers("start"))]

    def waiting(self) -> list[str]:
        """The articles whose passages wait for their vectors, the newest first."""
        columns = ("first", "article")
        rows = self.table.read(columns, f"waits = 1 AND kind = {ARTICLE}").tuples(*columns)
        return [id for _, id in sorted((-first, id) for first, id in rows)]

    def find_text(self, text: str) -> str | None:
        where = f"kind = {ARTICLE} AND strpos(text, {quoted(text)}) > 0"
        return min(self.table.read(("article",), where).values("article"), default=None)

    def versions(self, ids: Sequence[str]) -> dict[str, ArticleVersion]:
        columns = ("article", "digest", "origin")
        found: dict[str, ArticleVersion] = {}
        for condition in _named(ids):
            for id, digest, origin in self.table.read(columns, condition).tuples(*columns):
                found[id] = ArticleVersion(digest, origin)
        return found

    def ids_under(self, path: str) -> dict[str, str]:
        # Up to the character after the separator: exactly what begins with "path/".
        folder = path.rstrip(os.sep)
        below = (folder + os.sep, folder + chr(ord(os.sep) + 1))
        where = (
            f"origin = {quoted(path)}"
            f" OR (origin >= {quoted(below[0])} AND origin < {quoted(below[1])})"
        )
        columns = ("article", "origin")
        return dict(self.table.read(columns, where).tuples(*columns))

    # -- how much there is --------------------------------------------------------------

    def _count(self, filters: Filters) -> ArchiveStats:
        rows = self.table.read(("first", "last"), self._articles_that(filters))
        days = list(rows.tuples("first", "last"))
        dated = [each for each in days if each[0] > UNDATED[0]]
        first, last = (min(each[0] for each in dated), max(each[1] for each in dated)) if (
            dated) else (None, None)  # fmt: skip
        return ArchiveStats(len(days), len(days) - len(dated), _day(first), _day(last))

    @cached_property
    def sources(self) -> dict[str, int]:
        """Each outlet with the number of its articles, the largest first."""
        counts: dict[str, int] = {}
        where = f"kind = {ARTICLE} AND source IS NOT NULL"
        for source in self.table.read(("source",), where).values("source"):
            counts[source] = counts.get(source, 0) + 1
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    @cached_property
    def marks(self) -> frozenset[str]:
        """What the terms of other languages begin with, of those that there are."""
        found = set(self.table.read(("marks",), "marks IS NOT NULL").values("marks"))
        return frozenset(mark for marks in found for mark in marks.split())

    @cached_property
    def passages(self) -> int:
        """How many passages there are."""
        return self.table.count(f"kind = {PASSAGE}")

    @cached_property
    def passages_waiting(self) -> int:
        """How many of them wait for their vectors."""
        return self.table.count(f"waits = 1 AND kind = {PASSAGE}")

    def conditions(self, filters: Filters) -> str | None:
        """What lets through what the filters do; None for everything."""
        return conditions(filters, self.sources if filters.sources else ())

    def _articles_that(self, filters: Filters) -> str:
        condition = self.conditions(filters)
        return f"kind = {ARTICLE}" + (f" AND {condition}" if condition else "")


def _named(ids: Sequence[str]) -> Iterator[str]:
    """Conditions that name these articles, some at a time."""
    for at in range(0, len(ids), _IDS_NAMED):
        yield f"kind = {ARTICLE} AND {one_of('article', ids[at : at + _IDS_NAMED])}"


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
