"""What is read of each passage that a search finds, kept in memory.

A bucket is asked once for each column of each passage, which takes longer than the search itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corpus.store.lance.lance_columns import Rows
from corpus.store.lance.lance_rows import PASSAGE
from corpus.store.lance.lance_tables import Table

FOUND_COLUMNS = ("key", "article", "start", "end", "first", "last")


class Found(NamedTuple):
    """A passage: its key, its article's id, its range of that text, its first and last day."""

    key: int
    article: str
    start: int
    end: int
    first: int
    last: int


def found_in(rows: Rows) -> dict[int, Found]:
    """Passages that were read with their addresses, by these."""
    read = zip(rows.values("_rowid"), rows.tuples(*FOUND_COLUMNS), strict=True)
    return {address: Found(*row) for address, row in read}


class FoundInMemory:
    """All passages of one version, by their addresses: about 40 bytes each, and their ids.

    It serves later versions too: what stands at an address never changes there, because a row
    that changes gets another one. Those that are new to it are read from the table.
    """

    def __init__(self, table: Table) -> None:
        rows = table.read(FOUND_COLUMNS, f"kind = {PASSAGE}", addresses=True)
        addresses = rows.numbers("_rowid")
        order = np.argsort(addresses)
        self._addresses = addresses[order]
        self._articles, articles = rows.distinct("article")
        numbers = [rows.numbers(name)[order] for name in ("key", "start", "end", "first", "last")]
        self._numbers = (articles[order], *numbers)

    def find(self, addresses: Sequence[int]) -> dict[int, Found]:
        """Those of these that it holds."""
        wanted = np.array(addresses, self._addresses.dtype)
        places = np.searchsorted(self._addresses, wanted)
        places = places[places < len(self._addresses)]
        places = places[np.isin(self._addresses[places], wanted)]
        columns = (each[places].tolist() for each in (self._addresses, *self._numbers))
        return {
            address: Found(key, self._articles[article], start, end, first, last)
            for address, article, key, start, end, first, last in zip(*columns, strict=True)
        }
