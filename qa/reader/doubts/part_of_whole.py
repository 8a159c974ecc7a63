"""Whether a number is the whole where its part is asked for: "70 of its 310 jobs"."""

from __future__ import annotations

import re

from corpus.calendar_words import NUMBERS, any_of
from corpus.records import Span

_BEFORE = 60
_NUMBER = rf"(?:\d[\d,.]*(?: (?:million|thousand|hundred))?|(?:{any_of(NUMBERS)})(?:-\w+)?)"
# "70 of its 310 jobs", "three out of twelve", "two in five of the 40 boats"
_PART_OF = re.compile(
    rf"\b(?!one of\b){_NUMBER}(?: [\w’'-]+){{0,2}} (?:of|out of|from|among)"
    r"(?: (?:the|its|their|his|her|our|my|all|some|about|a|total|of|these|those))*\s$",
    re.IGNORECASE,
)
_ASKS_FOR_WHOLE = re.compile(
    r"\b(?:total|altogether|in all|overall|employ\w*|workforce|have|has|had|own\w*|there|out of|"
    r"originally|before|to begin with|at first)\b",
    re.IGNORECASE,
)


def is_the_whole(question: str, text: str, span: Span) -> bool:
    """Whether a span is that of which a part is told right before it, and the part is asked for."""
    if _ASKS_FOR_WHOLE.search(question):
        return False
    return _PART_OF.search(text[max(0, span.start - _BEFORE) : span.start]) is not None
