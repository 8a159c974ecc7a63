"""The JSON form of an article: what is known of it, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from corpus.records import Article, Passage, Precision, Span


class ArticleRecord(TypedDict):
    """All that is known of an article apart from its text.

    `published` is ISO 8601 at its own precision: "2016-02-04", "2016-02" or "2016". `place` is
    where the story was written, as its dateline has it.
    """

    id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    published_precision: Precision | None
    published_found_in: str | None
    url: str | None
    path: str
    place: str | None


class TextRecord(ArticleRecord):
    """An article with its text, whose characters every offset counts.

    `passages` are the ranges that it is searched by. `locators` are pages, chapters or times and
    where they begin, if the document has some. `at` is a stretch that was asked for, and `quote`
    its words.
    """

    text: str
    passages: list[list[int]]
    locators: NotRequired[list[list[int | str]]]
    at: NotRequired[list[int]]
    quote: NotRequired[str]


def article_record(article: Article) -> ArticleRecord:
    """All that is known of an article apart from its text, as JSON values."""
    day = article.published
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": str(day) if day else None,
        "published_precision": day.precision if day else None,
        "published_found_in": day.found_in if day else None,
        "url": article.url,
        "path": article.origin,
        "place": article.place,
    }


def text_record(
    article: Article, passages: Sequence[Passage], stretch: Span | None = None
) -> TextRecord:
    """An article with its text as JSON values; with a stretch of it that was asked for."""
    facts, ranges = article_record(article), [[each.start, each.end] for each in passages]
    # Plain facts bring none of the keys that a text may have.
    record = TextRecord(**facts, text=article.text, passages=ranges)  # type: ignore[typeddict-item]
    if article.locators:
        record["locators"] = [list(locator) for locator in article.locators]
    if stretch:
        record["at"] = list(stretch)
        record["quote"] = article.text[slice(*stretch)]
    return record
