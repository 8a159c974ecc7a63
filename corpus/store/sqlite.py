"""The archive on this machine: one SQLite file, and indexes beside it that are derived from it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.arrays import Vectors
from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.records import NO_FILTERS, Article, Filters, Passage
from corpus.store.corrections import SqliteCorrections
from corpus.store.facts import Facts
from corpus.store.file_access import DERIVED, give_up_spare, keep_spare
from corpus.store.file_states import SqliteFileStates
from corpus.store.sqlite_articles import SqliteArticles
from corpus.store.sqlite_check import find_damage, shown_problem
from corpus.store.sqlite_counts import SqliteCounts
from corpus.store.sqlite_file import ArchiveFile, damage_error
from corpus.store.sqlite_format import back_up_older_format, create_tables, migrate
from corpus.store.sqlite_headings import SqliteHeadings
from corpus.store.sqlite_index_source import SqliteIndexSource
from corpus.store.sqlite_writing import SqliteWriting, trim_removals
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


class SqliteStore:
    """`Store` in a folder: one SQLite file, the only truth, and the indexes derived from it.

    Every change raises the generation by one. Passage keys are never used twice.
    """

    def __init__(self, file: ArchiveFile) -> None:
        self.folder, self._file, self._facts = file.path.parent, file, Facts(file)
        self.index_source, self.file_states = SqliteIndexSource(file), SqliteFileStates(file)
        self.corrections = SqliteCorrections(file)
        self._articles, self._headings = SqliteArticles(file), SqliteHeadings(file)
        self._counts = SqliteCounts(file, self._facts)
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
            writing = SqliteWriting(self._file, self._facts)
            with self._counts.while_changing():
                yield writing
            trim_removals(self._file, self._facts, self.index_source.count_passages)
            self._facts.begin_generation(only_vectors=writing.only_vectors)
        keep_spare(self.folder)

    # -- searching ----------------------------------------------------------------------

    @contextlib.contextmanager
    def searches(self) -> Iterator[LocalSearches]:
        # Here, because keeping an archive needs no search library.
        from corpus.indexes.local_search import LocalSearches

        with self.snapshot():
            yield LocalSearches(self._current_indexes(), self._articles.passages)

    def _current_indexes(self) -> LocalIndexes:
        """The indexes of this generation: another process may have changed the archive."""
        from corpus.indexes.local_search import LocalIndexes

        if self._indexes is None or self._indexes.stamp != self.stamp:
            previous, self._indexes = self._indexes, None
            try:
                self._indexes = LocalIndexes(self.index_source, previous)
            finally:
                if previous:
                    previous.close()
        return self._indexes

    def snapshot(self) -> contextlib.AbstractContextManager[None]:
        """Reads inside see one generation, whatever another process writes meanwhile."""
        return self._file.transaction("DEFERRED")

    # -- articles -----------------------------------------------------------------------

    def article(self, id: str) -> Article | None:
        return self._articles.article(id)

    def articles(self, filters: Filters = NO_FILTERS) -> Iterator[Article]:
        return self._articles.articles(filters)

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """The passages with these keys, in their order; passages of one article share it."""
        return self._articles.passages(keys)

    def passages_of(self, article: Article) -> list[Passage]:
        return self._articles.passages_of(article)

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
        return self._articles.find_text(text)

    def versions(self, ids: Sequence[str]) -> dict[str, ArticleVersion]:
        return self._articles.versions(ids)

    def ids_under(self, path: str) -> dict[str, str]:
        return self._articles.ids_under(path)

    # -- how much there is --------------------------------------------------------------

    def stats(self, filters: Filters = NO_FILTERS) -> ArchiveStats:
        return self._counts.stats(filters)

    def sources(self) -> dict[str, int]:
        return self._counts.sources()

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
                dimension = self.index_source.dimension
                if problem := shown_problem(self._file, article, ranges[id], dimension):
                    raise damage_error(self._file.path, problem)

    def find_damage(self) -> Iterator[Finding]:
        with self.snapshot():
            yield from find_damage(self._file)

    def check(self) -> None:
        if finding := next(self.find_damage(), None):
            raise damage_error(self._file.path, finding)
