"""The JSON contract, read back as an outside program reads it."""

import json
import math
from dataclasses import replace
from datetime import date

import pytest

from corpus.records import Article, Locator, Passage, PublicationDate, Span
from qa.answers import Answer, AnswerGroup, Evidence, Searched, TimelineEntry
from qa.search.hits import Hit
from qa.show.safe_text import printable
from qa.show.schema import answer_record, to_json_line

ACTING = (
    *map(chr, (*range(0x20), *range(0x7F, 0xA0))),
    *("\u061c", "\u200e", "\u200f", "\u2028", "\u2029"),
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    *("\ud800", "\udc9b", "\udfff"),
)
FERRY = Article(
    id="ferry",
    title="Ferries 🚢 are back",
    text="Storm over. The Ødegaard 🚢 sails at noon. Bring a coat.",
    origin="/archive/ferry.txt",
    published=PublicationDate(date(2016, 2, 1), "month", "date line"),
    source="The Herald",
)
UNDATED = Article(id="u", title="", text="Nobody knows.", origin="/archive/u.txt")


def answer(article: Article, said: str | None) -> Answer:
    """The whole article as evidence, what is said as its answer and its sentence."""
    start = article.text.index(said) if said else 0
    span = Span(start, start + len(said)) if said else None
    hit = Hit(Passage(article, 0, len(article.text)), score=0.712345678)
    return Answer(
        question="When?",
        asked="When does the ferry sail?",
        status="answered" if said else "not_found",
        text=said,
        confidence=0.93456,
        evidence=(Evidence(hit, sentence=span or Span(0, 13), answer=span),),
        searched=Searched(articles=5, undated=1, first=date(2016, 1, 31), last=None),
        elapsed_ms=41.04,
        kind="span" if said else None,
    )


def test_a_record_has_the_promised_fields_in_the_promised_order():
    line = to_json_line(answer_record(answer(FERRY, "noon"), "q1"))
    assert line == (
        '{"id": "q1", "question": "When?", "asked": "When does the ferry sail?", '
        '"status": "answered", "answer": "noon", "confidence": 0.9346, "evidence": [{"rank": 1, '
        '"article_id": "ferry", "title": "Ferries 🚢 are back", "source": "The Herald", '
        '"published": "2016-02", "url": null, "path": "/archive/ferry.txt", "start": 0, '
        '"end": 55, "passage": "Storm over. The Ødegaard 🚢 sails at noon. Bring a coat.", '
        '"answer_start": 36, "answer_end": 40, "score": 0.712346, "sentence_start": 36, '
        '"sentence_end": 40, "published_precision": "month", "published_found_in": "date line", '
        '"copies": [], "corrected_by": null, "locator": null, "place": null}], "elapsed_ms": 41.0, '
        '"error": null, "searched": {"articles": 5, "undated": 1, "first": "2016-01-31", '
        '"last": null}, "said": [], "note": null, "kind": "span", '
        '"timeline": [], "closest": null}'
    )


def test_copies_and_all_that_is_said_come_last_with_ranks_from_one():
    copy = replace(FERRY, id="copy", url="https://post.example/ferry", source="Post")
    best = replace(answer(FERRY, "noon").evidence[0], copies=(copy, UNDATED))
    said = (AnswerGroup("noon", (0, 2), 4), AnswerGroup("one o'clock", (1,), 1))
    disputed = replace(answer(FERRY, "noon"), evidence=(best,), groups=said, status="possible")
    read = json.loads(to_json_line(answer_record(disputed, None)))
    assert (read["status"], read["answer"]) == ("possible", "noon")
    assert list(read)[-5:] == ["said", "note", "kind", "timeline", "closest"]
    assert read["said"] == [
        {"answer": "noon", "articles": 4, "rows": [1, 3]},
        {"answer": "one o'clock", "articles": 1, "rows": [2]},
    ]
    assert list(read["evidence"][0])[-4:] == ["copies", "corrected_by", "locator", "place"]
    assert [list(row.items()) for row in read["evidence"][0]["copies"]] == [
        [
            ("article_id", "copy"),
            ("title", "Ferries 🚢 are back"),
            ("source", "Post"),
            ("published", "2016-02"),
            ("url", "https://post.example/ferry"),
            ("path", "/archive/ferry.txt"),
        ],
        [
            ("article_id", "u"),
            ("title", ""),
            ("source", None),
            ("published", None),
            ("url", None),
            ("path", "/archive/u.txt"),
        ],
    ]


