"""Which files were read, and as they were then: an untouched file need not be read again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.store.migrations import READ_FILES
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_format import back_up_older_format, migrate
from corpus.store.store import FileState, settled


@dataclass(frozen=True, slots=True)
class SqliteFileStates:
    """`FileStates` in an archive's file; see there."""

    file: ArchiveFile

    def articles_in(self, path: Path, state: FileState, readers: str) -> int | None:
        if not self.file.has(READ_FILES):
            return None
        row = self.file.row(
            f"SELECT articles FROM {READ_FILES} WHERE path = ? AND size = ? AND modified = ?"
            " AND readers = ?",
            (str(path), *state, readers),
        )
        return int(row[0]) if row else None

    def remember(self, read: Mapping[str, tuple[FileState, int]], readers: str) -> None:
        now = time.time_ns()
        rows = [
            (path, *state, count, readers)
            for path, (state, count) in read.items()
            if settled(state, now)
        ]
        if rows:
            back_up_older_format(self.file)
            with self.file.transaction("IMMEDIATE"):
                migrate(self.file)
                self.file.run_each(
                    f"INSERT OR REPLACE INTO {READ_FILES} VALUES (?, ?, ?, ?, ?)", rows
                )


def file_state(path: Path) -> FileState | None:
    """How a file is now; None if that cannot be found out."""
    try:
        status = path.stat()
    except OSError:
        return None
    return FileState(status.st_size, status.st_mtime_ns)
