"""Articles and filters as the archive's tables have them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import cast

from corpus.arrays import UNDATED
from corpus.records import Article, Filters, Locator, Precision, PublicationDate
from corpus.store.migrations import LOCATORS

ARTICLE_COLUMNS = (
    "id, title, text, origin, first_day, date_precision, date_found_in, source, author, url"
)
LOCATORS_COLUMN = f"(SELECT labels FROM {LOCATORS} WHERE article = articles.key)"


def article_row(article: Article) -> tuple[str | None, ...]:
    """An article's values for ARTICLE_COLUMNS."""
    day = article.published
    return (
        article.id,
        article.title,
        article.text,
        article.origin,
        day.first.isoformat() if day else None,
        day.precision if day else None,
        day.found_in if day else None,
        article.source,
        article.author,
        article.url,
    )


def locators_value(article: Article) -> str:
    """An article's locators as the archive's table of them has them."""
    return json.dumps(article.locators, ensure_ascii=False)


def article_of(row: Sequence[str | None]) -> Article:
    """The article whose values for ARTICLE_COLUMNS and LOCATORS_COLUMN these are."""
    id, title, text, origin, first, precision, found_in, source, author, url, labels = row
    return Article(
        id=str(id),
        title=str(title),
        text=str(text),
        origin=str(origin),
        published=publication_date(first, precision, found_in),
        source=source,
        author=author,
        url=url,
        locators=tuple(Locator(*each) for each in json.loads(labels)) if labels else (),
    )


def publication_date(
    first: str | None, precision: str | None, found_in: str | None
) -> PublicationDate | None:
    """The date whose values for `first_day`, `date_precision` and `date_found_in` these are."""
    if first is None:
        return None
    return PublicationDate(date.fromisoformat(first), cast(Precision, precision), found_in or "")


def days_of(first: str | None, last: str | None) -> tuple[int, int]:
    """The first and last day of an article's date, as proleptic ordinals."""
    if first is None or last is None:
        return UNDATED
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


def where_clause(filters: Filters) -> tuple[str, list[str]]:
    """The WHERE clause that lets through what `Filters.admit` does, and its values."""
    terms, values = [], []
    if filters.first:
        terms.append("first_day >= ?")
        values.append(filters.first.isoformat())
    if filters.last:
        terms.append("last_day <= ?")
        values.append(filters.last.isoformat())
    if filters.sources:
        named = " OR ".join("instr(casefold(ifnull(source, '')), ?) > 0" for _ in filters.sources)
        terms.append(f"({named})")
        values.extend(source.casefold() for source in filters.sources)
    return ("WHERE " + " AND ".join(terms) if terms else ""), values
