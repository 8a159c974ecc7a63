"""JSON: one article, many in an array, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.formats.encoding import refuse_other_kinds, text_of
from corpus.formats.limits import JSON_BYTES, LINE_BYTES, larger_than, lines_of
from corpus.formats.record_fields import article_of, articles_of, normalize_names, own_id
from corpus.formats.source import Source, Unreadable, title_of
from corpus.records import Article, Skipped

Record = tuple[str, Mapping[str, object] | str]


def read(source: Source) -> Iterator[Article | Skipped]:
    """A .json file: one object, an array of them, an object that holds one array, or lines."""
    try:
        whole = json.loads(text_of(source, JSON_BYTES).lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        if _first_line_is_an_object(error):
            yield from read_lines(source)
            return
        raise Unreadable(f"is broken JSON: {error}") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is broken JSON: {error}") from None
    records = _array_in(whole)
    if records is None:
        fields = normalize_names(whole)
        article = article_of(fields, source, own_id(fields) or source.id)
        yield replace(article, title=article.title or title_of(source.name))
        return
    numbered = enumerate(records, start=1)
    yield from articles_of(((f"record {n}", _record(r)) for n, r in numbered), source)


def read_lines(source: Source) -> Iterator[Article | Skipped]:
    """A .jsonl file: one object a line; a bad line is skipped alone. Never held whole."""
    yield from articles_of(_lines(source), source)


def _first_line_is_an_object(error: json.JSONDecodeError) -> bool:
    """Whether the file broke off only where a second object begins on a line of its own."""
    before = error.doc[: error.pos].rstrip()
    return error.msg == "Extra data" and before.endswith("}") and "\n" not in before


def _array_in(whole: object) -> list[object] | None:
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        raise Unreadable("is JSON, but neither an object nor an array of them")
    arrays = [value for value in whole.values() if isinstance(value, list)]
    objects = [array for array in arrays if array and all(isinstance(r, dict) for r in array)]
    names = {str(name).casefold() for name in whole}
    if len(objects) == 1 and not names & {"text", "body", "content", "article"}:
        return objects[0]
    return None


def _record(value: object) -> Mapping[str, object] | str:
    return value if isinstance(value, dict) else "is not a JSON object"


def _lines(source: Source) -> Iterator[Record]:
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


def _line(number: int, raw: bytes) -> Iterator[Record]:
    if not raw.strip():
        return
    try:
        yield f"line {number}", _record(json.loads(raw.decode("utf-8-sig")))
    except UnicodeDecodeError:
        yield f"line {number}", "is not UTF-8"
    except (ValueError, RecursionError) as error:
        yield f"line {number}", f"is broken JSON: {error}"
