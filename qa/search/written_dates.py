"""Dates as a question writes them, and the days that they mean."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from corpus.calendar_words import MONTH_NUMBERS, month_and_day
from corpus.records import Precision, PublicationDate
from qa.search.weights import PeriodKind

DAY = timedelta(1)
_NUMERIC = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<mark>[./-])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
)
_FIRST_NEWSPAPERS = date(1600, 1, 1)


class Days(NamedTuple):
    """The days from `first` to `last`, both inclusive, and how a question named them."""

    first: date
    last: date
    kind: PeriodKind = "relative"


class WrittenDate(NamedTuple):
    """A date as it is written; what it leaves out is None."""

    year: int | None
    month: int | None
    day: int | None


def parse_written_date(words: str) -> WrittenDate:
    """A date of its words: a month's name or number, and the numbers that are left."""
    if numeric := _NUMERIC.fullmatch(words):
        return WrittenDate(
            int(numeric["year"]),
            *month_and_day(int(numeric["one"]), numeric["mark"], int(numeric["two"])),
        )
    names = [
        MONTH_NUMBERS[name]
        for name in re.findall(r"[a-z]+", words.lower())
        if name in MONTH_NUMBERS
    ]
    years = [int(digits) for digits in re.findall(r"[0-9]{4}", words)]
    days = [int(digits) for digits in re.findall(r"(?<![0-9])[0-9]{1,2}(?![0-9])", words)]
    month = names[0] if names else days.pop(0) if len(days) > 1 else None
    return WrittenDate(years[0] if years else None, month, days[0] if days else None)


def _calendar_days(year: int, month: int | None, day: int | None) -> Days:
    """The days of a date; ValueError where no calendar holds it."""
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    precision: Precision = "year" if month is None else "month" if day is None else "day"
    return Days(first, PublicationDate(first, precision, "question").last, "absolute")


def latest_days(written: WrittenDate, until: date) -> Days:
    """The days of a date; without its year, the last ones that have begun by the given day.

    ValueError where no calendar holds it.
    """
    if written.year is not None:
        return _calendar_days(written.year, written.month, written.day)
    for year in range(until.year, until.year - 9, -1):  # 29 February may be 8 years back
        try:
            days = _calendar_days(year, written.month, written.day)
        except ValueError:
            continue
        if days.first <= until:
            return days
    raise ValueError("in no year")


def bound_days(lead: str, days: Days, asked_on: date) -> Days:
    """The days that the word before a date makes of it: "since", "after", "before", "until"."""
    lead = lead.lower()
    if lead == "since":
        return days._replace(last=asked_on)
    if lead == "after":
        return days._replace(first=days.last + DAY, last=asked_on)
    if lead in ("before", "prior to"):
        return days._replace(first=_FIRST_NEWSPAPERS, last=days.first - DAY)
    if lead in ("by", "until", "till", "through"):
        return days._replace(first=_FIRST_NEWSPAPERS)
    return days


def season_end(year: int, month: int) -> date:
    """The last day of the season that begins in the month."""
    return date(year + month // 12, (month + 2) % 12 + 1, 1) - DAY


def first_day_of(unit: str, day: date) -> date:
    """The first day of the week (a Monday), the month or the year that a day is in."""
    if unit == "week":
        return day - timedelta(day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
