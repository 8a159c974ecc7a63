"""Which files were read, and as they were then: one left untouched need not be read again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.store.sqlite_file import ArchiveFile

# A file can be written twice within the shortest time that its system tells apart.
_SETTLED = 2 * 1_000_000_000  # nanoseconds


class Touch(NamedTuple):
    """A file's size in bytes, and when it was last modified in nanoseconds of the epoch."""

    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What an archive remembers of the files it was filled from; no part of its content."""

    file: ArchiveFile

    def articles_in(self, path: Path, touch: Touch, readers: str) -> int | None:
        """How many articles a file held; None if it was touched since, or read by others.

        `readers` stands for all that reading depends on beside the file.
        """
        if not self.file.has("read_files"):
            return None
        row = self.file.row(
            "SELECT articles FROM read_files WHERE path = ? AND size = ? AND modified = ?"
            " AND readers = ?",
            (str(path), *touch, readers),
        )
        return int(row[0]) if row else None

    def remember(self, read: Mapping[str, tuple[Touch, int]], readers: str) -> None:
        """Note files, each as it was before it was read and with how many articles it held."""
        settled = time.time_ns() - _SETTLED
        rows = [
            (path, *touch, count, readers)
            for path, (touch, count) in read.items()
            if touch.modified < settled
        ]
        if rows:
            with self.file.transaction("IMMEDIATE"):
                self.file.bring_up_to_date()
                self.file.run_each("INSERT OR REPLACE INTO read_files VALUES (?, ?, ?, ?, ?)", rows)


def touch_of(path: Path) -> Touch | None:
    """How a file is now; None if that cannot be told."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Touch(status.st_size, status.st_mtime_ns)
