"""An answer as it is set on the page: the words first and large, under them where they stand.

Like a pull quote in a newspaper: one look tells the answer, its outlet, its date and how sure it
is; everything else is quieter and comes after.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import HorizontalGroup, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qa.answers import Answer, AnswerGroup, Evidence
from qa.chat.content import as_content, mark_ranges, shift_span
from qa.show.phrases import (
    CLOSEST,
    byline,
    format_agreeing,
    format_copies,
    format_correction,
    format_count,
    format_nearness,
    format_outlet,
    format_searched,
    format_sureness,
    format_timeline,
    headline,
    quotation_marks,
    quote_of,
    title_of,
)
from qa.show.safe_text import one_line

CHECK_FIRST = "▲ check the passage before you quote it"
_MAX_SIDE_BY_SIDE = 3  # answers that differ, in columns of a readable width


def answer_page(answer: Answer) -> Iterator[Widget]:
    """What stands under the question."""
    if answer.status == "error":
        yield line(one_line(answer.error or "The question could not be answered."), "failure")
    elif answer.text is None:
        yield from _refusal_page(answer)
    else:
        yield from _pulled_quote(answer)
        yield from _testimony(answer)


def line(text: str, classes: str) -> Static:
    """A line of its own, of words from anywhere."""
    return Static(as_content(text), classes=classes)


def searched_line(asked: str) -> Static:
    """What was really searched, where that is not what was typed."""
    return line(f"searched for: {one_line(asked)}", "searched")


def _pulled_quote(answer: Answer) -> Iterator[Widget]:
    parts: list[Widget] = [line(headline(answer), "answer")]
    if answer.evidence:
        best = answer.evidence[0]
        cited = f"{byline(best)} · {format_sureness(answer)}"
        parts += [line(title_of(best.passage.article), "title"), line(cited, "byline")]
    yield VerticalGroup(*parts, classes="pulled")
    if answer.evidence:
        yield from _around_the_answer(answer, answer.evidence[0])


def _around_the_answer(answer: Answer, best: Evidence) -> Iterator[Widget]:
    if answer.status == "possible":
        yield line(CHECK_FIRST, "warning")
    yield from _lines(format_correction(best), "warning")
    if quote_of(best) != best.answer:  # an answer that is the whole sentence stands there already
        yield Static(quote_content(best), classes="quote")


def _testimony(answer: Answer) -> Iterator[Widget]:
    """Who else says so, who says something else, and since when."""
    if len(answer.groups) > 1:
        shown = answer.groups[:_MAX_SIDE_BY_SIDE]
        yield line("Articles differ", "differ")
        columns = [Static(_column(group, answer), classes="column") for group in shown]
        yield HorizontalGroup(*columns, classes="columns")
        if more := len(answer.groups) - len(shown):
            yield line(f"… and {format_count(more, 'other answer')}", "note")
    else:
        yield from _lines(format_agreeing(answer), "note")
    yield from _lines(format_timeline(answer), "note")
    if answer.evidence:
        yield from _lines(format_copies(answer.evidence[0]), "note")


def _column(group: AnswerGroup, answer: Answer) -> Content:
    """One answer, and under it who gives it and when."""
    rows = [answer.evidence[row] for row in group.rows]
    outlets = [
        as_content("\n") + as_content(f"{row + 1}  {format_outlet(each.passage.article)}")
        for row, each in zip(group.rows, rows, strict=True)
    ]
    words = as_content(one_line(group.text), "bold")
    count = as_content(f"\n{format_count(group.articles, 'article')}:")
    return Content("").join([words, count, *outlets])


def _refusal_page(answer: Answer) -> Iterator[Widget]:
    yield VerticalGroup(line(headline(answer), "answer"), classes="pulled")
    if answer.searched:
        yield line(format_searched(answer.searched), "note")
    yield from _lines(format_nearness(answer), "note")
    if closest := answer.closest:
        yield line(f"{CLOSEST}: {title_of(closest.passage.article)}", "title")
        yield line(byline(closest), "byline")
        yield Static(quote_content(closest), classes="quote")


def quote_content(evidence: Evidence) -> Content:
    """The sentence in its quotation marks, the answer in it marked."""
    quote = quote_of(evidence)
    text = evidence.passage.article.text[quote.start : quote.end]
    marked = [(shift_span(evidence.marked, -quote.start), "bold")] if evidence.marked else []
    first, last = quotation_marks(text)
    return as_content(first) + mark_ranges(text, marked) + as_content(last)


def _lines(words: str, classes: str) -> Iterator[Widget]:
    """The words, where there are any."""
    if words:
        yield line(words, classes)
