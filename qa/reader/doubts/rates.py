"""Whether a sum is by the year, week or hour where that is asked for: what it cost is no upkeep."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.records import Span

_PERIODS = {
    "year": "year|annum",
    "month": "month",
    "week": "week",
    "day": "day|night",
    "hour": "hour",
    "shift": "shift",
}
_ADVERBS = {
    "year": r"annual(?:ly)?|yearly|a season|p\.a\.|pa\b",
    "month": "monthly",
    "week": "weekly",
    "day": "daily",
    "hour": "hourly",
    "shift": r"each shift",
}
# A budget and a salary are of a year, though nobody who asks for them says so.
_ALSO_TOLD = r"budgets?|salar(?:y|ies)"
# "A year ago", "a year late" and "a year in prison" are no rates.
_NO_RATE = (
    r"(?! (?:of|ago|after|before|earlier|later|late|early|from|since|in (?:prison|jail|which)|long|"
    r"old|out)\b)"
)


# Right after another number its rate is: "N850 a shift".
_OF_NUMBER = r"\d[\d,.]*(?: (?:million|billion|lakh|crore|pounds|dollars|euros))? (?:of \w+ )?"
_CLAUSE_BREAK = re.compile(r"[;:]|,\s|\s(?:and|but|while)\s", re.IGNORECASE)


def lacks_rate(question: str, sentence: str, inside: Span) -> bool:
    """Whether a question asks what something comes to in a period, and an amount has no such rate.

    Its sentence names none, or only right after another amount.
    """
    told = _asked_rate(question)
    if told is None:
        return False
    if told.search(sentence) is None:
        return True
    before = _CLAUSE_BREAK.split(sentence[: inside.start])[-1]
    clause = before + _CLAUSE_BREAK.split(sentence[inside.start :])[0]
    of_others = re.search(rf"{_OF_NUMBER}{told.pattern}", sentence, re.IGNORECASE)
    return of_others is not None and told.search(clause) is None


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
