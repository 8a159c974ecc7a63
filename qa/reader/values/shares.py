"""Shares in words: "two-thirds", "a fifth of them", "one in four", "nine out of 10"."""

from __future__ import annotations

import math
import re

from corpus.calendar_words import NUMBERS, any_of

_PARTS = {
    "half": 2, "quarter": 4, "third": 3, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10,
}  # fmt: skip
_COUNTS = {word: count for count, word in enumerate(NUMBERS) if 0 < count <= 10}
_PART = any_of(part for part in _PARTS if part != "half")
_SMALL = rf"(?:{any_of(_COUNTS)}|10|[1-9])"
_NO_TIME = r"(?!\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b)"
SHARE = (
    rf"(?P<share>(?:(?<!and\sa\s)half(?!\w|[\s-]an?\s)|an?\s{_PART}|{any_of(_COUNTS)}[\s-]{_PART}s?)"
    rf"(?=\s+of\b|\W*$)"
    rf"|(?P<parts>{_SMALL})\s(?:in|out\sof)(?:\severy)?\s(?P<all>{_SMALL}|100)"
    rf"(?![\w.,]*\d|\w){_NO_TIME})"
)
"""What begins a share of a whole, in group `share`; "one in four" has both its numbers."""


def read_share(match: re.Match[str]) -> float:
    """The share that was matched, in per cent."""
    if match["all"]:
        return 100 * _count(match["parts"]) / _count(match["all"])
    *count, part = re.split(r"[\s-]+", match["share"].lower())
    return 100 * _count(count[0] if count else "a") / _PARTS[part.removesuffix("s")]


def share_bounds(share: float) -> tuple[float, float]:
    """What a share means: "a third" is 33 per cent, and 34."""
    exact = round(share, 6)
    return math.floor(exact), math.ceil(exact)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS.get(word.lower(), 1)
