"""Publication dates, read as they are written: with their precision, and never guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import Literal, NamedTuple, TypeAlias

from corpus.calendar_words import (
    MONTH_NUMBERS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    any_of,
    month_and_day,
)
from corpus.foreign_calendar import (
    AROUND_EAST_ASIAN_DATES,
    AROUND_FOREIGN_DATES,
    FOREIGN_MONTH_NUMBERS,
    FOREIGN_WEEKDAYS,
    REVISED_ABROAD,
)
from corpus.records import Precision, PublicationDate

_DATE_LINE_CHARS = 120
_FIRST_YEAR = 1600  # the first newspapers
_DOTLESS = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})  # what a pattern takes for i and s
_MONTHS = {
    name.translate(_DOTLESS): number
    for name, number in (FOREIGN_MONTH_NUMBERS | MONTH_NUMBERS).items()
}
_MONTH = rf"\b({any_of((*FOREIGN_MONTH_NUMBERS, *MONTH_NUMBERS))})\b\.?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_OF = r",?(?:\s+(?:of|del?))?[\s-]+"
_YEAR = r"(\d{4})(?!\d)"

_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})(?:[-/.]|年|년\s?)(\d{1,2})(?:[-/.]|月|월\s?)(\d{1,2})(?!\d)"
)
_EAST_ASIAN_MONTH = re.compile(r"(?<!\d)(\d{4})(?:年|년\s?)(\d{1,2})[月월]")
_DAY_FIRST = re.compile(rf"(?<!\d){_ORDINAL}{_OF}{_MONTH}{_OF}{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+{_ORDINAL},?\s+{_YEAR}", re.IGNORECASE)
_NUMERIC = re.compile(rf"(?<![\d/.-])(\d{{1,2}})([./-])(\d{{1,2}})\2{_YEAR}")
_MONTH_AND_YEAR = re.compile(rf"{_MONTH}{_OF}{_YEAR}", re.IGNORECASE)
_YEAR_AND_MONTH_FIRST = re.compile(
    rf"(?<![\d.]){_YEAR}\.?\s+{_MONTH}\s+{_ORDINAL}(?!\d)", re.IGNORECASE
)
_YEAR_LAST = re.compile(  # as `date` and some programs write it: "Mar 02 15:21:41 +0000 2021"
    rf"{_MONTH}\s+(\d{{1,2}})\s+\d\d:\d\d:\d\d(?:\s+[+-]\d{{4}}|\s+[A-Z]{{3,4}})?\s+{_YEAR}",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(rf"{_ORDINAL}[\s-]+{_MONTH}[\s-]+['’]?(\d\d)", re.IGNORECASE)
_NUMERIC_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[/.](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d.*|(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)?")

_HAS_YEAR = re.compile(r"\d{4}")
_TABLES_DAY = re.compile(r"\d\d?-[A-Za-z]{3}-\d\d")  # "02-Mar-21"
_WEEKDAY = re.compile(rf"(?<!last )(?<!next )\b({any_of(WEEKDAYS)})\b", re.IGNORECASE)
_AROUND_A_DATE = re.compile(
    rf"""(?: {any_of((*WEEKDAYS, *WEEKDAY_ABBREVIATIONS, *FOREIGN_WEEKDAYS))}(?!\w)
    | {any_of(AROUND_FOREIGN_DATES)}(?!\w) | {any_of(AROUND_EAST_ASIAN_DATES)}
    | day | at | on | the | first | last | dated? | published | updated | posted | modified
    | created | issued | publication
    | \d{{1,2}}[:.h]\d\d(?:[:.]\d\d)* | \d{{1,2}}(?=\s*[ap]\.?m) | [ap]\.?m\.? | noon | midnight
    | local | time | e[sd]?t | c[sd]t | p[sd]?t | gmt | utc | bst | cest | cet | ist | z | t
    | [+-]\d\d:?\d\d | (?:an?|\d+)\s+(?:minute|hour|day|week|month|year)s?\s+ago
    | \d+\s+min(?:ute)?s?\s+read | [\W_] )*""",
    re.IGNORECASE | re.VERBOSE,
)
_REVISED = re.compile(rf"updated|modified|{any_of(REVISED_ABROAD)}", re.IGNORECASE)
_FIRST_PUBLISHED = re.compile(  # beside the day of an update, whose year it leaves out
    rf"\W*(?:first|originally)\s+(?:published|posted):?\s+(?:on\s+)?"
    rf"(?:(?:{any_of((*WEEKDAYS, *WEEKDAY_ABBREVIATIONS))})\.?,?\s+)?"
    rf"(?:{_ORDINAL}\s+{_MONTH}|{_MONTH}\s+{_ORDINAL})(?=\W|$)",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")

DayOrder = Literal["day first", "month first"]
_Period: TypeAlias = tuple[date, Precision]


class DateMention(NamedTuple):
    """A date in a text: the first day that it can mean, how precise it is, and its place."""

    first: date
    precision: Precision
    start: int
    end: int


def parse_publication_date(
    value: object, found_in: str, order: DayOrder | None = None
) -> PublicationDate | None:
    """The date that a record's field states, None when it states none or an impossible one.

    `order` is how its file writes days like 4/2/2016; without it only the year of such is taken.
    """
    if isinstance(value, list):
        parts = (part for part in value if not isinstance(part, list))
        dates = (parse_publication_date(part, found_in, order) for part in parts)
        return next(filter(None, dates), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if not isinstance(value, str):
        period = _parse_number(value)
    elif order and (match := _DAY_AND_MONTH.match(value.strip())):
        period = _parse_in_order(match, order)
    else:
        period = _parse_words(value.strip())
    return PublicationDate(*period, found_in) if period else None


def day_order_of(value: object) -> DayOrder | Literal["open"] | None:
    """How a field writes its day: "open" for 4/2/2016, None for what has no such day."""
    match = _DAY_AND_MONTH.match(value.strip()) if isinstance(value, str) else None
    if not match or match[1] == match[3]:
        return None
    one, two = int(match[1]), int(match[3])
    if one > 12 and two > 12:
        return None
    return "day first" if one > 12 else "month first" if two > 12 else "open"


def parse_date_line(line: str, found_in: str = "date line") -> PublicationDate | None:
    """The date of a line that says nothing but when: "Updated Feb 4, 2016", "4 May 2016, 10:15"."""
    if len(line) >= _DATE_LINE_CHARS:
        return None
    if _TABLES_DAY.fullmatch(line.strip()):
        return parse_publication_date(line, found_in)
    if not _HAS_YEAR.search(line):
        return None
    dates = find_dates(line)
    between = zip([0, *(d.end for d in dates)], [*(d.start for d in dates), len(line)], strict=True)
    around = [line[start:end] for start, end in between]
    if len(dates) == 1 and (first := _first_published(dates[0], around[1])):
        other_words, first_day = first
        is_only_date = all(map(_AROUND_A_DATE.fullmatch, (around[0], other_words)))
        return PublicationDate(first_day, "day", found_in) if is_only_date else None
    if not dates or not all(_AROUND_A_DATE.fullmatch(words) for words in around):
        return None
    stated = zip(dates, around, strict=False)
    best = next((day for day, before in stated if not _REVISED.search(before)), dates[0])
    return PublicationDate(best.first, best.precision, found_in)


def _first_published(update: DateMention, behind: str) -> tuple[str, date] | None:
    """The other words behind an update's day, and the day of "(first published 26 November)"."""
    match = _FIRST_PUBLISHED.search(behind)
    if not match or update.precision != "day":
        return None
    day, month = int(match[1] or match[4]), _month(match[2] or match[3])
    days = (_period_of(year, month, day) for year in (update.first.year, update.first.year - 1))
    first = next((each[0] for each in days if each and each[0] <= update.first), None)
    return (behind[: match.start()] + behind[match.end() :], first) if first else None


