"""A question typed in haste, as it is read: with its mark, and with the accents of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.plain_letters import without_accents

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


# A word of at least two letters; one with letters that few keyboards have.
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WITH_ACCENTS = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")


def with_accents(question: str, texts: Iterable[str]) -> str:
    """The question with its names as the texts spell them: "Thora" is "Þóra" if they have that.

    A name that some text has as it was typed stays so. Words without a capital are no names.
    """
    joined = "\n".join(texts)
    if joined.isascii() and question.isascii():
        return question
    pattern = _LETTERS if not question.isascii() else _WITH_ACCENTS
    spelt = {
        without_accents(name).casefold(): name
        for name in pattern.findall(joined)
        if name[0].isupper()
    }
    folded = joined.casefold()

    def spell(match: re.Match[str]) -> str:
        typed = match[0].casefold()
        name = spelt.get(without_accents(typed))
        return name if name and not re.search(rf"\b{typed}\b", folded) else match[0]

    return _LETTERS.sub(spell, question)
