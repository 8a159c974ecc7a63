"""Which time a question is about, as far as its own words say. English only.

The period is the time spoken of; what was printed about it may be younger. Words for what is
still to come ("next week") mean the month before the question, in which it was announced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from corpus.records import Span
from qa.search import spoken_times as spoken
from qa.search import time_grammar as grammar
from qa.search import written_times as written
from qa.search.exact_terms import MAX_CHARACTERS, hide_quotations
from qa.search.weights import PeriodKind
from qa.search.written_dates import Days


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
    text = hide_quotations(question[:MAX_CHARACTERS])
    if text.isupper():  # whose capitals name nothing
        text = text.encode(errors="replace").lower().decode()
    for pattern, reading in _WRITTEN_RULES:
        yield from ((reading, match) for match in pattern.finditer(text))
    # As people type into a search box, titles and all.
    is_of_songs = text.islower() and grammar.SONG_WORDS.search(text)
    # A capital within a sentence begins a name: "Last Week Tonight".
    text = grammar.SENTENCE_CAPITAL.sub(lambda start: start[0].lower(), text)
    for pattern, reading in _SPOKEN_RULES:
        for match in pattern.finditer(text):
            if not is_of_songs or grammar.NO_TITLE.search(match[0]):
                yield reading, match


def _breadth(period: Period) -> tuple[timedelta, bool, int]:
    return period.last - period.first, period.kind == "relative", period.words.start


_WRITTEN_RULES: _Rules = (
    (grammar.RANGE, written.read_range),
    (grammar.BARE_RANGE, written.read_bare_range),
    (grammar.WEEKDAY_RANGE, written.read_weekday_range),
    (grammar.SEASON_OF_YEAR, written.read_season),
    (grammar.DATE, written.read_date),
    (grammar.DAY_OF_WEEK, written.read_day_of_week),
    (grammar.WEEKDAY, written.read_weekday),
)
_SPOKEN_RULES: _Rules = (
    (grammar.TIME_AGO, spoken.read_ago),
    (grammar.PAST_UNITS, spoken.read_past_units),
    (grammar.COMING_UNIT, spoken.read_lately),
    (grammar.THIS_UNIT, spoken.read_this_unit),
    (grammar.LAST_UNIT, spoken.read_last_unit),
    (grammar.THIS_SEASON, spoken.read_this_season),
    (grammar.WEEKEND, spoken.read_weekend),
    (grammar.TODAY, spoken.read_today),
    (grammar.YESTERDAY, spoken.read_yesterday),
    (grammar.RECENT_UNITS, spoken.read_recent_units),
    (grammar.LATELY, spoken.read_lately),
)
