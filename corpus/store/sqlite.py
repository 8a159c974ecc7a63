"""The archive on this machine: one SQLite file, and indexes beside it that are derived from it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.records import NO_FILTERS, Article, Filters, Passage
from corpus.store.corrections import SqliteCorrections
from corpus.store.facts import Facts
from corpus.store.file_states import SqliteFileStates
from corpus.store.migrations import LOCATORS, PLACES
from corpus.store.sqlite_file import ArchiveFile, damage_error
from corpus.store.sqlite_headings import SqliteHeadings
from corpus.store.sqlite_index_source import SqliteIndexSource
from corpus.store.sqlite_rows import ARTICLE_COLUMNS, LOCATORS_COLUMN, article_of, where_clause
from corpus.store.sqlite_writing import SqliteWriting
from corpus.store.store import ArchiveStats, ArticleVersion, ModelRecord, StoreSize

if TYPE_CHECKING:
    from corpus.indexes.local_search import LocalIndexes, LocalSearches

FILE_NAME = "archive.sqlite"
# Removals are logged for indexes of earlier generations, at least this many.
_LOGGED_REMOVALS = 10_000


class SqliteStore:
    """`Store` in a folder: one SQLite file, the only truth, and the indexes derived from it.

    Every change raises the generation by one. Passage keys are never used twice.
    """

    def __init__(self, file: ArchiveFile) -> None:
        self.folder, self._file, self._facts = file.path.parent, file, Facts(file)
        self.index_source, self.file_states = SqliteIndexSource(file), SqliteFileStates(file)
        self.corrections = SqliteCorrections(file)
        self._headings = SqliteHeadings(file)
        self._places = f"passages INDEXED BY {PLACES}" if file.has(PLACES) else "passages"
        self._stats: dict[tuple[str, Filters], ArchiveStats] | None = {}
        self._indexes: LocalIndexes | None = None

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, patience: float = 30) -> Self:
        """Open an archive; with `create`, make an empty one where there is none.

        A folder that cannot be written to can still be asked. `patience` is how many seconds
        to wait while another process writes. ArchiveError where there is no archive, or the
        file is none of ours.
        """
        return cls(ArchiveFile.open(folder / FILE_NAME, create=create, patience=patience))

    def close(self) -> None:
        if self._indexes:
            self._indexes.close()
            self._indexes = None
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what it is ---------------------------------------------------------------------

    @property
    def place(self) -> str:
        return str(self.folder.resolve())

    @property
    def writable(self) -> bool:
        """Whether its folder can be written to; if not, it can only be asked."""
        return self._file.writable

    @property
    def identity(self) -> str:
        return self._facts.identity

    @property
    def generation(self) -> int:
        return self._facts.generation

    @property
    def stamp(self) -> str:
        return self._facts.stamp

    @property
    def model(self) -> ModelRecord | None:
        return self._facts.model

    # -- writing ------------------------------------------------------------------------

    @contextlib.contextmanager
    def change(self) -> Iterator[SqliteWriting]:
        with self._file.transaction("IMMEDIATE"):
            self._file.migrate()
            self._stats = None  # what is counted meanwhile has no stamp of its own yet
            try:
                yield SqliteWriting(self._file, self._facts)
            finally:
                self._stats = {}
            self._trim_removals()
            self._facts.record("generation", str(self.generation + 1))

    def _trim_removals(self) -> None:
        """Trim the removal log; an index that is further behind is rebuilt."""
        (count,) = self._file.row("SELECT count(*) FROM removed")
        if count <= max(_LOGGED_REMOVALS, self.index_source.count_passages() // 2):
            return
        (upto,) = self._file.row(
            "SELECT generation FROM removed ORDER BY generation LIMIT 1 OFFSET ?", (count // 2,)
        )
        self._file.run("DELETE FROM removed WHERE generation <= ?", (upto,))
        self._facts.record("removals since", str(upto))

    # -- searching ----------------------------------------------------------------------

    @contextlib.contextmanager
    def searches(self) -> Iterator[LocalSearches]:
        # Here, because keeping an archive needs no search library.
        from corpus.indexes.local_search import LocalSearches

        with self.snapshot():
            yield LocalSearches(self._current_indexes(), self.passages)

    def _current_indexes(self) -> LocalIndexes:
        """The indexes of this generation: another process may have changed the archive."""
        from corpus.indexes.local_search import LocalIndexes

        if self._indexes is None or self._indexes.stamp != self.stamp:
            if self._indexes:
                self._indexes.close()
                self._indexes = None
            self._indexes = LocalIndexes(self.index_source)
        return self._indexes

    def snapshot(self) -> contextlib.AbstractContextManager[None]:
        """Reads inside see one generation, whatever another process writes meanwhile."""
        return self._file.transaction("DEFERRED")

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """The passages with these keys, in their order; passages of one article share it."""
        wanted = [int(key) for key in keys]
        rows = self._file.rows_by_key(
            f"SELECT key, article, start, end FROM {self._places}", wanted
        )
        named = f"SELECT key, {self._article_columns()} FROM articles"
        articles = {
            key: article_of(row)
            for key, *row in self._file.rows_by_key(
                named, sorted({article for _, article, _, _ in rows})
            )
        }
        found = {key: Passage(articles[article], start, end) for key, article, start, end in rows}
        return {key: found[key] for key in wanted if key in found}

    # -- articles -----------------------------------------------------------------------

    def article(self, id: str) -> Article | None:
        columns = self._article_columns()
        row = self._file.row(f"SELECT {columns} FROM articles WHERE id = ?", (id,))
        return article_of(row) if row else None

    def articles(self, filters: Filters = NO_FILTERS) -> Iterator[Article]:
        where, values = where_clause(filters)
        rows = self._file.rows(
            f"SELECT {self._article_columns()} FROM articles {where} ORDER BY id", values
        )
        return map(article_of, rows)

    def _article_columns(self) -> str:
        """The columns of an article; a file that an older program made has no locators yet."""
        return f"{ARTICLE_COLUMNS}, {LOCATORS_COLUMN if self._file.has(LOCATORS) else 'NULL'}"

    def passages_of(self, article: Article) -> list[Passage]:
        rows = self._file.rows(
            "SELECT start, end FROM passages WHERE article ="
            " (SELECT key FROM articles WHERE id = ?) ORDER BY start",
            (article.id,),
        )
        return [Passage(article, start, end) for start, end in rows]

    def headings(self, wanted: Wanted = EVERYTHING, limit: int | None = None) -> list[Heading]:
        if not wanted.has_text:
            return self._headings.all(wanted.filters, limit)
        with self.snapshot():
            return self._headings.holding(wanted, self._current_indexes().keywords)[:limit]

    def months(self) -> dict[date, int]:
        return self._headings.months()

    def find_text(self, text: str) -> str | None:
        row = self._file.row(
            "SELECT id FROM articles WHERE instr(text, ?) > 0 ORDER BY id LIMIT 1", (text,)
        )
        return cast(str, row[0]) if row else None

    def versions(self, ids: Sequence[str]) -> dict[str, ArticleVersion]:
        query = "SELECT digest, origin FROM articles WHERE id = ?"
        found = ((id, self._file.row(query, (id,))) for id in ids)
        return {id: ArticleVersion(*row) for id, row in found if row}

    def ids_under(self, path: str) -> dict[str, str]:
        # Up to the character after the separator: exactly what begins with "path/". On "/"
        # itself another separator would double.
        folder = path.rstrip(os.sep)
        rows = self._file.rows(
            "SELECT id, origin FROM articles WHERE origin = ? OR (origin >= ? AND origin < ?)",
            (path, folder + os.sep, folder + chr(ord(os.sep) + 1)),
        )
        return dict(rows)

    # -- how much there is --------------------------------------------------------------

    def stats(self, filters: Filters = NO_FILTERS) -> ArchiveStats:
        counted = self._stats
        if counted is None:
            return self._count_articles(filters)
        # Every answer names it: in a large archive it is counted once for each generation.
        asked = (self.stamp, filters)
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
            first=first and date.fromisoformat(first),
            last=last and date.fromisoformat(last),
        )

    def sources(self) -> dict[str, int]:
        return dict(
            self._file.rows(
                "SELECT source, count(*) FROM articles WHERE source IS NOT NULL"
                " GROUP BY source ORDER BY count(*) DESC, source"
            )
        )

    def size(self) -> StoreSize:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return StoreSize(
            self.index_source.count_passages(), sum(path.stat().st_size for path in files)
        )

    def check(self) -> None:
        (verdict,) = self._file.row("PRAGMA integrity_check(1)")
        (astray,) = self._file.row(
            "SELECT count(*) FROM passages LEFT JOIN articles ON article = articles.key"
            " WHERE text IS NULL OR start < 0 OR end > length(text) OR length(vector) != ?",
            (4 * self.index_source.dimension,),
        )
        if verdict != "ok":
            raise damage_error(self._file.path, verdict)
        if astray:
            raise damage_error(self._file.path, f"{astray:,} passages that do not fit")
