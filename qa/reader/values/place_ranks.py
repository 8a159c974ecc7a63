"""Whether a name is a country's or a state's: one holds many towns, and contradicts none."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_WORD_LISTS = Path(__file__).parents[1] / "words"
_BEFORE = (
    r"(?:the )?(?:(?:North|South|East|West|Northern|Southern|New|Papua New|Equatorial|United|Great|"
    r"Republic of(?: the)?|Democratic Republic of(?: the)?) )?"
)


# These are towns as well.
_TOWNS_TOO = frozenset("new york,washington,singapore,hong kong,monaco,luxembourg".split(","))


def place_ranks(text: str) -> frozenset[str]:
    """ "country", "state", or both as for "Georgia"; "" for all other names."""
    name = text.strip()
    lists = {"country": "countries.txt", "state": "states.txt"}
    ranks = {rank for rank, words in lists.items() if _names_of(words).fullmatch(name)}
    is_other = not ranks or name.lower() in _TOWNS_TOO
    return frozenset(ranks | {""} if is_other else ranks)


@cache
def _names_of(word_list: str) -> re.Pattern[str]:
    lines = (_WORD_LISTS / word_list).read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return re.compile(rf"{_BEFORE}(?:{'|'.join(names)})", re.IGNORECASE)
