"""Which time a question is about, as far as its own words say. English only.

The period is the time spoken of; what was printed about it may be younger. Words for what is
still to come ("next week") mean the month before the question, in which it was announced.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from corpus.calendar_words import MONTH_NUMBERS, MONTHS, NUMBERS, WEEKDAYS, any_of
from corpus.records import Precision, PublicationDate, Span

Kind: TypeAlias = Literal["relative", "absolute"]


class Period(NamedTuple):
    """The days from `first` to `last`, both inclusive, and where the question names them.

    "Before May" begins with the first newspapers, in 1600; "since May" ends on the day of asking.
    """

    first: date
    last: date
    words: Span
    kind: Kind


def parse_period(question: str, asked_on: date) -> Period | None:
    """The most precise time that a question names, None where it names none that has begun.

    A date without its year is the last such up to `asked_on`. What stands in quotation marks,
    belongs to a name ("Black Friday", "USA Today") or is in no calendar does not count.
    """
    return min(_periods(question, asked_on), key=_breadth, default=None)


class _Days(NamedTuple):
    first: date
    last: date
    kind: Kind = "relative"


class _Written(NamedTuple):
    """A date as it is written; what it leaves out is None."""

    year: int | None
    month: int | None
    day: int | None


_Match: TypeAlias = re.Match[str]
_Reading: TypeAlias = Callable[[_Match, date], _Days | None]

_READ = 1000  # characters of a question
_DAY = timedelta(1)
_WEEK = timedelta(7)  # holds 95 in 100 articles of what a news quiz calls "this week"
_MONTH = timedelta(30)  # what "recently", "now" and "the latest" mean where news is asked for
_FIRST_NEWSPAPERS = date(1600, 1, 1)

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FROM_ONE = NUMBERS[1:]
_VAGUE = {"couple": 2, "couple of": 2, "few": 3, "several": 4}
_COUNTS = {word: count for count, word in enumerate(_FROM_ONE, start=1)} | {"a": 1, "an": 1}
_DAYS_IN = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}
_DAYS_AROUND = {"hour": 1, "day": 0, "week": 3, "month": 15, "year": 183, "decade": 366}

_STARTS = r"(?:(?<![\w.,$€£/-])|(?<=mid-))"  # a number of its own, not a part of another
_ENDS = r"(?![\w%]|[.,:/-][0-9]|['’]s)"
_OF = r",?(?:\s+of)?\s+"
_Y = r"[12][0-9]{3}"
_M = rf"\b(?:{any_of(MONTHS)}\b|{any_of(MONTH_NUMBERS)}\b\.?)"
_D = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NAMED_DAY = rf"{_D}{_OF}{_M}(?:{_OF}{_Y})?"
_DATE = (
    rf"(?:{_STARTS}(?:{_ISO}|{_NAMED_DAY}|{_Y}){_ENDS}"
    rf"|{_M}(?:\s+{_D}{_ENDS})?(?:{_OF}{_Y}{_ENDS})?)"
)
_END = rf"(?:{_ISO}|{_NAMED_DAY}|{_M}(?:\s+{_D}(?![0-9]))?(?:{_OF}{_Y})?|{_Y}|{_D}(?:{_OF}{_Y})?)"
_LEADS = "in on during since before after by until till through from last this next".split()
_LEAD = rf"(?:\b(?P<lead>{any_of([*_LEADS, 'prior to'])})\s+)?"
_PART = (
    r"(?P<part>\b(?:the\s+)?(?:earlier|early|mid|late|month of|year(?: of)?"
    r"|(?:beginning|start|middle|end|rest|course|half|quarter) of)[\s-]+)?"
)
_SEASON = rf"\b(?P<season>{any_of(_SEASONS)})\b"
_WEEKDAY = rf"\b(?P<weekday>{any_of(WEEKDAYS)})\b"
_MANY = rf"(?:(?P<vague>{any_of(_VAGUE)})|{_STARTS}(?P<count>[0-9]{{1,4}}|{any_of(_COUNTS)}))"
_UNIT = rf"(?P<unit>{any_of(_DAYS_IN)})"
_WORD_FOR_RECENT = (
    r"recent|(?<!until )(?<!how )recently|lately|(?<!at the )latest|currently|nowadays|these days"
    r"|at (?:present|the moment)|(?<!from )(?<!until )(?<!by )now(?! (?:on|that)\b)|the current"
)

_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»')
_FIRST_LETTER = re.compile(r"(?:^|[.?!:\0]\s)\W{0,3}[A-Z]")
_AHEAD = re.compile(
    r"\b(?:will|upcoming|coming|going to|scheduled|expected|forecast|(?:is|are|be) \w+ing)\b"
)
_PAST = re.compile(r"\b(?:did|was|were|had|[a-z]{2,}ed|said|told|won|met|made|left)\b")
_NOTHING_AFTER = re.compile(r"\s*(?:[?.!,;:)\0]|$)")
_SUNG = re.compile(r"\b(?:sings?|sang|sung|song|movie)\b")
_CAPITAL_AFTER = re.compile(r"\s+[A-Z]")
_COUNTED = re.compile(
    r"\s+(?:(?!(?:was|is|has|does|as|this|its|us|across|versus)\b)[a-z]+s"
    r"|people|men|women|children|percent|per|km|BCE?)\b"
)
_NAMED_BY_A_DAY = re.compile(
    r"\s+(?:football|live|lights|times|telegraph|mirror|mail|post|school|service|the [0-9])", re.I
)
_NO_DAY_BEFORE = re.compile(
    r"\b(?:an?|every|each|any|most|many|black|good|bloody|super|ash|cyber|easter|palm|fat|holy|new"
    r"|[A-Z]\w*)\s+$"
)
_COMPARED = re.compile(r"\b(?:than|compared|unlike|since|from)\b[^,.?]{0,25}$|\bover\s+$", re.I)


def _periods(question: str, asked_on: date) -> Iterator[Period]:
    """Every time named. Words that were read once are not read again, even if it led nowhere."""
    taken: list[Span] = []
    for reading, match in _matches(question):
        words = Span(*match.span())
        if any(words.start < other.end and other.start < words.end for other in taken):
            continue
        taken.append(words)
        try:
            days = reading(match, asked_on)
        except (ValueError, OverflowError):  # 31 February, or beyond the calendar
            continue
        if days and days.first <= min(days.last, asked_on):
            yield Period(days.first, days.last, words, days.kind)


def _matches(question: str) -> Iterator[tuple[_Reading, _Match]]:
    text = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), question[:_READ])
    for pattern, reading in _DATES:
        yield from ((reading, match) for match in pattern.finditer(text))
    if question.islower() and _SUNG.search(question):
        return  # as people type into a search box, titles and all
    # A capital within a sentence begins a name: "Last Week Tonight".
    text = _FIRST_LETTER.sub(lambda start: start[0].lower(), text)
    for pattern, reading in _SPOKEN:
        yield from ((reading, match) for match in pattern.finditer(text))


def _breadth(period: Period) -> tuple[timedelta, bool, int]:
    return period.last - period.first, period.kind == "relative", period.words.start


def _range(match: _Match, asked_on: date) -> _Days | None:
    """ "From May to July 2016", "between 2014 and 2016", "in 2014-15": each end fills the other."""
    one, two = _written(match["one"]), _written(match["two"])
    if _COUNTED.match(match.string, match.end()) or not (one.year or one.month or two.month):
        return None
    if match["two"][0].isalpha() and not two.month:  # "today"
        return _Days(_last_such(one, asked_on).first, asked_on, "absolute")
    if one.year and not one.month and two.day and not two.month:
        two = _Written(one.year // 100 * 100 + two.day, None, None)
    one = _Written(one.year or two.year, one.month or two.month, one.day)
    two = _Written(two.year, two.month or (one.month if two.day else None), two.day)
    last = _last_such(two, asked_on).last
    return _Days(_last_such(one, last).first, last, "absolute")


def _date(match: _Match, asked_on: date) -> _Days | None:
    written, lead = _written(match["date"]), (match["lead"] or "").lower()
    if not _is_date(match, written, lead or ("in" if match["part"] else "")):
        return None
    if not written.year and _is_coming(match, written, lead, asked_on):
        return _lately(match, asked_on)
    days = _last_such(written, asked_on - _DAY if lead == "last" else asked_on)
    return _bounded(lead, days, asked_on)


def _is_date(match: _Match, written: _Written, lead: str) -> bool:
    """Whether the words around a date let it be one: "May" and "march" are verbs, 1984 a number.

    "The September 11 attacks" and "the 2016 election" name an event, whenever it is spoken of.
    """
    year, month, day = written
    rest = match.string[match.end() :]
    ends_here = bool(_NOTHING_AFTER.match(rest))
    if year and month:
        return True
    if year:
        return lead not in ("", "on", "last", "this", "next") and not _COUNTED.match(rest)
    if day:
        return (month, day) != (9, 11) and bool(lead or ends_here)
    a_name = month == 5 and lead not in ("in", "during", "since", "last", "this", "next")
    is_month = match["date"][0].isupper() or ends_here
    return lead not in ("", "on") and is_month and not a_name and not _CAPITAL_AFTER.match(rest)


def _is_ahead(match: _Match) -> bool:
    """Whether the sentence speaks of what is still to come."""
    sentences = re.finditer(r"[^.?!]+", match.string)
    return any(_AHEAD.search(one[0]) for one in sentences if one.end() >= match.end() > one.start())


def _is_coming(match: _Match, written: _Written, lead: str, asked_on: date) -> bool:
    """Whether a date without its year is rather the next such than the last one."""
    if not (_is_ahead(match) or lead in ("next", "until", "till", "through", "by")):
        return False
    last = _last_such(written, asked_on)
    return lead == "next" or last.first + timedelta(365) - asked_on < asked_on - last.last


def _season(match: _Match, asked_on: date) -> _Days:
    """A season of the north; "winter 2015" is both winters of that year."""
    month, year = _SEASONS[match["season"].lower()], int(match["year"])
    first = date(year - 1 if month == 12 else year, month, 1)
    days = _Days(first, _end(year, month), "absolute")
    return _bounded((match["lead"] or "").lower(), days, asked_on)


def _end(year: int, month: int) -> date:
    """The last day of the season that begins in the month."""
    return date(year + month // 12, (month + 2) % 12 + 1, 1) - _DAY


def _this_season(match: _Match, asked_on: date) -> _Days:
    """ "Last summer" is the last that has ended, "this summer" the one that has begun."""
    month, is_this = _SEASONS[match["season"]], match["which"] == "this"
    years = range(asked_on.year, asked_on.year - 3, -1)
    has_been = (y for y in years if (date(y, month, 1) if is_this else _end(y, month)) < asked_on)
    year = next(has_been)
    if is_this and (_is_ahead(match) or asked_on - _end(year, month) > 3 * _MONTH):
        return _lately(match, asked_on)
    return _Days(date(year, month, 1), min(_end(year, month), asked_on))


def _written(words: str) -> _Written:
    """A date's words read: a month's name or number, and what numbers are left."""
    names = [
        MONTH_NUMBERS[name]
        for name in re.findall(r"[a-z]+", words.lower())
        if name in MONTH_NUMBERS
    ]
    years = [int(digits) for digits in re.findall(r"[0-9]{4}", words)]
    days = [int(digits) for digits in re.findall(r"(?<![0-9])[0-9]{1,2}(?![0-9])", words)]
    month = names[0] if names else days.pop(0) if len(days) > 1 else None
    return _Written(years[0] if years else None, month, days[0] if days else None)


def _calendar(year: int, month: int | None, day: int | None) -> _Days:
    """The days of a date; ValueError where no calendar holds it."""
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    precision: Precision = "year" if month is None else "month" if day is None else "day"
    return _Days(first, PublicationDate(first, precision, "question").last, "absolute")


def _last_such(written: _Written, until: date) -> _Days:
    """The days of a date; without its year, the last such that have begun by the given day."""
    if written.year is not None:
        return _calendar(written.year, written.month, written.day)
    for year in range(until.year, until.year - 9, -1):  # 29 February may be 8 years back
        try:
            days = _calendar(year, written.month, written.day)
        except ValueError:
            continue
        if days.first <= until:
            return days
    raise ValueError("in no year")


def _bounded(lead: str, days: _Days, asked_on: date) -> _Days:
    """The days that a word before a date makes of it."""
    if lead == "since":
        return days._replace(last=asked_on)
    if lead == "after":
        return days._replace(first=days.last + _DAY, last=asked_on)
    if lead in ("before", "prior to"):
        return days._replace(first=_FIRST_NEWSPAPERS, last=days.first - _DAY)
    if lead in ("by", "until", "till", "through"):
        return days._replace(first=_FIRST_NEWSPAPERS)
    return days


def _weekday(match: _Match, asked_on: date) -> _Days | None:
    """The last such day; on a Friday, "Friday" is today and "last Friday" a week ago."""
    lead, name = (match["lead"] or "").lower(), match["weekday"]
    if not _is_weekday(match):
        return None
    if lead in ("next", "until", "till", "by") or (lead != "last" and _is_ahead(match)):
        return _Days(asked_on - _WEEK, asked_on)
    back = (asked_on.weekday() - WEEKDAYS.index(name.lower())) % 7
    day = asked_on - timedelta(back or (7 if lead == "last" else 0))
    return _bounded(lead, _Days(day, day), asked_on)


def _is_weekday(match: _Match) -> bool:
    """Whether it names a day, and no paper, broadcast, song or holiday."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match["lead"] or match["part"]:
        return not _NAMED_BY_A_DAY.match(after)
    goes_on = _NAMED_BY_A_DAY.match(after) or _CAPITAL_AFTER.match(after)
    return match["weekday"][0].isupper() and not (goes_on or _NO_DAY_BEFORE.search(before))


