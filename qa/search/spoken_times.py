"""The days that times in plain words mean: "last week", "three days ago", "lately"."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from typing import TypeAlias

from qa.search import time_grammar as grammar
from qa.search.time_grammar import COUNTS, SEASON_MONTHS, UNIT_DAYS, VAGUE_COUNTS
from qa.search.written_dates import DAY, Days, bound_days, first_day_of, season_end

_Match: TypeAlias = re.Match[str]

WEEK = timedelta(7)  # holds 95 in 100 articles of what a news quiz calls "this week"
_MONTH = timedelta(30)  # what "recently", "now" and "the latest" mean where news is asked for
# How many days before and after "a week ago" are still meant by it.
_MARGIN_DAYS = {"hour": 1, "day": 0, "week": 3, "month": 15, "year": 183, "decade": 366}


def read_this_season(match: _Match, asked_on: date) -> Days:
    """ "Last summer" is the last that has ended, "this summer" the one that has begun."""
    month, is_this = SEASON_MONTHS[match["season"]], match["which"] == "this"
    years = range(asked_on.year, asked_on.year - 3, -1)
    begun = (
        y for y in years if (date(y, month, 1) if is_this else season_end(y, month)) < asked_on
    )
    year = next(begun)
    if is_this and (grammar.is_ahead(match) or asked_on - season_end(year, month) > 3 * _MONTH):
        return read_lately(match, asked_on)
    days = Days(date(year, month, 1), min(season_end(year, month), asked_on))
    return _bounded(match, days, asked_on)


def read_ago(match: _Match, asked_on: date) -> Days | None:
    """About as precisely as it is said: "a year ago" is a year's width, "a day ago" a day's."""
    if grammar.COMPARISON_BEFORE.search(match.string[: match.start()]):
        return None
    count, unit = _parse_count(match), match["unit"]
    margin = count * UNIT_DAYS[unit] / 2 if match["vague"] else _MARGIN_DAYS[unit]
    middle, aside = _days_before(asked_on, count * UNIT_DAYS[unit]), timedelta(math.ceil(margin))
    return Days(middle - aside, min(asked_on, middle + aside))


def read_past_units(match: _Match, asked_on: date) -> Days | None:
    """ "In the last two weeks", up to the day of asking."""
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


def read_weekend(match: _Match, asked_on: date) -> Days:
    """The last weekend; one that is still ahead was announced within a week."""
    saturday = asked_on - timedelta((asked_on.weekday() - 5) % 7)
    if match["which"] == "this" and grammar.is_ahead(match):
        return Days(asked_on - WEEK, asked_on)
    return Days(saturday, min(saturday + DAY, asked_on))


def read_this_unit(match: _Match, asked_on: date) -> Days:
    """Up to the day of asking; a week's seven days, as a quiz asks at a week's end."""
    is_week = match["unit"] == "week"
    return Days(asked_on - WEEK if is_week else first_day_of(match["unit"], asked_on), asked_on)


def read_last_unit(match: _Match, asked_on: date) -> Days:
    """The week from Monday, the month or the year before that of asking."""
    last = first_day_of(match["unit"], asked_on) - DAY
    return _bounded(match, Days(first_day_of(match["unit"], last), last), asked_on)


def read_today(match: _Match, asked_on: date) -> Days:
    """ "What was said today?" asks for the day, "where is it today?" for nowadays."""
    is_day = match[0] != "today" or grammar.PAST_TENSE.search(match.string)
    return Days(asked_on, asked_on) if is_day else read_lately(match, asked_on)


def read_yesterday(match: _Match, asked_on: date) -> Days:
    """Yesterday, the day before it, or the night between yesterday and today."""
    if "before" in match["day"]:
        days = Days(asked_on - 2 * DAY, asked_on - 2 * DAY)
    else:
        days = Days(asked_on - DAY, asked_on if match["day"] == "last night" else asked_on - DAY)
    return _bounded(match, days, asked_on)


def read_recent_units(match: _Match, asked_on: date) -> Days | None:
    """ "In recent days"; recent years name no time in particular."""
    days = {"days": 10, "weeks": 30, "months": 92}.get(match["unit"])
    return Days(asked_on - timedelta(days), asked_on) if days else None


def read_lately(_: _Match, asked_on: date) -> Days:
    """The last month."""
    return Days(asked_on - _MONTH, asked_on)


def _bounded(match: _Match, days: Days, asked_on: date) -> Days:
    """The days that the word before a time makes of it; "after last week's vote" is still of it."""
    is_owner = match.string.startswith(("'s", "’s"), match.end())
    return days if is_owner else bound_days(match["lead"] or "", days, asked_on)
