"""Dates and outlets as people type them, made into the filters of a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from corpus.errors import InputError
from corpus.records import Filters, Precision, PublicationDate

_MAX_NAMED_OUTLETS = 3  # that an error names: the nearest ones
_MIN_LIKENESS = 0.5  # of two outlets' names, as difflib measures it
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_day_range(text: str) -> tuple[date, date]:
    """The first and the last day of "2016", "2016-02" or "2016-02-04"; else InputError."""
    typed = text.strip()
    wrong = InputError(
        f"{typed!r} is not a date: give a day, a month or a year, as 2016-02-04, 2016-02 or 2016"
    )
    if not (parts := _DATE.fullmatch(typed)):
        raise wrong
    year, month, day = parts.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise wrong from None
    precision: Precision = "day" if day else "month" if month else "year"
    return first, PublicationDate(first, precision, "filter").last


def parse_day(text: str) -> date:
    """The day of "2016-02-04"; else InputError."""
    first, last = parse_day_range(text)
    if first != last:
        raise InputError(f"{text.strip()!r} is not a single day: give one, as 2016-02-04")
    return first


def parse_filters(
    after: str | None = None,
    before: str | None = None,
    on: str | None = None,
    sources: Iterable[str] = (),
) -> Filters:
    """Filters as typed: on or after, on or before, within; InputError when none can pass.

    "After 2016-02" begins on its first day and "before 2016-02" ends on its last.
    """
    firsts, lasts = [], []
    if after:
        firsts.append(parse_day_range(after)[0])
    if before:
        lasts.append(parse_day_range(before)[1])
    if on:
        first_day, last_day = parse_day_range(on)
        firsts.append(first_day)
        lasts.append(last_day)
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first and last and first > last:
        raise InputError(
            f"no day is both on or after {first} and on or before {last}: change one of the dates"
        )
    named = (" ".join(source.split()) for source in sources)
    return Filters(first, last, tuple(dict.fromkeys(name for name in named if name)))


def until(filters: Filters, day: date | None) -> Filters:
    """The filters, with nothing let through that was printed after a day.

    InputError where they then let nothing through.
    """
    if day is None:
        return filters
    last = min(filters.last, day) if filters.last else day
    if filters.first and filters.first > last:
        raise InputError(f"no day is both on or after {filters.first} and as of {last}")
    return replace(filters, last=last)


def check_sources(filters: Filters, outlets: Collection[str]) -> None:
    """InputError, with the nearest names, for an outlet that no article of the archive is from."""
    for name in filters.sources:
        if not any(name.casefold() in outlet.casefold() for outlet in outlets):
            raise InputError(
                f"no outlet in the archive has {name!r} in its name{_nearest(name, outlets)}"
            )


def _nearest(name: str, outlets: Collection[str]) -> str:
    """What to give instead: names that are alike or share a word, else the largest outlets."""
    if not outlets:
        return ": its articles name none"
    folded = {outlet.casefold(): outlet for outlet in outlets}
    words = set(name.casefold().split())
    alike = get_close_matches(name.casefold(), folded, _MAX_NAMED_OUTLETS, _MIN_LIKENESS)
    alike += [each for each in folded if words & set(each.split())]
    alike += [each for each in folded if get_close_matches(name.casefold(), each.split(), 1, 0.7)]
    named = list(dict.fromkeys(alike)) or list(folded)
    shown = ", ".join(folded[each] for each in named[:_MAX_NAMED_OUTLETS])
    return f": nearest are {shown}" if alike else f": it has {shown}"
