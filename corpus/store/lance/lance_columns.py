"""Rows of a table, column by column, on their way in and out: the one door to pyarrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Scores, Vectors
from corpus.errors import InputError
from corpus.store.lance.lance_places import LIBRARIES_MISSING

try:
    import pyarrow as pa
except ImportError as error:
    raise InputError(LIBRARIES_MISSING) from error

ColumnKind: TypeAlias = Literal["int8", "int32", "int64", "string"]
Columns: TypeAlias = Mapping[str, Sequence[object]]

# Lance's merge_insert doubles rows when two processes add the same keys at once, unless the key is
# declared so and no index of it is used.
_KEY = {b"lance-schema:unenforced-primary-key": b"true"}
_TYPES = {"int8": pa.int8(), "int32": pa.int32(), "int64": pa.int64(), "string": pa.string()}


class Rows:
    """Rows of a table, column by column."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def values(self, column: str) -> list[Any]:
        """A column's values; None where there is none."""
        return list(self._table.column(column).to_pylist())

    def tuples(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """These columns, row by row."""
        return zip(*map(self.values, columns), strict=True)

    def numbers(self, column: str) -> NDArray[Any]:
        """A column of numbers, none of them missing."""
        found: NDArray[Any] = self._table.column(column).to_numpy()
        return found

    def distinct(self, column: str) -> tuple[list[Any], NDArray[Any]]:
        """A column's values, each once, and for each row which of them it has."""
        encoded = self._table.column(column).combine_chunks().dictionary_encode()
        return encoded.dictionary.to_pylist(), encoded.indices.to_numpy()

    def vectors(self, column: str) -> Vectors:
        """A column of vectors, shape (rows, dimension); NaN for one that is missing."""
        dimension = self._table.schema.field(column).type.list_size
        chunks = self._table.column(column).chunks
        rows = [each.flatten().to_numpy(zero_copy_only=False) for each in chunks]
        there = [each.is_valid().to_numpy(zero_copy_only=False) for each in chunks]
        vectors = np.full((len(self), dimension), np.nan, np.float32)
        if rows:
            vectors[np.concatenate(there)] = np.concatenate(rows).reshape(-1, dimension)
        return vectors


def scores_of(rows: Rows) -> Scores:
    """The BM25 scores of what a search of texts found."""
    return np.asarray(rows.numbers("_score"), np.float32)


def schema_of(columns: Mapping[str, ColumnKind]) -> Any:
    """The form of a table whose first column tells its rows apart."""
    return pa.schema([
        pa.field(column, _TYPES[kind], nullable=place > 0, metadata=None if place else _KEY)
        for place, (column, kind) in enumerate(columns.items())
    ])  # fmt: skip


def vector_schema(column: str, dimension: int) -> Any:
    """The form of a column of vectors, as it is added to a table."""
    return pa.schema([pa.field(column, pa.list_(pa.float32(), dimension))])


def text_schema(column: str) -> Any:
    """The form of a column of texts, as it is added to a table."""
    return pa.schema([pa.field(column, pa.string())])


def table_of(blocks: Sequence[Columns], schema: Any) -> Any:
    """Blocks of rows in one; a column that a block does not name is empty in it."""
    return pa.Table.from_batches([_batch(each, schema) for each in blocks], schema)


def _batch(columns: Columns, schema: Any) -> Any:
    """A block of rows; a column that is not named is empty in all of them."""
    count = max(len(values) for values in columns.values())
    arrays = [_array(columns.get(field.name), count, field.type) for field in schema]
    return pa.record_batch(arrays, schema=schema)


def _array(values: Sequence[object] | None, count: int, kind: Any) -> Any:
    if values is None:
        return pa.nulls(count, kind)
    if pa.types.is_fixed_size_list(kind):
        return _vector_array(values, kind)
    return pa.array(values, kind)


def _vector_array(values: Sequence[object], kind: Any) -> Any:
    """Vectors, each an array or None."""
    flat = np.zeros((len(values), kind.list_size), np.float32)
    missing = np.ones(len(values), bool)
    for place, value in enumerate(values):
        if value is not None:
            flat[place], missing[place] = value, False
    numbers = pa.array(flat.reshape(-1), pa.float32())
    return pa.FixedSizeListArray.from_arrays(numbers, type=kind, mask=pa.array(missing))
