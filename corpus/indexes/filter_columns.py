"""Which passages pass the filters: the days and the outlet of each, in columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Days, Keys
from corpus.indexes.index_folders import PreviousIndex
from corpus.indexes.index_source import FilterColumns, IndexSource
from corpus.records import Filters

FORMAT = "catalogue1"  # raise it when the files' layout changes
_ROWS, _SOURCES = "rows.npy", "sources.json"
_ROW = np.dtype([("key", "i8"), ("first", "i4"), ("last", "i4"), ("source", "i4")])

Rows = NDArray[np.void]


def build(source: IndexSource, folder: Path) -> None:
    """Write what filters look at of every passage into an empty folder."""
    _write(folder, np.empty(0, _ROW), [], source.filter_columns())


def extend(source: IndexSource, folder: Path, previous: PreviousIndex) -> bool:
    """Write what a previous index holds, less the removed and with the added."""
    rows, sources = _read(previous.folder)
    left = rows[~np.isin(rows["key"], previous.removed)]
    added = (passage.columns for passage in source.passages(previous.last_key))
    _write(folder, left, sources, added)
    return True


def _write(folder: Path, rows: Rows, sources: list[str], added: Iterable[FilterColumns]) -> None:
    numbers = {source: number for number, source in enumerate(sources)}
    more = [
        (key, first, last, numbers.setdefault(source, len(numbers)))
        for key, first, last, source in added
    ]
    np.save(folder / _ROWS, np.concatenate([rows, np.array(more, _ROW)]))
    (folder / _SOURCES).write_text(json.dumps(list(numbers)), encoding="utf-8")


def _read(folder: Path) -> tuple[Rows, list[str]]:
    sources = json.loads((folder / _SOURCES).read_text(encoding="utf-8"))
    return np.load(folder / _ROWS), sources


class FilterIndex:
    """What filters look at, of all passages."""

    def __init__(self, folder: Path) -> None:
        rows, self._sources = _read(folder)
        # Each column in one piece: comparing it takes a third of the time that it takes in rows.
        self._keys, self._first, self._last, self._source = (
            np.ascontiguousarray(rows[name]) for name in _ROW.names or ()
        )

    def keys(self, filters: Filters) -> Keys:
        """The keys of the passages that `Filters.admit` lets through, rising."""
        passed = np.ones(len(self._keys), bool)
        if filters.first:
            passed &= self._first >= filters.first.toordinal()
        if filters.last:
            passed &= self._last <= filters.last.toordinal()
        if filters.sources:
            named = np.array([filters.name_source(source) for source in self._sources], bool)
            passed &= named[self._source]
        return self._keys[passed]

    def days(self, keys: Keys) -> Days:
        """The days of these passages, which are all known here."""
        rows = np.searchsorted(self._keys, keys)
        return Days(self._first[rows], self._last[rows])
