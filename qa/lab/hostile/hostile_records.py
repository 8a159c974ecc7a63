"""Hostile JSON and tables."""

from __future__ import annotations

import json

from qa.lab.hostile.hostile_texts import MB, Files

_GOOD = b'{"id": "good", "title": "A", "text": "Words of a good record."}'
_BODY = "".join(f"<p>Words {n}.</p>" for n in range(3))


def json_files() -> Files:
    """Names and bytes of .json files."""
    yield "empty.json", b""
    yield "deep-arrays.json", b"[" * 200_000
    yield "deep-objects.json", b'{"a":' * 200_000
    yield "closed-arrays.json", b"[" * 100_000 + b"]" * 100_000
    yield "deep-text.json", b'[{"text": ' + b"[" * 500 + b'"words"' + b"]" * 500 + b"}]"
    yield "endless-number.json", b'[{"text": "Words.", "date": ' + b"9" * 5_000 + b"}]"
    yield "nothing.json", b"[" + b"null," * MB + b"null]"
    yield "numbers.json", b"[" + b"1," * 3 * MB + b"1]"
    yield "empty-objects.json", b"[" + b"{}," * MB + b"{}]"
    yield "names.json", b"{" + b",".join(b'"k%d": 1' % n for n in range(500_000)) + b"}"
    yield "name.json", b'{"' + b"k" * 5 * MB + b'": 1, "text": "Words."}'
    yield "escapes.json", b'{"text": "' + b"\\u0041" * 900_000 + b'"}'
    yield "surrogates.json", b'[{"text": "words ' + b"\\ud800" * 50_000 + b'"}]'
    yield "long-text.json", b'{"text": "' + b"words " * 9 * MB + b'"}'
    yield "wide.json", json.dumps([{"text": "Wörter 言葉. " * 100}]).encode("utf-16")
    yield "twice.json", b'{"text": "a", "text": "b", "TEXT": "c", "Text ": "d"}'
    yield "blanks.json", b" " * 20 * MB + _GOOD
    yield "garbage.json", _GOOD + b"\0" * MB
    yield "many.json", b"[" + (_GOOD + b",") * 100_000 + _GOOD + b"]"
    yield "rows.json", (_GOOD + b"\n") * 50_000
    yield "table.json", b'{"columns": ["text"], "data": [' + b'["a"],' * 100_000 + b'["b"]]}'
    for number, date in enumerate(_DATES):
        yield f"date-{number}.json", b'[{"text": "Words.", "date": ' + date + b"}]"


_DATES = (
    b"9" * 4_000, b"-" + b"9" * 4_000, b"1e999", b"-1e999", b"NaN", b"1e308", b"99991231", b"true",
    b"[[[[]]]]", b'{"$date": {"$numberLong": "' + b"9" * 4_000 + b'"}}', b'"' + b"9" * 4_000 + b'"',
    b'"0000-00-00"',
    b'"\\u0662\\u0660\\u0661\\u0666-\\u0660\\u0665-\\u0660\\u0664"', b'"253402300800"',
    b"253402300800", b"9999999999999", b"99999999999999", b'"31 February 2016"', b'"4 May 99999"',
    b'"\\u00b2\\u00b2\\u00b2\\u00b2"', b'"' + b"1 " * 100_000 + b'"',
)  # fmt: skip


def lines() -> Files:
    """Names and bytes of .jsonl files."""
    yield "bad-lines.jsonl", b"{bad\n" * 300_000 + _GOOD
    yield "empty-lines.jsonl", b"\n" * 5 * MB + _GOOD
    yield "same-ids.jsonl", (_GOOD + b"\n") * 100_000
    yield "no-texts.jsonl", b'{"title": "A"}\n' * 100_000 + _GOOD
    yield "deep-lines.jsonl", (b"[" * 50_000 + b"\n") * 20 + _GOOD
    yield "long-line.jsonl", b'{"text": "' + b"a" * 60 * MB + b'"}\n' + _GOOD
    yield "torn-lines.jsonl", b'{"text": "\xff\xfe"}\n' * 50_000 + _GOOD
    yield "facts.jsonl", b'{"id": "' + b"i" * 50_000 + b'", "text": "Words."}\n' + _GOOD
    attributes = " ".join(f"a{n}=1" for n in range(50_000))
    page = json.dumps({"text": f"{_BODY}<p {attributes}>words</p>"}).encode()
    yield "attributes.jsonl", page + b"\n" + _GOOD
    nested = json.dumps({"text": "<div>" * 100_000 + _BODY}).encode()
    yield "nested.jsonl", nested + b"\n" + _GOOD
    lists: dict[str, object] = {"text": ["a"] * 300_000, "author": [{"name": "b"}] * 100_000}
    yield "lists.jsonl", json.dumps(lists).encode() + b"\n" + _GOOD
    odd = {"text": {"text": {"text": 1}}, "title": [[["a"]]], "source": {"name": {"name": 1}}}
    yield "odd.jsonl", json.dumps(odd).encode() + b"\n" + _GOOD


def tables() -> Files:
    """Names and bytes of .csv and .tsv files."""
    head = b"id,title,text\n"
    good = b"good,A,Words of a good row.\n"
    yield "empty.csv", b"\n"
    yield "head.csv", b"text," * 100_000 + b"\n" + good
    yield "long-head.csv", b"text,id" + b"a" * 60 * MB + b"\n" + good
    yield "one-name.csv", b"text\n" + b"words\n" * 20_000
    yield "open-quote.csv", head + b'1,A,"words\n' + b"2,B,words\n" * 200_000
    yield "open-quotes.csv", head + b'1,A,"words\n' * 100_000 + good
    yield "quotes.csv", head + b'1,A,"""""""""' * 50_000 + b"\n" + good
    yield "long-cell.csv", head + b"1,A," + b"a" * 60 * MB + b"\n" + good
    yield "wide-rows.csv", head + b"a," * 50_000 + b"\n" + good
    yield "zeros.csv", head + b"1\0,A\0,w\0\n" * 20_000 + good
    yield "carriage-returns.csv", head.replace(b"\n", b"\r") + b"1,A,words\r" * 100_000
    yield "backslashes.csv", head + b'1,A,"\\' * 50_000 + b"\n" + good
    yield "separators.csv", b"sep=\n" * 100_000 + head + good
    yield "torn.csv", head + b"1,A,\xff\xfe\xfd\n" * 10_000 + good
    yield "late.csv", head + b"1,A,words\n" * 100_000 + "1,Ä,Wörter\n".encode("cp1252")
    yield "bars.tsv", b"text\tid\n" + b'"\t"\n' * 100_000
