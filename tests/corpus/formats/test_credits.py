"""The lines around a story are no part of its text, and its own lines stay."""

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

import pytest
from format_samples import STORY, TEXT, TITLE, as_lines, only

from corpus.formats.credits import part_foot, part_head

Write = Callable[[str, str], Path]

HEADS = {
    "a list of lines": ("Tallis Post\n4 May 2016\nBy Jane Ferrow, court reporter", "Tallis Post"),
    "a bare name": ("Tallis Post\n4 May 2016\nJane Ferrow\n0 shares", "Tallis Post"),
    "a name in a place": ("Tallis Post\n4 May 2016\nJane Ferrow in Rome", "Tallis Post"),
    "one bar": ("Tallis Post | 4 May 2016\nJane Ferrow reports", "Tallis Post"),
    "a place": ("PORT TALLIS, 4 May 2016\nInterview by Jane Ferrow", None),
    "an embargo": ("EMBARGOED UNTIL 00.01, 4 MAY 2016\nBy Jane Ferrow", None),
    "a post": ("4 May 2016\nBy Jane Ferrow\nLocal democracy reporter", None),
    "a post by itself": ("4 May 2016\n\nBy Jane Ferrow\n\nPolitical Editor", None),
    "a name above": ("Jane Ferrow\nTallis Post\n4 May 2016", "Tallis Post"),
    "a post of an outlet": (
        "Jane Ferrow\nSenior reporter, Tallis Leader\n4 May 2016",
        "Tallis Leader",
    ),
    "an editor": ("Jane Ferrow, business editor\nTallis Post | 4 May 2016", "Tallis Post"),
    "an outlet in a city": (
        "Jane Ferrow in Rome\nTallis Leader, Rome\n4 May 2016",
        "Tallis Leader",
    ),
    "a title": ("From Jane Ferrow, in Rome\nThe Meridian\n4 May 2016", "The Meridian"),
    "an agency": ("Norlight News Agency\nTallis Post, 4 May 2016\nBy Jane Ferrow", "Tallis Post"),
    "with an agency": ("Tallis Post\n4 May 2016\nJane Ferrow\nWith SouthWire", "Tallis Post"),
    "a name and an outlet": ("Jane Ferrow / Tallis News\n4 May 2016, 3.30 p.m.", "Tallis News"),
    "a section": ("Sport | Cricket\nJane Ferrow at Lund Park\n4 May 2016", None),
    "a post without a comma": ("Jane Ferrow Transport correspondent\n4 May 2016", None),
    "words and photos": ("4 May 2016\nWords: Jane Ferrow / Photos: Otto Brandvold", None),
}
FEET = [
    "Additional reporting by Otto Brandvold",
    "(Reporting by Jane Ferrow; Editing by Ida Lund)",
    "Editing by Ida Lund",
    "Photo: O. Brandvold",
    "Portrait by Otto Brandvold. Sub-edited by Ida Lund.",
    "Editor: Ida Lund",
    "Jane Ferrow covers the courts. 57 likes",
    "Story idea? Mail Jane Ferrow",
    "Do you have a story? Jane Ferrow would like to hear it.",
    "Forward this newsletter to a friend. Editing by Ida Lund.",
    "Send us your pictures of the bridge.",
    "Print edition: page 4. Send your pictures to Ida Lund.",
    "Lire aussi : Le pont, par Odile Grancher",
    "More from the Post: Ferries double | Sign up for the Six O'Clock Brief",
    "Share this article: 19 | Comments are closed",
    "Last 24 hours: 9,214 views",
    "[Share] [Print] [Save for later]",
]


@pytest.mark.parametrize("head", HEADS)
def test_the_lines_above_a_plain_story_say_who_and_when(head: str, write: Write) -> None:
    lines, outlet = HEADS[head]
    article = only(write("bridge.txt", f"{TITLE}\n{lines}\n\n{TEXT}"))
    assert (article.title, article.text) == (TITLE, TEXT)
    assert (article.author, article.source, str(article.published)) == (
        "Jane Ferrow",
        outlet,
        "2016-05-04",
    )


