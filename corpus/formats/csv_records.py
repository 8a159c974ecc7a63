"""Tables: .csv and .tsv, one article a row, the first row naming the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import TextIOWrapper

from corpus.formats.encoding import proven_codec
from corpus.formats.record_fields import articles_of, has_text_column
from corpus.formats.source import Source, Unreadable
from corpus.records import Article, Skipped

_LONGEST_CELL = 50_000_000  # characters; csv's own limit is too low for long articles


def read(source: Source) -> Iterator[Article | Skipped]:
    """Each row's article; a bad row is skipped alone. Never held whole."""
    yield from articles_of(_rows(source), source)


def _rows(source: Source) -> Iterator[tuple[str, Mapping[str, object] | str]]:
    csv.field_size_limit(_LONGEST_CELL)
    encoding = proven_codec(source)
    with source.open() as stream:
        text = TextIOWrapper(stream, encoding=encoding, newline="")
        header = text.readline()
        delimiter = max(",;\t|", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        if not has_text_column(names):
            raise Unreadable("has no column called text, body or content in its first row")
        whole = (line.replace("\0", "") for line in text)
        # Strict: an unclosed quotation mark would make one article of all that follow.
        reader = csv.reader(whole, delimiter=delimiter, strict=True)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"line {reader.line_num + 1}", f"is broken CSV: {error}"
                continue
            if row:
                yield f"line {reader.line_num + 1}", _record(names, row)


def _record(names: list[str], row: list[str]) -> Mapping[str, object] | str:
    while len(row) > len(names) and not row[-1]:
        row.pop()
    if len(row) > len(names):
        return f"has {len(row)} cells under {len(names)} columns"
    return dict(zip(names, row, strict=False))
