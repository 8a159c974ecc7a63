"""Whether a text calls somebody what a question asks for: "the coroner, Ada Lund"."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.records import Span
from qa.reader.people.descriptions import is_role
from qa.reader.questions.answer_types import asking_clause

_REACH = 90
_WHO_IS = re.compile(
    r"(?:who(?: is| was|['’]s)|what(?: is|['’]s| was) the name of) (?:the |an? |its |their )?"
    r"(?P<office>[\w’' -]+?)(?: (?:of|in|at|when|during|for|on|who|that|to) .*)?\??$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?:which|what) (?P<office>[\w-]+(?: [\w-]+)?) (?:\w+ed|heard|said|says|told|led|ran|has|had|"
    r"was|is|will|did|gave|took|made)\b",
    re.IGNORECASE,
)
# Sides of a trial, with what is said of whoever speaks for them.
_SIDES = (
    (
        r"who (?:appeared|acted|spoke|was|is) (?:\w+ )?for the (?:prosecution|crown)\b|"
        r"who (?:prosecuted|is prosecuting|was prosecuting)\b|who (?:is|was) the prosecutor\b",
        r"prosecut(?:ing|or|ed)|for the (?:prosecution|crown)",
    ),
    (
        r"who (?:appeared|acted|spoke|was|is) (?:\w+ )?for the defen[cs]e\b|"
        r"who (?:defended|is defending|was defending|represented|is representing)\b|"
        r"(?:who (?:is|was) .*['’]s? (?:lawyer|solicitor|barrister|counsel|attorney))\b",
        r"defend(?:ing|ed)|for the defen[cs]e|represent(?:ing|ed|s)|(?:his|her|their) (?:lawyer|"
        r"solicitor|barrister|counsel|attorney)|mitigating",
    ),
)
_LESS = r"(?:former|ex|then|outgoing|late|deputy|vice|assistant|acting|shadow)[ -]"


def is_called_so(question: str, text: str, span: Span) -> bool:
    """Whether right beside a name stands the office, or the side of a trial, that is asked for."""
    told = _told(question)
    if told is None:
        return False
    before = text[max(0, span.start - _REACH) : span.start]
    after = text[span.end : span.end + _REACH]
    before_name, after_name = told
    beside = before_name.search(before)
    return (beside is not None and not beside["less"]) or after_name.match(after) is not None


@lru_cache(64)
def _told(question: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What tells it right before a name, and right after it; None where no office is asked for."""
    clause = asking_clause(question)
    words = next((told for asked, told in _SIDES if re.match(asked, clause, re.IGNORECASE)), None)
    if words is None:
        office = _WHO_IS.match(clause) or _WHICH.match(clause)
        if office is None or not is_role(office["office"].split()[-1].casefold()):
            return None
        words = re.escape(office["office"])
    before = (
        rf"(?<!\w)(?<!['’-])(?P<less>{_LESS})?(?:{words})"
        r"(?: (?:of|for|at|in) [\w’' -]{2,40}?)?,? $"
    )
    after = (
        rf",? (?:who (?:is|was|had been) )?(?:(?:the|an?|its|their|his|her) )?(?!{_LESS})"
        rf"(?:[\w’'-]+ ){{0,2}}(?:{words})\b"
    )
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)
