"""The archive's one SQLite file: the one door to sqlite3; its failures become one line."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from corpus.errors import ArchiveError
from corpus.store.migrations import FORMAT, MIGRATIONS, SCHEMA

_APPLICATION = 0x50554C4C  # "PULL": tells our file from any other SQLite file

# Most articles fit in one or two pages of this size, and in four of SQLite's default size: reading
# them from the disk takes half the time.
_PAGE_BYTES = 16 * 1024

# A question reads some hundred passages, twice: SQLite's default of 2 MiB would forget them in
# between.
_CACHE_KIB = 16 * 1024
# The first part of the file is mapped into memory, which halves the time to read from it.
_MAPPED_BYTES = 256 * 1024 * 1024

_STATEMENT_KEYS = 1000  # keys in one statement

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

    Any thread may use it. Two that use it at once wait for each other: one connection serves
    both, so that a transaction of one is never part of the other's.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._db = path, connection
        self._lock = RLock()

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
        with _explain_failures(path):
            file = cls(path, _connect(path, patience))
            file._check_or_create()
        return file

    def _check_or_create(self) -> None:
        (application,) = self.row("PRAGMA application_id")
        (version,) = self.row("PRAGMA user_version")
        if application == 0 and not self.row("SELECT 1 FROM sqlite_master"):
            self._create()
        elif application != _APPLICATION:
            raise ArchiveError(f"{self.path} is not a Pullquote archive: choose another folder")
        elif version > FORMAT:
            raise ArchiveError(
                f"{self.path.parent} was made by a newer Pullquote: update with "
                "`pip install --upgrade pullquote`"
            )

    def _create(self) -> None:
        with self.transaction("IMMEDIATE"):
            # Another process may have made it while this one waited for the lock.
            if self.row("SELECT 1 FROM sqlite_master"):
                return
            for statement in SCHEMA.split(";"):
                self.run(statement)
            self.run("INSERT INTO facts VALUES ('identity', ?)", (uuid.uuid4().hex,))
            self.run("INSERT INTO facts VALUES ('generation', '0')")
            self.migrate()
            self.run(f"PRAGMA application_id = {_APPLICATION}")
            self.run(f"PRAGMA user_version = {FORMAT}")

    def migrate(self) -> None:
        """Give an older program's file what it lacks; inside a writing transaction."""
        if not self.has(MIGRATIONS[-1].adds):
            for migration in MIGRATIONS:
                for statement in migration.statements:
                    self.run(statement)

    def has(self, name: str) -> bool:
        """Whether it has a table or an index of this name."""
        return self.row("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)) is not None

    @property
    def writable(self) -> bool:
        """Whether its folder can be written to: without that, no change and no new index."""
        return _is_writable(self.path.parent)

    def close(self) -> None:
        """Close the connection; a second time it does nothing."""
        with self._lock:
            self._db.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The rows that a query finds, read one by one: at each of them damage may show."""
        with _explain_failures(self.path):
            with self._lock:
                rows = self._db.execute(query, values)
            yield from rows

    def rows_by_key(self, select: str, keys: Sequence[int]) -> list[Any]:
        """The rows with these keys, many in one statement: one each takes twice the time."""
        found: list[Any] = []
        with _explain_failures(self.path), self._lock:
            for at in range(0, len(keys), _STATEMENT_KEYS):
                listed = ",".join(map(str, keys[at : at + _STATEMENT_KEYS]))
                found += self._db.execute(f"{select} WHERE key IN ({listed})").fetchall()
        return found

    def row(self, query: str, values: Sequence[object] = ()) -> Any:
        """The first row that a query finds, or None."""
        return next(self.rows(query, values), None)

    def run(self, statement: str, values: Sequence[object] = ()) -> int | None:
        """Carry out one statement; the key of the row that it put in, if it did."""
        with _explain_failures(self.path), self._lock:
            return self._db.execute(statement, values).lastrowid

    def run_each(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Carry out one statement for each of many rows of values."""
        with _explain_failures(self.path), self._lock:
            self._db.executemany(statement, values)

    @contextlib.contextmanager
    def transaction(self, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
        """All that is done inside is kept, or none: DEFERRED to read, IMMEDIATE to write."""
        with self._lock:
            self.run(f"BEGIN {kind}")
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                # On a full disk SQLite has rolled back already.
                if self._db.in_transaction:
                    self.run("ROLLBACK")
                raise


def damage_error(path: Path, finding: object) -> ArchiveError:
    """The error for a file whose content is not what was once written."""
    one_line = " ".join(str(finding).split())
    return ArchiveError(
        f"{path} is damaged ({one_line}): restore it from a copy, or delete it and add the "
        "articles again"
    )


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    name = path.absolute().as_uri()
    log = path.with_name(f"{path.name}-wal")
    if not _is_writable(path.parent) and not log.exists():
        # SQLite writes beside the file even to read it, unless it is told that nobody else does.
        name += "?immutable=1"
    db = sqlite3.connect(
        name, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    db.create_function("casefold", 1, str.casefold, deterministic=True)
    db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    if not name.endswith("?immutable=1"):
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    return db


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


@contextlib.contextmanager
def _explain_failures(path: Path) -> Iterator[None]:
    """Raise SQLite's failures as ArchiveErrors; mistakes in our own SQL crash loudly.

    Only damage is ever answered with the advice to delete.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:  # Python's own: its message would quote all of the text
            raise damage_error(path, "text that is not UTF-8") from error
        remedy = _REMEDIES.get(code & 0xFF)
        if remedy is None:
            raise
        raise ArchiveError(f"{path}: {error}: {remedy}") from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise damage_error(path, error) from error