def _ago(match: _Match, asked_on: date) -> _Days | None:
    """About as precisely as it was told: "a year ago" is a year's width, "a day ago" a day's."""
    if _COMPARED.search(match.string[: match.start()]):
        return None
    count, unit = _count(match), match["unit"]
    margin = count * _DAYS_IN[unit] / 2 if match["vague"] else _DAYS_AROUND[unit]
    middle, aside = _back(asked_on, count * _DAYS_IN[unit]), timedelta(math.ceil(margin))
    return _Days(middle - aside, min(asked_on, middle + aside))


def _past(match: _Match, asked_on: date) -> _Days | None:
    if match["plural"] and not (match["count"] or match["vague"]):
        return None
    return _Days(_back(asked_on, _count(match) * _DAYS_IN[match["unit"]]), asked_on)


def _count(match: _Match) -> int:
    if match["vague"]:
        return _VAGUE[match["vague"]]
    count = match["count"] or "one"
    return int(count) if count.isdigit() else _COUNTS[count]


def _back(asked_on: date, days: float) -> date:
    return asked_on - timedelta(math.ceil(days))


def _weekend(match: _Match, asked_on: date) -> _Days:
    saturday = asked_on - timedelta((asked_on.weekday() - 5) % 7)
    if match["which"] == "this" and _is_ahead(match):
        return _Days(asked_on - _WEEK, asked_on)
    return _Days(saturday, min(saturday + _DAY, asked_on))


