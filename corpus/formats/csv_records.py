"""Tables: .csv and .tsv, one article a row, the first row naming the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper

from corpus.formats.csv_rows import Row, read_table
from corpus.formats.encoding import proven_codec
from corpus.formats.field_names import advise_on_text
from corpus.formats.record_fields import Record, articles_of, has_text_column
from corpus.formats.source import Source, Unreadable
from corpus.records import Article, Skipped


def read(source: Source) -> Iterator[Article | Skipped]:
    """Each row's article; a bad row is skipped alone. Never held whole."""
    encoding = proven_codec(source)
    yield from articles_of(lambda: _rows(source, encoding), source)


def _rows(source: Source, encoding: str) -> Iterator[tuple[str, Record]]:
    with source.open() as stream:
        try:
            names, rows = read_table(TextIOWrapper(stream, encoding=encoding, newline=""))
        except csv.Error as error:
            raise Unreadable(f"is broken CSV: {error}") from None
        if not has_text_column(names):
            raise Unreadable(
                "has no column for the text in its first row "
                f"({advise_on_text('columns', filter(None, names))})"
            )
        for row in rows:
            yield f"line {row.line}", row.problem or _record(names, row)


def _record(names: list[str], row: Row) -> Record:
    if len(row.cells) > len(names):
        return f"has {len(row.cells)} cells under {len(names)} columns"
    return dict(zip(names, row.cells, strict=False))
