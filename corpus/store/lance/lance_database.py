"""Lance tables below one address, in a folder or a bucket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from corpus.errors import ArchiveError, InputError
from corpus.store.lance.lance_columns import ColumnKind, Columns, schema_of, table_of
from corpus.store.lance.lance_errors import errors_in_words
from corpus.store.lance.lance_places import LIBRARIES_MISSING, folder_or_url, storage_options
from corpus.store.lance.lance_tables import Table

try:
    import lancedb
except ImportError as error:
    raise InputError(LIBRARIES_MISSING) from error


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
        open_again = partial(self._connection.open_table, name)
        with errors_in_words(self.address):
            try:
                return Table(self.address, open_again, open_again())
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
