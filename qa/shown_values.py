"""What an open archive gives to programs: the values themselves, which notebooks can show."""

from __future__ import annotations

from dataclasses import fields
from typing import Self

from corpus.headings import Heading
from corpus.records import Article
from qa.answers import Answer
from qa.show.notebook_html import (
    answer_as_html,
    article_as_html,
    headings_as_html,
    lines_as_html,
)
from qa.verify.check_report import check_as_text
from qa.verify.quote_check import QuoteCheck


class ShownAnswer(Answer):
    """An answer that a notebook shows with its evidence."""

    __slots__ = ()

    @classmethod
    def of(cls, answer: Answer) -> Self:
        return cls(**{field.name: getattr(answer, field.name) for field in fields(answer)})

    def _repr_html_(self) -> str:
        return answer_as_html(self)


class ShownCheck(QuoteCheck):
    """A checked quotation that a notebook shows as `pullquote verify` prints it."""

    __slots__ = ()

    @classmethod
    def of(cls, check: QuoteCheck) -> Self:
        return cls(**{field.name: getattr(check, field.name) for field in fields(check)})

    def _repr_html_(self) -> str:
        return lines_as_html([check_as_text(self)])


class ShownArticle(Article):
    """An article that a notebook shows."""

    __slots__ = ()

    @classmethod
    def of(cls, article: Article) -> Self:
        return cls(**{field.name: getattr(article, field.name) for field in fields(article)})

    def _repr_html_(self) -> str:
        return article_as_html(self)


class ShownHeadings(tuple[Heading, ...]):
    """Articles without their texts, which a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return headings_as_html(self)
