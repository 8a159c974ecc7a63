"""A record's fields, by whatever names they have."""

from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import STORY, as_lines, only

from corpus.formats.registry import read
from corpus.records import Article

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ("By Jane Ferrow", "Jane Ferrow"),
        ("Bobby Lee", "Bobby Lee"),
        (["Jane Ferrow", None, {"name": "Otto"}, [["deep"]]], "Jane Ferrow, Otto"),
        (float("nan"), None),
        (True, None),
        ({}, None),
    ],
)
def test_an_author_is_named_or_unknown(given: object, author: str | None, write: Write) -> None:
    record = {"id": 12.0, "text": "Shut.", "author": given, "title": None}
    article = only(write("a.jsonl", as_lines(record)))
    assert (article.id, article.author, article.title) == ("12", author, "")


def test_records_without_an_id_get_the_same_one_every_time(write: Write) -> None:
    records = [{"title": "One", "text": "A."}, {"text": "B."}, {"url": "u", "text": "C."}]
    first = [a.id for a in read(write("news.jsonl", as_lines(*records)), Path("/")) if a]
    path = write("news.jsonl", as_lines({"title": "New", "text": "N."}, *reversed(records)))
    again = [a.id for a in read(path, Path("/")) if isinstance(a, Article)]
    assert set(first) <= set(again)
    assert len(set(again)) == 4
    twins = write("twins.jsonl", as_lines(records[0], records[0]))
    assert len({a.id for a in read(twins, twins.parent) if isinstance(a, Article)}) == 2


def test_a_body_of_html_becomes_text_and_loses_nothing(write: Write) -> None:
    body = "".join(f"<p>{p} &amp; more</p>" for p in STORY)
    article = only(write("a.jsonl", as_lines({"id": 1, "text": body})))
    assert article.text.split() == " ".join(f"{p} & more" for p in STORY).split()
    short = only(write("b.jsonl", as_lines({"id": 1, "text": "<p>No.</p><p>Yes, <b>now</b>.</p>"})))
    assert short.text.split() == ["No.", "Yes,", "now."]
    plain = "if a < b and c > d, <unknown> wins"
    assert only(write("c.jsonl", as_lines({"id": 1, "text": plain}))).text == plain
