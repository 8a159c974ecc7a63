"""Headings of one version of the archive's table, and which articles hold some words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from heapq import nsmallest
from typing import Any

from corpus.arrays import UNDATED
from corpus.headings import Heading, Wanted
from corpus.store.holding import articles_holding, newest_first
from corpus.store.lance.lance_rows import ARTICLE, conditions, damage_error, date_of, one_of
from corpus.store.lance.lance_version import LanceVersion

_COLUMNS = ("article", "title", "first", "precision", "found_in", "source")
_ARTICLES_READ = 500


def headings(version: LanceVersion, wanted: Wanted, limit: int | None) -> list[Heading]:
    """The headings of the articles that are wanted, newest first."""
    filters = conditions(wanted.filters, version.sources if wanted.filters.sources else ())
    if not wanted.has_text:
        where = f"kind = {ARTICLE}" + (f" AND {filters}" if filters else "")
        return _first(_read(version, where), limit)
    texts = _LanceTexts(version)
    found: list[Heading] = []
    for block in _blocks(articles_holding(wanted, texts)):
        where = f"kind = {ARTICLE} AND {one_of('article', block)}"
        found += _read(version, where + (f" AND {filters}" if filters else ""))
    return _first(found, limit)


def months(version: LanceVersion) -> dict[date, int]:
    """How many articles there are of each month, by its first day."""
    counts: dict[date, int] = {}
    where = f"kind = {ARTICLE} AND first > {UNDATED[0]} AND precision != 'year'"
    for day in version.table.read(("first",), where).values("first"):
        month = date.fromordinal(day).replace(day=1)
        counts[month] = counts.get(month, 0) + 1
    return dict(sorted(counts.items()))


class _LanceTexts:
    """`Texts` of one version, whose articles are known by their ids."""

    def __init__(self, version: LanceVersion) -> None:
        self._version = version

    def every(self) -> set[str]:
        return set(self._version.ids())

    def with_words(self, text: str) -> set[str]:
        # Here, because listing an archive needs no search library.
        from corpus.indexes.keywords import stems

        held = [self._with_stem(stem) for stem in stems(text)]
        return set.intersection(*held) if held else set()

    def texts(self, keys: set[str]) -> Iterator[tuple[str, str, str]]:
        for article in self._version.articles(sorted(keys)):
            yield article.id, article.title, article.text

    def _with_stem(self, stem: str) -> set[str]:
        rows = self._version.table.holding_all("stems", (stem,), ("article",))
        return set(rows.values("article"))


def _read(version: LanceVersion, where: str) -> list[Heading]:
    rows = version.table.read(_COLUMNS, where).tuples(*_COLUMNS)
    return [_heading(version.place, *row) for row in rows]


def _heading(place: str, id: str, title: str, *values: Any) -> Heading:
    first, precision, found_in, source = values
    try:
        return Heading(id, title, date_of(first, precision, found_in), source)
    except ValueError as error:
        raise damage_error(place, f"the date of article {id} cannot be read") from error


def _first(found: list[Heading], limit: int | None) -> list[Heading]:
    if limit is None:
        return sorted(found, key=newest_first)
    return nsmallest(limit, found, key=newest_first)


def _blocks(ids: set[str]) -> Iterator[list[str]]:
    rising = sorted(ids)
    for at in range(0, len(rising), _ARTICLES_READ):
        yield rising[at : at + _ARTICLES_READ]
