"""Upkeep of the archive's table: small pieces are joined, what is new is indexed."""

from __future__ import annotations

from math import sqrt

from corpus.store.lance.lance_database import Database
from corpus.store.lance.lance_errors import ConflictError
from corpus.store.lance.lance_rows import INDEXES, PASSAGE
from corpus.store.lance.lance_tables import Table

# Beyond so many passages vectors are searched by an index; below, all of them are compared.
VECTORS_INDEXED_FROM = 30_000
_TRIES = 3


def have_indexes(table: Table) -> None:
    """Have the indexes of words, dates, outlets, ids and origins."""
    for column, use in INDEXES.items():
        table.have_index(column, use)


def tend(database: Database, table: Table) -> None:
    """Bring the archive's tables into the form in which they are searched fastest.

    Where others write all the time it may be given up: who writes last does it.
    """
    for _ in range(_TRIES):
        try:
            _tend(database, table)
        except ConflictError:
            continue
        return


def _tend(database: Database, table: Table) -> None:
    have_indexes(table)
    passages = table.count(f"kind = {PASSAGE}")
    if passages >= VECTORS_INDEXED_FROM:
        for column in table.columns:
            if column.startswith("vector_"):
                table.have_vector_index(column, round(sqrt(passages)))
    table.tend()
    for name in ("corrections", "read_files"):
        if (other := database.open(name)) is not None:
            other.tend()
