"""What people set by hand of articles: dates, outlets and authors that the files do not state."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from corpus.errors import ArchiveError
from corpus.records import Correction
from corpus.store.migrations import CORRECTIONS
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_format import back_up_older_format, migrate
from corpus.store.sqlite_rows import CORRECTION_COLUMNS, correction_of


@dataclass(frozen=True, slots=True)
class SqliteCorrections:
    """`Corrections` in an archive's file; see there."""

    file: ArchiveFile

    def all(self) -> dict[str, Correction]:
        if not self.file.has(CORRECTIONS):
            return {}
        rows = self.file.rows(f"SELECT {CORRECTION_COLUMNS} FROM {CORRECTIONS}")
        return {str(row[0]): correction_of(self.file.path, row) for row in rows}

    def sound(self) -> dict[str, Correction]:
        """Those that can be read, of a damaged file."""
        found: dict[str, Correction] = {}
        with suppress(ArchiveError):
            for row in self.file.rows(f"SELECT {CORRECTION_COLUMNS} FROM {CORRECTIONS}"):
                with suppress(ArchiveError):
                    found[str(row[0])] = correction_of(self.file.path, row)
        return found

    def record(self, corrections: Mapping[str, Correction]) -> None:
        rows = [
            (
                id,
                each.published.first.isoformat() if each.published else None,
                each.published.precision if each.published else None,
                each.source,
                each.author,
            )
            for id, each in corrections.items()
        ]
        if rows:
            back_up_older_format(self.file)
            with self.file.transaction("IMMEDIATE"):
                migrate(self.file)
                self.file.run_each(
                    f"INSERT OR REPLACE INTO {CORRECTIONS} VALUES (?, ?, ?, ?, ?)", rows
                )
