"""The archive's one SQLite file: the one door to sqlite3; its failures become one line."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from corpus.errors import ArchiveError, ChangedWhileReadError, DiskFullError, NoArticlesError
from corpus.store.file_access import (
    Access,
    access_to,
    check_not_emptied,
    create_file,
    file_stamp,
    has_log,
    is_cut_short,
    is_writable,
)
from corpus.store.migrations import FORMAT, schema_problem

APPLICATION = 0x50554C4C  # "PULL": tells our file from any other SQLite file

# Most articles fit in one or two pages of this size, and in four of SQLite's default size: reading
# them from the disk takes half the time.
_PAGE_BYTES = 16 * 1024

# A question reads some hundred passages, twice: SQLite's default of 2 MiB would forget them in
# between.
_CACHE_KIB = 16 * 1024
# The first part of the file is mapped into memory, which halves the time to read from it.
_MAPPED_BYTES = 256 * 1024 * 1024

_STATEMENT_KEYS = 1000  # keys in one statement
_ATTEMPTS = 5  # to open a file that others are just replacing

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


class OutOfReachError(ArchiveError):
    """The file, or what SQLite writes beside it, cannot be opened, read or written to."""


class NoRoomError(OutOfReachError, DiskFullError):
    """Neither, because the disk is full."""


class ArchiveFile:
    """One SQLite file. All its failures that are no fault of ours are ArchiveErrors.

    Any thread may use it. Two that use it at once wait for each other: one connection serves
    both, so that a transaction of one is never part of the other's.
    """

    def __init__(self, path: Path, patience: float, access: Access) -> None:
        self.path, self._patience, self._access = path, patience, access
        self._lock = RLock()
        self._connect()

    @classmethod
    def open(
        cls, path: Path, *, create: bool = False, patience: float = 30, access: Access | None = None
    ) -> ArchiveFile:
        """Open an archive's file, or make it; `patience` is in seconds, for another's lock.

        `access` is as much as its folder allows if it is left out.
        """
        if create:
            check_not_emptied(path)
            create_file(path)
        elif not path.is_file():
            raise NoArticlesError(
                f"no archive in {path.parent}: make one with `pullquote add FOLDER`, or name "
                "another with --archive"
            )
        elif path.stat().st_size == 0 and not has_log(path):
            raise _empty_error(path)
        file = cls(path, patience, access or access_to(path))
        try:
            file._check_kind(create)
        except BaseException:
            file.close()
            raise
        return file

    def _check_kind(self, create: bool) -> None:
        (application,) = self.row("PRAGMA application_id")
        if application == 0 and not self.row("SELECT 1 FROM sqlite_master"):
            if not create:
                raise _empty_error(self.path)
        elif application != APPLICATION:
            raise ArchiveError(f"{self.path} is not a Pullquote archive: choose another folder")
        elif self.format > FORMAT:
            raise ArchiveError(
                f"{self.path.parent} was made by a newer Pullquote: update with "
                "`pip install --upgrade pullquote`"
            )

    @property
    def format(self) -> int:
        """The number of its format; 0 for a file in which nothing is yet."""
        return int(self.row("PRAGMA user_version")[0])

    def has(self, name: str) -> bool:
        """Whether it has a table or an index of this name."""
        return self.row("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)) is not None

    @property
    def writable(self) -> bool:
        """Whether its folder can be written to: without that, no change and no new index."""
        return is_writable(self.path.parent)

    def close(self) -> None:
        """Close the connection; a second time it does nothing."""
        with self._lock:
            self._db.close()

    # -- reading and writing ------------------------------------------------------------

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The rows that a query finds, read one by one: at each of them damage may show."""
        with self._explain_failures():
            with self._lock:
                rows = self._db.execute(query, values)
            yield from rows

    def rows_by_key(self, select: str, keys: Sequence[int]) -> list[Any]:
        """The rows with these keys, many in one statement: one each takes twice the time."""
        found: list[Any] = []
        with self._explain_failures(), self._lock:
            for at in range(0, len(keys), _STATEMENT_KEYS):
                listed = ",".join(map(str, keys[at : at + _STATEMENT_KEYS]))
                found += self._db.execute(f"{select} WHERE key IN ({listed})").fetchall()
        return found

    def row(self, query: str, values: Sequence[object] = ()) -> Any:
        """The first row that a query finds, or None."""
        return next(self.rows(query, values), None)

    def run(self, statement: str, values: Sequence[object] = ()) -> int | None:
        """Carry out one statement; the key of the row that it put in, if it did."""
        with self._explain_failures(), self._lock:
            return self._db.execute(statement, values).lastrowid

    def run_each(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Carry out one statement for each of many rows of values."""
        with self._explain_failures(), self._lock:
            self._db.executemany(statement, values)

    @contextlib.contextmanager
    def transaction(self, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
        """All that is done inside is kept, or none: DEFERRED to read, IMMEDIATE to write."""
        with self._lock:
            self._begin(kind)
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                # On a full disk SQLite has rolled back already.
                if self._db.in_transaction:
                    self.run("ROLLBACK")
                raise
            # One that is read without locks may have been written to meanwhile.
            if self._access == "immutable" and self._opened.is_outdated(self.path):
                raise _changed_error(self.path)

    def overwrite_with(self, other: ArchiveFile) -> None:
        """Have all of another file's content in place of this one's, as one transaction."""
        with self._explain_failures(), self._lock:
            other._db.backup(self._db)

    # -- the connection -----------------------------------------------------------------

    def _begin(self, kind: Literal["DEFERRED", "IMMEDIATE"]) -> None:
        # Restored or repaired by another process, it is another file of the same name: what was
        # written into the old one would be lost.
        for _ in range(_ATTEMPTS):
            if self._opened.is_outdated(self.path):
                self._reconnect()
            if kind == "IMMEDIATE":
                self._regain_access()
            self.run(f"BEGIN {kind}")
            if not self._opened.is_outdated(self.path):
                return
            self.run("ROLLBACK")
        raise _changed_error(self.path)

    def _regain_access(self) -> None:
        """Be able to write again, where the file was opened while the disk was full."""
        if self._access != "immutable" or access_to(self.path) != "write":
            return
        self._reconnect()
        if self._access == "immutable":
            remedy = _REMEDIES[sqlite3.SQLITE_FULL]
            raise NoRoomError(f"{self.path}: nothing can be written beside it: {remedy}")

    def _reconnect(self) -> None:
        self._db.close()
        self._access = access_to(self.path)
        self._connect()

    def _connect(self) -> None:
        self._opened = file_stamp(self.path, self._access)
        if is_cut_short(self.path):
            raise damage_error(self.path, "its end is missing")
        try:
            with self._explain_failures():
                self._db = _connect(self.path, self._patience, self._access)
        except OutOfReachError:
            # SQLite writes beside the file even to read it, which takes a folder that can be
            # written to, or another process that has done so, and a disk with room. What is
            # beside it may hold the newest changes.
            if self._access == "immutable" or has_log(self.path):
                raise
            self._access = "immutable"
            self._connect()

    @contextlib.contextmanager
    def _explain_failures(self) -> Iterator[None]:
        """Raise SQLite's failures as ArchiveErrors; mistakes in our own SQL crash loudly."""
        try:
            yield
        except sqlite3.OperationalError as error:
            code = getattr(error, "sqlite_errorcode", None)
            if code is None:  # Python's own: its message would quote all of the text
                raise self._damage("text that is not UTF-8") from error
            remedy = _REMEDIES.get(code & 0xFF)
            if remedy is None:
                self._blame_tables(error)
                raise
            raise _kind_of(code & 0xFF)(f"{self.path}: {error}: {remedy}") from error
        except UnicodeDecodeError as error:  # a message that quotes what is no text any more
            raise self._damage("text that is not UTF-8") from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise self._damage(error) from error

    def _blame_tables(self, error: Exception) -> None:
        """Raise damage if a statement failed because the tables are not ours any more."""
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            tables = self._db.execute("SELECT name, sql FROM sqlite_master").fetchall()
            if (problem := schema_problem(tables)) is None:
                return
            raise self._damage(problem) from error
        raise self._damage("its list of tables cannot be read") from error

    def _damage(self, finding: object) -> ArchiveError:
        """Damage, unless another process has written to the file while it was read."""
        if self._opened.is_outdated(self.path):
            return _changed_error(self.path)
        return damage_error(self.path, finding)


def _kind_of(code: int) -> type[ArchiveError]:
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveError
    return NoRoomError if code == sqlite3.SQLITE_FULL else OutOfReachError


def damage_error(path: Path, finding: object) -> ArchiveError:
    """The error for a file whose content is not what was once written."""
    one_line = " ".join(str(finding).split())
    return ArchiveError(
        f"{path} is damaged ({one_line}): restore it from a copy with `pullquote restore FILE`, "
        "or keep what is sound of it with `pullquote doctor --repair`"
    )


def _empty_error(path: Path) -> ArchiveError:
    return ArchiveError(
        f"{path} is empty: restore it from a copy with `pullquote restore FILE`, or delete it and "
        "add the articles again"
    )


def _changed_error(path: Path) -> ArchiveError:
    return ChangedWhileReadError(f"{path} was changed while it was read: try again")


def _connect(path: Path, patience: float, access: Access) -> sqlite3.Connection:
    name = (
        path.absolute().as_uri()
        + {
            "write": "?mode=rw",
            "read": "?mode=ro",
            "immutable": "?immutable=1",
        }[access]
    )
    db = sqlite3.connect(
        name, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(db, access)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, access: Access) -> None:
    db.create_function("casefold", 1, str.casefold, deterministic=True)
    if access == "write":
        db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        db.execute("PRAGMA journal_mode = WAL")
    # A commit is on the disk when it returns. It comes once in a batch of articles, whose
    # embedding takes seconds, so that what it costs cannot be measured.
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    db.execute("SELECT 1 FROM sqlite_master").fetchall()
