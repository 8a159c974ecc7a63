"""JSON: one article, an array of them, or one a line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import RECORD, TEXT, as_lines, assert_is_the_record, only

from corpus.formats.registry import read
from corpus.records import Article, Skipped

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", as_lines(RECORD)),
        ("a.ndjson", as_lines(RECORD).replace("\n", "\r\n\r\n")),
        ("a.jsonl", "\ufeff" + as_lines(RECORD)),
        ("a.json", json.dumps(RECORD)),
        ("a.json", json.dumps([RECORD])),
        ("a.json", json.dumps({"count": 1, "articles": [RECORD]}, indent=2)),
        ("a.json", json.dumps({**RECORD, "Headline ": "other"})),
        ("a.json", json.dumps({**RECORD, "title": [], "date": "soon", "byline": "By Nobody"})),
        ("a.jsonl", as_lines({"id": "2016/001", "text": TEXT, "metadata": {**RECORD, "id": 1}})),
    ],
)
def test_a_record_is_found_in_every_kind_of_json(name: str, content: str, write: Write) -> None:
    assert_is_the_record(only(write(name, content)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_lines_are_read_in_every_unicode_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((json.dumps(RECORD, ensure_ascii=False) + "\n").encode(encoding))
    assert_is_the_record(only(path))


def test_a_bad_record_is_skipped_alone_and_named_by_its_line(write: Write) -> None:
    good = {"id": 7, "title": "One", "text": ["First.", "Second."]}
    path = write(
        "a.jsonl",
        as_lines(good)
        + "{broken\n"
        + as_lines({"id": 8, "text": None}, ["a", "list"], {"id": 9, "text": float("nan")})
        + as_lines({**good, "title": "Again"}, {"id": 10, "text": "Last."}),
    )
    found = list(read(path, path.parent))
    articles = [a for a in found if isinstance(a, Article)]
    assert [(a.id, a.title, a.text) for a in articles] == [
        ("7", "One", "First.\n\nSecond."),
        ("10", "", "Last."),
    ]
    skipped = {s.where.rpartition(" ")[2]: s.reason for s in found if isinstance(s, Skipped)}
    assert list(skipped) == ["2", "3", "4", "5", "6"]
    assert skipped["2"].startswith("is broken JSON")
    assert skipped["3"].startswith("has no text")
    assert skipped["4"] == "is not a JSON object"
    assert skipped["6"] == "its id 7 was taken by an earlier record of this file"


def test_a_json_file_of_lines_is_read_as_lines(write: Write) -> None:
    path = write("a.json", as_lines(RECORD, {"id": 2, "text": "Two."}, ["no"]))
    one, two, three = read(path, path.parent)
    assert isinstance(one, Article)
    assert_is_the_record(one)
    assert isinstance(two, Article)
    assert three == Skipped(f"{path} line 3", "is not a JSON object")


def test_a_damaged_first_line_is_skipped_alone_and_a_long_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = json.dumps({"id": 1, "text": "é" * 200_001}, ensure_ascii=False).encode()
    for first, kept in ((b'{"id": 1, "text": "caf\xe9"}', 0), (long, 1)):
        path.write_bytes(first + b"\n" + as_lines({"id": 2, "text": "Two."}).encode())
        found = list(read(path, tmp_path))
        assert [isinstance(article, Article) for article in found] == [bool(kept), True]


def test_records_nested_beyond_reason_are_read_or_skipped(write: Write) -> None:
    deep = "[" * 700 + "]" * 700
    within = '{"metadata":' * 300 + "1" + "}" * 300
    line = f'{{"id": 1, "text": "A.", "title": {deep}, "date": {deep}, "metadata": {within}}}\n'
    assert only(write("a.jsonl", line)).text == "A."


def test_every_record_of_a_real_set_is_read_under_its_id(shared: Path) -> None:
    path = shared / "data/realtimeqa-dev/corpus.jsonl"
    articles = {a.id: a for a in read(path, path.parent) if isinstance(a, Article)}
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert list(articles) == [record["_id"] for record in records]
    for record in records:
        letters = [c for c in record["text"] if c.isprintable() and not c.isspace()]
        kept = [c for c in articles[record["_id"]].text if not c.isspace()]
        assert -10 < len(letters) - len(kept) < 250  # a dateline, and who else reported
        assert articles[record["_id"]].published is not None
