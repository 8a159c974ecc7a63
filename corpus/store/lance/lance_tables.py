"""Lance tables below one address: the one door to lancedb.

Each table has versions; a commit makes the next one, whoever else commits at that moment. A handle
that is pinned goes on reading its version.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeAlias

from corpus.arrays import Vectors
from corpus.errors import ArchiveError, InputError
from corpus.store.lance.lance_columns import (
    ColumnKind,
    Columns,
    Rows,
    schema_of,
    table_of,
    text_schema,
    vector_schema,
)
from corpus.store.lance.lance_places import LIBRARIES_MISSING, folder_or_url, storage_options

# What Lance says on stderr is for its own authors; set before it is imported.
os.environ.setdefault("LANCE_LOG", "error")
try:
    import lancedb
    from lancedb.index import FTS, Bitmap, BTree, IvfSq
    from lancedb.query import BooleanQuery, FullTextOperator, MatchQuery, Occur
except ImportError as error:
    raise InputError(LIBRARIES_MISSING) from error

IndexUse: TypeAlias = Literal["range", "few values", "words"]

# Versions that somebody may still be reading are kept for so long.
_KEPT = timedelta(days=1)
# Vectors compared with a question: of so many partitions, and of so many more than are asked for.
_PROBED, _REFINED = 64, 5


@dataclass(frozen=True, slots=True)
class Matched:
    """Words to search for in one column, each counting `weight` times."""

    column: str
    words: tuple[str, ...]
    weight: int = 1


class Database:
    """The tables below one address."""

    def __init__(self, address: str) -> None:
        self.address = address
        with errors_in_words(address):
            self._connection = lancedb.connect(
                folder_or_url(address), storage_options=storage_options(address)
            )

    def open(self, name: str) -> Table | None:
        """A table at its latest version; None where there is none."""
        with errors_in_words(self.address):
            try:
                return Table(self, name, self._connection.open_table(name))
            except ValueError as error:
                if "not found" in str(error):
                    return None
                raise

    def create(
        self, name: str, columns: Mapping[str, ColumnKind], rows: Sequence[Columns] = ()
    ) -> Table:
        """A new table whose first column tells rows apart; the one that is there, if there is one.

        Of two processes that make it at once one does.
        """
        schema = schema_of(columns)
        with errors_in_words(self.address):
            try:
                self._connection.create_table(name, table_of(rows, schema), schema=schema)
            except ValueError as error:
                if "already exists" not in str(error):
                    raise
        table = self.open(name)
        if table is None:
            raise ArchiveError(f"{self.address}: its table {name!r} was taken away meanwhile")
        return table


class Table:
    """One version of a table; `latest` moves it on."""

    def __init__(self, database: Database, name: str, table: Any) -> None:
        self._database, self._name, self._table = database, name, table

    @property
    def version(self) -> int:
        return int(self._table.version)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._table.schema.names)

    def move_to_latest(self) -> None:
        """Read the newest version from now on."""
        with self._errors():
            self._table.checkout_latest()

    def pinned(self) -> Table:
        """This version, and no later one."""
        with self._errors():
            handle = self._database._connection.open_table(self._name)
            handle.checkout(self.version)
        return Table(self._database, self._name, handle)

    # -- reading ------------------------------------------------------------------------

    def read(
        self, columns: Sequence[str], where: str | None = None, *, addresses: bool = False
    ) -> Rows:
        """All rows that pass, in no order; with their `_rowid` if `addresses` are wanted."""
        with self._errors():
            query = self._table.search()
            if where:
                query = query.where(where)
            return Rows(query.select(list(columns)).with_row_id(addresses).to_arrow())

    def take(self, addresses: Sequence[int], columns: Sequence[str]) -> Rows:
        """The rows at some addresses, which `nearest` and `matching` give, with `_rowid`."""
        with self._errors():
            query = self._table.take_row_ids(list(addresses)).select(list(columns))
            return Rows(query.with_row_id().to_arrow())

    def count(self, where: str | None = None) -> int:
        with self._errors():
            return int(self._table.count_rows(where))

    def nearest(
        self, column: str, vector: Vectors, k: int, where: str | None, columns: Sequence[str]
    ) -> Rows:
        """The rows whose vectors have about the highest cosines, with their `_rowid`."""
        with self._errors():
            query = self._table.search(vector, query_type="vector", vector_column_name=column)
            query = query.distance_type("cosine").nprobes(_PROBED).refine_factor(_REFINED)
            if where:
                query = query.where(where, prefilter=True)
            wanted = [*columns, column, "_distance"]
            return Rows(query.select(wanted).with_row_id(True).limit(k).to_arrow())

    def matching(
        self, words: Sequence[Matched], k: int, where: str | None, columns: Sequence[str]
    ) -> Rows:
        """The rows with the highest BM25, best first, with their `_rowid` and `_score`."""
        each = [
            (Occur.SHOULD, MatchQuery(" ".join(m.words), m.column, boost=float(m.weight)))
            for m in words
        ]
        query = each[0][1] if len(each) == 1 else BooleanQuery(each)
        return self._search_text(query, k, where, columns)

    def holding_all(self, column: str, words: Sequence[str], columns: Sequence[str]) -> Rows:
        """Every row that holds all of these words."""
        query = MatchQuery(" ".join(words), column, operator=FullTextOperator.AND)
        return self._search_text(query, max(self.count(), 1), None, columns)

    def holding_like(
        self, column: str, word: str, edits: int, k: int, columns: Sequence[str]
    ) -> Rows:
        """Some rows that hold a word at most so many letters away, of those that are indexed."""
        query = MatchQuery(word, column, fuzziness=edits, prefix_length=1, max_expansions=200)
        return self._search_text(query, k, None, columns)

    def _search_text(self, query: Any, k: int, where: str | None, columns: Sequence[str]) -> Rows:
        with self._errors():
            search = self._table.search(query, query_type="fts")
            if where:
                search = search.where(where, prefilter=True)
            wanted = [*columns, "_score"]
            return Rows(search.select(wanted).with_row_id(True).limit(k).to_arrow())

    # -- writing ------------------------------------------------------------------------

    def merge(self, rows: Sequence[Columns], replaced: str | None = None) -> None:
        """Have these rows, in one commit: by their keys in place of others or as new ones.

        Rows that pass `replaced` and are not among these go.
        """
        with self._errors():
            self._table.checkout_latest()
            schema = self._table.schema
            merge = self._table.merge_insert(schema.names[0])
            merge = merge.when_matched_update_all().when_not_matched_insert_all()
            if replaced:
                merge = merge.when_not_matched_by_source_delete(replaced)
            merge.use_index(False).execute(table_of(rows, schema), on_bad_vectors="null")

    def fill(self, rows: Sequence[Columns], where: str) -> None:
        """Put these rows in place of those with their keys that are still there, in one commit.

        `where` says of `target` and `source` which of them.
        """
        with self._errors():
            self._table.checkout_latest()
            schema = self._table.schema
            merge = self._table.merge_insert(schema.names[0]).when_matched_update_all(where=where)
            merge.use_index(False).execute(table_of(rows, schema), on_bad_vectors="null")

    def delete(self, where: str) -> None:
        """Forget rows, in one commit."""
        with self._errors():
            self._table.checkout_latest()
            self._table.delete(where)

    def update(self, where: str, values: Mapping[str, str]) -> None:
        """Set columns of some rows to SQL expressions, in one commit."""
        with self._errors():
            self._table.checkout_latest()
            self._table.update(where=where, values_sql=dict(values))

    def have_vectors(self, column: str, dimension: int) -> None:
        """Have a column of vectors, empty where it is new."""
        self._have_column(column, vector_schema(column, dimension))

    def have_texts(self, column: str) -> None:
        """Have a column of texts, empty where it is new."""
        self._have_column(column, text_schema(column))

    def _have_column(self, column: str, schema: Any) -> None:
        with self._errors():
            self._table.checkout_latest()
            if column in self.columns:
                return
            try:
                self._table.add_columns(schema)
            except (RuntimeError, ValueError, OSError):
                self._table.checkout_latest()
                if column not in self.columns:  # another process has not made it meanwhile
                    raise

    def drop(self, columns: Sequence[str]) -> None:
        with self._errors():
            self._table.drop_columns(list(columns))

    # -- upkeep -------------------------------------------------------------------------

    def have_index(self, column: str, use: IndexUse) -> None:
        """Have an index of a column, made of what it holds now if there was none."""
        self._have_index(column, lambda: _INDEXES[use])

    def have_vector_index(self, column: str, partitions: int) -> None:
        """Have an index of vectors, in 8 bits a number."""
        self._have_index(column, lambda: IvfSq(distance_type="cosine", num_partitions=partitions))

    def _have_index(self, column: str, config: Any) -> None:
        with self._errors():
            self._table.checkout_latest()
            if any(column in each.columns for each in self._table.list_indices()):
                return
            self._table.create_index(column, config=config())

    def unindexed(self) -> int:
        """The most rows that any of its indexes does not hold yet."""
        with self._errors():
            return max((each.num_unindexed_rows for each in self._table.list_indices()), default=0)

    def bytes(self) -> int:
        """How many bytes its files take, without its indexes."""
        with self._errors():
            return int(self._table.stats()["total_bytes"])

    def fragments(self) -> int:
        """How many pieces it lies in."""
        with self._errors():
            return int(self._table.stats()["fragment_stats"]["num_fragments"])

    def tend(self) -> None:
        """Join small pieces, index what is new, forget versions that are older than a day."""
        with self._errors():
            self._table.checkout_latest()
            self._table.optimize(cleanup_older_than=_KEPT)
            self._table.checkout_latest()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        with errors_in_words(self._database.address):
            yield


# Our words are stemmed already: Lance's own ways with words are all switched off.
_INDEXES = {
    "range": BTree(),
    "few values": Bitmap(),
    "words": FTS(base_tokenizer="whitespace", lower_case=False, stem=False, ascii_folding=False,
                 remove_stop_words=False, max_token_length=None),
}  # fmt: skip


@contextmanager
def errors_in_words(address: str) -> Iterator[None]:
    """Lance's errors become one line of ours, which names the address."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        from corpus.store.lance.lance_errors import in_words

        raise in_words(error, address) from error
