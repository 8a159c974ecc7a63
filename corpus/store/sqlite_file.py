"""The archive's one SQLite file: opened, made, locked; what ails it is told in one line."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from corpus.errors import ArchiveError

_FORMAT = 1
_APPLICATION = 0x50554C4C  # "PULL": tells our file from any other SQLite file

_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, text TEXT NOT NULL, origin TEXT NOT NULL,
    first_day TEXT, last_day TEXT, date_precision TEXT, date_found_in TEXT,
    source TEXT, author TEXT, url TEXT,
    digest TEXT NOT NULL
);
CREATE INDEX articles_by_origin ON articles (origin);
CREATE INDEX articles_by_date ON articles (first_day, last_day);
CREATE INDEX articles_by_source ON articles (source);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX passages_by_article ON passages (article);
"""

# Where each passage stands. Read from the table, that would bring a page with its vector from the
# disk for each passage; here a thousand share one.
PLACES = "passages_by_key"

# What archives of older programs do not have yet, or not all of it.
_ADDITIONS = (
    # The keys of removed passages, for indexes that know an earlier generation. A trigger writes
    # them: so they are not missed where an older program removes.
    "CREATE TABLE IF NOT EXISTS removed (key INTEGER PRIMARY KEY, generation INTEGER NOT NULL)",
    "CREATE TRIGGER IF NOT EXISTS removal AFTER DELETE ON passages BEGIN INSERT INTO removed"
    " SELECT old.key, value + 1 FROM facts WHERE name = 'generation'; END",
    "INSERT OR IGNORE INTO facts"
    " SELECT 'removals since', value FROM facts WHERE name = 'generation'",
    "CREATE TABLE IF NOT EXISTS read_files (path TEXT PRIMARY KEY, size INTEGER NOT NULL,"
    " modified INTEGER NOT NULL, articles INTEGER NOT NULL, readers TEXT NOT NULL) WITHOUT ROWID",
    f"CREATE INDEX IF NOT EXISTS {PLACES} ON passages (key, article, start, end)",
)
_LATEST = PLACES  # the last one: an archive that has it has all

# Bytes of a page in new archives: most articles are one or two, where of SQLite's own pages they
# are four. From the disk that takes half the time.
_PAGE = 16 * 1024

# A question reads some hundred passages, twice: SQLite's own 2 MiB (here KiB) would forget them
# in between. The file's first part (in bytes) is mapped, which halves the time to read from it.
_CACHE, _MAPPED = 16 * 1024, 256 * 1024 * 1024

_IN_USE = "another process is writing to it, try again when that is done"
_OUT_OF_REACH = "make the file and its folder readable and writable"
_REMEDIES = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_READONLY: _OUT_OF_REACH,
    sqlite3.SQLITE_CANTOPEN: _OUT_OF_REACH,
    sqlite3.SQLITE_PERM: _OUT_OF_REACH,
    sqlite3.SQLITE_FULL: "make room on the disk, and try again",
    sqlite3.SQLITE_IOERR: "see that the disk has room and works, and try again",
}


