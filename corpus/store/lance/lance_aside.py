"""What a store keeps beside its content: files that were read, and what was set by hand."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from corpus.records import Correction, PublicationDate
from corpus.store.lance.lance_columns import ColumnKind
from corpus.store.lance.lance_database import Database
from corpus.store.lance.lance_rows import damage_error
from corpus.store.lance.lance_tables import Table
from corpus.store.store import FileState, settled

_CORRECTIONS: dict[str, ColumnKind] = {"id": "string", "value": "string"}
_FILES: dict[str, ColumnKind] = {
    "path": "string", "size": "int64", "modified": "int64", "articles": "int64",
    "readers": "string",
}  # fmt: skip
_BY_HAND = "set by hand"


class LanceCorrections:
    """`Corrections` in a table of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, Correction]:
        table = self._database.open("corrections")
        rows = table.read(("id", "value")).tuples("id", "value") if table else ()
        return {id: self._correction(value) for id, value in rows}

    def record(self, corrections: Mapping[str, Correction]) -> None:
        if not corrections:
            return
        table = self._database.create("corrections", _CORRECTIONS)
        values = [_value(each) for each in corrections.values()]
        table.merge([{"id": list(corrections), "value": values}])

    def _correction(self, value: str) -> Correction:
        try:
            first, precision, source, author = json.loads(value)
            day = PublicationDate(date.fromisoformat(first), precision, _BY_HAND) if first else None
            return Correction(day, source, author)
        except (ValueError, TypeError) as error:
            raise damage_error(self._database.address, "a correction cannot be read") from error


def _value(correction: Correction) -> str:
    day = correction.published
    first, precision = (day.first.isoformat(), day.precision) if day else (None, None)
    return json.dumps([first, precision, correction.source, correction.author])


class LanceFileStates:
    """`FileStates` in a table of their own, read once: a request for each file would take long."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, Sequence[Any]] | None = None

    def articles_in(self, path: Path, state: FileState, readers: str) -> int | None:
        if self._known is None:
            table = self._database.open("read_files")
            rows = table.read(tuple(_FILES)).tuples(*_FILES) if table else ()
            self._known = {path: rest for path, *rest in rows}
        size, modified, articles, read_by = self._known.get(str(path), (None,) * 4)
        return articles if (size, modified, read_by) == (*state, readers) else None

    def remember(self, read: Mapping[str, tuple[FileState, int]], readers: str) -> None:
        kept = {path: each for path, each in read.items() if settled(each[0], time.time_ns())}
        if not kept:
            return
        table: Table = self._database.create("read_files", _FILES)
        states = [state for state, _ in kept.values()]
        table.merge([{
            "path": list(kept),
            "size": [state.size for state in states],
            "modified": [state.modified for state in states],
            "articles": [count for _, count in kept.values()],
            "readers": [readers] * len(kept),
        }])  # fmt: skip
        self._known = None
