"""On which side of a time something is: "early in 2017", "until 4 May", "Friday evening"."""

from __future__ import annotations

import re

from qa.reader.values.amounts import Relation

_LEADING = re.compile(
    r"\b(?P<side>early|beginning|start|mid|middle|late|end|before|after|from|since|until|till)"
    r"(?:[\s-](?:in|of|on|the))*[\s-]$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\s(?P<side>morning|afternoon|evening|night)\b", re.IGNORECASE)
# Of each row, words of two sets are not of one time.
_SIDES = (
    ({"early", "beginning", "start"}, {"mid", "middle"}, {"late", "end"}),
    ({"before", "until", "till"}, {"after", "from", "since"}),
)
_HALVES_OF_DAY = ({"morning"}, {"afternoon", "evening", "night"})


def sides_of(before: str, after: str) -> frozenset[str]:
    """The sides that the words before and after a time tell."""
    found = (_LEADING.search(before), _FOLLOWING.match(after))
    return frozenset(match["side"].lower() for match in found if match)


def compare_sides(one: frozenset[str], other: frozenset[str]) -> Relation:
    """What sides make of two times that are the same: others are not, or not surely."""
    if _are_opposed(one, other, _HALVES_OF_DAY):
        return "different"
    return "unclear" if any(_are_opposed(one, other, sides) for sides in _SIDES) else "same"


def _are_opposed(one: frozenset[str], other: frozenset[str], sides: tuple[set[str], ...]) -> bool:
    mine, theirs = ([bool(each & side) for side in sides] for each in (one, other))
    return any(mine) and any(theirs) and mine != theirs
