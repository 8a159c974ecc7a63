"""Whether a thing is somebody else's: "Pargeter's last show" is not Onuoha's."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.indexes.keywords import stems

_WORD = r"[A-ZÀ-Þ][\w-]+"
_OWNED = re.compile(
    rf"(?P<owner>{_WORD}(?: {_WORD})*)['’](?:s\b)? (?P<what>(?:[a-z-]+ ){{0,2}}[a-z-]+)"
)


def is_of_other_owner(question: str, sentence: str) -> bool:
    """Whether a sentence tells of the same thing of another owner, and never of the one asked."""
    asked = _asked_ownership(question)
    if asked is None:
        return False
    owner, things = asked
    if owner in sentence.casefold():
        return False
    return any(things.intersection(stems(found["what"])) for found in _OWNED.finditer(sentence))


@lru_cache(64)
def _asked_ownership(question: str) -> tuple[str, frozenset[str]] | None:
    """The last word of the owner's name in a question, and the stems of what is owned."""
    found = _OWNED.search(question)
    if found is None:
        return None
    return found["owner"].split()[-1].casefold(), frozenset(stems(found["what"]))
