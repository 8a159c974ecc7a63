"""Which answers say the same by their words, whoever gives them."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

_EDGES = string.punctuation + "“”‘’«»–—… "
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def answer_words(text: str) -> list[str]:
    """The words of an answer that count: lower case, without articles and punctuation."""
    bare = _ARTICLES.sub(" ", text.casefold())
    return [word for each in bare.split() if (word := each.strip(_EDGES))]


def is_same_answer(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two answers, as words, say the same: one holds all of the other, in a row."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    places = range(len(longer) - len(shorter) + 1)
    return any(longer[place : place + len(shorter)] == shorter for place in places)
