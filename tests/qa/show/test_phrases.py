"""The words for one thing at a time, by equality."""

from dataclasses import replace
from datetime import date

import pytest
from show_kit import BRIDGE, FERRY, NOBODY_KNOWS, REOPENS, SEARCHED, answer, copies, evidence

from corpus.records import Filters, Locator, PublicationDate, Span
from qa.answers import AnswerGroup, Searched, TimelineEntry
from qa.search.hits import Hit
from qa.show.phrases import (
    citation,
    format_agreement,
    format_confidence,
    format_copies,
    format_date,
    format_filters,
    format_other_answers,
    format_scores,
    format_searched,
    format_timeline,
    quote_with_citation,
    quoted,
)


def test_a_citation_says_title_outlet_date_and_paragraph() -> None:
    assert citation(REOPENS) == (
        '"Harbour bridge to reopen in March" · The Herald · 4 Feb 2016 · paragraph 2 of 3'
    )


def test_a_title_with_quotation_marks_at_an_edge_gets_no_others() -> None:
    article = replace(REOPENS.passage.article, title='"Never again": a ferryman looks back')
    row = replace(
        REOPENS, hit=replace(REOPENS.hit, passage=replace(REOPENS.passage, article=article))
    )
    assert citation(row).startswith('"Never again": a ferryman looks back · ')


def test_a_citation_says_the_page_that_the_answer_stands_on() -> None:
    pages = (Locator(0, "page 1"), Locator(BRIDGE.text.index("4 March"), "page\x1b 2"))
    paged = replace(BRIDGE, locators=pages)
    sentence = "The bridge will reopen to traffic on 4 March 2016, the council said."
    answered = evidence(paged, sentence, "4 March 2016")
    assert citation(answered).endswith(" · 4 Feb 2016 · page 2 · paragraph 2 of 3")
    assert "4 Feb 2016, page 2, /archive/bridge.txt, " in quote_with_citation(answered)
    assert citation(evidence(paged, sentence)).endswith(" · page 1 · paragraph 2 of 3")
    later = replace(BRIDGE, locators=pages[1:])  # nothing is said of what stands before them
    assert citation(evidence(later, sentence)) == citation(REOPENS)


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
    assert format_date(replace(BRIDGE, published=published)) == shown


def test_the_copied_quote_is_word_for_word_with_where_to_find_it() -> None:
    start, end = REOPENS.sentence
    assert quote_with_citation(REOPENS) == (
        "“The bridge will reopen to traffic on 4 March 2016, the council said.”\n"
        '— The Herald, "Harbour bridge to reopen in March", 4 Feb 2016, /archive/bridge.txt, '
        f"characters {start}–{end}"
    )
    copied = quote_with_citation(REOPENS).split("”")[0].removeprefix("“")
    assert BRIDGE.text[start:end] == copied


def test_the_copied_quote_names_the_web_address_rather_than_the_file() -> None:
    online = replace(BRIDGE, url="https://herald.example/bridge")
    copied = quote_with_citation(evidence(online, "Buses return a day later."))
    assert "https://herald.example/bridge" in copied
    assert "/archive/bridge.txt" not in copied


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is over.", "“It is over.”"),
        ("“It is over,” she said.", "“It is over,” she said."),
        ("She said: “It is over.”", "She said: “It is over.”"),
        ('"It is over."', '"It is over."'),
        ("It is ‘over’.", "“It is ‘over’.”"),
        ("It is “over” now.", "“It is “over” now.”"),
        ("", "“”"),
    ],
)
def test_no_marks_are_set_beside_a_texts_own(text: str, shown: str) -> None:
    assert quoted(text) == shown


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
    assert format_filters(filters) == words


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
    assert format_searched(searched) == words


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.0, "confidence 0%"), (0.874, "confidence 87%"), (1.0, "confidence 99%")],
)
def test_confidence_is_a_percentage_that_never_claims_certainty(
    confidence: float, words: str
) -> None:
    assert format_confidence(answer(confidence=confidence)) == words


def test_why_a_passage_was_found_names_the_searches_that_found_it() -> None:
    assert format_scores(REOPENS) == "by meaning 0.71, by words 12.3"
    assert format_scores(replace(REOPENS, hit=replace(REOPENS.hit, keyword=None))) == (
        "by meaning 0.71"
    )
    assert format_scores(replace(REOPENS, hit=Hit(REOPENS.passage, 0.5))) == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((), ""),
        ((AnswerGroup("noon", (0,), 1),), ""),
        ((AnswerGroup("noon", (0,), 3),), "3 articles say so."),
        ((AnswerGroup("noon", (0,), 1200),), "1,200 articles say so."),
        ((AnswerGroup("noon", (0,), 1), AnswerGroup("one", (1,), 1)), "1 article says so."),
    ],
)
def test_how_many_say_so_is_told_where_it_is_worth_telling(
    said: tuple[AnswerGroup, ...], words: str
) -> None:
    assert format_agreement(answer(groups=said)) == words


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ([], ""),
        ([AnswerGroup("one", (1,), 1)], "Others say: “one” (undated, see 2)."),
        ([AnswerGroup("one", (0,), 1)], "Others say: “one” (The Herald, 4 Feb 2016, see 1)."),
        (
            [AnswerGroup("one", (1, 0), 4)],
            "Others say: “one” (The Herald, 4 Feb 2016, 4 articles, see 2 and 1).",
        ),
        (
            [AnswerGroup("one", (1, 1, 1), 3)],
            "Others say: “one” (undated, 3 articles, see 2, 2 and 2).",
        ),
        (
            [AnswerGroup("one", (1,), 2), AnswerGroup("a\x1b\ntwo", (0,), 1)],
            "Others say: “one” (undated, 2 articles, see 2); "
            "“a two” (The Herald, 4 Feb 2016, see 1).",
        ),
        (
            [AnswerGroup(f"{n}", (1,), 1) for n in range(1, 6)],
            "Others say: “1” (undated, see 2); “2” (undated, see 2); “3” (undated, see 2); ….",
        ),
        (
            [AnswerGroup("word " * 21, (1,), 1)],
            f"Others say: “{'word ' * 19}word …” (undated, see 2).",
        ),
        ([AnswerGroup("無" * 101, (1,), 1)], f"Others say: “{'無' * 100} …” (undated, see 2)."),
    ],
)
def test_what_others_say_is_told_with_where_to_read_it(
    others: list[AnswerGroup], words: str
) -> None:
    said = (AnswerGroup("noon", (0,), 1), *others)
    assert format_other_answers(answer(groups=said)) == words


def test_a_long_timeline_shows_its_last_answers() -> None:
    entries = tuple(TimelineEntry(f"£{n}m", n % 2) for n in range(8))
    assert format_timeline(answer(timeline=entries)) == (
        "Over time: … → £2m · 4 Feb 2016 → £3m · undated → £4m · 4 Feb 2016 → £5m · undated → "
        "£6m · 4 Feb 2016 → £7m · undated"
    )
    assert format_timeline(answer()) == ""


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
    assert format_copies(replace(REOPENS, copies=copies(*outlets))) == words
