"""JSON: one article, many in an array, or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, starmap

from corpus.formats.encoding import refuse_other_kinds, text_of
from corpus.formats.field_names import normalize_names
from corpus.formats.json_shapes import records_in
from corpus.formats.limits import JSON_BYTES, LINE_BYTES, larger_than, lines_of
from corpus.formats.record_fields import Record, article_of, articles_of, own_id
from corpus.formats.source import Source, Unreadable, title_of
from corpus.records import Article, Skipped

_BLANK = re.compile(r"\s*")
Placed = tuple[str, Record]


def read(source: Source) -> Iterator[Article | Skipped]:
    """A .json file: one record, an export that holds some at any depth, or objects in a row."""
    values = _values(text_of(source, JSON_BYTES).lstrip("\ufeff"))
    if isinstance(values, json.JSONDecodeError):
        if _first_line_is_an_object(values):  # so that a broken one is skipped alone
            yield from read_lines(source)
            return
        raise Unreadable(f"is broken JSON: {_explain(values)}") from None
    if len(values) > 1:
        yield from articles_of(lambda: chain.from_iterable(starmap(_at_line, values)), source)
        return
    [(_, whole)] = values or [(1, None)]
    records = records_in(whole)
    if records is None:
        yield _only_article(whole, source)
        return
    yield from articles_of(lambda: _numbered(records), source)


def read_lines(source: Source) -> Iterator[Article | Skipped]:
    """A .jsonl file: one object a line; a bad line is skipped alone. Never held whole."""
    yield from articles_of(lambda: _lines(source), source)


def _values(text: str) -> list[tuple[int, object]] | json.JSONDecodeError:
    """The JSON values that stand in a row in a text, each with its line; or what is wrong."""
    decoder, values = json.JSONDecoder(), list[tuple[int, object]]()
    place, line = 0, 1
    try:
        while (start := _skip_blank(text, place)) < len(text):
            line += text.count("\n", place, start)
            value, place = decoder.raw_decode(text, start)
            values.append((line, value))
            line += text.count("\n", start, place)
    except json.JSONDecodeError as error:
        return error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is broken JSON: {error}") from None
    return values


def _skip_blank(text: str, place: int) -> int:
    blank = _BLANK.match(text, place)
    return blank.end() if blank else place


def _explain(error: json.JSONDecodeError) -> str:
    """What is wrong, and on which line: many programs leave a comma after the last member."""
    before = error.doc[: error.pos].rstrip()
    if error.doc[error.pos : error.pos + 1] in ("]", "}") and before.endswith(","):
        line = before.count("\n") + 1
        return f"a trailing comma on line {line}, before the closing bracket; remove it"
    if "trailing comma" in error.msg:  # as newer Pythons say it
        return f"a trailing comma on line {error.lineno}, before the closing bracket; remove it"
    return str(error)


def _only_article(value: object, source: Source) -> Article:
    if not isinstance(value, Mapping):
        raise Unreadable("is JSON, but neither an object nor an array of them")
    fields = normalize_names(value)
    article = article_of(fields, source, own_id(fields) or source.id)
    return replace(article, title=article.title or title_of(source.name))


def _at_line(line: int, value: object) -> Iterator[Placed]:
    """The record that begins on a line, or those of a page of an answer that does."""
    inner = records_in(value) if isinstance(value, dict) else None
    if inner is None:
        yield f"line {line}", _record(value)
        return
    for place, record in _numbered(inner):
        yield f"line {line} {place}", record


def _numbered(records: Iterable[object]) -> Iterator[Placed]:
    for number, record in enumerate(records, start=1):
        yield f"record {number}", _record(record)


def _first_line_is_an_object(error: json.JSONDecodeError) -> bool:
    """Whether the first line is a whole object, so that the file holds one a line."""
    first = error.doc.lstrip().partition("\n")[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _record(value: object) -> Record:
    return value if isinstance(value, dict) else "is not a JSON object"


def _lines(source: Source) -> Iterator[Placed]:
    with source.open() as stream:
        head = stream.read(4)
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or head == b"\x00\x00\xfe\xff"
    if wide:
        for number, line in enumerate(text_of(source, JSON_BYTES).split("\n"), start=1):
            yield from _line(number, line.encode())
        return
    with source.open() as stream:
        for number, raw in enumerate(lines_of(stream), start=1):
            if raw is None:
                yield f"line {number}", larger_than(LINE_BYTES)
                continue
            if number == 1:
                refuse_other_kinds(raw)
                if b"\0" in raw:
                    raise Unreadable("is binary, not text")
            yield from _line(number, raw)


def _line(number: int, raw: bytes) -> Iterator[Placed]:
    if not raw.strip():
        return
    try:
        yield from _at_line(number, json.loads(raw.decode("utf-8-sig")))
    except UnicodeDecodeError:
        yield f"line {number}", "is not UTF-8"
    except (ValueError, RecursionError) as error:
        yield f"line {number}", f"is broken JSON: {error}"
