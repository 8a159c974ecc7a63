"""Whether a thing is somebody else's: "Pargeter's last show" is not Onuoha's."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS, any_of
from corpus.indexes.keywords import question_stems

_WORD = r"[A-ZÀ-Þ][\w-]+"
_DAYS = any_of(name.capitalize() for name in (*WEEKDAYS, *MONTH_NUMBERS))
_NO_OWNER = rf"(?:Who|What|Where|When|How|Why|That|It|He|She|There|Here|Let|Today|Tomorrow|{_DAYS})"
_OWNED = re.compile(
    rf"(?P<owner>(?!{_NO_OWNER}['’]){_WORD}(?: {_WORD})*)['’](?:s\b)? "
    r"(?P<what>(?:[a-z-]+ ){0,2}[a-z-]+)"
)


def is_of_other_owner(question: str, sentence: str) -> bool:
    """Whether a sentence tells of the same thing of another owner, and never of the one asked."""
    asked = _asked_ownership(question)
    if asked is None:
        return False
    owner, things = asked
    if owner in sentence.casefold():
        return False
    owned = (frozenset(question_stems(found["what"])) for found in _OWNED.finditer(sentence))
    return any(things & each for each in owned)


@lru_cache(64)
def _asked_ownership(question: str) -> tuple[str, frozenset[str]] | None:
    """The last word of the owner's name in a question, and the stems of what is owned."""
    found = _OWNED.search(question)
    if found is None:
        return None
    return found["owner"].split()[-1].casefold(), frozenset(question_stems(found["what"]))
