"""What is folded, and what must never be: copies of a story against stories of one form."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.records import Article, Passage, PublicationDate
from qa.search.hits import Hit
from qa.search.near_duplicates import group_duplicates, is_copy

OPENING = (
    "The harbour bridge in Port Tallis will reopen to traffic on 4 March, the council said on "
    "Monday, after engineers replaced 14 cables that had rusted through since the storms of last "
    "winter."
)
MIDDLE = (
    "Chief engineer Ines Caldera told reporters that 212 people had worked on the bridge by day "
    "and by night. The repairs cost 8.4 million crowns, a third more than was planned, because "
    "two of the cables turned out to be made of another steel."
)
ENDING = (
    "Ferries keep running until the middle of April. The bus company has not said when its "
    "number 7 line goes back over the water, and the fishermen of the old town would rather that "
    "it never did."
)
STORY = "\n\n".join((OPENING, MIDDLE, ENDING))
DAY = date(2016, 2, 4)


def wire(id: str = "wire", text: str = STORY, day: date | None = DAY, title: str = "") -> Article:
    published = PublicationDate(day, "day", "date line") if day else None
    return Article(id, title or f"Headline of {id}", text, f"/news/{id}.txt", published)


def hit(article: Article, quote: str = OPENING) -> Hit:
    start = article.text.index(quote)
    return Hit(Passage(article, start, start + len(quote)), 1.0)


def folded(*hits: Hit, most: int = 5) -> list[tuple[str, list[str]]]:
    return [
        (row.hit.passage.article.id, [copy.id for copy in row.copies])
        for row in group_duplicates(hits, most)
    ]


def changed(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


EDITS = pytest.mark.parametrize(
    "edit",
    [
        str.upper,
        lambda text: f"PORT TALLIS (Newswire) — {text}",
        lambda text: "\n\n".join((OPENING, MIDDLE)),
        lambda text: OPENING + " " + MIDDLE[: MIDDLE.index(" The repairs")],
        lambda text: f"{text}\n\nReporting by a stringer; editing by the night desk.",
        lambda text: re.sub(r"\s+", "\n", text),
        changed("told reporters", "said"),
        changed("8.4 million crowns, a third more", "8.4 million crowns – a third more"),
        changed("made of another steel", "of another steel altogether"),
        changed("on Monday, ", ""),
        changed("the council said on Monday", "the city council announced today"),
    ],
)


@EDITS
def test_a_story_edited_by_another_outlet_is_a_copy(edit: Callable[[str], str]) -> None:
    edited = wire("edited", edit(STORY))
    assert is_copy(wire(), edited)
    assert is_copy(edited, wire())


@EDITS
@pytest.mark.parametrize("length", [300, 700])
def test_a_copy_is_folded_whether_runs_of_words_are_looked_for_first_or_not(
    edit: Callable[[str], str], length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = wire("edited", edit(STORY))
    one, other = hit(wire(), STORY[:length]), hit(edited, edited.text[:length])
    quick = folded(one, other), folded(other, one)
    monkeypatch.setattr("qa.search.near_duplicates._SAMPLE_RUNS", 1000)  # no text has so many
    assert quick == (folded(one, other), folded(other, one))


def test_a_copy_in_capitals_is_folded() -> None:
    shouted = wire("shouted", STORY.upper())
    assert folded(hit(wire(), STORY[:300]), hit(shouted, shouted.text[:300])) == [
        ("wire", ["shouted"])
    ]


@pytest.mark.parametrize(
    "edit",
    [
        changed("14 cables", "12 cables"),
        changed("4 March", "5 March"),
        changed("4 March", "4 May"),
        changed("said on Monday", "said on Friday"),
        changed("number 7 line", "number 9 line"),
        changed("8.4 million", "84 million"),
        changed("two of the cables", "six of the cables"),
        changed("two of the cables", "nil of the cables"),
        lambda text: f"{text}\n\nThis story was corrected to say who paid.",
        lambda text: "\n\n".join((ENDING, MIDDLE[::-1], OPENING)),
        lambda text: f"{'And in other news, the lighthouse was painted white. ' * 9}{text}",
        lambda text: " ".join(f"{word} indeed" for word in text.split()),
        lambda _: "",
        lambda _: OPENING[:90],
    ],
)
def test_a_story_that_says_something_else_is_no_copy(edit: Callable[[str], str]) -> None:
    other = wire("other", edit(STORY))
    assert not is_copy(wire(), other)
    assert not is_copy(other, wire())


LEAD = (
    "Drivers in Port Tallis will be back on the harbour bridge on 4 March, well before the fair "
    "that draws half the country to its quays, the city said."
)
BODY = "\n\n".join((MIDDLE, ENDING))


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join((LEAD, BODY)),
        "\n\n".join((LEAD, STORY)),
        "\n\n".join((LEAD, BODY, "The mayor was not at home.")),
        "\n\n".join((LEAD.replace(", the city said", ""), BODY)),
    ],
)
def test_a_story_under_a_first_paragraph_of_its_own_is_a_copy(text: str) -> None:
    led = wire("led", text)
    assert is_copy(wire(), led)
    assert is_copy(led, wire())
    one, other = hit(wire(), f"{OPENING}\n\n{MIDDLE}"), hit(led, text[: text.index("Ferries")])
    assert folded(one, other) == [("wire", ["led"])]
    assert folded(other, one) == [("led", ["wire"])]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join((LEAD.replace("4 March", "9 March"), BODY)),
        "\n\n".join((LEAD.replace("4 March", "a day in March"), BODY.replace("212", "230"))),
        "\n\n".join((LEAD.replace("Port Tallis", "Westrey"), BODY)),
        "\n\n".join((LEAD, MIDDLE[: MIDDLE.index(" The repairs")], ENDING[::-1])),
        "\n\n".join((f"{LEAD} {'It is so. ' * 20}", BODY)),
    ],
)
def test_other_news_under_a_first_paragraph_of_its_own_is_no_copy(text: str) -> None:
    led = wire("led", text)
    assert not is_copy(wire(), led)
    assert not is_copy(led, wire())


def test_a_passage_that_is_only_the_lead_in_is_not_in_a_copy_without_it() -> None:
    led = wire("led", "\n\n".join((LEAD, BODY)))
    assert folded(hit(wire(), OPENING), hit(led, LEAD)) == [("wire", []), ("led", [])]


@pytest.mark.parametrize("figure", ["to seven", "to nine"])
def test_lead_ins_with_another_figure_for_the_same_part_two_versions(figure: str) -> None:
    one = f"The toll at Port Tallis rose to seven.\n\n{BODY}"
    other = f"At Port Tallis the number of the dead climbed {figure}.\n\n{BODY}"
    assert is_copy(wire("one", one), wire("other", other)) is (figure == "to seven")


def report(number: int, level: str, mark: str) -> str:
    return (
        f"The tram number {number} stood still this morning because of a fault in its doors, the "
        f"transport office said. Passengers of the {mark} line were asked to walk to the next "
        f"stop, where a bus took {level} of them to the square. Nobody was hurt. The office "
        "apologised and asked all passengers to keep clear of the doors while they close."
    )


def test_reports_of_one_form_are_as_many_as_their_figures() -> None:
    trams = [
        hit(wire(f"tram{number}", text := report(number, "40", "red")), text)
        for number in range(249, 253)
    ]
    assert folded(*trams) == [(f"tram{number}", []) for number in range(249, 253)]


def test_a_figure_that_stands_elsewhere_too_does_not_hide_that_one_was_changed() -> None:
    one, other = report(249, "250", "red"), report(250, "250", "red")
    assert not is_copy(wire("one", one), wire("other", other))
    assert not is_copy(wire("one", one), wire("swapped", report(250, "249", "red")))


def test_figures_are_the_same_however_they_are_written() -> None:
    spelled = STORY.replace("number 7", "number seven").replace("212 people", "1,212 people")
    digits = STORY.replace("212 people", "1212 people")
    assert is_copy(wire("spelled", spelled), wire("digits", digits))


@pytest.mark.parametrize(("days", "copies"), [(0, True), (7, True), (8, False), (400, False)])
def test_the_same_words_long_after_are_another_report(days: int, copies: bool) -> None:
    later = wire("later", day=DAY + timedelta(days))
    assert is_copy(wire(), later) is is_copy(later, wire()) is copies


def test_a_date_that_is_not_known_to_be_far_away_does_not_part_copies() -> None:
    month = replace(wire("month"), published=PublicationDate(date(2016, 2, 1), "month", "record"))
    assert is_copy(wire(), month)
    assert is_copy(wire(), wire("undated", day=None))


@pytest.mark.parametrize("text", ["", "Pay March 20, record March 4.", "Blah blah blah.", "…"])
def test_short_texts_are_copies_only_where_nothing_differs(text: str) -> None:
    assert is_copy(wire("a", text, title="Dividend"), wire("b", text, title="Dividend"))
    assert not is_copy(wire("a", text, title="Dividend"), wire("b", text, title="Another firm's"))
    assert not is_copy(
        wire("a", text, title="Dividend"), wire("b", f"{text} So.", title="Dividend")
    )


def test_the_best_hit_stands_and_the_others_follow_it_in_their_order() -> None:
    cut = wire("cut", "\n\n".join((OPENING, MIDDLE)))
    tram = wire("tram", report(7, "40", "red"))
    hits = [
        hit(wire("a")),
        hit(tram, tram.text),
        hit(cut),
        hit(wire("b", STORY.replace("told reporters", "said")), ENDING),
    ]
    assert folded(*hits) == [("a", ["cut", "b"]), ("tram", [])]
    assert folded(*reversed(hits)) == [("b", ["a"]), ("cut", []), ("tram", [])]


def test_a_copy_whose_cut_took_the_passage_away_keeps_its_own_row() -> None:
    cut = wire("cut", "\n\n".join((OPENING, MIDDLE)))
    assert is_copy(wire(), cut)
    assert folded(hit(wire(), ENDING), hit(cut)) == [("wire", []), ("cut", [])]
    assert folded(hit(cut), hit(wire(), ENDING)) == [("cut", []), ("wire", [])]


def test_copies_below_the_rows_that_are_shown_are_still_counted() -> None:
    trams = [
        hit(wire(f"tram{number}", text := report(number, "40", "red")), text)
        for number in range(30)
    ]
    assert folded(hit(wire("a")), *trams, hit(wire("z")), most=2) == [("a", ["z"]), ("tram0", [])]
    assert len(folded(*trams, hit(wire("z")), hit(wire("y")), most=100)) == 32


def test_folding_loses_no_hit_and_is_the_same_every_time() -> None:
    hits = [hit(wire(f"w{n}", STORY if n % 3 else OPENING)) for n in range(12)]
    rows = folded(*hits, most=100)
    assert rows == folded(*hits, most=100)
    assert sorted(id for first, copies in rows for id in (first, *copies)) == sorted(
        f"w{n}" for n in range(12)
    )


READ_BY_EYE = {
    ("15437", "15671"): True,  # one word spelled otherwise
    ("16168", "16544"): True,  # half of it cut off
    ("12158", "12192"): True,  # three quarters of it cut off
    ("4847", "4866"): True,  # another desk's words here and there
    ("9330", "9390"): False,  # a cent corrected
    ("9915", "10038"): False,  # a word corrected
    ("522", "7769"): False,  # a rate, another day
    ("1971", "12471"): False,  # word for word, a month later
    ("14597", "18274"): False,  # the weekly figures
    ("14476", "14687"): False,  # a digest of the day that prints it
    ("17613", "18845"): False,  # the dividends of two firms
    ("12501", "15550"): False,  # no change this week, no change last week
}


def test_pairs_of_agency_stories_are_told_apart_as_they_were_by_eye(shared: Path) -> None:
    wanted, articles = {id for pair in READ_BY_EYE for id in pair}, dict[str, Article]()
    with gzip.open(
        shared / "data" / "reuters-21578" / "corpus.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        for record in map(json.loads, lines):
            if (id := record["_id"]) in wanted:
                day = datetime.strptime(record["date"].split()[0], "%d-%b-%Y").date()
                articles[id] = wire(id, record["text"], day, record["title"])
    found = {pair: is_copy(*(articles[id] for id in pair)) for pair in READ_BY_EYE}
    assert found == READ_BY_EYE


def test_nothing_folds_into_nothing() -> None:
    assert group_duplicates([], 5) == []


def test_any_text_can_be_compared() -> None:
    texts = [
        "\ud800" * 50,
        "東京都庁" * 200,
        "١٢ " * 60,
        "\x1b[2J\u202e " * 60,
        "#" * 300,
        "7 " * 90,
    ]
    articles = [wire(f"{place}", text) for place, text in enumerate(texts)]
    assert folded(*(hit(each, each.text) for each in articles), most=9) == [
        (each.id, []) for each in articles
    ]
