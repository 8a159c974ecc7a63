"""Text for people, by equality: what is printed is what a reader sees."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.records import Article, Filters, Hit, Passage, PublicationDate, Span
from qa.answers import Answer, Evidence, Said, Searched
from qa.show.phrases import (
    agreement_in_words,
    also_in_words,
    confidence_in_words,
    date_of,
    filters_in_words,
    one_line,
    others_in_words,
    searched_in_words,
    why_found,
)
from qa.show.terminal import (
    answer_as_markdown,
    answer_as_text,
    citation,
    printable,
    quote_with_citation,
)
from qa.show.wrapping import cells, wrapped

HOSTILE = "[/b] [@click=app.quit]x[/] said [sic] ok [Reuters]"

BRIDGE = Article(
    id="bridge",
    title="Harbour bridge to reopen in March",
    text=(
        "The harbour bridge has been closed since the storm of November.\n\n"
        "Engineers finished the last of the works on Monday. The bridge will reopen to traffic "
        "on 4 March 2016, the council said. Buses return a day later.\n\n"
        "Ferries keep running until April."
    ),
    origin="/archive/bridge.txt",
    published=PublicationDate(date(2016, 2, 4), "day", "date line"),
    source="The Herald",
)
FERRY = Article(
    id="ferry",
    title="Ferries busier than ever",
    text="Passengers queue. Nobody knows when the bridge will open.",
    origin="/archive/ferry.txt",
)


def evidence(article: Article, sentence: str, answer: str | None = None) -> Evidence:
    start = article.text.index(sentence)
    span = Span(start, start + len(sentence))
    found = article.text.index(answer) if answer else None
    paragraph_start = article.text.rfind("\n\n", 0, start) + 2 if "\n\n" in article.text else 0
    paragraph_end = article.text.find("\n\n", start)
    passage = Passage(
        article, paragraph_start, len(article.text) if paragraph_end < 0 else paragraph_end
    )
    return Evidence(
        Hit(passage, 0.91, dense=0.714, keyword=12.34),
        span,
        Span(found, found + len(answer)) if answer and found is not None else None,
    )


REOPENS = evidence(
    BRIDGE, "The bridge will reopen to traffic on 4 March 2016, the council said.", "4 March 2016"
)
NOBODY_KNOWS = evidence(FERRY, "Nobody knows when the bridge will open.")
SEARCHED = Searched(12, 0, date(2016, 1, 31), date(2016, 12, 2))


def answer(**changes: object) -> Answer:
    found = Answer(
        question="When does the bridge reopen?",
        asked="When does the bridge reopen?",
        status="answered",
        text="4 March 2016",
        confidence=0.874,
        evidence=(REOPENS, NOBODY_KNOWS),
        searched=SEARCHED,
        elapsed_ms=41.0,
    )
    return replace(found, **changes)  # type: ignore[arg-type]


APRIL = evidence(
    Article(
        id="april",
        title="Bridge to open in April",
        text="Bus drivers were told in April instead, their union said.",
        origin="/archive/april.txt",
        source="Courier",
    ),
    "Bus drivers were told in April instead, their union said.",
    "in April",
)


def copies(*outlets: str | None) -> tuple[Article, ...]:
    return tuple(
        replace(BRIDGE, id=f"copy{n}", title="Bridge opens", source=outlet)
        for n, outlet in enumerate(outlets)
    )


DISPUTED = answer(
    evidence=(
        replace(REOPENS, copies=copies("Courier", None)),
        NOBODY_KNOWS,
        replace(APRIL, copies=copies("Post")),
    ),
    said=(Said("4 March 2016", (0,), 3), Said("in April", (2,), 2)),
)
SILENT = answer(status="not_found", text=None, confidence=0.1, evidence=(NOBODY_KNOWS,))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (HOSTILE, HOSTILE),
        ("copy\x1b]52;c;ZXZpbA==\x07 this", "copy]52;c;ZXZpbA== this"),
        ("clear\x1b[2J screen", "clear[2J screen"),
        ("c1\x9b2J and \x85nel", "c12J and nel"),
        ("del\x7fete\x08", "delete"),
        ("safe \u202eesrever\u202c \u2066x\u2069\u200f\u200e\u061c", "safe esrever x"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("separated\u2028lines", "separated\nlines"),
        ("lone \ud800 surrogate", "lone \N{REPLACEMENT CHARACTER} surrogate"),
        ("naïve café \N{FAMILY} 東京 e\u0301", "naïve café \N{FAMILY} 東京 e\u0301"),
    ],
)
def test_controls_go_and_everything_else_stays(written: str, shown: str) -> None:
    assert printable(written) == shown


def test_what_is_printable_can_always_be_written_to_a_terminal() -> None:
    everything = printable("".join(map(chr, range(0x110000))))
    everything.encode("utf-8")
    assert [c for c in everything if ord(c) < 0x20] == ["\t", "\n", "\n", "\n"]


def test_one_line_keeps_words_apart_where_a_control_was_the_only_space() -> None:
    assert one_line(" form\x0cfeed\r\n next\u2028line \x1b end ") == "form feed next line end"


def test_a_citation_says_title_outlet_date_and_paragraph() -> None:
    assert citation(REOPENS) == (
        '"Harbour bridge to reopen in March" · The Herald · 4 Feb 2016 · paragraph 2 of 3'
    )


def test_a_citation_leaves_out_what_is_not_known_and_says_undated() -> None:
    assert citation(NOBODY_KNOWS) == '"Ferries busier than ever" · undated · paragraph 1 of 1'
    unnamed = evidence(replace(FERRY, title=" \x1b "), "Passengers queue.")
    assert citation(unnamed).startswith('"untitled" · undated')


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (None, "undated"),
        (PublicationDate(date(2016, 5, 1), "year", "record"), "2016"),
        (PublicationDate(date(2016, 5, 1), "month", "record"), "May 2016"),
        (PublicationDate(date(2016, 5, 1), "day", "record"), "1 May 2016"),
        (PublicationDate(date(987, 12, 31), "day", "record"), "31 Dec 987"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(published: PublicationDate | None, shown: str) -> None:
    assert date_of(replace(BRIDGE, published=published)) == shown


def test_the_copied_quote_is_word_for_word_with_where_to_find_it() -> None:
    start, end = REOPENS.sentence
    assert quote_with_citation(REOPENS) == (
        "“The bridge will reopen to traffic on 4 March 2016, the council said.”\n"
        '— The Herald, "Harbour bridge to reopen in March", 4 Feb 2016, /archive/bridge.txt, '
        f"characters {start}–{end}"
    )
    quoted = quote_with_citation(REOPENS).split("”")[0].removeprefix("“")
    assert BRIDGE.text[start:end] == quoted


def test_the_copied_quote_names_the_web_address_rather_than_the_file() -> None:
    online = replace(BRIDGE, url="https://herald.example/bridge")
    copied = quote_with_citation(evidence(online, "Buses return a day later."))
    assert "https://herald.example/bridge" in copied
    assert "/archive/bridge.txt" not in copied


def test_a_quote_grows_to_hold_an_answer_longer_than_its_sentence() -> None:
    longer = replace(REOPENS, answer=Span(REOPENS.sentence.start, REOPENS.sentence.end + 26))
    assert quote_with_citation(longer).startswith(
        "“The bridge will reopen to traffic on 4 March 2016, the council said. "
        "Buses return a day later.”"
    )


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ""),
        (Filters(first=date(2016, 2, 1)), "since 1 Feb 2016"),
        (Filters(last=date(2016, 2, 29)), "until 29 Feb 2016"),
        (Filters(date(2016, 2, 1), date(2016, 2, 29)), "1 Feb 2016 – 29 Feb 2016"),
        (Filters(date(2016, 2, 4), date(2016, 2, 4)), "4 Feb 2016"),
        (Filters(sources=("Herald", "The\x1b Courier")), "source Herald or The Courier"),
        (Filters(first=date(2016, 2, 1), sources=("BBC",)), "since 1 Feb 2016, source BBC"),
    ],
)
def test_filters_are_told_in_words(filters: Filters, words: str) -> None:
    assert filters_in_words(filters) == words


@pytest.mark.parametrize(
    ("searched", "words"),
    [
        (SEARCHED, "Searched 12 articles, 31 Jan 2016 – 2 Dec 2016."),
        (Searched(1, 1, None, None), "Searched 1 article (1 undated)."),
        (Searched(0, 0, None, None), "Searched 0 articles."),
        (
            Searched(1204, 3, date(2016, 1, 1), date(2016, 1, 2), Filters(sources=("BBC",))),
            "Searched 1,204 articles (3 undated), 1 Jan 2016 – 2 Jan 2016; filters: source BBC.",
        ),
    ],
)
def test_what_was_searched_is_told_in_words(searched: Searched, words: str) -> None:
    assert searched_in_words(searched) == words


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.0, "confidence 0%"), (0.874, "confidence 87%"), (1.0, "confidence 99%")],
)
def test_confidence_is_a_percentage_that_never_claims_certainty(
    confidence: float, words: str
) -> None:
    assert confidence_in_words(answer(confidence=confidence)) == words


def test_why_a_passage_was_found_names_the_searches_that_found_it() -> None:
    assert why_found(REOPENS) == "by meaning 0.71, by words 12.3"
    assert why_found(replace(REOPENS, hit=replace(REOPENS.hit, keyword=None))) == (
        "by meaning 0.71"
    )
    assert why_found(replace(REOPENS, hit=Hit(REOPENS.passage, 0.5))) == ""


def test_an_answer_is_printed_first_then_its_sentence_in_the_passage() -> None:
    assert answer_as_text(answer(), width=64) == (
        "4 March 2016\n"
        "\n"
        "    Engineers finished the last of the works on Monday.\n"
        "  ┃ The bridge will reopen to traffic on 4 March 2016, the\n"
        "  ┃ council said.\n"
        "    Buses return a day later.\n"
        "\n"
        '  "Harbour bridge to reopen in March" · The Herald · 4 Feb 2016\n'
        "  · paragraph 2 of 3\n"
        "  confidence 87% · article bridge\n"
        "\n"
        "See also\n"
        '  2. "Ferries busier than ever" · undated · paragraph 1 of 1\n'
        "     Nobody knows when the bridge will open."
    )


def test_others_who_print_it_or_say_otherwise_are_told_beside_it() -> None:
    assert answer_as_text(DISPUTED, width=66) == (
        "4 March 2016\n"
        "3 articles say so.\n"
        "Others say: “in April” (2 articles, see 3).\n"
        "\n"
        "    Engineers finished the last of the works on Monday.\n"
        "  ┃ The bridge will reopen to traffic on 4 March 2016, the council\n"
        "  ┃ said.\n"
        "    Buses return a day later.\n"
        "\n"
        '  "Harbour bridge to reopen in March" · The Herald · 4 Feb 2016 ·\n'
        "  paragraph 2 of 3\n"
        '  also in 2 articles: Courier, "Bridge opens"\n'
        "  confidence 87% · article bridge\n"
        "\n"
        "See also\n"
        '  2. "Ferries busier than ever" · undated · paragraph 1 of 1\n'
        "     Nobody knows when the bridge will open.\n"
        '  3. "Bridge to open in April" · Courier · undated · paragraph 1\n'
        "     of 1\n"
        "     also in 1 article: Post\n"
        "     Bus drivers were told in April instead, their union said."
    )


def test_no_line_is_wider_than_the_terminal() -> None:
    crowded = replace(
        DISPUTED,
        status="possible",
        said=(*DISPUTED.said, *(Said("no such day " * 30, (2,), 1) for _ in range(5))),
    )
    for width in (20, 40, 80):
        assert all(cells(line) <= width for line in answer_as_text(crowded, width).splitlines())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((), ""),
        ((Said("noon", (0,), 1),), ""),
        ((Said("noon", (0,), 3),), "3 articles say so."),
        ((Said("noon", (0,), 1200),), "1,200 articles say so."),
        ((Said("noon", (0,), 1), Said("one", (1,), 1)), "1 article says so."),
    ],
)
def test_how_many_say_so_is_told_where_it_is_worth_telling(
    said: tuple[Said, ...], words: str
) -> None:
    assert agreement_in_words(answer(said=said)) == words


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ([], ""),
        ([Said("one", (1,), 1)], "Others say: “one” (1 article, see 2)."),
        ([Said("one", (1, 3), 4)], "Others say: “one” (4 articles, see 2 and 4)."),
        ([Said("one", (1, 3, 4), 3)], "Others say: “one” (3 articles, see 2, 4 and 5)."),
        (
            [Said("one", (1,), 2), Said("a\x1b\ntwo", (2,), 1)],
            "Others say: “one” (2 articles, see 2); “a two” (1 article, see 3).",
        ),
        (
            [Said(f"{n}", (n,), 1) for n in range(1, 6)],
            "Others say: “1” (1 article, see 2); “2” (1 article, see 3); "
            "“3” (1 article, see 4); ….",
        ),
        (
            [Said("word " * 21, (1,), 1)],
            f"Others say: “{'word ' * 19}word …” (1 article, see 2).",
        ),
        ([Said("無" * 101, (1,), 1)], f"Others say: “{'無' * 100} …” (1 article, see 2)."),
    ],
)
def test_what_others_say_is_told_with_where_to_read_it(others: list[Said], words: str) -> None:
    said = (Said("noon", (0,), 1), *others)
    assert others_in_words(answer(said=said)) == words


@pytest.mark.parametrize(
    ("outlets", "words"),
    [
        ((), ""),
        (("Post",), "also in 1 article: Post"),
        (("Post", "Post"), "also in 2 articles: Post"),
        (("Post", None), 'also in 2 articles: Post, "Bridge opens"'),
        (("A\x1b[2J", "B", "C", "D"), "also in 4 articles: A[2J, B, C, D"),
        (("A", "B", "C", "D", "E", "F"), "also in 6 articles: A, B, C, D, …"),
    ],
)
def test_a_folded_row_names_the_outlets_of_its_copies(
    outlets: tuple[str | None, ...], words: str
) -> None:
    assert also_in_words(replace(REOPENS, copies=copies(*outlets))) == words


def test_the_answer_of_every_row_stands_out_in_colour() -> None:
    colored = answer_as_text(DISPUTED, color=True)
    assert "     Bus drivers were told \x1b[1;4min April\x1b[0m instead, their union" in colored


def test_paragraphs_within_a_passage_stay_apart() -> None:
    whole = replace(REOPENS, hit=Hit(Passage(BRIDGE, 0, len(BRIDGE.text)), 1.0))
    assert answer_as_text(answer(evidence=(whole,)), width=200).splitlines()[2:9] == [
        "    The harbour bridge has been closed since the storm of November.",
        "",
        "    Engineers finished the last of the works on Monday.",
        "  ┃ The bridge will reopen to traffic on 4 March 2016, the council said.",
        "    Buses return a day later.",
        "",
        "    Ferries keep running until April.",
    ]


def test_colour_changes_no_character_of_what_is_printed() -> None:
    for found in (answer(), DISPUTED, SILENT):
        colored = answer_as_text(found, width=64, color=True)
        assert ("\x1b[1;4m4 March 2016\x1b[0m, the" in colored) == (found.text is not None)
        for code in ("1;4", "1", "2", "0"):
            colored = colored.replace(f"\x1b[{code}m", "")
        assert colored == answer_as_text(found, width=64)


def test_a_possible_answer_says_that_it_is_not_certain() -> None:
    lines = answer_as_text(answer(status="possible")).splitlines()
    assert lines[:3] == [
        "Perhaps: 4 March 2016",
        "▲ The archive is not clear: check the passage before you quote it.",
        "",
    ]
    assert answer_as_markdown(answer(status="possible")).splitlines()[2:5] == [
        "Perhaps: **4 March 2016**",
        "",
        "▲ The archive is not clear: check the passage before you quote it.",
    ]


def test_a_rewritten_question_is_shown_as_it_was_searched() -> None:
    followed = answer(question="And the buses?", asked="When do the buses return?")
    assert answer_as_text(followed).splitlines()[1] == "Searched for: When do the buses return?"


def test_silence_says_what_was_searched_and_what_came_nearest() -> None:
    assert answer_as_text(SILENT) == (
        "The archive does not say.\n"
        "Searched 12 articles, 31 Jan 2016 – 2 Dec 2016.\n"
        "\n"
        "Nearest:\n"
        '  1. "Ferries busier than ever" · undated · paragraph 1 of 1\n'
        "     Nobody knows when the bridge will open."
    )


def test_an_error_is_its_one_line() -> None:
    failed = answer(status="error", text=None, evidence=(), error="the index\nis \x1b[2Jbroken")
    assert answer_as_text(failed) == "the index is [2Jbroken"
    assert answer_as_markdown(failed).endswith("\n\nError: the index is \\[2Jbroken")


def test_the_answer_is_marked_at_the_right_characters_among_controls() -> None:
    text = "\x1b[2JA\u202e man said \x9b[sic] it was\x07 FORTY\x1b-TWO, then left."
    article = Article("h", HOSTILE, text, "/h", source="\x1b]0;x\x07Wire")
    start = text.index("FORTY")
    found = Evidence(
        Hit(Passage(article, 0, len(text)), 1.0), Span(0, len(text)), Span(start, start + 10)
    )
    shown = answer_as_text(answer(text="FORTY\x1b-TWO", evidence=(found,)), color=True)
    assert "[2JA man said [sic] it was \x1b[1;4mFORTY-TWO\x1b[0m, then left." in shown
    assert f'"{HOSTILE}" · ]0;xWire' in shown
    bare = answer_as_text(answer(text="FORTY\x1b-TWO", evidence=(found,)))
    assert printable(bare) == bare


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
    assert paragraphs[2] == "3 articles say so. Others say: “in April” (2 articles, see 3)."
    assert paragraphs[4].endswith(
        ' · paragraph 2 of 3 · confidence 87% · also in 2 articles: Courier, "Bridge opens"'
    )
    assert paragraphs[6].splitlines()[1] == (
        '3. "Bridge to open in April" · Courier · undated · paragraph 1 of 1 · also in 1 article: '
        "Post: “Bus drivers were told in April instead, their union said.”"
    )
    sly = replace(DISPUTED, evidence=(replace(REOPENS, copies=copies("*Bold* [x](y)")),))
    assert r"\*Bold\* \[x\](y)" in answer_as_markdown(sly)


def test_markdown_of_silence_says_what_was_searched_and_what_came_nearest() -> None:
    assert answer_as_markdown(SILENT) == (
        "## When does the bridge reopen?\n\n"
        "The archive does not say.\n\n"
        "Searched 12 articles, 31 Jan 2016 – 2 Dec 2016.\n\n"
        "Nearest:\n\n"
        '1. "Ferries busier than ever" · undated · paragraph 1 of 1: '
        "“Nobody knows when the bridge will open.”"
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


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  one   two  ", 20, ["one   two"]),
        ("incomprehensibility", 8, ["incompre", "hensibil", "ity"]),
        ("a incomprehensible", 8, ["a", "incompre", "hensible"]),
        ("東京都庁 は", 5, ["東京", "都庁", "は"]),
        ("e\u0301e\u0301e\u0301 x", 3, ["e\u0301e\u0301e\u0301", "x"]),
        ("\n\none\n\n\n\ntwo\nthree\n\n", 20, ["one", "two", "three"]),
        ("", 10, []),
        ("\x1b\x1bone two", 7, ["\x1b\x1bone two"]),
    ],
)
def test_lines_are_ranges_of_the_text_no_wider_than_asked(
    text: str, width: int, lines: list[str]
) -> None:
    spans = list(wrapped(text, Span(0, len(text)), width))
    assert [text[start:end] for start, end in spans] == lines
    assert all(cells(text[start:end]) <= width for start, end in spans)
