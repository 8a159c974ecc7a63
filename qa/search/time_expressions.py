"""Which time a question is about, as far as its own words say. English only.

The period is the time spoken of; what was printed about it may be younger. Words for what is
still to come ("next week") mean the month before the question, in which it was announced.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from corpus.calendar_words import WEEKDAYS
from corpus.records import Span
from qa.search import time_grammar as grammar
from qa.search.time_grammar import COUNTS, SEASON_MONTHS, UNIT_DAYS, VAGUE_COUNTS
from qa.search.weights import PeriodKind
from qa.search.written_dates import (
    DAY,
    Days,
    WrittenDate,
    bound_days,
    first_day_of,
    latest_days,
    parse_written_date,
    season_end,
)


class Period(NamedTuple):
    """The days from `first` to `last`, both inclusive, and where the question names them.

    "Before May" begins with the first newspapers, in 1600; "since May" ends on the day of asking.
    """

    first: date
    last: date
    words: Span
    kind: PeriodKind


def parse_period(question: str, asked_on: date) -> Period | None:
    """The most precise time that a question names, None where it names none that has begun.

    A date without its year is the last one up to `asked_on`. What stands in quotation marks,
    belongs to a name ("Black Friday", "USA Today") or is in no calendar does not count.
    """
    return min(_find_periods(question, asked_on), key=_breadth, default=None)


_Match: TypeAlias = re.Match[str]
_Reading: TypeAlias = Callable[[_Match, date], Days | None]
_Rules: TypeAlias = tuple[tuple[re.Pattern[str], _Reading], ...]

_MAX_CHARACTERS = 1000  # of a question; what follows them is not read
_WEEK = timedelta(7)  # holds 95 in 100 articles of what a news quiz calls "this week"
_MONTH = timedelta(30)  # what "recently", "now" and "the latest" mean where news is asked for
# How many days before and after "a week ago" are still meant by it.
_MARGIN_DAYS = {"hour": 1, "day": 0, "week": 3, "month": 15, "year": 183, "decade": 366}


def _find_periods(question: str, asked_on: date) -> Iterator[Period]:
    """Every time named. Words are read once only, even where that led nowhere."""
    taken: list[Span] = []
    for reading, match in _find_matches(question):
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


def _find_matches(question: str) -> Iterator[tuple[_Reading, _Match]]:
    text = grammar.QUOTATION.sub(lambda quoted: "\0" * len(quoted[0]), question[:_MAX_CHARACTERS])
    for pattern, reading in _WRITTEN_RULES:
        yield from ((reading, match) for match in pattern.finditer(text))
    if question.islower() and grammar.SONG_WORDS.search(question):
        return  # as people type into a search box, titles and all
    # A capital within a sentence begins a name: "Last Week Tonight".
    text = grammar.SENTENCE_CAPITAL.sub(lambda start: start[0].lower(), text)
    for pattern, reading in _SPOKEN_RULES:
        yield from ((reading, match) for match in pattern.finditer(text))


def _breadth(period: Period) -> tuple[timedelta, bool, int]:
    return period.last - period.first, period.kind == "relative", period.words.start


def _read_range(match: _Match, asked_on: date) -> Days | None:
    """ "From May to July 2016", "between 2014 and 2016", "in 2014-15": each end fills the other."""
    one, two = parse_written_date(match["one"]), parse_written_date(match["two"])
    if grammar.COUNTED_THING.match(match.string, match.end()) or not (
        one.year or one.month or two.month
    ):
        return None
    if match["two"][0].isalpha() and not two.month:  # "today"
        return Days(latest_days(one, asked_on).first, asked_on, "absolute")
    if one.year and not one.month and two.day and not two.month:
        two = WrittenDate(one.year // 100 * 100 + two.day, None, None)
    one = WrittenDate(one.year or two.year, one.month or two.month, one.day)
    two = WrittenDate(two.year, two.month or (one.month if two.day else None), two.day)
    last = latest_days(two, asked_on).last
    return Days(latest_days(one, last).first, last, "absolute")


def _read_date(match: _Match, asked_on: date) -> Days | None:
    written, lead = parse_written_date(match["date"]), (match["lead"] or "").lower()
    if not _is_date(match, written, lead or ("in" if match["part"] else "")):
        return None
    if not written.year and _is_coming(match, written, lead, asked_on):
        return _read_lately(match, asked_on)
    days = latest_days(written, asked_on - DAY if lead == "last" else asked_on)
    return bound_days(lead, days, asked_on)


def _is_date(match: _Match, written: WrittenDate, lead: str) -> bool:
    """Whether the words around a date let it be one: "May" and "march" are verbs, 1984 a number.

    "The September 11 attacks" and "the 2016 election" name an event, whenever it is spoken of.
    """
    year, month, day = written
    rest = match.string[match.end() :]
    ends_here = bool(grammar.SENTENCE_END.match(rest))
    if year and month:
        return True
    if year:
        return lead not in ("", "on", "last", "this", "next") and not grammar.COUNTED_THING.match(
            rest
        )
    if day:
        return (month, day) != (9, 11) and bool(lead or ends_here)
    a_name = month == 5 and lead not in ("in", "during", "since", "last", "this", "next")
    is_month = match["date"][0].isupper() or ends_here
    return (
        lead not in ("", "on") and is_month and not a_name and not grammar.CAPITAL_AFTER.match(rest)
    )


def _is_ahead(match: _Match) -> bool:
    """Whether the sentence speaks of what is still to come."""
    sentences = re.finditer(r"[^.?!]+", match.string)
    return any(
        grammar.FUTURE_WORDS.search(one[0])
        for one in sentences
        if one.end() >= match.end() > one.start()
    )


def _is_coming(match: _Match, written: WrittenDate, lead: str, asked_on: date) -> bool:
    """Whether a date without its year is rather the next one than the last one."""
    if not (_is_ahead(match) or lead in ("next", "until", "till", "through", "by")):
        return False
    last = latest_days(written, asked_on)
    return lead == "next" or last.first + timedelta(365) - asked_on < asked_on - last.last


def _read_season(match: _Match, asked_on: date) -> Days:
    """A season of the north; "winter 2015" is both winters of that year."""
    month, year = SEASON_MONTHS[match["season"].lower()], int(match["year"])
    first = date(year - 1 if month == 12 else year, month, 1)
    days = Days(first, season_end(year, month), "absolute")
    return bound_days((match["lead"] or "").lower(), days, asked_on)


def _read_this_season(match: _Match, asked_on: date) -> Days:
    """ "Last summer" is the last that has ended, "this summer" the one that has begun."""
    month, is_this = SEASON_MONTHS[match["season"]], match["which"] == "this"
    years = range(asked_on.year, asked_on.year - 3, -1)
    begun = (
        y for y in years if (date(y, month, 1) if is_this else season_end(y, month)) < asked_on
    )
    year = next(begun)
    if is_this and (_is_ahead(match) or asked_on - season_end(year, month) > 3 * _MONTH):
        return _read_lately(match, asked_on)
    return Days(date(year, month, 1), min(season_end(year, month), asked_on))


def _read_weekday(match: _Match, asked_on: date) -> Days | None:
    """The last day of that name; on a Friday, "Friday" is today and "last Friday" a week ago."""
    lead, name = (match["lead"] or "").lower(), match["weekday"]
    if not _is_weekday(match):
        return None
    if lead in ("next", "until", "till", "by") or (lead != "last" and _is_ahead(match)):
        return Days(asked_on - _WEEK, asked_on)
    back = (asked_on.weekday() - WEEKDAYS.index(name.lower())) % 7
    day = asked_on - timedelta(back or (7 if lead == "last" else 0))
    return bound_days(lead, Days(day, day), asked_on)


def _is_weekday(match: _Match) -> bool:
    """Whether it names a day, and no paper, broadcast, song or holiday."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match["lead"] or match["part"]:
        return not grammar.NAME_AFTER_WEEKDAY.match(after)
    goes_on = grammar.NAME_AFTER_WEEKDAY.match(after) or grammar.CAPITAL_AFTER.match(after)
    return match["weekday"][0].isupper() and not (
        goes_on or grammar.NAME_BEFORE_WEEKDAY.search(before)
    )


