"""What a run found: as JSON for programs, as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from corpus.records import Span
from qa.show.phrases import (
    citation,
    format_count,
    format_date,
    format_filters,
    headline,
    quote_of,
    quoted,
    quoted_title,
)
from qa.show.safe_text import one_line, printable
from qa.show.schema import AnswerRecord, answer_record
from qa.show.wrapping import wrap_lines
from qa.watch.news import News, Outcome, rows_of
from qa.watch.saved_questions import Kept

_INDENT = "  "


class NewsRecord(TypedDict):
    """What is new of one question. `since` is when it was asked before, null at the first run.

    `new_articles` and `revised_articles` are ids; their rows, or the rows that they are copies in,
    are in the evidence of `answer`.
    """

    id: str
    question: str
    archive: str
    outcome: Outcome
    since: str | None
    answer_changed: bool
    earlier_answer: str | None
    new_articles: list[str]
    revised_articles: list[str]
    answer: AnswerRecord | None
    error: str | None


def news_record(news: News) -> NewsRecord:
    """The news as plain JSON values."""
    earlier, failed = news.earlier, news.outcome == "error"
    return {
        "id": news.label,
        "question": news.question.text,
        "archive": news.question.archive,
        "outcome": news.outcome,
        "since": earlier.at.isoformat(timespec="seconds") if earlier else None,
        "answer_changed": news.is_answer_changed,
        "earlier_answer": earlier.answer if earlier else None,
        "new_articles": [article.id for article in news.new],
        "revised_articles": [article.id for article in news.revised],
        "answer": None if failed else answer_record(news.answer, news.label),
        "error": news.answer.error,
    }


def news_as_text(news: News, width: int = 80) -> str:
    """What `pullquote watch run` prints of one question that has news."""
    return "\n".join(_news_lines(news, max(width, 20)))


def kept_as_line(kept: Kept) -> str:
    """The line of a saved question in a list."""
    question, seen = kept.question, kept.seen
    known = (
        question.id,
        one_line(question.text),
        format_filters(question.filters),
        one_line(question.archive),
        f"asked {seen.at:%Y-%m-%d %H:%M} UTC" if seen else "not asked yet",
    )
    return "  ".join(filter(None, known))


def _news_lines(news: News, width: int) -> Iterator[str]:
    yield from _wrap(f"{one_line(news.label)}  {one_line(news.question.text)}", width)
    if news.outcome == "error":
        yield from _wrap(f"▲ {one_line(news.answer.error or '')}", width, _INDENT)
        return
    yield from _wrap(headline(news.answer), width, _INDENT)
    yield from _wrap(_what_is_new(news), width, _INDENT)
    for row in rows_of(news):
        yield ""
        for line in wrap_lines(row.passage.article.text, quote_of(row), width - 4):
            yield f"  ┃ {printable(row.passage.article.text[slice(*line)])}"
        yield from _wrap(f"{citation(row)} · {one_line(row.passage.article.id)}", width, _INDENT)
        copies = [each for each in row.copies if each in news.new]
        for copy in copies:
            words = f"also {quoted_title(copy)}, {format_date(copy)} · {one_line(copy.id)}"
            yield from _wrap(words, width, _INDENT)


def _what_is_new(news: News) -> str:
    """ "The answer has changed: it was “X”. 2 new articles." """
    if news.outcome == "first":
        return "Asked for the first time."
    parts = []
    if news.is_answer_changed and news.earlier:
        before = one_line(news.earlier.answer or "")
        parts.append(
            f"The answer has changed: it was {quoted(before)}." if before
            else "The archive did not say before."
        )  # fmt: skip
    if news.new:
        parts.append(f"{format_count(len(news.new), 'new article')}.")
    if news.revised:
        parts.append(f"{format_count(len(news.revised), 'changed article')}.")
    return " ".join(parts)


def _wrap(words: str, width: int, indent: str = "") -> Iterator[str]:
    for line in wrap_lines(words, Span(0, len(words)), width - len(indent)):
        yield indent + words[slice(*line)]
