"""What is new of a question since it was asked last: an article that answers, another answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from corpus.records import Article
from qa.answers import Answer, Evidence
from qa.reader.questions.answer_types import answer_kind
from qa.reader.values.answer_values import compare_values, value_of
from qa.watch.saved_questions import SavedQuestion, Seen

Outcome = Literal["first", "new", "unchanged", "error"]


@dataclass(frozen=True, slots=True)
class News:
    """What one run found of one question.

    `new` are the articles that answer and of which no earlier run showed that they do; `revised`
    those that were shown, and have changed since. `earlier` is what was seen before, None at the
    first run. `label` is what the user calls the question. `answer` has status "error" where it
    could not be asked.
    """

    label: str
    question: SavedQuestion
    answer: Answer
    earlier: Seen | None = None
    new: tuple[Article, ...] = ()
    revised: tuple[Article, ...] = ()
    is_answer_changed: bool = False

    @property
    def outcome(self) -> Outcome:
        if self.answer.status == "error":
            return "error"
        if self.earlier is None:
            return "first"
        return "new" if self.new or self.revised or self.is_answer_changed else "unchanged"

    @property
    def seen(self) -> Seen:
        """What is to be remembered of it."""
        before = self.earlier.articles if self.earlier else {}
        now = {article.id: article.digest for article in _answering(self.answer)}
        return Seen(datetime.now(UTC), self.answer.text, {**before, **now})


def find_news(label: str, question: SavedQuestion, answer: Answer, earlier: Seen | None) -> News:
    """Compare an answer with what earlier runs showed."""
    known = earlier.articles if earlier else {}
    articles = list(_answering(answer))
    return News(
        label,
        question,
        answer,
        earlier,
        new=tuple(each for each in articles if each.id not in known),
        revised=tuple(each for each in articles if known.get(each.id, each.digest) != each.digest),
        is_answer_changed=bool(earlier) and not _says_the_same(question, answer, earlier),
    )


def rows_of(news: News) -> Iterator[Evidence]:
    """The rows of evidence that stand for the new and the revised articles, best first."""
    wanted = {article.id for article in (*news.new, *news.revised)}
    for row in news.answer.evidence:
        if wanted & {article.id for article in _articles_of(row)}:
            yield row


def _answering(answer: Answer) -> Iterator[Article]:
    """The articles that answer, and those that print nearly the same text."""
    for row in answer.evidence:
        if answer.text is not None and row.answer:
            yield from _articles_of(row)


def _articles_of(row: Evidence) -> tuple[Article, ...]:
    return (row.passage.article, *row.copies)


def _says_the_same(question: SavedQuestion, answer: Answer, earlier: Seen | None) -> bool:
    """Whether it is the answer that it was, however it is put: "£230m", "230 million pounds"."""
    before = earlier.answer if earlier else None
    if before is None or answer.text is None:
        return before is answer.text
    kind = answer_kind(question.text)
    return compare_values(value_of(before, kind), value_of(answer.text, kind)) == "same"
