"""Whether a sentence takes back what the one before it tells: "He took that back on Monday"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.records import Span

# What is said may be withdrawn; money, a team and a candidate are no words.
_SAID = (
    r"(?:that|this|(?:the|his|her|their|its) (?:\w+ )?(?:accusations?|allegations?|claims?|"
    r"comments?|words?|promises?|remarks?|reports?|statements?|threats?|warnings?))"
)
_TAKES_BACK = re.compile(
    r"(?:But |Yet |Later,? |Since then,? |On \w+,? )?"
    r"(?:(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he [\w’'-]+|(?:[^\W\d_a-z][\w.’'-]* ?){1,4}) ?"
    r"(?:(?:has|have|had|later|since|then|quickly) )*"
    rf"(?:(?:took|taken) {_SAID} back|(?:took|taken) back {_SAID}|"
    rf"(?:withdrew|withdrawn|retracted|disowned|went back on|backed away from) {_SAID}|"
    r"(?:withdrawn|retracted|backtracked|rowed back|recanted)(?=[.,;]|$))|"
    r"(?:[Tt]hat|[Tt]his|[Ii]t)(?: later| soon)? (?:was|is|proved|turned out)(?: to be)?"
    r"(?: later| soon| since| simply)? (?:wrong|false|untrue|incorrect|not so|not true|"
    r"not the case|denied|withdrawn|retracted))"
    r"(?=[.,;]| (?:by|on|in|last|yesterday|today|within|when)\b|$)"
)


def takes_back(sentence: str) -> bool:
    """Whether a sentence begins by taking back what was told before it."""
    return _TAKES_BACK.match(sentence) is not None


def join_taken_back(text: str, units: Iterable[Span]) -> list[Span]:
    """The units, each with the next of its paragraph as one if that takes it back."""
    joined: list[Span] = []
    for unit in units:
        is_beside = bool(joined) and "\n\n" not in text[joined[-1].end : unit.start]
        if is_beside and takes_back(text[slice(*unit)]):
            joined[-1] = Span(joined[-1].start, unit.end)
        else:
            joined.append(unit)
    return joined