def find_dates(text: str) -> list[DateMention]:
    """The dates that a text mentions with their year, in order of place."""
    found: list[DateMention] = []
    end = 0
    for start, longest, period in sorted(_find_readings(text), key=itemgetter(0, 1)):
        if start >= end:
            end = -longest
            found += [DateMention(*period, start, end)] if period else []
    return found


def date_in(text: str, found_in: str) -> PublicationDate | None:
    """The first date that a text mentions with its year, as its publication."""
    dates = find_dates(text)
    return PublicationDate(dates[0].first, dates[0].precision, found_in) if dates else None


def first_weekday(text: str) -> int | None:
    """The first weekday that a text names, Monday being 0; "last" and "next" ones do not count."""
    match = _WEEKDAY.search(text)
    return WEEKDAYS.index(match[1].lower()) if match else None


def _find_readings(text: str) -> Iterator[tuple[int, int, _Period | None]]:
    """Every place that looks like a date; impossible ones too, so that no part of them counts."""
    if not _HAS_YEAR.search(text):
        return
    for pattern, read in _WRITTEN:
        for match in pattern.finditer(text):
            yield match.start(), -match.end(), read(match)


def _parse_in_order(match: re.Match[str], order: DayOrder) -> _Period | None:
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    return _period_of(year, two, one) if order == "day first" else _period_of(year, one, two)


