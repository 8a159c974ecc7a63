"""Whether a later article says in so many words that something else takes an answer's place.

"Schools, which were to open on Thursday, will now stay closed until 23 March" contradicts
"Thursday", whatever else the two sentences share.
"""

from __future__ import annotations

import re

from qa.reader.testimony.speaking_rows import SpeakingRow
from qa.reader.testimony.tenses import names_time, wants_newest

# What stands before the answer that holds no more, and what tells of the new one.
_WAS_TO = re.compile(
    r"\b(?:(?:was|were|had been) (?:originally |first |initially )?(?:to|due|set|scheduled|planned|"
    r"expected|meant|supposed)|originally|initially|at first|previously|instead of|rather than|"
    r"revised|moved|postponed|put (?:off|back)|pushed back|rescheduled|brought forward|changed)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|instead|(?:revised|moved|changed|rescheduled|brought forward)\b[^.;]*\bto|"
    r"(?:postponed|put (?:off|back)|pushed back|delayed)\b[^.;]*\b(?:to|until|till))\b",
    re.IGNORECASE,
)
_REVERSED = re.compile(
    r"\b(?:rescind(?:s|ed)?|revers(?:es|ed)|overturn(?:s|ed)?|revok(?:es|ed)|repeal(?:s|ed)?|"
    r"quash(?:es|ed)?|backtrack(?:s|ed)?|annul(?:s|led)?)\b|"
    r"\bto (?:rescind|reverse|overturn|revoke|repeal|quash|annul)\b",
    re.IGNORECASE,
)
_ASKS_OF_DECISION = re.compile(r"\b(?:decid|decision|vote|rul(?:e|ing)\b|order)", re.IGNORECASE)
_ASKS_WHO_OR_WHEN = re.compile(r"\b(?:who|whom|when|first|originally|why|how)\b", re.IGNORECASE)


def replaces(question: str, each: SpeakingRow, first: SpeakingRow) -> bool:
    """Whether a row's sentence names the first answer as what was to be, and gives another.

    Its article is later, and the question asks for what holds now.
    """
    published, earlier = each.article.published, first.article.published
    if each is first or not (published and earlier and published.first > earlier.last):
        return False
    sentence, inside = each.sentence, each.inside
    old = re.search(rf"\b{re.escape(first.text)}(?!\w)", sentence, re.IGNORECASE)
    if old is None or not wants_newest(question):
        return False
    is_other = old.end() <= inside.start or inside.end <= old.start()
    before = sentence[: old.start()]
    return is_other and bool(_WAS_TO.search(before)) and _NOW.search(sentence) is not None


def reverses(question: str, sentence: str) -> bool:
    """Whether a decision is asked for, and a sentence tells that one was taken back."""
    return (
        _ASKS_OF_DECISION.search(question) is not None
        and _ASKS_WHO_OR_WHEN.search(question) is None
        and not names_time(question)
        and _REVERSED.search(question) is None
        and _REVERSED.search(sentence) is not None
    )
