"""The archive on this machine: one SQLite file, and indexes beside it that are derived from it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from corpus.arrays import Vectors
from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.records import NO_FILTERS, Article, Filters, Passage
from corpus.store.corrections import SqliteCorrections
from corpus.store.facts import Facts
from corpus.store.file_access import DERIVED, give_up_spare, keep_spare
from corpus.store.file_states import SqliteFileStates
from corpus.store.migrations import CHANGES, LATE_VECTORS, PLACES
from corpus.store.sqlite_check import article_problems, find_damage, passage_rows
from corpus.store.sqlite_file import ArchiveFile, damage_error
from corpus.store.sqlite_format import back_up_older_format, create_tables, migrate
from corpus.store.sqlite_headings import SqliteHeadings
from corpus.store.sqlite_index_source import SqliteIndexSource
from corpus.store.sqlite_rows import article_columns, article_of, date_of, where_clause
from corpus.store.sqlite_writing import SqliteWriting
from corpus.store.store import (
    ArchiveStats,
    ArticleVersion,
    Finding,
    ModelRecord,
    StoreSize,
)

if TYPE_CHECKING:
    from corpus.indexes.local_search import LocalIndexes, LocalSearches

FILE_NAME = "archive.sqlite"
# Removals are logged for indexes of earlier generations, at least this many.
_LOGGED_REMOVALS = 10_000
_ASKED_TOGETHER = 500  # ids in one statement


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
        file = ArchiveFile.open(folder / FILE_NAME, create=create, patience=patience)
        if create:
            create_tables(file)
        return cls(file)

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
        back_up_older_format(self._file)
        with self._file.transaction("IMMEDIATE"):
            migrate(self._file)
            self._stats = None  # what is counted meanwhile has no stamp of its own yet
            writing = SqliteWriting(self._file, self._facts)
            try:
                yield writing
            finally:
                self._stats = {}
            self._trim_removals()
            self._facts.begin_generation(only_vectors=writing.only_vectors)
        keep_spare(self.folder)

    def _trim_removals(self) -> None:
        """Trim the removal log; an index that is further behind is rebuilt."""
        (count,) = self._file.row("SELECT count(*) FROM removed")
        if count <= max(_LOGGED_REMOVALS, self.index_source.count_passages() // 2):
            return
        (upto,) = self._file.row(
            "SELECT generation FROM removed ORDER BY generation LIMIT 1 OFFSET ?", (count // 2,)
        )
        self._file.run("DELETE FROM removed WHERE generation <= ?", (upto,))
        self._file.run(f"DELETE FROM {CHANGES} WHERE generation < ?", (upto,))
        self._file.run(f"DELETE FROM {LATE_VECTORS} WHERE generation <= ?", (upto,))
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
        if any(type(number) is not int for row in rows for number in row):
            raise damage_error(self._file.path, "a passage's place is no number")
        articles = self._articles_by_key(sorted({article for _, article, _, _ in rows}))
        found: dict[int, Passage] = {}
        for key, article, start, end in rows:
            if article not in articles or not 0 <= start < end <= len(articles[article].text):
                raise damage_error(self._file.path, f"passage {key} is not within an article")
            found[key] = Passage(articles[article], start, end)
        return {key: found[key] for key in wanted if key in found}

    def _articles_by_key(self, keys: Sequence[int]) -> dict[int, Article]:
        """Articles that are what was put there: no answer is made of an altered one."""
        found: dict[int, Article] = {}
        query = f"SELECT key, digest, {article_columns(self._file)} FROM articles"
        for key, digest, *row in self._file.rows_by_key(query, keys):
            found[key] = article_of(self._file.path, row)
            if found[key].digest != digest:
                raise damage_error(
                    self._file.path, f"article {found[key].id}: its content is not what was added"
                )
        return found

    # -- articles -----------------------------------------------------------------------

    def article(self, id: str) -> Article | None:
        columns = article_columns(self._file)
        row = self._file.row(f"SELECT {columns} FROM articles WHERE id = ?", (id,))
        return article_of(self._file.path, row) if row else None

    def articles(self, filters: Filters = NO_FILTERS) -> Iterator[Article]:
        where, values = where_clause(filters)
        rows = self._file.rows(
            f"SELECT {article_columns(self._file)} FROM articles {where} ORDER BY id", values
        )
        return (article_of(self._file.path, row) for row in rows)

    def passages_of(self, article: Article) -> list[Passage]:
        rows = self._file.rows(
            "SELECT start, end FROM passages WHERE article ="
            " (SELECT key FROM articles WHERE id = ?) ORDER BY start",
            (article.id,),
        )
        return [Passage(article, start, end) for start, end in rows]

    def vectors_of(self, article: Article) -> Vectors | None:
        return self.index_source.vectors_of_article(article.id)

    def waiting(self) -> list[str]:
        return self.index_source.waiting_articles()

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
        found: dict[str, ArticleVersion] = {}
        for at in range(0, len(ids), _ASKED_TOGETHER):
            some = ids[at : at + _ASKED_TOGETHER]
            places = ", ".join("?" * len(some))
            query = f"SELECT id, digest, origin FROM articles WHERE id IN ({places})"
            found |= {id: ArticleVersion(*row) for id, *row in self._file.rows(query, some)}
        return found

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

    def size(self) -> StoreSize:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return StoreSize(
            self.index_source.count_passages(),
            sum(path.stat().st_size for path in files),
            self.index_source.count_waiting(),
        )

    def tend(self) -> None:
        """Nothing: its indexes are made when it is next asked."""

    def make_room(self) -> bool:
        if give_up_spare(self.folder):
            return True
        derived = self.folder / DERIVED
        if not any(derived.glob("*/*")):
            return False
        if self._indexes:
            self._indexes.close()
            self._indexes = None
        shutil.rmtree(derived, ignore_errors=True)
        return True

    # -- what is seen must be true ------------------------------------------------------

    def verify(self, passages: Sequence[Passage]) -> None:
        ranges: dict[str, set[tuple[int, int]]] = {}
        articles = {passage.article.id: passage.article for passage in passages}
        for passage in passages:
            ranges.setdefault(passage.article.id, set()).add((passage.start, passage.end))
        with self.snapshot():
            for id, article in articles.items():
                if problem := self._problem_with(article, ranges[id]):
                    raise damage_error(self._file.path, problem)

    def _problem_with(self, article: Article, shown: set[tuple[int, int]]) -> str | None:
        row = self._file.row("SELECT key, digest FROM articles WHERE id = ?", (article.id,))
        if row is None or row[1] != article.digest:  # it was changed since it was read
            return None
        key, dimension = row[0], self.index_source.dimension
        findings = article_problems(self._file, key, dimension)
        if finding := next((each for each in findings if each.kind != "seal"), None):
            return str(finding)
        known = {(start, end) for start, end, _ in passage_rows(self._file, key)}
        return None if shown <= known else f"article {article.id}: a passage is not where it was"

    def find_damage(self) -> Iterator[Finding]:
        with self.snapshot():
            yield from find_damage(self._file)

    def check(self) -> None:
        if finding := next(self.find_damage(), None):
            raise damage_error(self._file.path, finding)
