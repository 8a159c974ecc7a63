"""An answer as Markdown, by equality."""

from dataclasses import replace

import pytest
from show_kit import BRIDGE, DISPUTED, NOBODY_KNOWS, REOPENS, SILENT, answer, copies, evidence

from qa.show.answer_markdown import answer_as_markdown


def test_markdown_shows_the_passage_with_its_sentence_in_bold() -> None:
    online = evidence(
        replace(BRIDGE, url="https://herald.example/a_(b)"),
        "The bridge will reopen to traffic on 4 March 2016, the council said.",
        "4 March 2016",
    )
    assert answer_as_markdown(answer(evidence=(online, NOBODY_KNOWS))) == (
        "## When does the bridge reopen?\n"
        "\n"
        "**4 March 2016**\n"
        "\n"
        "> Engineers finished the last of the works on Monday. **The bridge will reopen to "
        "traffic on 4 March 2016, the council said.** Buses return a day later.\n"
        "\n"
        '["Harbour bridge to reopen in March"](<https://herald.example/a_(b)>) · The Herald · '
        "4 Feb 2016 · paragraph 2 of 3 · confidence 87%\n"
        "\n"
        "See also:\n"
        "\n"
        '2. "Ferries busier than ever" · undated · paragraph 1 of 1: '
        "“Nobody knows when the bridge will open.”"
    )


def test_markdown_tells_who_else_prints_it_and_who_says_otherwise() -> None:
    paragraphs = answer_as_markdown(DISPUTED).split("\n\n")
    assert (
        paragraphs[2]
        == "3 articles say so. Others say: “in April” (Courier, undated, 2 articles, see 3)."
    )
    assert paragraphs[4].endswith(
        ' · paragraph 2 of 3 · confidence 87% · also in 2 articles: Courier, "Bridge opens"'
    )
    assert paragraphs[6].splitlines()[1] == (
        '3. "Bridge to open in April" · Courier · undated · paragraph 1 of 1 · also in 1 article: '
        "Post: “Bus drivers were told in April instead, their union said.”"
    )
    sly = replace(DISPUTED, evidence=(replace(REOPENS, copies=copies("*Bold* [x](y)")),), groups=())
    assert r"\*Bold\* \[x\](y)" in answer_as_markdown(sly)


def test_markdown_of_silence_says_what_was_searched_and_what_came_closest() -> None:
    assert answer_as_markdown(SILENT) == (
        "## When does the bridge reopen?\n\n"
        "The archive does not say.\n\n"
        "Searched 12 articles, 31 Jan 2016 – 2 Dec 2016.\n\n"
        "Closest passage:\n\n"
        "> Passengers queue. **Nobody knows when the bridge will open.**\n\n"
        '"Ferries busier than ever" · undated · paragraph 1 of 1'
    )


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("<script>&amp; *a* _b_ `c` ~d~ a|b $e$", None),
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("- not a list", r"\- not a list"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_archive_text_never_acts_as_markdown(written: str, escaped: str | None) -> None:
    every = r"\<script\>\&amp; \*a\* \_b\_ \`c\` \~d\~ a\|b \$e\$"
    shown = answer_as_markdown(answer(text=written))
    assert f"**{escaped or every}**" in shown


def test_only_a_web_address_becomes_a_link() -> None:
    for url in ("javascript:alert(1)", "https://x.example/ y", "https://x>y", "file:///etc"):
        sly = evidence(replace(BRIDGE, url=url), "Buses return a day later.")
        assert "](" not in answer_as_markdown(answer(evidence=(sly,)))
