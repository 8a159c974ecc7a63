"""JSON: one article, an array of them, or one a line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import RECORD, TEXT, as_lines, assert_is_the_record, only, reason

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


ONE, TWO = "The quay closed on Tuesday.", "Repairs cost 3.4 million crowns."


@pytest.mark.parametrize(
    ("export", "told"),
    [
        (  # NewsAPI
            {"status": "ok", "totalResults": 1, "articles": [
                {"source": {"id": None, "name": "Post"}, "author": "Ann Vale", "title": "Quay",
                 "url": "https://post.example/1", "publishedAt": "2021-03-02T07:10:00Z",
                 "content": ONE + " [+1204 chars]"}]},
            [("Quay", "2021-03-02", "Post", "Ann Vale", ONE + " …")],
        ),
        (  # the Guardian
            {"response": {"status": "ok", "results": [
                {"id": "w/1", "webTitle": "Quay", "webPublicationDate": "2021-03-02T07:10:00Z",
                 "fields": {"byline": "Ann Vale", "publication": "Post",
                            "body": f"<p>{ONE}</p><p>{TWO}</p>"}}]}},
            [("Quay", "2021-03-02", "Post", "Ann Vale", f"{ONE}\n\n{TWO}")],
        ),
        (  # the New York Times
            {"response": {"docs": [
                {"_id": "n/1", "headline": {"main": "Quay"}, "byline": {"original": "By Ann Vale"},
                 "pub_date": "2021-03-02T07:10:00+0000", "source": "Times", "abstract": ONE,
                 "lead_paragraph": TWO, "snippet": ONE}]}},
            [("Quay", "2021-03-02", "Times", "Ann Vale", f"{ONE}\n\n{TWO}")],
        ),
        (  # WordPress's REST
            [{"id": 7, "date": "2021-03-02T07:10:00", "link": "https://post.example/7",
              "title": {"rendered": "The quay&#8217;s end"}, "author": 3,
              "content": {"rendered": f"<p>{ONE}</p>", "protected": False}}],
            [("The quay’s end", "2021-03-02", None, None, ONE)],
        ),
        (  # TREC's Washington Post
            {"id": "b2", "title": "Quay", "author": "Ann Vale", "published_date": 1614668400000,
             "contents": [{"type": "kicker", "content": "World"}, {"type": "title", "content": "Q"},
                          {"type": "sanitized_html", "content": f"<p>{ONE}</p>"},
                          {"type": "sanitized_html", "content": TWO}]},
            [("Quay", "2021-03-02", None, "Ann Vale", f"{ONE}\n\n{TWO}")],
        ),
        (  # MediaCloud and news-please
            [{"stories_id": 1, "title": "Quay", "publish_date": "2021-03-02", "media_name": "Post",
              "story_text": ONE},
             {"title": "Cost", "date_publish": "2021-03-03 07:10:00", "maintext": TWO,
              "source_domain": "post.example", "authors": ["Ann Vale"]}],
            [("Quay", "2021-03-02", "Post", None, ONE),
             ("Cost", "2021-03-03", "post.example", "Ann Vale", TWO)],
        ),
        (  # Elasticsearch's answer and mongoexport
            {"hits": {"hits": [{"_index": "news", "_id": "1", "_source": {
                "title": "Quay", "content": ONE, "source": "Post",
                "published": {"$date": {"$numberLong": "1614668400000"}}}}]}},
            [("Quay", "2021-03-02", "Post", None, ONE)],
        ),
        (  # pandas: columns, split, index
            {"title": {"0": "A", "1": "B"}, "text": {"0": ONE, "1": TWO}},
            [("A", "None", None, None, ONE), ("B", "None", None, None, TWO)],
        ),
        (
            {"columns": ["title", "text"], "index": [0, 1], "data": [["A", ONE], ["B", TWO]]},
            [("A", "None", None, None, ONE), ("B", "None", None, None, TWO)],
        ),
        (
            {"0": {"title": "A", "text": ONE}, "1": {"title": "B", "text": TWO}},
            [("A", "None", None, None, ONE), ("B", "None", None, None, TWO)],
        ),
        (  # columns of nested objects, as json_normalize names them
            [{"fields.headline": "Quay", "fields.bodyText": ONE, "sectionName": "World"}],
            [("Quay", "None", None, None, ONE)],
        ),
    ],
)  # fmt: skip
def test_exports_of_other_programs_are_read_as_they_are(
    export: object, told: list[tuple[str | None, ...]], write: Write
) -> None:
    path = write("a.json", json.dumps(export, indent=1))
    found = [each for each in read(path, path.parent) if isinstance(each, Article)]
    seen = [(a.title, str(a.published), a.source, a.author, a.text) for a in found]
    assert seen == told
    in_lines = write("b.jsonl", as_lines(*(export if isinstance(export, list) else [export])))
    again = [each for each in read(in_lines, in_lines.parent) if isinstance(each, Article)]
    assert [each.text for each in again] == [each.text for each in found]


def test_what_mongo_and_pandas_call_a_record_is_its_id(write: Write) -> None:
    mongo = as_lines({"_id": {"$oid": "571e394c"}, "text": ONE})
    assert only(write("a.jsonl", mongo)).id == "571e394c"
    keyed = write("b.json", json.dumps({"quay": {"text": ONE}, "cost": {"text": TWO}}))
    assert [a.id for a in read(keyed, keyed.parent) if isinstance(a, Article)] == ["quay", "cost"]


def test_pretty_objects_in_a_row_are_each_an_article(write: Write) -> None:
    objects = [json.dumps({"id": n, "text": text}, indent=2) for n, text in enumerate((ONE, TWO))]
    path = write("a.json", "\n".join(objects))
    assert [a.text for a in read(path, path.parent) if isinstance(a, Article)] == [ONE, TWO]


@pytest.mark.parametrize("end", [",\n]", ",\n\n  ]\n"])
def test_a_trailing_comma_is_told_with_its_line(end: str, write: Write) -> None:
    why = reason(write("a.json", '[\n{"id": 1, "text": "One."},\n{"id": 2, "text": "Two."}' + end))
    assert (
        why == "is broken JSON: a trailing comma on line 3, before the closing bracket; remove it"
    )


def test_an_export_without_texts_names_its_fields_and_says_what_to_do(write: Write) -> None:
    gdelt = {
        "articles": [
            {"url": "https://post.example/1", "title": "Quay", "seendate": "20210302T071000Z"}
        ]
    }
    why = reason(write("a.json", json.dumps(gdelt)))
    assert why == "has no text (fields: url, title, seendate; call that of the text “text”)"
    lines = write("b.jsonl", as_lines({"title": "A"}, {"title": "B"}))
    first, second = read(lines, lines.parent)
    assert isinstance(second, Skipped)
    assert second.reason == "has no text either"
    assert isinstance(first, Skipped)
    assert first.reason == "has no text (fields: title; call that of the text “text”)"


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
