"""The days that times in digits and names mean: "in May 2016", "on Friday", "2010-2015"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeAlias

from corpus.calendar_words import WEEKDAYS
from qa.search import time_grammar as grammar
from qa.search.spoken_times import WEEK, read_lately
from qa.search.time_grammar import SEASON_MONTHS
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

_Match: TypeAlias = re.Match[str]


def read_range(match: _Match, asked_on: date) -> Days | None:
    """ "From May to July 2016", "between 2014 and 2016", "in 2014-15": each end fills the other."""
    year = parse_written_date(match["one"]).year
    return (
        None
        if grammar.is_counted(match, year or 0)
        else _range_of(match["one"], match["two"], asked_on)
    )


def read_bare_range(match: _Match, asked_on: date) -> Days | None:
    """ "March 10-12, 2015", "10-12 March", "2010-2015"."""
    one, two = match["one"] or match["day"] or match["year"], match["two"] or match["until"]
    return _range_of(one, two or match["last"], asked_on)


def _range_of(first: str, last: str, asked_on: date) -> Days | None:
    one, two = parse_written_date(first), parse_written_date(last)
    if not (one.year or one.month or two.month):
        return None
    if last[0].isalpha() and not two.month:  # "today"
        return Days(latest_days(one, asked_on).first, asked_on, "absolute")
    if one.year and not one.month and two.day and not two.month:
        two = WrittenDate(one.year // 100 * 100 + two.day, None, None)
    one = WrittenDate(one.year or two.year, one.month or two.month, one.day)
    two = WrittenDate(two.year, two.month or (one.month if two.day else None), two.day)
    end = latest_days(two, asked_on).last
    return Days(latest_days(one, end).first, end, "absolute")


def read_date(match: _Match, asked_on: date) -> Days | None:
    """ "In May 2016", "since the 4th of May", "in October last year", "last May"."""
    written, lead = _written_date(match, asked_on), _lead_of(match)
    near = (match["which"] or lead).lower()
    if not _is_date(match, written, near or ("in" if match["part"] else "")):
        return None
    if match["year"] and match["year"].lower() == "next":
        return read_lately(match, asked_on)
    if not written.year and _is_coming(match, written, near, asked_on):
        return read_lately(match, asked_on)
    until = asked_on
    if near == "last":
        until = (asked_on if written.day else first_day_of("month", asked_on)) - DAY
    return bound_days(_border_of(match, lead), latest_days(written, until), asked_on)


def _border_of(match: _Match, lead: str) -> str:
    """The word before a date, as it is meant: all of May is "before the end of May"."""
    if lead == "before" and "end" in (match["part"] or "").lower():
        return "by"
    is_onwards = lead == "from" and grammar.ONWARDS.match(match.string, match.end())
    return "since" if is_onwards else lead


def _written_date(match: _Match, asked_on: date) -> WrittenDate:
    """The date, in the year that is said of it: "in June last year"."""
    written = parse_written_date(match["date"])
    if match["year"] and written.year is None:
        later = {"last": -1, "this": 0, "next": 1}[match["year"].lower()]
        return written._replace(year=asked_on.year + later)
    is_count = _lead_of(match) in ("in", "during") and grammar.COUNTED_THING.match(
        match.string, match.end()
    )
    if written.month and written.day and written.year is None and is_count:  # "in June 22 people"
        return written._replace(day=None)
    return written


def _lead_of(match: _Match) -> str:
    """The word before a date. "In the March vote" has none: it names an event by its date."""
    lead, is_event = (match["lead"] or "").lower(), match["the"] and match["date"][0].isalpha()
    return "" if is_event and lead not in grammar.BORDERS else lead


def _is_date(match: _Match, written: WrittenDate, lead: str) -> bool:
    """Whether the words around a date let it be one: "May" and "march" are verbs, 1984 a number.

    "The September 11 attacks" and "the 2016 election" name an event, whenever it is spoken of.
    """
    year, month, day = written
    rest = match.string[match.end() :]
    ends_here = bool(grammar.SENTENCE_END.match(rest))
    if year and (month or not match["date"].isdigit()):
        return True
    if year:
        return lead not in ("", "on", "last", "this", "next") and not _is_no_year(match, year, lead)
    if day:
        return (month, day) != (9, 11) and bool(lead or ends_here)
    if lead in ("", "on") or match["the"] or grammar.NAME_AFTER_MONTH.match(rest):
        return False
    return _is_month(match, month, lead, ends_here=ends_here)


def _is_no_year(match: _Match, year: int, lead: str) -> bool:
    """Whether four figures count something, or stand in the name of an event."""
    rest = match.string[match.end() :]
    if match["the"] or (lead in grammar.BORDERS and grammar.EVENT_AFTER.match(rest)):
        return True
    return lead not in ("since", "during") and grammar.is_counted(match, year)


def _is_month(match: _Match, month: int | None, lead: str, *, ends_here: bool) -> bool:
    """Whether the name of a month is one: "May" and "march" are also verbs, "June" is a person."""
    name, rest = match["date"].lower(), match.string[match.end() :]
    if name.rstrip(".") in grammar.WORD_MONTHS and not (match["date"][0].isupper() or ends_here):
        return False
    if match["part"] or lead in ("in", "during", "since", "last", "this", "next"):
        return True
    may_be_a_person = month in grammar.NAME_MONTHS and grammar.CAPITAL_AFTER.match(rest)
    return not may_be_a_person and (month != 5 or lead in ("until", "till"))


def _is_coming(match: _Match, written: WrittenDate, lead: str, asked_on: date) -> bool:
    """Whether a date without its year is rather the next one than the last one."""
    if not (grammar.is_ahead(match) or lead in ("next", "until", "till", "through", "by")):
        return False
    last = latest_days(written, asked_on)
    return lead == "next" or last.first + timedelta(365) - asked_on < asked_on - last.last


def read_season(match: _Match, asked_on: date) -> Days | None:
    """A season of the north; "winter 2015" is both winters of that year."""
    before = match.string[: match.start()]
    is_name = match["season"][0].isupper() and grammar.NAME_BEFORE_SEASON.search(before)
    if is_name and not match["lead"]:
        return None
    month, year = SEASON_MONTHS[match["season"].lower()], int(match["year"])
    first = date(year - 1 if month == 12 else year, month, 1)
    days = Days(first, season_end(year, month), "absolute")
    return bound_days(match["lead"] or "", days, asked_on)


def read_weekday(match: _Match, asked_on: date) -> Days | None:
    """The last day of that name; on a Friday, "Friday" is today and "last Friday" a week ago."""
    lead, which = (match["lead"] or "").lower(), (match["which"] or "").lower()
    if not _is_weekday(match):
        return None
    is_next = which == "next" or lead in ("until", "till", "by")
    if which != "last" and (is_next or grammar.is_ahead(match)):
        return Days(asked_on - WEEK, asked_on)
    day = _latest_weekday(match["weekday"], asked_on - DAY if which == "last" else asked_on)
    return bound_days(lead, Days(day, day), asked_on)


def _latest_weekday(name: str, until: date) -> date:
    return until - timedelta((until.weekday() - WEEKDAYS.index(name.lower())) % 7)


def _is_weekday(match: _Match) -> bool:
    """Whether it names a day, and no paper, broadcast, song or holiday."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match["lead"] or match["which"] or match["part"]:
        return not grammar.NAME_AFTER_WEEKDAY.match(after)
    goes_on = grammar.NAME_AFTER_WEEKDAY.match(after) or grammar.CAPITAL_AFTER.match(after)
    is_any = grammar.THE_BEFORE.search(before) and grammar.OTHER_AFTER.match(after)
    return match["weekday"][0].isupper() and not (
        goes_on or is_any or grammar.NAME_BEFORE_WEEKDAY.search(before)
    )


def read_weekday_range(match: _Match, asked_on: date) -> Days:
    """ "From Monday to Wednesday": the last such days, up to the day of asking."""
    if grammar.is_ahead(match):
        return Days(asked_on - WEEK, asked_on)
    last = _latest_weekday(match["two"], asked_on)
    return Days(_latest_weekday(match["one"], last), last)


def read_day_of_week(match: _Match, asked_on: date) -> Days:
    """ "On Tuesday last week", "last week on Tuesday"; a day to come was announced lately."""
    words = re.findall("[a-z]+", match[0].lower())
    which = next(word for word in words if word in ("last", "this", "next"))
    weekday = next(WEEKDAYS.index(word) for word in words if word in WEEKDAYS)
    monday = first_day_of("week", asked_on) - (WEEK if which == "last" else timedelta(0))
    day = monday + timedelta(weekday)
    if which == "next" or day > asked_on:
        return Days(asked_on - WEEK, asked_on)
    return Days(day, day)
