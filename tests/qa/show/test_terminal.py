"""Text for people, by equality: what is printed is what a reader sees."""

from dataclasses import replace
from datetime import date

from show_kit import BRIDGE, DISPUTED, HOSTILE, REOPENS, SILENT, answer

from corpus.records import Article, Filters, Passage, PublicationDate, Span
from qa.answers import AnswerGroup, Evidence, Searched, TimelineEntry
from qa.search.hits import Hit
from qa.show.answer_markdown import answer_as_markdown
from qa.show.safe_text import printable
from qa.show.terminal import answer_as_text
from qa.show.wrapping import cell_width


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
        "Others say: “in April” (Courier, undated, 2 articles, see 3).\n"
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
        groups=(*DISPUTED.groups, *(AnswerGroup("no such day " * 30, (2,), 1) for _ in range(5))),
    )
    for width in (20, 40, 80):
        assert all(
            cell_width(line) <= width for line in answer_as_text(crowded, width).splitlines()
        )


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


def test_silence_says_what_was_searched_and_what_came_closest() -> None:
    assert answer_as_text(SILENT) == (
        "The archive does not say.\n"
        "Searched 12 articles, 31 Jan 2016 – 2 Dec 2016.\n"
        "\n"
        "Closest passage:\n"
        "    Passengers queue.\n"
        "  ┃ Nobody knows when the bridge will open.\n"
        "\n"
        '  "Ferries busier than ever" · undated · paragraph 1 of 1'
    )


def test_where_nothing_is_near_no_passage_is_shown() -> None:
    assert answer_as_text(replace(SILENT, closest=None)) == (
        "The archive does not say.\n"
        "Searched 12 articles, 31 Jan 2016 – 2 Dec 2016.\n"
        "Nothing near: no sentence comes close to what is asked."
    )


def test_filters_that_no_article_passes_are_not_called_silence() -> None:
    nothing = Searched(0, 0, None, None, Filters(first=date(2030, 1, 1)))
    unsearched = replace(SILENT, closest=None, evidence=(), searched=nothing)
    assert answer_as_text(unsearched) == (
        "No article passes the filters.\nSearched 0 articles; filters: since 1 Jan 2030."
    )
    assert "\n\nNo article passes the filters.\n\n" in answer_as_markdown(unsearched)


def test_how_an_answer_changed_over_time_is_shown_and_what_was_corrected() -> None:
    later = replace(
        BRIDGE, id="later", published=PublicationDate(date(2016, 3, 1), "day", "record")
    )
    changed = replace(
        DISPUTED,
        evidence=(replace(REOPENS, corrected_by=later), *DISPUTED.evidence[1:]),
        timeline=(
            TimelineEntry("in April", 2, is_corrected=True),
            TimelineEntry("4 March 2016", 0),
        ),
    )
    for shown in (answer_as_text(changed, 200), answer_as_markdown(changed)):
        assert "Over time: in April · undated (corrected) → 4 March 2016 · 4 Feb 2016" in shown
        assert (
            '▲ corrected by "Harbour bridge to reopen in March" · The Herald · 1 Mar 2016' in shown
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
