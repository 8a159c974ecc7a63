"""Questions as people type them: without capitals, without marks, with a slip of the finger."""

from __future__ import annotations

import random
import re

# So many questions lose their marks, half of them the one at the end alone; so many that have
# none gain one; and in so many a long word is misspelt.
_UNMARKED, _MARKED, _MISSPELT = 0.3, 0.3, 0.04
_LONG = re.compile(r"[a-z]{7,}", re.IGNORECASE)
# Those inside a word or a number say something: "U.S.", "2.5", "don't", "twenty-one".
_MARKS = re.compile(r"(?<!\w)[^\w\s]+|[^\w\s]+(?!\w)")


def as_typed(question: str, chance: random.Random) -> str:
    """The question, or in some cases how it might have been typed instead."""
    if chance.random() < _MISSPELT:
        question = misspelt(question, chance)
    if not question.endswith("?"):
        return f"{question}?" if chance.random() < _MARKED else question
    if chance.random() >= _UNMARKED:
        return question
    lower = question.lower()
    return lower.rstrip("? ") if chance.random() < 0.5 else without_marks(lower)


def without_marks(question: str) -> str:
    """No punctuation but what stands inside a word."""
    return " ".join(_MARKS.sub(" ", question).split())


def misspelt(question: str, chance: random.Random) -> str:
    """One letter of one long word left out, doubled, or changed places with the next one."""
    words = list(_LONG.finditer(question))
    if not words:
        return question
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    one, two = question[at], question[at + 1]
    written = chance.choice([two, one + one + two, two + one])
    return question[:at] + written + question[at + 2 :]
