"""Who came before whom in an office: a predecessor does not answer who came after."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from corpus.records import Span
from qa.reader.doubts.offices import clause_around
from qa.reader.questions.answer_types import asking_clause

Side = Literal["before", "after"]

_NAME = r"(?-i:(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame) )?[A-ZÀ-Þ][\w’'-]+)"
_HELD = (
    r"(?:ran|runs?|led|leads?|head(?:s|ed)?|chair(?:s|ed)?|manag\w+|direct\w*|coach\w*|was|is|held|"
    r"had|be|became|took over|will)"
)
_ASKED: dict[Side, re.Pattern[str]] = {
    "after": re.compile(
        rf"who(?:['’]ll|['’]s)?\b.*\b{_HELD}\b.*\b(?:after|once|when) {_NAME}|"
        r"who\b.*\b(?:succeed(?:ed|s|ing)?|replac(?:e[ds]?|ing)|follow(?:ed|s|ing)?|took over from|"
        rf"tak(?:es?|en|ing) over from) {_NAME}|who\b.*['’]s? successor\b",
        re.IGNORECASE,
    ),
    "before": re.compile(
        rf"who\b.*\b{_HELD}\b.*\bbefore {_NAME}|"
        rf"whom? (?:did|has|had|will|does|is) {_NAME}.*\b(?:succeed|replac|follow|tak(?:e|ing) "
        r"over from|taken over from)|who\b.*['’]s? predecessor\b",
        re.IGNORECASE,
    ),
}
# Words between a verb and the name: "took over as conductor from the long-serving Ada Lund".
_WORDS = r"(?: (?!by\b|to\b)[a-z’'-]+){0,5} ?$"
_AS = r"(?: as(?: [\w-]+){1,5}?)?"
# What stands right before the name of whoever came before, and of whoever came after.
_BEFORE_NAME: dict[Side, re.Pattern[str]] = {
    "before": re.compile(
        rf"\b(?:in succession to|(?:succeed|replac)(?:s|es|ed|ing|e)?|follow(?:ed|ing)|"
        r"t(?:ook|akes?|aking) over(?: [\w-]+){0,5} from|inherited(?: [\w-]+){0,4} from|"
        rf"predecessor,?(?: was)?){_WORDS}",
        re.IGNORECASE,
    ),
    "after": re.compile(
        rf"\b(?:(?:succeeded|replaced|followed){_AS} by|gave way to|hand(?:ed|s) (?:it |over )*to|"
        r"(?:has |have )?(?:chosen|appointed|named|hired|picked)|"
        rf"(?:next|new|incoming) [\w-]+(?: [\w-]+)?,?|successor,?(?: is| was| will be)?){_WORDS}",
        re.IGNORECASE,
    ),
}
# And right after it.
_AFTER_NAME: dict[Side, re.Pattern[str]] = {
    "before": re.compile(
        r"['’]s? successor\b|, (?:his|her|their|its) predecessor\b", re.IGNORECASE
    ),
    "after": re.compile(
        r"(?:, [^,.;]{2,60},)? (?:has |will |is to |was to )?(?:succeed(?:ed|s)?|replaced?|"
        r"t(?:ook|akes?) over)\b|[^.;]{0,80}\bas (?:its|the|their) (?:next|new)\b|"
        r"['’]s? predecessor\b|, (?:his|her|their|its) successor\b",
        re.IGNORECASE,
    ),
}


def is_on_other_side(question: str, text: str, span: Span) -> bool:
    """Whether a name is the predecessor's where the successor is asked for, or the reverse."""
    side = _asked_side(question)
    if side is None:
        return False
    other: Side = "before" if side == "after" else "after"
    before, after = clause_around(text, span)
    return not _stands(side, before, after) and _stands(other, before, after)


def _stands(side: Side, before: str, after: str) -> bool:
    return bool(_BEFORE_NAME[side].search(before) or _AFTER_NAME[side].match(after))


@lru_cache(64)
def _asked_side(question: str) -> Side | None:
    clause = asking_clause(question)
    return next((side for side, words in _ASKED.items() if words.match(clause)), None)
