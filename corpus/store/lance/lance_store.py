"""The archive as Lance tables: in a folder, or in a bucket that many machines share.

Copies and failover are the object store's; that many write at once is Lance's. Nothing here
shards, copies or waits for a lock.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Self

from corpus.arrays import Vectors
from corpus.errors import ArchiveError, NoArticlesError
from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.records import NO_FILTERS, Article, Filters, Passage
from corpus.store.lance import lance_check, lance_headings, lance_upkeep
from corpus.store.lance.lance_aside import LanceCorrections, LanceFileStates
from corpus.store.lance.lance_database import Database
from corpus.store.lance.lance_found import FoundInMemory
from corpus.store.lance.lance_places import place_of
from corpus.store.lance.lance_rows import COLUMNS, TABLE, damage_error, fact_row
from corpus.store.lance.lance_searches import LanceSearches
from corpus.store.lance.lance_tables import Table
from corpus.store.lance.lance_version import LanceVersion
from corpus.store.lance.lance_writing import LanceWriting
from corpus.store.store import ArchiveStats, ArticleVersion, Finding, ModelRecord, StoreSize

# Commits of one process after which what is new is joined and indexed.
_TENDED_AFTER = 50
# Of so many passages the indexes and where they are, half a kilobyte each, are had in memory.
_MOST_WARMED = 2_000_000


class LanceStore:
    """`Store` in Lance tables below one address: articles and passages are rows of one table."""

    def __init__(self, database: Database, table: Table) -> None:
        self._database, self._latest = database, table
        self.file_states, self.corrections = LanceFileStates(database), LanceCorrections(database)
        self._lock, self._newest = threading.Lock(), LanceVersion(table.pinned(), self.place)
        self._threads = threading.local()
        self._commits = 0
        self._memory: FoundInMemory | None = None
        self._is_warming = False

    @classmethod
    def open(cls, address: str, *, create: bool = False) -> Self:
        """Open an archive; with `create`, make an empty one where there is none.

        NoArticlesError where there is none; ArchiveError where the place cannot be reached.
        """
        database = Database(place_of(address))
        table = database.open(TABLE)
        if table is None and create:
            table = database.create(TABLE, COLUMNS, [fact_row("identity", secrets.token_hex(16))])
            lance_upkeep.have_indexes(table)
        if table is None:
            raise NoArticlesError(
                f"no archive in {database.address}: make one with `pullquote add FOLDER`, or name "
                "another with --archive"
            )
        return cls(database, table)

    def close(self) -> None:
        """Nothing is open between calls but connections, which end with the process."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- versions -----------------------------------------------------------------------

    def _version(self) -> LanceVersion:
        """The version that this thread's view or change sees; outside of one, the newest."""
        held: LanceVersion | None = getattr(self._threads, "version", None)
        return held or self._newest_version()

    def _newest_version(self) -> LanceVersion:
        with self._lock:
            self._latest.move_to_latest()
            if self._latest.version != self._newest.table.version:
                self._newest = LanceVersion(self._latest.pinned(), self.place)
            return self._newest

    @contextmanager
    def _holding(self) -> Iterator[LanceVersion]:
        self._threads.version = self._newest_version()
        try:
            yield self._threads.version
        finally:
            self._threads.version = self._threads.writing = None

    def _read(self) -> LanceVersion | LanceWriting:
        """Where articles are read: inside a change, with what was written so far."""
        writing: LanceWriting | None = getattr(self._threads, "writing", None)
        return writing or self._version()

    # -- what it is ---------------------------------------------------------------------

    @property
    def place(self) -> str:
        return self._database.address

    @property
    def identity(self) -> str:
        """The archive's own name, drawn when it was made."""
        try:
            return self._version().facts["identity"]
        except KeyError as error:
            raise damage_error(self.place, "the archive's own name is missing") from error

    @property
    def stamp(self) -> str:
        version = self._version()
        return f"{self.identity}-{version.table.version}"

    @property
    def model(self) -> ModelRecord | None:
        return self._read().model

    # -- changing and searching ---------------------------------------------------------

    @contextmanager
    def change(self) -> Iterator[LanceWriting]:
        with self._holding() as version:
            writing = self._threads.writing = LanceWriting(version)
            yield writing
        writing.commit(self._latest)
        self._commits += 1
        if self._commits % _TENDED_AFTER == 0:
            self.tend()

    @contextmanager
    def searches(self) -> Iterator[LanceSearches]:
        with self._holding() as version:
            searches = LanceSearches(version, self._memory)
            yield searches
        if searches.is_cold:
            self._warm_aside()

    def _warm_aside(self) -> None:
        """After a question that read much: whoever asks one more should not wait for it again."""
        with self._lock:
            if self._is_warming:
                return
            self._is_warming = True
        threading.Thread(target=self._warm, name="warming", daemon=True).start()

    def _warm(self) -> None:
        # Another question goes on without it, and says what is wrong where it cannot.
        with suppress(ArchiveError):
            version = self._newest_version()
            if version.passages <= _MOST_WARMED:
                version.table.warm()
                self._memory = FoundInMemory(version.table)
                self._is_warming = False

    # -- articles -----------------------------------------------------------------------

    def article(self, id: str) -> Article | None:
        return next(iter(self._read().articles([id])), None)

    def articles(self, filters: Filters = NO_FILTERS) -> Iterator[Article]:
        read = self._read()
        return read.articles(read.ids(filters))

    def passages_of(self, article: Article) -> list[Passage]:
        return self._read().passages_of(article)

    def vectors_of(self, article: Article) -> Vectors | None:
        return self._read().vectors_of(article)

    def waiting(self) -> list[str]:
        return self._version().waiting()

    def headings(self, wanted: Wanted = EVERYTHING, limit: int | None = None) -> list[Heading]:
        return lance_headings.headings(self._version(), wanted, limit)

    def months(self) -> dict[date, int]:
        return lance_headings.months(self._version())

    def find_text(self, text: str) -> str | None:
        return self._version().find_text(text)

    def versions(self, ids: Sequence[str]) -> dict[str, ArticleVersion]:
        return self._read().versions(ids)

    def ids_under(self, path: str) -> dict[str, str]:
        return self._read().ids_under(path)

    # -- how much there is --------------------------------------------------------------

    def stats(self, filters: Filters = NO_FILTERS) -> ArchiveStats:
        return self._version().stats(filters)

    def sources(self) -> dict[str, int]:
        return dict(self._version().sources)

    def size(self) -> StoreSize:
        version = self._version()
        return StoreSize(version.passages, version.table.bytes(), version.passages_waiting)

    # -- upkeep and damage --------------------------------------------------------------

    def tend(self) -> None:
        lance_upkeep.tend(self._database, self._latest)

    def verify(self, passages: Sequence[Passage]) -> None:
        if finding := lance_check.problem_with_shown(self._version(), passages):
            raise damage_error(self.place, finding)

    def find_damage(self) -> Iterator[Finding]:
        return lance_check.find_damage(self._version())

    def check(self) -> None:
        if finding := next(self.find_damage(), None):
            raise damage_error(self.place, finding)

    def make_room(self) -> bool:
        return False
