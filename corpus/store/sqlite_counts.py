"""How many articles the archive's file holds, of which days and outlets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from corpus.records import Filters
from corpus.store.facts import Facts
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_rows import date_of, where_clause
from corpus.store.store import ArchiveStats


class SqliteCounts:
    """Counts articles, once for each generation: every answer names how many were searched."""

    def __init__(self, file: ArchiveFile, facts: Facts) -> None:
        self._file, self._facts = file, facts
        self._counted: dict[tuple[str, Filters], ArchiveStats] | None = {}

    @contextlib.contextmanager
    def while_changing(self) -> Iterator[None]:
        """What is counted inside has no stamp of its own yet, and is not kept."""
        self._counted = None
        try:
            yield
        finally:
            self._counted = {}

    def stats(self, filters: Filters) -> ArchiveStats:
        """As `Store.stats`."""
        counted = self._counted
        if counted is None:
            return self._count_articles(filters)
        asked = (self._facts.stamp, filters)
        if asked not in counted:
            counted[asked] = self._count_articles(filters)
        return counted[asked]

    def _count_articles(self, filters: Filters) -> ArchiveStats:
        where, values = where_clause(filters)
        count, undated, first, last = self._file.row(
            "SELECT count(*), count(*) - count(first_day), min(first_day), max(last_day)"
            f" FROM articles {where}",
            values,
        )
        return ArchiveStats(
            articles=count,
            undated=undated,
            first=None if first is None else date_of(self._file.path, first),
            last=None if last is None else date_of(self._file.path, last),
        )

    def sources(self) -> dict[str, int]:
        return dict(
            self._file.rows(
                "SELECT source, count(*) FROM articles WHERE source IS NOT NULL"
                " GROUP BY source ORDER BY count(*) DESC, source"
            )
        )
