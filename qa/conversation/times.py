"""What "then" and "that day" mean: the time that the last answer gave, else its article's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.calendar_words import MONTH_NUMBERS, MONTHS, WEEKDAYS, any_of
from qa.conversation.turns import Turn
from qa.search.time_expressions import Period, parse_period

_ASKS_WHEN = re.compile(r"\bwhen\b|\b(?:what|which) (?:day|date|month|year)\b", re.IGNORECASE)
_MONTH = rf"{any_of(MONTH_NUMBERS)}\.?"
_LEAD = r"(?:(?:the|last|this|next|early|late|mid|end of)[\s-]+)*"
_DATE = rf"{_MONTH}(?:\s+\d{{1,2}})?(?:,?\s+(?:of\s+)?\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?"
_TIME = re.compile(
    rf"{_LEAD}(?:{_DATE}|[12]\d{{3}}|{any_of(WEEKDAYS)}|(?:last|this)\s+(?:week|month|year))",
    re.IGNORECASE,
)
_TIME_PHRASE = re.compile(
    rf"\s+(?:in|on|since|before|after|during|until)\s+{_TIME.pattern}(?!\w)", re.IGNORECASE
)
# These stand in a question without a preposition.
_ADVERB = re.compile(
    rf"(?:right )?now|nowadays|currently|today|tonight|tomorrow|yesterday|before|earlier|later"
    rf"|afterwards|these days|(?:last|this|next)\s+(?:night|evening|weekend|week|month|year|decade"
    rf"|century|spring|summer|autumn|fall|winter|{any_of(WEEKDAYS)}|{_MONTH})",
    re.IGNORECASE,
)
_ADVERB_WITHIN = re.compile(rf"\b(?:{_ADVERB.pattern})\b", re.IGNORECASE)


def is_time(words: str) -> bool:
    """Whether some words are a date or a part of one: "May", "February 3, 2016", "last week"."""
    return bool(_TIME.fullmatch(words))


def is_adverb_of_time(words: str) -> bool:
    """Whether some words say when without a preposition: "now", "last week"."""
    return bool(_ADVERB.fullmatch(words))


def has_adverb_of_time(question: str) -> bool:
    """Whether a question says when without a preposition: "What did he say last week?"."""
    return any(is_adverb_of_time(match[0]) for match in _ADVERB_WITHIN.finditer(question))


def asks_when(question: str) -> bool:
    """Whether a question asks for a time."""
    return bool(_ASKS_WHEN.search(question))


def find_time_phrase(question: str) -> re.Match[str] | None:
    """Where a question names its time, with the preposition: " on May 2"; None if it does not."""
    return _TIME_PHRASE.search(question)


def find_time(turns: Sequence[Turn], unit: str = "") -> str | None:
    """The time as words with their preposition: "on February 3, 2016", "in 2015".

    `unit` is what "that" was said of: a day, a month, a year. None where no turn has a time.
    """
    for turn in reversed(turns):
        if period := _period_of(turn):
            return _say_period(period, unit)
    return None


def _period_of(turn: Turn) -> tuple[date, date] | None:
    published = turn.published
    known = published.last if published else date.max
    texts = [turn.asked, turn.sentence]
    if turn.answer and _ASKS_WHEN.search(turn.asked):
        texts.insert(0, f"on {turn.answer}" if turn.answer[:1].isupper() else turn.answer)
        texts.insert(1, turn.answer)
    for text in texts:
        period = parse_period(text, known)
        if period and _is_narrow(period):
            return period.first, period.last
    return (published.first, published.last) if published else None


def _is_narrow(period: Period) -> bool:
    is_known = period.last.year < date.max.year - 1  # "Wednesday" of an undated article is not
    return is_known and (period.last - period.first).days <= 366


def _say_period(period: tuple[date, date], unit: str) -> str:
    first, last = period
    month = MONTHS[first.month - 1].capitalize()
    days = (last - first).days
    if unit == "year" or days > 31:
        return f"in {first.year}"
    if unit == "month" or days > 6:
        return f"in {month} {first.year}"
    return f"on {month} {first.day}, {first.year}"