def _read_ago(match: _Match, asked_on: date) -> Days | None:
    """About as precisely as it is said: "a year ago" is a year's width, "a day ago" a day's."""
    if grammar.COMPARISON_BEFORE.search(match.string[: match.start()]):
        return None
    count, unit = _parse_count(match), match["unit"]
    margin = count * UNIT_DAYS[unit] / 2 if match["vague"] else _MARGIN_DAYS[unit]
    middle, aside = _days_before(asked_on, count * UNIT_DAYS[unit]), timedelta(math.ceil(margin))
    return Days(middle - aside, min(asked_on, middle + aside))


def _read_past_units(match: _Match, asked_on: date) -> Days | None:
    if match["plural"] and not (match["count"] or match["vague"]):
        return None
    return Days(_days_before(asked_on, _parse_count(match) * UNIT_DAYS[match["unit"]]), asked_on)


def _parse_count(match: _Match) -> int:
    if match["vague"]:
        return VAGUE_COUNTS[match["vague"]]
    count = match["count"] or "one"
    return int(count) if count.isdigit() else COUNTS[count]


def _days_before(asked_on: date, days: float) -> date:
    return asked_on - timedelta(math.ceil(days))


def _read_weekend(match: _Match, asked_on: date) -> Days:
    saturday = asked_on - timedelta((asked_on.weekday() - 5) % 7)
    if match["which"] == "this" and _is_ahead(match):
        return Days(asked_on - _WEEK, asked_on)
    return Days(saturday, min(saturday + DAY, asked_on))