@pytest.mark.parametrize(
    ("head", "outlet", "published"),
    [
        ("*Tallis Post*, 4 May 2016\n\nBy Jane Ferrow", "Tallis Post", "2016-05-04"),
        ("*Tallis Post*, 4 May 2016\nBy Jane Ferrow", "Tallis Post", "2016-05-04"),
        ("**The Bridge Builder**, Spring 2016 issue, published 4 May 2016\n\n"
         "Interview by Jane Ferrow\nPortraits by Ida Lund", "The Bridge Builder", "2016-05-04"),
        ("*Tallis Bote* (English pages), 4 May 2016\n\nVon Jane Ferrow", "Tallis Bote",
         "2016-05-04"),
        ("By Jane Ferrow", None, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("dateline", ["", "PORT TALLIS, May 4 – "])
def test_the_lines_above_a_markdown_story_say_who_and_when(
    head: str, outlet: str | None, published: str | None, dateline: str, write: Write
) -> None:
    article = only(write("a.md", f"# {TITLE}\n\n{head}\n\n{dateline}{TEXT}\n"))
    assert (article.text, article.author, article.source) == (TEXT, "Jane Ferrow", outlet)
    assert (article.published and str(article.published)) == published


def test_front_matter_and_fields_count_before_what_the_lines_say(write: Write) -> None:
    facts = "date: 2020-01-02\nsource: Courier\nauthor: Ida Lund"
    head = "*Tallis Post*, 4 May 2016\n\nBy Jane Ferrow"
    article = only(write("a.md", f"---\n{facts}\n---\n# {TITLE}\n\n{head}\n\n{TEXT}\n"))
    assert (article.source, article.author, str(article.published), article.text) == (
        "Courier",
        "Ida Lund",
        "2020-01-02",
        TEXT,
    )
    record = {"id": 1, "text": f"By Jane Ferrow\n\n{TEXT}", "author": "Ida Lund"}
    article = only(write("a.jsonl", as_lines(record)))
    assert (article.author, article.text) == ("Ida Lund", TEXT)


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("By Jane Ferrow\n\nPORT TALLIS, May 4 (Reuters) – ", "PORT TALLIS"),
        ("Port Tallis, 4 May 2016\n\nBy Jane Ferrow\n\n", "Port Tallis"),
        ("Skarrow, 4 May 2016\n\n", "Skarrow"),
        ("Jane Ferrow, 4 May 2016\n\n", None),
        ("The Tallis Post, 4 May 2016\n\n", None),
        ("By Jane Ferrow\n\n", None),
    ],
)
def test_it_is_kept_where_a_story_was_written(head: str, place: str | None, write: Write) -> None:
    plain = only(write("bridge.txt", f"{TITLE}\n\n{head}{TEXT}"))
    marked = only(write("a.md", f"# {TITLE}\n\n{head}{TEXT}\n"))
    assert (plain.place, plain.text) == (marked.place, marked.text) == (place, TEXT)


def test_a_record_and_a_page_say_where_they_were_written(write: Write) -> None:
    record = {"id": 1, "text": TEXT, "dateline": "GENEVA, Feb 4 (Reuters)"}
    assert only(write("a.jsonl", as_lines(record))).place == "GENEVA"
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, "dateline": "Skarrow"})
    page = f'<html><head><title>{TITLE}</title><script type="application/ld+json">{data}</script>'
    body = "".join(f"<p>{each}</p>" for each in TEXT.split("\n\n"))
    html = f"{page}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    assert only(write("a.html", html)).place == "Skarrow"


@pytest.mark.parametrize("foot", FEET)
def test_the_lines_below_a_story_go(foot: str, write: Write) -> None:
    plain = only(write("bridge.txt", f"{TITLE}\n\nBy Jane Ferrow\n\n{TEXT}\n\n{foot}"))
    assert plain.text == TEXT
    marked = only(write("a.md", f"# {TITLE}\n\nBy Jane Ferrow\n\n{TEXT}\n\n{foot}\n"))
    assert marked.text == TEXT
    record = {"id": 1, "text": f"{TEXT}\n\n{foot}", "author": "Jane Ferrow"}
    assert only(write("a.jsonl", as_lines(record))).text == TEXT


@pytest.mark.parametrize(
    "foot",
    [
        "*Pictures: Otto Brandvold. Letters, page 22.*",
        "*Ida Lund is represented by Kestrel.*\n*This page was read often.*",
        '*Photo: Ida Lund. More: "I saw it", by Otto Brandvold*',
    ],
)
def test_what_stands_in_italics_below_a_markdown_story_is_no_part_of_it(
    foot: str, write: Write
) -> None:
    assert only(write("a.md", f"# {TITLE}\n\n{TEXT}\n\n{foot}\n")).text == TEXT