def test_the_timeline_and_the_closest_passage_name_their_articles():
    sure = answer(FERRY, "noon")
    changed = replace(
        sure,
        evidence=(replace(sure.evidence[0], corrected_by=UNDATED),),
        timeline=(TimelineEntry("noon", 0),),
    )
    read = json.loads(to_json_line(answer_record(changed, None)))
    assert list(read["timeline"][0].items()) == [
        ("answer", "noon"), ("published", "2016-02"), ("article_id", "ferry"), ("row", 1)
    ]  # fmt: skip
    assert (read["evidence"][0]["corrected_by"], read["closest"]) == ("u", None)
    paged = replace(FERRY, locators=(Locator(0, "page 1"), Locator(36, "page 2")))
    [row] = json.loads(to_json_line(answer_record(answer(paged, "noon"), None)))["evidence"]
    assert row["locator"] == "page 2"
    silent = answer(UNDATED, None)
    near = replace(silent, closest=silent.evidence[0])
    assert json.loads(to_json_line(answer_record(near, None)))["closest"] == {
        "article_id": "u", "text": "Nobody knows.", "start": 0, "end": 13
    }  # fmt: skip


def test_offsets_slice_the_article_after_an_emoji():
    read = json.loads(to_json_line(answer_record(answer(FERRY, "sails at noon"), None)))
    (best,) = read["evidence"]
    assert (
        FERRY.text[best["answer_start"] : best["answer_end"]] == "sails at noon" == read["answer"]
    )
    assert FERRY.text[best["start"] : best["end"]] == best["passage"]


def test_silence_is_null_and_still_shows_the_nearest_passage():
    read = json.loads(to_json_line(answer_record(answer(UNDATED, None), None)))
    (nearest,) = read["evidence"]
    assert read["id"] is read["answer"] is nearest["answer_start"] is nearest["answer_end"] is None
    assert nearest["passage"] == "Nobody knows."
    assert nearest["published"] is nearest["published_precision"] is nearest["source"] is None


def test_every_character_that_is_not_shown_is_escaped_and_no_other_one():
    every = "".join(map(chr, range(0x20, 0x110000)))
    written = set(to_json_line({"every": every}))
    assert set(every) - written == {one for one in every if one not in printable(one)}


@pytest.mark.parametrize("character", ACTING, ids=lambda character: f"U+{ord(character):04X}")
def test_a_character_that_acts_is_escaped_and_comes_back(character):
    hostile = replace(FERRY, text=f"Storm{character}over at noon.", title=f"[2J{character}")
    line = to_json_line(answer_record(answer(hostile, "noon"), f"q{character}"))
    assert character not in line
    read = json.loads(line)
    (best,) = read["evidence"]
    assert (read["id"], best["title"]) == (f"q{character}", f"[2J{character}")
    assert best["passage"] == hostile.text
    assert hostile.text[best["answer_start"] : best["answer_end"]] == "noon"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_null(number):
    unsure = replace(answer(FERRY, "noon"), confidence=number, elapsed_ms=number)
    read = json.loads(to_json_line(answer_record(unsure, None)))
    assert read["confidence"] is read["elapsed_ms"] is None


def test_an_answer_can_be_an_error_with_nothing_searched():
    failed = Answer.of_error("Who?", "the model is missing", 0.2)
    read = json.loads(to_json_line(answer_record(failed, "q2")))
    assert (read["status"], read["error"]) == ("error", "the model is missing")
    assert (read["evidence"], read["searched"], read["answer"]) == ([], None, None)
