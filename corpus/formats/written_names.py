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
_SURE_WORDS = 3  # "Tallis Evening Star" is an outlet anywhere, "Tallis Star" where one may stand
_TITLE_WORDS = 3  # "The Meridian", "The Tallis Meridian"
_NO_TITLE = frozenset("a an our my his her your their this that one no every".split())
_JOINTS = re.compile(r"-|(?<=[a-z])(?=[A-Z])")
_THE_PLACES = frozenset("hague bronx gambia bahamas netherlands philippines vatican".split())
_AGENCY = re.compile(
    r"(?:agency|(?:news)?wires?|news service|press association|press trust|(?<!free )press)$",
    re.IGNORECASE,
)
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
    if len(each) == 1 and each[0].casefold() in word_list("sections"):  # "News" is a part of a site
        return False
    called = word_list("outlets")
    if not called.isdisjoint(map(str.casefold, each)) or any(map(_is_joined, each)):
        return True
    is_full = each[0].casefold() == "the" or len(each) >= _SURE_WORDS
    return is_full and _is_titled(each)


def _is_joined(word: str) -> bool:
    """Whether a word is made of such words: "Tribune-Leader", "SouthWire"."""
    parts = [part.casefold() for part in _JOINTS.split(word)]
    called = word_list("outlets")
    return len(parts) > 1 and (
        parts[-1] in called or (called | word_list("outlet_titles")).issuperset(parts)
    )


def may_be_outlet(words: str) -> bool:
    """Whether words are an outlet's name where one is looked for: "Tallis Star", "Lund Record"."""
    return is_outlet(words) or _is_titled(words.split())


def _is_titled(each: list[str]) -> bool:
    """Whether words with capitals end as a newspaper's name does, and begin as no sentence does."""
    if not 1 < len(each) <= _OUTLET_WORDS or each[0].casefold() in _NO_TITLE:
        return False
    named = [word for word in each if word != "&"]
    is_named = all(_OUTLET_WORD.fullmatch(word) and word[0].isupper() for word in named)
    return is_named and _JOINTS.split(each[-1])[-1].casefold() in word_list("outlet_titles")


def is_title(words: str) -> bool:
    """Whether words may be the name of a paper that no word tells: "The Meridian"."""
    each = words.split()
    is_called = is_name(words) and each[0].casefold() == "the" and 1 < len(each) <= _TITLE_WORDS
    return is_called and each[1].casefold() not in _THE_PLACES


def is_agency(outlet: str) -> bool:
    """Whether an outlet sells its stories to others: "Reuters", "Norlight News Agency"."""
    return is_wire(outlet) or _AGENCY.search(outlet) is not None


def is_wire(words: str) -> bool:
    """Whether words are the name of an agency that everyone knows."""
    return bool(_WIRE.fullmatch(words))