@pytest.mark.parametrize(
    "last",
    [
        "*“We shall cross it again,” said Caldera.*",
        "This story has been updated with a statement from the council.",
        "*Correction: an earlier version of this story gave another number of cables.*",
    ],
)
def test_a_last_word_and_what_was_corrected_stay(last: str, write: Write) -> None:
    article = only(write("a.md", f"# {TITLE}\n\n{TEXT}\n\n{last}\n\nEditing by Ida Lund\n"))
    assert article.text == f"{TEXT}\n\n{last.strip('*')}"


ORDINARY = [
    "By Monday it was over.",
    "War reporter",
    "Jane Ferrow, who is the mayor, said nothing.",
    "Send help, she said.",
    "Follow the river and you will see it.",
    "Write to your mother.",
    "Tickets cost £12, or £5 for children.",
    "Who will pay?",
    "Do you trust them?",
    "The report was written by Ida Lund.",
    "The editor of the Tallis Post, Ida Lund, has resigned.",
    "“Photo: Ida Lund,” it said under the picture.",
    "On page 22 he found the letter.",
    "Get up, and leave us alone, he shouted.",
    "The bridge opened on 4 May 2016.",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_line_stays_above_between_and_below(line: str, write: Write) -> None:
    whole = f"{line}\n\n{TEXT}\n\n{line}\n\n{STORY[0]}\n\n{line}"
    assert only(write("a.txt", f"{TITLE}\n\n{whole}")).text == whole
    assert only(write("a.md", f"# {TITLE}\n\n{whole}\n")).text == whole
    assert only(write("a.jsonl", as_lines({"id": 1, "text": whole}))).text == whole


@pytest.mark.parametrize(
    "text",
    [
        "OBJECTIVES - To study the bridge.",
        "Bridge\nTallis Post\nFerry",
        "\n".join(["One line.", "By Jane Ferrow", *wrap(" ".join(STORY), 60)]),
        "By Jane Ferrow",
        "4 May 2016",
        "Editing by Ida Lund",
    ],
)
def test_a_record_keeps_what_may_be_its_own(text: str, write: Write) -> None:
    assert only(write("a.jsonl", as_lines({"id": 1, "text": text}))).text == text


def test_a_story_of_credits_alone_is_kept() -> None:
    lines = ["By Jane Ferrow", "4 May 2016"]
    assert part_head(lines, 5).paragraphs == lines
    assert part_foot(["Editing by Ida Lund"]) == ["Editing by Ida Lund"]


def test_a_bare_name_or_outlet_that_stands_alone_is_the_storys_own() -> None:
    lines = ["Jane Ferrow", *STORY, "Tallis Post"]
    assert part_head(lines, 5).paragraphs == lines
    assert part_head(["Tallis Post", *STORY], 5).paragraphs == ["Tallis Post", *STORY]


@pytest.mark.parametrize("line", ["Otto Brandvold", "The Aftermath", "From Russia, With Love"])
def test_a_heading_below_the_credits_is_the_storys_own(line: str, write: Write) -> None:
    head = "By Jane Ferrow\n4 May 2016"
    assert only(write("a.txt", f"{TITLE}\n{head}\n\n{line}\n\n{TEXT}")).text == f"{line}\n\n{TEXT}"


def test_a_heading_of_markdown_is_no_name(write: Write) -> None:
    article = only(write("a.md", f"# {TITLE}\n\n4 May 2016\n\n## Ida Lund\n\n{TEXT}\n"))
    assert (article.author, article.text) == (None, f"Ida Lund\n\n{TEXT}")


def test_an_agency_above_a_dateline_is_no_part_of_the_story(write: Write) -> None:
    whole = f"{TITLE}\n\nNorlight News Agency\n\nPORT TALLIS, May 4, 2016 (Norlight) – {TEXT}"
    article = only(write("a.txt", whole))
    assert (article.source, article.text) == ("Norlight News Agency", TEXT)


def test_a_correction_in_italics_keeps_its_second_sentence(write: Write) -> None:
    note = "Correction: An earlier version misstated the levy. It is £2 million, not £6 million."
    article = only(write("a.md", f"# {TITLE}\n\n{TEXT}\n\n*{note} Editing by Ida Lund.*\n"))
    assert article.text == f"{TEXT}\n\n{note}"
