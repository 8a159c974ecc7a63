"""One date or time as articles write it: "on Friday", "4 March", "8.30pm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS, any_of
from corpus.records import Precision, PublicationDate, Span
from qa.reader.values.clock_times import CLOCK, read_clock
from qa.reader.values.moments import ANY_YEAR, Days, Moment, Readings
from qa.search.time_grammar import SEASON_MONTHS
from qa.search.written_dates import season_end

_MAX_FAR = timedelta(270)  # an article of September writes "31 March" of the last and of the next

# With its capital: "may", "march" and "sat" are verbs.
_MONTH = rf"\b(?P<month>{any_of(name.capitalize() for name in MONTH_NUMBERS)})\b\.?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?![\d%]|[.,]\d|s\b|-year)"
_ORDINAL = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_TO_DAY = r"(?:\s?[-–—]\s?|\s(?:to|and|until)\s)(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_NO_UNIT = r"(?!\s?(?:%|per\b|percent|million|billion|thousand|people|pounds|m\b|bn\b|[ap]\.?m\b))"
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d.,£$€]){_ORDINAL}(?:{_TO_DAY})?(?:\sof)?\s{_MONTH}(?:,?\s{_YEAR})?"
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH}\s{_ORDINAL}(?![:.]\d){_NO_UNIT}(?:{_TO_DAY}{_NO_UNIT})?(?:,?\s{_YEAR})?"
)
_MONTH_ALONE = re.compile(rf"{_MONTH}(?:(?:\sof)?,?\s{_YEAR})?(?!\s[A-Z])")
_YEAR_ALONE = re.compile(rf"(?<![\w.,£$€/])(?<![A-Za-z][-–]){_YEAR}{_NO_UNIT}")
_SEASON = re.compile(rf"\b(?P<season>{any_of(SEASON_MONTHS)})(?:\sof)?\s{_YEAR}", re.IGNORECASE)
_HOLIDAYS = "".join(
    rf"(?<!{word}\s)" for word in "Black Good Bloody Super Ash Easter Palm Cyber Holy".split()
)
WEEKDAY = re.compile(
    rf"(?:\b(?P<lead>last|next|this)\s)?\b{_HOLIDAYS}(?P<weekday>"
    rf"{any_of(name.capitalize() for name in WEEKDAYS)})\b(?!\s[A-Z])"
    r"(?:\sof\s(?P<of>last|this|next)\sweek\b|(?P<week>\sweek)\b)?"
)
_NEAR_DAY = re.compile(
    r"\b(?P<near>the day before yesterday|the day after tomorrow|"
    r"yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?P<count>a|one|two|three)\s(?P<unit>day|week)s?\sago\b", re.IGNORECASE)
_NEAR_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
_WEEKS = {"last": -7, "this": 0, "next": 7}


def find_single_moments(
    text: str, published: PublicationDate | None
) -> Iterator[tuple[Span, Readings]]:
    """Every date and time with its place, each part of a range or of "Friday 4 March" by itself.

    Of two ways to read one place the first; impossible dates are left out.
    """
    taken: list[Span] = []
    found: list[tuple[Span, Readings]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            taken.append(span)
            try:
                readings = tuple(read(match, published))
            except (ValueError, OverflowError):  # 31 February
                continue
            if readings:
                found.append((span, readings))
    return iter(sorted(found))


def _read_date(match: re.Match[str], published: PublicationDate | None) -> Iterator[Moment]:
    parts = match.groupdict()
    month = MONTH_NUMBERS[parts["month"].lower()] if not parts["month"].isdigit() else int(
        parts["month"]
    )  # fmt: skip
    day = int(parts["day"]) if parts.get("day") else None
    end = int(parts["last"]) if parts.get("last") else None
    known = [int(parts["year"])] if parts.get("year") else _near_years(month, day, published)
    years: list[int | None] = [*known] or [None]
    for year in years:
        days = _period(year or ANY_YEAR, month, day)
        if end:
            days = days._replace(last=days.last.replace(day=end))
        yield Moment(days, has_year=year is not None, is_range=end is not None)


def _near_years(month: int, day: int | None, published: PublicationDate | None) -> list[int]:
    """The years that a date without one can mean, by the day of its article, the nearest first."""
    if published is None:
        return []
    year = published.first.year
    if published.precision == "year":
        return [year]
    near = {
        y: abs(date(y, month, day or 15) - published.first)
        for y in (year - 1, year, year + 1) if _is_in_calendar(y, month, day)
    }  # fmt: skip
    return sorted((y for y in near if near[y] <= _MAX_FAR), key=lambda y: near[y])


def _is_in_calendar(year: int, month: int, day: int | None) -> bool:
    try:
        date(year, month, day or 1)
    except ValueError:
        return False
    return True


def _read_year(match: re.Match[str], _: PublicationDate | None) -> Iterator[Moment]:
    yield Moment(_period(int(match["year"])))


def _read_season(match: re.Match[str], _: PublicationDate | None) -> Iterator[Moment]:
    year, month = int(match["year"]), SEASON_MONTHS[match["season"].lower()]
    yield Moment(Days(date(year, month, 1), season_end(year, month)))


def _read_weekday(match: re.Match[str], published: PublicationDate | None) -> Iterator[Moment]:
    if (today := _day_of(published)) is None:
        return
    weekday = WEEKDAYS.index(match["weekday"].lower())
    back = (today.weekday() - weekday) % 7
    coming = today + timedelta(7 - back)
    if week := match["of"]:
        yield _on(today + timedelta(weekday - today.weekday() + _WEEKS[week]))
        return
    if match["week"]:
        yield _on(coming + timedelta(7))
        return
    if match["lead"] != "next":
        yield _on(today - timedelta(back or (7 if match["lead"] == "last" else 0)))
    if match["lead"] != "last":
        yield _on(coming)
    if match["lead"] == "next":  # of this week, or of the next
        yield _on(coming + timedelta(7))


def _read_near_day(match: re.Match[str], published: PublicationDate | None) -> Iterator[Moment]:
    if today := _day_of(published):
        yield _on(today + timedelta(_NEAR_DAYS.get(match["near"].lower(), 0)))


def _read_ago(match: re.Match[str], published: PublicationDate | None) -> Iterator[Moment]:
    if today := _day_of(published):
        count = {"two": 2, "three": 3}.get(match["count"].lower(), 1)
        yield _on(today - timedelta(count * (7 if match["unit"].lower() == "week" else 1)))


# The longest ways first: what one has taken, no other reads.
_READERS = (
    (_ISO, _read_date), (_DAY_FIRST, _read_date), (_MONTH_FIRST, _read_date),
    (_SEASON, _read_season), (_MONTH_ALONE, _read_date), (CLOCK, read_clock),
    (_YEAR_ALONE, _read_year), (WEEKDAY, _read_weekday), (_NEAR_DAY, _read_near_day),
    (_AGO, _read_ago),
)  # fmt: skip


def _period(year: int, month: int | None = None, day: int | None = None) -> Days:
    first = date(year, month or 1, day or 1)
    precision: Precision = "day" if day else "month" if month else "year"
    return Days(first, PublicationDate(first, precision, "text").last)


def _on(day: date) -> Moment:
    return Moment(Days(day, day))


def _day_of(published: PublicationDate | None) -> date | None:
    return published.first if published and published.precision == "day" else None
