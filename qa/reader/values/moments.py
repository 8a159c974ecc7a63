"""Dates and times made comparable: "on Friday" and "4 March", "8.30pm" and "20:30"."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from qa.reader.values.amounts import Relation

ANY_YEAR = 2000  # stands for a year that nobody knows; it has a 29 February


class Days(NamedTuple):
    """The days from `first` to `last`, both inclusive."""

    first: date
    last: date


class Moment(NamedTuple):
    """Some days and the minute of the day; either may be missing.

    The year of the days counts for nothing where `has_year` is False. `is_range` tells "12 to 14
    May" from a date that is only known by its month.
    """

    days: Days | None = None
    minute: int | None = None
    has_year: bool = True
    is_range: bool = False


Readings = tuple[Moment, ...]
"""What one date can mean: "Friday" is the last one or the next one."""


def compare_moments(one: Readings, other: Readings) -> Relation:
    """Whether they are the same time, as far as both say; different only in every reading."""
    relations = {_compare(mine, theirs) for mine, theirs in product(one, other)}
    if "same" in relations:
        return "same"
    return "different" if relations == {"different"} else "unclear"


def _compare(one: Moment, other: Moment) -> Relation:
    parts = {_compare_days(one, other), _compare_minutes(one, other)} - {None}
    if "different" in parts:
        return "different"
    return "same" if parts == {"same"} else "unclear"


def _compare_days(one: Moment, other: Moment) -> Relation | None:
    if one.days is None or other.days is None:
        return None
    mine, theirs = one.days, other.days
    if not (one.has_year and other.has_year):
        mine, theirs = _forget_year(mine), _forget_year(theirs)
    if mine == theirs:
        return "same"
    if mine.last < theirs.first or theirs.last < mine.first:
        return "different"
    is_inside = _is_inside(mine, theirs) or _is_inside(theirs, mine)
    # "In March" says of 4 March the same, less exactly; "12 to 14 March" of 13 March does not.
    return "same" if is_inside and not (one.is_range or other.is_range) else "unclear"


def _is_inside(inner: Days, outer: Days) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _compare_minutes(one: Moment, other: Moment) -> Relation | None:
    if one.minute is None or other.minute is None:
        return None
    return "same" if one.minute == other.minute else "different"


def _forget_year(days: Days) -> Days:
    if days.last - days.first > timedelta(31):  # a year, or what goes over its end
        return Days(date(ANY_YEAR, 1, 1), date(ANY_YEAR, 12, 31))
    first = days.first.replace(year=ANY_YEAR)
    return Days(first, first + (days.last - days.first))
