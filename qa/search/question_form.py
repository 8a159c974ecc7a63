"""A question typed in haste, as models know questions: with its mark."""

from __future__ import annotations

import re

_WORD = "(?:who|whom|whose|what|which|when|where|why|how)"
_BEFORE = (
    "(?:and|but|so|in|at|on|by|to|from|for|with|of|about|according|since|until|under|over|after|"
    "before|during|between|among|against|as|into|through|towards?)"
)
# A word that asks stands first or behind a preposition: "ferry captain who drowned" are keywords.
_ASKS = re.compile(
    rf"\W*(?:{_WORD}|{_BEFORE}\b.*?\b{_WORD}"
    r"|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)
_ENDS = tuple("?!…”»\"'")


def with_mark(question: str) -> str:
    """The question with a mark at its end, if one of its words asks and nothing else ends it.

    Nobody means anything by leaving it out, but models do: one question in six would get another
    status.
    """
    asked = question.rstrip(" .,;:")
    return f"{asked}?" if asked and not asked.endswith(_ENDS) and _ASKS.match(asked) else question