def _period_of(year: int, month: int | None = None, day: int | None = None) -> _Period | None:
    """The period as its first day and precision, None for impossible days and the future."""
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if year < _FIRST_YEAR or first > datetime.now(UTC).date() + timedelta(days=1):
        return None
    return first, "year" if month is None else "month" if day is None else "day"


def _parse_words(words: str) -> _Period | None:
    if words.isascii() and words.isdigit() and len(words) not in (8, 14):
        return _parse_number(int(words[:20]))
    if match := _COMPACT.fullmatch(words):
        return _period_of(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC_MONTH.fullmatch(words):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _period_of(int(year), int(month))
    if match := _SHORT_YEAR.fullmatch(words):
        return _period_of(_whole_year(int(match[3])), _month(match[2]), int(match[1]))
    return next(((m.first, m.precision) for m in find_dates(words[:200])), None)


def _whole_year(short: int) -> int:
    """The last year that ends so: 21 is 2021, and 87 is 1987."""
    now = datetime.now(UTC).year
    return now - (now - short) % 100


def _parse_number(number: float) -> _Period | None:
    """A year, yyyymmdd, or seconds or milliseconds since 1970 (from 1973 on)."""
    if isinstance(number, float) and not math.isfinite(number):  # an integer may be too long to ask
        return None
    if _FIRST_YEAR <= number <= date.max.year:
        return _period_of(int(number))
    if 16_000_101 <= number <= 99_991_231 or 16_000_101e6 <= number <= 99_991_232e6:
        return _parse_words(str(int(number)))
    if 1e8 <= number < 1e14:
        moment = datetime.fromtimestamp(number / 1000 if number >= 1e11 else number, UTC)
        return _period_of(moment.year, moment.month, moment.day)
    return None


def _month(name: str) -> int:
    return _MONTHS[name.translate(_DOTLESS).lower()]


# Each way to write a date, and what its match means.
_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Period | None]], ...] = (
    (_YEAR_FIRST, lambda m: _period_of(int(m[1]), int(m[2]), int(m[3]))),
    (_DAY_FIRST, lambda m: _period_of(int(m[3]), _month(m[2]), int(m[1]))),
    (_MONTH_FIRST, lambda m: _period_of(int(m[3]), _month(m[1]), int(m[2]))),
    (_YEAR_LAST, lambda m: _period_of(int(m[3]), _month(m[1]), int(m[2]))),
    (_YEAR_AND_MONTH_FIRST, lambda m: _period_of(int(m[1]), _month(m[2]), int(m[3]))),
    (_EAST_ASIAN_MONTH, lambda m: _period_of(int(m[1]), int(m[2]))),
    (_MONTH_AND_YEAR, lambda m: _period_of(int(m[2]), _month(m[1]))),
    (_NUMERIC, lambda m: _period_of(int(m[4]), *month_and_day(int(m[1]), m[2], int(m[3])))),
)
