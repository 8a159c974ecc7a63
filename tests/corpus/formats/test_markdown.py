"""Markdown is read as people read it, its facts from front matter."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from format_samples import TEXT, TITLE, only, reason

from corpus.formats.markdown import is_markdown

Write = Callable[[str, str], Path]


def test_markdown_is_read_as_people_read_it(write: Write) -> None:
    text = (
        "---\ntitle: 'Harbour: closed'\ndate: 2016-05-04\nauthor: Jane Ferrow\n---\n\n# Other\n\n"
        "The **bridge** in [Port Tallis](https://x.example/a_(b)) is\nclosed, *she* said; 2*3*4 is "
        "24 and snake_case_name stays.\n\n![a cat](cat.png)\n\n- one\n- two\n\n"
        "> Quoted \\*words\\*\n"
    )
    article = only(write("a.md", text))
    assert article.title == "Harbour: closed"
    assert (str(article.published), article.author) == ("2016-05-04", "Jane Ferrow")
    assert article.text.split("\n\n")[-4:] == [
        "The bridge in Port Tallis is closed, she said; 2*3*4 is 24 and snake_case_name stays.",
        "- one",
        "- two",
        "Quoted *words*",
    ]


def test_front_matter_may_hold_lists_as_web_clippers_write_them(write: Write) -> None:
    clipped = (
        '---\ntitle: "Bridge"\nsource: "https://courier.example/bridge"\nauthor:\n'
        '  - "[[Jane Ferrow]]"\n  - Otto Brandvold\nPublished: 2016-05-04\n'
        "tags: [a, b]\n---\nShut.\n"
    )
    article = only(write("a.md", clipped))
    assert (article.title, article.text) == ("Bridge", "Shut.")
    assert (article.author, str(article.published)) == ("Jane Ferrow, Otto Brandvold", "2016-05-04")
    assert (article.source, article.url) == (None, "https://courier.example/bridge")
    inline = only(write("b.md", "---\nauthors: [Jane Ferrow, 'Otto B']\nempty:\n---\nShut.\n"))
    assert inline.author == "Jane Ferrow, Otto B"


def test_an_underlined_heading_is_a_heading(write: Write) -> None:
    article = only(
        write("a.md", f"{TITLE}\n======\n\nShut.\n\nFerries\n---\n\n- one\n---\n\nTwo.\n")
    )
    assert (article.title, article.text) == (TITLE, "Shut.\n\nFerries\n\n- one\n\nTwo.")


def test_markdown_without_front_matter_is_named_by_its_first_heading(write: Write) -> None:
    article = only(write("a.md", f"# {TITLE}\n\n{TEXT}\n"))
    assert (article.title, article.text) == (TITLE, TEXT)
    embargo = "EMBARGO: NOT FOR PUBLICATION BEFORE 00.01 ON 4 MAY 2016"
    held = only(write("c.md", f"{embargo}\n\n# {TITLE}\n\n{TEXT}\n"))
    assert (held.title, held.text, str(held.published)) == (TITLE, TEXT, "2016-05-04")
    assert only(write("harbour_bridge.md", TEXT)).title == "harbour bridge"
    assert "no text" in reason(write("b.md", "# Only a heading\n"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("See [the plan][1].\n\n[1]: https://x.example 'Plan'", "See the plan."),
        ("AT&amp;T &mdash; caf&eacute;", "AT&T — café"),
        ("It leans <b>four</b> degrees<br>to H<sub>2</sub>O.", "It leans four degrees to H2O."),
        ("<div class='note'>\nA note.\n</div>", "A note."),
        ("Words.\n\n<!-- for editors -->", "Words."),
        ("| a | b |\n|---|--:|\n| **c** | 4 |", "a | b\n\nc | 4"),
        ("Tabs\tand `code` and <https://x.example>.", "Tabs and code and https://x.example."),
        ("```\ncode\n```\n\nWords.\n\n***", "Words."),
        ("    Indented words.", "Indented words."),
        (
            "3. Third\n4. Fourth\n   goes on\n   * within",
            "3. Third\n\n4. Fourth goes on\n\n* within",
        ),
        ("A claim[^1].\n\n[^1]: Its source.", "A claim.\n\nIts source."),
        ("In [[Port Tallis|the port]] ![[map.png]]today.", "In the port today."),
        ("[![alt](a.png)](https://x.example) Words.", "Words."),
        ("2*3*4 is 24, _one_ and ***two*** and ~~three~~.", "2*3*4 is 24, one and two and three."),
        ("> Quoted\n> on.\n>\n> > Deeper.", "Quoted on.\n\nDeeper."),
        ("a < b and \\<c\\> \\# \\[d\\](e)", "a < b and <c> # [d](e)"),
    ],
)
def test_marks_become_words_as_a_reader_sees_them(written: str, read: str, write: Write) -> None:
    assert only(write("a.md", written)).text == read


@pytest.mark.parametrize(
    ("facts", "title", "author"),
    [
        ("title: >\n  Folded over\n  two lines", "Folded over two lines", None),
        ("title: 1984\nauthor: No", "1984", "No"),
        ("title: ~\nauthor: null", "harbour", None),
        ("title: A\nauthors:\n  - name: Jane Ferrow\n    mail: j@x.example\n  - O. B.", "A",
         "Jane Ferrow, O. B."),
        ("title: Harbour: closed\nauthor: 'Jane", "Harbour: closed", "Jane"),  # broken YAML
        ("title: A\nauthor: !!python/name:os.system x", "A", "!!python/name:os.system x"),
        ("title: A\nauthor: &a [b]\nx: *a", "A", "&a [b]"),
    ],
)  # fmt: skip
def test_front_matter_is_yaml_and_its_plain_lines_count_where_it_is_broken(
    facts: str, title: str, author: str | None, write: Write
) -> None:
    article = only(write("harbour.md", f"---\n{facts}\n---\nShut.\n"))
    assert (article.title, article.author, article.text) == (title, author, "Shut.")


HOSTILE = {
    "a bomb of aliases": "a: &a [x, x]\n"
    + "\n".join(f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in pairwise("abcdefghijklmnop")),
    "a number of 9,000 digits": "date: " + "1" * 9_000 + "\nsize: !!int '" + "1" * 9_000 + "'",
    "nested beyond reason": "a: " + "[" * 9_000,
    "a day in no calendar": "date: 2016-02-31",
    "a day that is a tag": "date: !!timestamp '2016-13-45'",
    "a key that is a list": "? [a, b]\n: c",
    "a tab": "title:\tA\n\tb: c",
}


@pytest.mark.parametrize("facts", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("fence", ["---", "+++"])
def test_hostile_front_matter_states_no_date_and_loses_no_text(
    fence: str, facts: str, write: Write
) -> None:
    article = only(write("a.md", f"{fence}\n{facts}\n{fence}\nShut.\n"))
    assert article.published is None
    assert article.text.endswith("Shut.")


def test_front_matter_in_toml_is_read(write: Write) -> None:
    facts = 'title = "Tolled"\ndate = 2016-05-04T10:15:00Z\nauthors = ["Jane Ferrow", "O. B."]\n'
    article = only(write("a.md", f"+++\n{facts}+++\n\nShut.\n"))
    assert (article.title, str(article.published), article.author, article.text) == (
        "Tolled",
        "2016-05-04",
        "Jane Ferrow, O. B.",
        "Shut.",
    )
    broken = only(write("b.md", "+++\ntitle = Tolled\nauthor = 'O. B.'\n+++\nShut.\n"))
    assert (broken.title, broken.author) == ("Tolled", "O. B.")


def test_a_text_between_two_rules_is_no_front_matter(write: Write) -> None:
    article = only(write("a.md", "---\n\nShut since Monday.\n\n---\n\nOpen again.\n"))
    assert article.text == "Shut since Monday.\n\nOpen again."
    assert only(write("b.md", "---\n---\nShut.\n")).text == "Shut."


def test_a_date_in_several_parts_is_that_of_publication(write: Write) -> None:
    dates = "date:\n  changed: 2016-05-06\n  published: 2016-05-04"
    article = only(write("a.md", f"---\n{dates}\n---\nShut.\n"))
    assert str(article.published) == "2016-05-04"


@pytest.mark.parametrize(
    "head",
    [
        f"# {TITLE}\n\n*The Lund*, 4 May 2016\n\nBy Jane Ferrow",
        f"# {TITLE}\n\n**Jane Ferrow**\n*The Lund Post*, 4 May 2016",
        f"# {TITLE}\n\n**Jane Ferrow** — *The Lund Post* — May 4, 2016",
        f"---\ntitle: {TITLE}\nauthor: Jane Ferrow\nsource: The Lund\ndate: 2016-05-04\n---",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_markdown_is_read_under_the_name_of_a_text_too(name: str, head: str, write: Write) -> None:
    article = only(write(name, f"{head}\n\n{TEXT}\n"))
    assert (article.title, article.author, article.text) == (TITLE, "Jane Ferrow", TEXT)
    assert str(article.source).startswith("The Lund")
    assert str(article.published) == "2016-05-04"


@pytest.mark.parametrize("head", ["# 30", "#metoo began here\n", "# # #\n", "---\nOn Monday\n---"])
def test_a_text_with_one_mark_is_no_markdown(head: str) -> None:
    assert not is_markdown(f"{head}\n{TEXT}")