class ArchiveFile:
    """One SQLite file. All its failures that are no fault of ours are ArchiveErrors.

    It belongs to the thread that opened it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._db = path, connection

    @classmethod
    def open(cls, path: Path, *, create: bool, patience: float) -> ArchiveFile:
        """Open an archive's file, or make it; `patience` is in seconds, for another's lock."""
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.is_file():
                raise ArchiveError(
                    f"no archive in {path.parent}: make one with `pullquote add FOLDER`, or name "
                    "another with --archive"
                )
        except OSError as error:
            raise ArchiveError(f"no archive can be in {path.parent}: {error.strerror}") from error
        with _explained(path):
            file = cls(path, _connected(path, patience))
            file._check_or_create()
        return file

    def _check_or_create(self) -> None:
        (application,) = self.row("PRAGMA application_id")
        (version,) = self.row("PRAGMA user_version")
        if application == 0 and not self.row("SELECT 1 FROM sqlite_master"):
            self._create()
        elif application != _APPLICATION:
            raise ArchiveError(f"{self.path} is not a Pullquote archive: choose another folder")
        elif version > _FORMAT:
            raise ArchiveError(
                f"{self.path.parent} was made by a newer Pullquote: update with "
                "`pip install --upgrade pullquote`"
            )

    def _create(self) -> None:
        with self.transaction("IMMEDIATE"):
            # Another process may have made it while this one waited for the lock.
            if self.row("SELECT 1 FROM sqlite_master"):
                return
            for statement in _SCHEMA.split(";"):
                self.run(statement)
            self.run("INSERT INTO facts VALUES ('identity', ?)", (uuid.uuid4().hex,))
            self.run("INSERT INTO facts VALUES ('generation', '0')")
            self.bring_up_to_date()
            self.run(f"PRAGMA application_id = {_APPLICATION}")
            self.run(f"PRAGMA user_version = {_FORMAT}")

    def bring_up_to_date(self) -> None:
        """Give an older program's archive what it lacks; inside a writing transaction."""
        if not self.has(_LATEST):
            for statement in _ADDITIONS:
                self.run(statement)

    def has(self, name: str) -> bool:
        """Whether it has a table or an index of this name."""
        return self.row("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)) is not None

    @property
    def writable(self) -> bool:
        """Whether its folder can be written to: without that, no change and no new index."""
        return _is_writable(self.path.parent)

    def close(self) -> None:
        self._db.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The rows that a query finds, read one by one: at each of them damage may show."""
        with _explained(self.path):
            yield from self._db.execute(query, values)

    def all_rows(self, query: str) -> list[Any]:
        """All rows that a query finds, at once: for few, that takes less."""
        with _explained(self.path):
            return self._db.execute(query).fetchall()

    def row(self, query: str, values: Sequence[object] = ()) -> Any:
        """The first row that a query finds, or None."""
        return next(self.rows(query, values), None)

    def run(self, statement: str, values: Sequence[object] = ()) -> int | None:
        """Carry out one statement; the key of the row that it put in, if it did."""
        with _explained(self.path):
            return self._db.execute(statement, values).lastrowid

    def run_each(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Carry out one statement for each of many rows of values."""
        with _explained(self.path):
            self._db.executemany(statement, values)

    @contextlib.contextmanager
    def transaction(self, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
        """All of what is done inside is kept or none: DEFERRED to read, IMMEDIATE to write."""
        self.run(f"BEGIN {kind}")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # On a full disk SQLite has rolled back already.
            if self._db.in_transaction:
                self.run("ROLLBACK")
            raise


def damaged(path: Path, finding: object) -> ArchiveError:
    """The error for a file whose content is not what was once written."""
    one_line = " ".join(str(finding).split())
    return ArchiveError(
        f"{path} is damaged ({one_line}): restore it from a copy, or delete it and add the "
        "articles again"
    )


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    name = path.absolute().as_uri()
    log = path.with_name(f"{path.name}-wal")
    if not _is_writable(path.parent) and not log.exists():
        # SQLite writes beside the file even to read it, unless it is told that nobody else does.
        name += "?immutable=1"
    db = sqlite3.connect(name, uri=True, timeout=patience, isolation_level=None)
    db.create_function("casefold", 1, str.casefold, deterministic=True)
    db.execute(f"PRAGMA page_size = {_PAGE}")
    if not name.endswith("?immutable=1"):
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    db.execute(f"PRAGMA mmap_size = {_MAPPED}")
    return db


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Tell SQLite's failures as ArchiveErrors; mistakes in our own SQL crash loudly.

    Only damage is ever answered with the advice to delete.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:  # Python's own: its message would quote all of the text
            raise damaged(path, "text that is not UTF-8") from error
        remedy = _REMEDIES.get(code & 0xFF)
        if remedy is None:
            raise
        raise ArchiveError(f"{path}: {error}: {remedy}") from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise damaged(path, error) from error