def _read_this_unit(match: _Match, asked_on: date) -> Days:
    """Up to the day of asking; a week's seven days, as a quiz asks at a week's end."""
    is_week = match["unit"] == "week"
    return Days(asked_on - _WEEK if is_week else first_day_of(match["unit"], asked_on), asked_on)


def _read_last_unit(match: _Match, asked_on: date) -> Days:
    """The week from Monday, the month or the year before that of asking."""
    last = first_day_of(match["unit"], asked_on) - DAY
    return Days(first_day_of(match["unit"], last), last)


def _read_today(match: _Match, asked_on: date) -> Days:
    """ "What was said today?" asks for the day, "where is it today?" for nowadays."""
    is_day = match[0] != "today" or grammar.PAST_TENSE.search(match.string)
    return Days(asked_on, asked_on) if is_day else _read_lately(match, asked_on)


def _read_yesterday(match: _Match, asked_on: date) -> Days:
    return Days(asked_on - DAY, asked_on if match[0] == "last night" else asked_on - DAY)


def _read_recent_units(match: _Match, asked_on: date) -> Days | None:
    """ "In recent days"; recent years name no time in particular."""
    days = {"days": 10, "weeks": 30, "months": 92}.get(match["unit"])
    return Days(asked_on - timedelta(days), asked_on) if days else None


def _read_lately(_: _Match, asked_on: date) -> Days:
    return Days(asked_on - _MONTH, asked_on)


_WRITTEN_RULES: _Rules = (
    (grammar.RANGE, _read_range),
    (grammar.SEASON_OF_YEAR, _read_season),
    (grammar.DATE, _read_date),
    (grammar.WEEKDAY, _read_weekday),
)
_SPOKEN_RULES: _Rules = (
    (grammar.TIME_AGO, _read_ago),
    (grammar.PAST_UNITS, _read_past_units),
    (grammar.COMING_UNIT, _read_lately),
    (grammar.THIS_UNIT, _read_this_unit),
    (grammar.LAST_UNIT, _read_last_unit),
    (grammar.THIS_SEASON, _read_this_season),
    (grammar.WEEKEND, _read_weekend),
    (grammar.TODAY, _read_today),
    (grammar.YESTERDAY, _read_yesterday),
    (grammar.RECENT_UNITS, _read_recent_units),
    (grammar.LATELY, _read_lately),
)
