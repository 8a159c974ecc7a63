"""Whether a sentence tells of a death only when, where and at what age: that is no manner."""

from __future__ import annotations

import re

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS, any_of

_ASKS_HOW = re.compile(r"how (?:did|had|has)\b.*\b(?:die|died|dead)\b", re.IGNORECASE)
_DATED = any_of((*MONTH_NUMBERS, *WEEKDAYS))
_DAY = rf"(?:\d{{1,2}} )?(?i:{_DATED})\b(?: \d{{1,2}})?(?:,? \d{{4}})?"
_CAPITALISED = r"[^\W\d_a-z][\w.’'-]*"
_PLACE = (
    r"(?:the |his |her |their )?(?!(?:Battle|Cyclone|Hurricane|Operation|Storm|Typhoon)\b)"
    rf"{_CAPITALISED}(?: (?:of |the |de )?{_CAPITALISED})*"
)
_HOUSE = r"(?:(?:the|a|an|his|her|their) )?(?:local )?(?:home|hospital|hospice|bed)"
_CIRCUMSTANCES = (
    r"(?:aged \d{1,3}|at (?:the age of )?\d{1,3}|at the age of [a-z-]+|at \d[\d.:]* ?[ap]\.?m\.?|"
    rf"in (?:early |late |mid-)?(?:\d{{4}}|{_DAY}|{_PLACE}|{_HOUSE})|on (?:the )?{_DAY}|"
    rf"on \d{{1,2}} {_DAY}|at (?:{_PLACE}|{_HOUSE})|"
    r"(?:last|this|that) (?:[a-z]+ )?(?:day|night|morning|afternoon|evening|week|month|year|spring|"
    r"summer|autumn|fall|winter)|yesterday|today|tonight|overnight|"
    r"(?:\w+ ){1,3}(?:minutes?|hours?|days?|weeks?|months?|years?) "
    r"(?:ago|later|earlier|afterwards))"
)
_ONLY_DATED = re.compile(
    r"[\W]*(?:[\w.’'-]+ ){1,5}(?:(?:has|had|later|then) )*(?:died|passed away)"
    rf"(?:,? (?:and )?{_CIRCUMSTANCES})+\W*"
)


def only_dates_death(question: str, sentence: str) -> bool:
    """Whether it is asked how somebody died, and a sentence tells only when, where or how old."""
    return bool(_ASKS_HOW.match(question)) and _ONLY_DATED.fullmatch(sentence) is not None
