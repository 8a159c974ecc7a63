"""Whether a sum is by the year, week or hour where that is asked for: what it cost is no upkeep."""

from __future__ import annotations

import re
from functools import lru_cache

_PERIODS = {
    "year": "year|annum",
    "month": "month",
    "week": "week",
    "day": "day|night",
    "hour": "hour",
}
_ADVERBS = {
    "year": r"annual(?:ly)?|yearly|a season|p\.a\.|pa\b",
    "month": "monthly",
    "week": "weekly",
    "day": "daily",
    "hour": "hourly",
}
# A budget and a salary are of a year, though nobody who asks for them says so.
_ALSO_TOLD = r"budgets?|salar(?:y|ies)"
# "A year ago", "a year late" and "a year in prison" are no rates.
_NO_RATE = (
    r"(?! (?:of|ago|after|before|earlier|later|late|early|from|since|in (?:prison|jail|which)|long|"
    r"old|out)\b)"
)


def lacks_rate(question: str, sentence: str) -> bool:
    """Whether a question asks what something comes to in a period, and a sentence names none."""
    told = _asked_rate(question)
    return told is not None and told.search(sentence) is None


@lru_cache(64)
def _asked_rate(question: str) -> re.Pattern[str] | None:
    """How the rate that is asked for is told; None where none is asked for."""
    for name, period in _PERIODS.items():
        by = rf"(?:(?:each|per|every) (?:{period})|an? (?:{period}){_NO_RATE}|{_ADVERBS[name]})"
        asked = rf"\b(?:how much|how many|what|cost)\b.*\b{by}(?:\W*$| (?:to|for|by|in|at)\b)"
        if re.search(asked, question, re.IGNORECASE):
            told = rf"\b(?:{by}|{_ALSO_TOLD}|(?:last|this|next|the|that) (?:{period})\b{_NO_RATE})"
            return re.compile(told, re.IGNORECASE)
    return None
