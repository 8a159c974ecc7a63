"""Articles and filters as the archive's tables have them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast, get_args

from corpus.arrays import UNDATED
from corpus.records import Article, Correction, Filters, Locator, Precision, PublicationDate
from corpus.store.migrations import LOCATORS, WRITTEN_AT
from corpus.store.sqlite_file import ArchiveFile, damage_error

ARTICLE_COLUMNS = (
    "id, title, text, origin, first_day, date_precision, date_found_in, source, author, url"
)
CORRECTION_COLUMNS = "id, first_day, date_precision, source, author"
_BY_HAND = "set by hand"
LOCATORS_COLUMN = f"(SELECT labels FROM {LOCATORS} WHERE article = articles.key)"
_PLACE_COLUMN = f"(SELECT place FROM {WRITTEN_AT} WHERE article = articles.key)"


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


def article_columns(file: ArchiveFile) -> str:
    """What `article_of` takes; a file that an older program made lacks the last of them."""
    locators = LOCATORS_COLUMN if file.has(LOCATORS) else "NULL"
    return f"{ARTICLE_COLUMNS}, {locators}, {_PLACE_COLUMN if file.has(WRITTEN_AT) else 'NULL'}"


def locators_value(article: Article) -> str:
    """An article's locators as the archive's table of them has them."""
    return json.dumps(article.locators, ensure_ascii=False)


def article_of(path: Path, row: Sequence[str | None]) -> Article:
    """The article whose values for `article_columns` these are; ArchiveError naming the file
    `path` where they cannot be.
    """
    id, title, text, origin, first, precision, found_in, source, author, url, labels, place = row
    return Article(
        id=str(id),
        title=str(title),
        text=str(text),
        origin=str(origin),
        published=publication_date(path, first, precision, found_in),
        source=source,
        author=author,
        url=url,
        locators=_locators(path, labels),
        place=place,
    )


def publication_date(
    path: Path, first: str | None, precision: str | None, found_in: str | None
) -> PublicationDate | None:
    """The date whose values for `first_day`, `date_precision` and `date_found_in` these are."""
    if first is None:
        return None
    if precision not in get_args(Precision):
        raise damage_error(path, f"{precision!r} is no precision of a date")
    return PublicationDate(date_of(path, first), cast(Precision, precision), str(found_in or ""))


def correction_of(path: Path, row: Sequence[str | None]) -> Correction:
    """The correction whose values for CORRECTION_COLUMNS these are."""
    _, first, precision, source, author = row
    return Correction(publication_date(path, first, precision, _BY_HAND), source, author)


def _locators(path: Path, labels: str | None) -> tuple[Locator, ...]:
    if labels is None:
        return ()
    try:
        return tuple(Locator(int(start), str(label)) for start, label in json.loads(labels))
    except (ValueError, TypeError) as error:
        raise damage_error(path, "an article's pages cannot be read") from error


def days_of(path: Path, first: str | None, last: str | None) -> tuple[int, int]:
    """The first and last day of an article's date, as proleptic ordinals."""
    if first is None or last is None:
        return UNDATED
    return date_of(path, first).toordinal(), date_of(path, last).toordinal()


def date_of(path: Path, day: object) -> date:
    """A day as the tables have it; ArchiveError naming the file `path` where it is none."""
    try:
        if isinstance(day, str) and len(day) == len("2016-02-04"):
            return date.fromisoformat(day)
    except ValueError:
        pass
    raise damage_error(path, f"{day!r} is no date")


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
