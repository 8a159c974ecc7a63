"""Names as they are written: of people, of places, of outlets."""

from __future__ import annotations

import re

from corpus.agencies import WIRES
from corpus.calendar_words import MONTH_ABBREVIATIONS, MONTHS, WEEKDAY_ABBREVIATIONS, WEEKDAYS
from corpus.formats.words import word_list

_WIRE = re.compile(rf"(?:the )?(?:{WIRES})(?: staff)?", re.IGNORECASE)
_NAME_WORD = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]*|Mc\w+|d[eiu]|del|della|da|dos|la|le|van|von|der|den|bin|ibn|al|el|the|al-\w+"
)
_OUTLET_WORD = re.compile(rf"{_NAME_WORD.pattern}|of|and|&|for|du|des|do|das|und|et|y")
_OUTLET_WORDS = 6
_MONTHS = frozenset((*MONTHS, *MONTH_ABBREVIATIONS))
_CALENDAR = _MONTHS | frozenset((*WEEKDAYS, *WEEKDAY_ABBREVIATIONS))


def is_name(words: str) -> bool:
    """Whether words are written as a name, and are no day."""
    each = words.split()
    is_written_so = bool(each) and all(map(_NAME_WORD.fullmatch, each))
    return is_written_so and not any(word.casefold() in _CALENDAR for word in each)


def is_month(word: str) -> bool:
    """Whether a word is a month's name or its short form."""
    return word.casefold() in _MONTHS


def is_person(words: str) -> bool:
    """Whether words may name one person: two to four, each with a capital or a particle."""
    return 2 <= len(words.split()) <= 4 and is_name(words) and not is_outlet(words)


def is_outlet(words: str) -> bool:
    """Whether words are an outlet's name: "Reuters", "The Tallis Post", "HARBOUR GLOBE"."""
    each = words.split()
    if is_wire(words):
        return True
    if not 0 < len(each) <= _OUTLET_WORDS or not all(map(_OUTLET_WORD.fullmatch, each)):
        return False
    return not word_list("outlets").isdisjoint(word.casefold() for word in each)


def is_wire(words: str) -> bool:
    """Whether words are the name of an agency that everyone knows."""
    return bool(_WIRE.fullmatch(words))
