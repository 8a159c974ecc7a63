"""Which passages pass the filters: the days and the outlet of each, in columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.indexes.index_folders import Earlier
from corpus.records import Filters
from corpus.store.sqlite import UNDATED, Archive, Filed, Keys

FORMAT = "catalogue1"  # raise it when the files' layout changes
_ROWS, _SOURCES = "rows.npy", "sources.json"
_ROW = np.dtype([("key", "i8"), ("first", "i4"), ("last", "i4"), ("source", "i4")])

Rows = NDArray[np.void]


class Days(NamedTuple):
    """The first and the last day of some passages' dates, as proleptic ordinals."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which of them have a date at all."""
        return self.first > UNDATED[0]


def build(archive: Archive, folder: Path) -> None:
    """Write what filters look at of every passage into an empty folder."""
    _write(folder, np.empty(0, _ROW), [], archive.filed())


def extend(archive: Archive, folder: Path, earlier: Earlier) -> bool:
    """Write what an earlier catalogue holds, less the removed and with the added."""
    rows, sources = _read(earlier.folder)
    kept = rows[~np.isin(rows["key"], earlier.removed)]
    _write(folder, kept, sources, (entry.filed for entry in archive.entries(earlier.last_key)))
    return True


def _write(folder: Path, rows: Rows, sources: list[str], added: Iterable[Filed]) -> None:
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


def is_named(source: str, filters: Filters) -> bool:
    """Whether the filters name an outlet, in full or in part, without regard to case."""
    return any(name.casefold() in source.casefold() for name in filters.sources)


class Catalogue:
    """What filters look at, of all passages."""

    def __init__(self, folder: Path) -> None:
        self._rows, self._sources = _read(folder)

    def keys(self, filters: Filters) -> Keys:
        """The keys of the passages that pass the filters, rising."""
        passed = np.ones(len(self._rows), bool)
        if filters.first:
            passed &= self._rows["first"] >= filters.first.toordinal()
        if filters.last:
            passed &= self._rows["last"] <= filters.last.toordinal()
        if filters.sources:
            named = np.array([is_named(source, filters) for source in self._sources], bool)
            passed &= named[self._rows["source"]]
        return self._rows["key"][passed]

    def days(self, keys: Keys) -> Days:
        """The days of these passages, which are all known here."""
        rows = self._rows[np.searchsorted(self._rows["key"], keys)]
        return Days(rows["first"], rows["last"])
