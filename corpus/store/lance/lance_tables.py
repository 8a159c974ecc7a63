"""One Lance table: how it is read, written and kept in form.

It has versions; a commit makes the next one, whoever else commits at that moment. A handle that is
pinned goes on reading its version.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeAlias

from corpus.arrays import Vectors
from corpus.errors import InputError
from corpus.store.lance.lance_columns import (
    Columns,
    Rows,
    table_of,
    text_schema,
    vector_schema,
)
from corpus.store.lance.lance_errors import ConflictError, errors_in_words
from corpus.store.lance.lance_places import LIBRARIES_MISSING

# What Lance says on stderr is for its own authors; set before it is imported.
os.environ.setdefault("LANCE_LOG", "error")
try:
    from lancedb.index import FTS, Bitmap, BTree, IvfSq
    from lancedb.query import BooleanQuery, FullTextOperator, MatchQuery, Occur
except ImportError as error:
    raise InputError(LIBRARIES_MISSING) from error

IndexUse: TypeAlias = Literal["range", "few values", "words"]

# How often a commit is tried that others got ahead of.
_TRIES = 6
# Versions that somebody may still be reading are kept for so long.
_KEPT = timedelta(days=1)
# Vectors compared with a question: of so many partitions, and, exactly, of so many times as many as
# are asked for. Those are read from the bucket one by one: five times as many take three times as
# long, and none nearer were found among them.
_PROBED, _REFINED = 160, 1


@dataclass(frozen=True, slots=True)
class Matched:
    """Words to search for in one column, each counting `weight` times."""

    column: str
    words: tuple[str, ...]
    weight: int = 1


class Table:
    """One version of a table; `move_to_latest` moves it on.

    `open_again` opens another handle of it, at its latest version; `address` is for errors.
    """

    def __init__(self, address: str, open_again: Callable[[], Any], table: Any) -> None:
        self._address, self._open_again, self._table = address, open_again, table

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
            handle = self._open_again()
            handle.checkout(self.version)
        return Table(self._address, self._open_again, handle)

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

        def write() -> None:
            merge = self._merging().when_matched_update_all().when_not_matched_insert_all()
            if replaced:
                merge = merge.when_not_matched_by_source_delete(replaced)
            merge.execute(table_of(rows, self._table.schema), on_bad_vectors="null")

        self._commit(write)

    def fill(self, rows: Sequence[Columns], where: str) -> None:
        """Put these rows in place of those with their keys that are still there, in one commit.

        `where` says of `target` and `source` which of them.
        """

        def write() -> None:
            merge = self._merging().when_matched_update_all(where=where)
            merge.execute(table_of(rows, self._table.schema), on_bad_vectors="null")

        self._commit(write)

    def delete(self, where: str) -> None:
        """Forget rows, in one commit."""
        self._commit(lambda: self._table.delete(where))

    def update(self, where: str, values: Mapping[str, str]) -> None:
        """Set columns of some rows to SQL expressions, in one commit."""
        self._commit(lambda: self._table.update(where=where, values_sql=dict(values)))

    def _merging(self) -> Any:
        return self._table.merge_insert(self._table.schema.names[0]).use_index(False)

    def _commit(self, write: Callable[[], object]) -> None:
        """Write, and again where others committed first.

        Lance tries again by itself, but for no longer than half a minute, which may be over when a
        large table or a slow machine has let it try once.
        """
        for left in reversed(range(_TRIES)):
            try:
                with self._errors():
                    self._table.checkout_latest()
                    write()
                return
            except ConflictError:
                if not left:
                    raise

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

    def warm(self) -> None:
        """Have the indexes of words and of vectors in memory, which takes as much as they do.

        A question reads no more than the pieces that it needs: each new word of it, each partition.
        """
        with self._errors():
            for each in self._table.list_indices():
                if each.index_type in _WARMED:
                    self._table.prewarm_index(each.name)

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
        with errors_in_words(self._address):
            yield


_WARMED = ("FTS", "IvfSq")
# Our words are stemmed already: Lance's own ways with words are all switched off.
_INDEXES = {
    "range": BTree(),
    "few values": Bitmap(),
    "words": FTS(base_tokenizer="whitespace", lower_case=False, stem=False, ascii_folding=False,
                 remove_stop_words=False, max_token_length=None),
}  # fmt: skip
