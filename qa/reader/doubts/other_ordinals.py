"""Whether a sentence is about the second novel, where the third is asked about."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.calendar_words import any_of
from corpus.indexes.keywords import stems

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
# Of these a sentence may name one and tell of another: "behind in the first half, Lund won".
_PASSING = (
    "half|quarter|time|place|day|week|month|year|minute|hour|period|innings|set|round|leg|goal|hand|"
    "lap|floor|world|class|degree|term|person|man|woman|name|century"
)
_ORDERED = re.compile(
    rf"\b(?P<order>{any_of(_ORDINALS)}) (?!(?:{_PASSING})s?\b)(?P<what>[a-z]+)\b", re.IGNORECASE
)
# "The player of the match" may be another than that of the series.
_PRIZES = re.compile(
    r"\b(?P<what>player|man|woman|goal|team|book|song|film|coach|manager|rider|driver|athlete) "
    r"of the (?P<order>match|series|day|week|month|season|tournament|year|decade|century|final|"
    r"round|game)\b",
    re.IGNORECASE,
)


def is_of_other_ordinal(question: str, sentence: str) -> bool:
    """Whether a sentence names another of the things that are asked about by their order."""
    asked = _asked(question)
    if not asked:
        return False
    found = _read(sentence)
    folded = sentence.casefold()
    return any(
        each[1] == what and each[0] != order and not re.search(rf"\b{order}\b", folded)
        for order, what in asked
        for each in found
    )


@lru_cache(64)
def _asked(question: str) -> tuple[tuple[str, str], ...]:
    return tuple(_read(question))


def _read(text: str) -> list[tuple[str, str]]:
    """Of each thing that is named by its order, the order and the stem of the thing."""
    return [
        (match["order"].casefold(), next(iter(stems(match["what"])), match["what"].casefold()))
        for pattern in (_ORDERED, _PRIZES)
        for match in pattern.finditer(text)
    ]
