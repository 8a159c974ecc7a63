"""The dates and times of a text: ranges, and parts that belong together, are one each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from corpus.records import PublicationDate, Span
from qa.reader.values.moments import Days, Moment, Readings
from qa.reader.values.single_moments import WEEKDAY, find_single_moments

_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s")
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_JOINS = re.compile(r"(?:,?\s(?:(?:on|at|of|the)\s)?|,\s?)(?:(?:morning|afternoon|evening|night)"
                    r"(?:,?\s(?:(?:on|at|of)\s)?))?")  # fmt: skip


def find_moments(text: str, published: PublicationDate | None) -> Iterator[tuple[Span, Readings]]:
    """Every date and time of a text with its place, in order.

    Relative ones ("Friday", "yesterday", "4 May" without its year) are counted from the day of
    the article; where that is not known, those without month or year are left out.
    """
    found = find_single_moments(text, published)
    return iter(_join_moments(text, _join_ranges(text, [*found])))


def _join_ranges(text: str, found: list[tuple[Span, Readings]]) -> list[tuple[Span, Readings]]:
    """ "3 May to 7 June", "2014-2016", "between Monday and Friday": one stretch of days."""
    joined: list[tuple[Span, Readings]] = []
    for span, readings in found:
        if joined and _is_range(text, joined[-1][0], span):
            before, firsts = joined[-1]
            stretches = tuple(_stretches(firsts, readings))
            if stretches:
                joined[-1] = Span(before.start, span.end), stretches
                continue
        joined.append((span, readings))
    return joined


def _is_range(text: str, one: Span, two: Span) -> bool:
    between = text[one.end : two.start]
    return bool(
        _RANGE.fullmatch(between) or (between == " and " and _BETWEEN.search(text[: one.start]))
    )


def _stretches(firsts: Readings, lasts: Readings) -> Iterator[Moment]:
    for one, two in product(firsts, lasts):
        if one.days and two.days and one.days.first < two.days.last:
            days = Days(one.days.first, two.days.last)
            yield Moment(days, has_year=one.has_year and two.has_year, is_range=True)


def _join_moments(text: str, found: list[tuple[Span, Readings]]) -> list[tuple[Span, Readings]]:
    """ "Friday 4 March", "8pm on Friday", "Friday morning at 9am": one moment of all its parts."""
    joined: list[tuple[Span, Readings]] = []
    for span, readings in found:
        if joined and _JOINS.fullmatch(text[joined[-1][0].end : span.start]):
            before, earlier = joined[-1]
            # A date goes before its weekday, which may be months away.
            is_weekday = WEEKDAY.fullmatch(text[before.start : before.end])
            if both := tuple(_merge(earlier, readings)) or (is_weekday and readings):
                joined[-1] = Span(before.start, span.end), both
                continue
        joined.append((span, readings))
    return joined


def _merge(one: Readings, two: Readings) -> Iterator[Moment]:
    """The readings in which two parts of a moment go together: a clock's time, the same day."""
    for mine, theirs in product(one, two):
        if mine.minute is not None and theirs.minute is not None:
            continue
        minute = theirs.minute if mine.minute is None else mine.minute
        if mine.days is None or theirs.days is None:
            dated = theirs if mine.days is None else mine
            yield dated._replace(minute=minute)
        elif mine.days == theirs.days:
            yield mine._replace(minute=minute, has_year=mine.has_year or theirs.has_year)
