"""What kind of answer a question asks for, and whether a text looks like one."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["person", "time", "number", "other"]

_NUMBER = (
    r"how (?:many|much|old|tall|long|far|big|large|high|fast|often)|"
    r"what (?:percentage|percent|number|proportion|share|age|price)"
)
_TIME = r"when|(?:what|which) (?:year|month|day|date|century|decade)"
_WORDS: dict[Kind, str] = {"number": _NUMBER, "time": _TIME, "person": r"who|whom|whose"}
_KINDS = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
_DIGIT = re.compile(r"\d")
_NUMBER_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|[mb]illions?|dozens?|half|"
    r"twice|once|third|quarter|both|several|no|none|zero|few|first|second|single|couple|"
    r"double|triple)\b",
    re.IGNORECASE,
)
_TIME_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wed(?:nes)?|thurs?|"
    r"fri|satur|sun)(?:day|uary|ruary|ch|il|ust|tember|ober|ember)?\b|"
    r"\b(?:today|tonight|yesterday|tomorrow|week\w*|months?|years?|days?|hours?|century|decade|"
    r"spring|summer|autumn|fall|winter|morning|afternoon|evening|night|midnight|noon|before|after|"
    r"during|until|since|early|late|now|recent\w*|last|next|annual\w*|daily)\b",
    re.IGNORECASE,
)


def kind_of(question: str) -> Kind:
    """The kind that the question word asks for; "other" where nothing can be told."""
    found: dict[Kind, int] = {
        kind: match.start() for kind, words in _KINDS.items() if (match := words.search(question))
    }
    return min(found, key=lambda kind: found[kind], default="other")


def fits(kind: Kind, text: str) -> bool:
    """Whether a text could be such an answer; in doubt it could."""
    match kind:
        case "number":
            return bool(_DIGIT.search(text) or _NUMBER_WORDS.search(text))
        case "time":
            return bool(_DIGIT.search(text) or _TIME_WORDS.search(text))
        case "person":
            # A name, or a body; scripts without capitals are given the benefit of the doubt.
            return any(c.isalpha() and not c.islower() for c in text)
        case _:
            return True