def _this(match: _Match, asked_on: date) -> _Days:
    """Up to the day of asking; a week's seven days, as a quiz asks at a week's end."""
    is_week = match["unit"] == "week"
    return _Days(asked_on - _WEEK if is_week else _first_of(match["unit"], asked_on), asked_on)


def _last(match: _Match, asked_on: date) -> _Days:
    """The week from Monday, the month or the year before that of asking."""
    last = _first_of(match["unit"], asked_on) - _DAY
    return _Days(_first_of(match["unit"], last), last)


def _first_of(unit: str, day: date) -> date:
    if unit == "week":
        return day - timedelta(day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _today(match: _Match, asked_on: date) -> _Days:
    """ "What was said today?" asks for the day, "where is it today?" for nowadays."""
    is_day = match[0] != "today" or _PAST.search(match.string)
    return _Days(asked_on, asked_on) if is_day else _lately(match, asked_on)


def _yesterday(match: _Match, asked_on: date) -> _Days:
    return _Days(asked_on - _DAY, asked_on if match[0] == "last night" else asked_on - _DAY)


def _recent(match: _Match, asked_on: date) -> _Days | None:
    """ "In recent days"; recent years are no time that could be told from any other."""
    days = {"days": 10, "weeks": 30, "months": 92}.get(match["unit"])
    return _Days(asked_on - timedelta(days), asked_on) if days else None


def _lately(_: _Match, asked_on: date) -> _Days:
    return _Days(asked_on - _MONTH, asked_on)


_DATES: list[tuple[re.Pattern[str], _Reading]] = [
    (re.compile(pattern, re.ASCII | re.IGNORECASE), reading)
    for pattern, reading in (
        (
            rf"\b(?:in|during|from|between)\s+(?P<one>{_END})(?:\s*[-–—/]\s*|\s+"
            rf"(?:to|and|or|until|till|through)\s+)(?P<two>{_END}|today|now|the present){_ENDS}",
            _range,
        ),
        (rf"{_LEAD}(?:the\s+)?{_SEASON}{_OF}(?P<year>{_Y}){_ENDS}", _season),
        (rf"{_LEAD}{_PART}(?P<date>{_DATE})", _date),
        (
            rf"{_LEAD}{_PART}{_WEEKDAY}(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night))?\b",
            _weekday,
        ),
    )
]
_SPOKEN: list[tuple[re.Pattern[str], _Reading]] = [
    (re.compile(pattern, re.ASCII), reading)
    for pattern, reading in (
        (rf"\b{_MANY}\s+{_UNIT}s?\s+ago\b", _ago),
        (
            r"\b(?:(?:in|over|during|within|for) the last|past|the last(?= [0-9])"
            rf"|the last(?= {any_of(_FROM_ONE)}))\s+(?:{_MANY}\s+)?{_UNIT}(?P<plural>s?)\b"
            r"(?! (?:of|in|before)\b)",
            _past,
        ),
        (
            r"\b(?:later this (?:week|month|year)|(?<!the )next (?:week|month|year)|tomorrow)\b",
            _lately,
        ),
        (r"\bthis (?P<unit>week|month|year)\b", _this),
        (
            r"(?<!the |its |his |her )(?<!their )\blast (?P<unit>week|month|year)\b"
            r"(?! (?:of|in|before)\b)",
            _last,
        ),
        (rf"\b(?P<which>this|last|past) {_SEASON}(?! of\b)", _this_season),
        (r"\b(?P<which>this|last|over the|at the) weekend\b", _weekend),
        (r"\b(?:today|tonight(?! show)|this (?:morning|afternoon|evening))\b", _today),
        (r"\b(?:yesterday|last night)\b", _yesterday),
        (r"\brecent (?P<unit>days|weeks|months|years|decades|times|history|memory)\b", _recent),
        (rf"\b(?:{_WORD_FOR_RECENT})\b", _lately),
    )
]
