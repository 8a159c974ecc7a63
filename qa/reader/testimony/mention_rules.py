"""A way to mention an answer without stating it, by the words around it."""

from __future__ import annotations

import re
from typing import NamedTuple

# What is said of one clause is not said of the next.
_CLAUSE_BREAK = re.compile(
    r"[;:()“”\"—–]|\.\s|,\s|\s(?:but|while|although|though|because|after|when|where|who|whom|which|"
    r"that|whether|and|as|so)\s",
    re.IGNORECASE,
)


class Rule(NamedTuple):
    """What stands before the answer, and after it, where it is only mentioned.

    `in_clause` is looked for in the clause of the answer only, up to the answer. Where the
    question has `in_question`, that is what it asks for.
    """

    in_question: re.Pattern[str]
    in_clause: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None

    def applies(self, before: str, after: str) -> bool:
        """Whether the words before an answer and those after it are what is looked for."""
        clause = _CLAUSE_BREAK.split(before)[-1]
        looked_for = ((self.in_clause, clause), (self.before, before), (self.after, after))
        return all(pattern.search(text) for pattern, text in looked_for if pattern)


def words(pattern: str) -> re.Pattern[str]:
    """A pattern that begins at a word, in capitals or not."""
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


def begins(pattern: str) -> re.Pattern[str]:
    """A pattern of the words right after an answer."""
    return re.compile(rf"^{pattern}", re.IGNORECASE)
