"""Questions as people type them: without capitals, without marks, with a slip of the finger."""

from __future__ import annotations

import random
import re

# The shares of questions that lose their marks (half of them only the one at the end), that gain
# one where they have none, and in which a long word is misspelt.
_UNMARKED_SHARE, _MARKED_SHARE, _MISSPELT_SHARE = 0.3, 0.3, 0.04
_LONG_WORD = re.compile(r"[a-z]{7,}", re.IGNORECASE)
# Marks inside a word or a number say something: "U.S.", "2.5", "don't", "twenty-one".
_OUTER_MARKS = re.compile(r"(?<!\w)[^\w\s]+|[^\w\s]+(?!\w)")


def vary_typing(question: str, chance: random.Random) -> str:
    """The question, or in some cases how it might have been typed instead."""
    if chance.random() < _MISSPELT_SHARE:
        question = misspell(question, chance)
    if not question.endswith("?"):
        return f"{question}?" if chance.random() < _MARKED_SHARE else question
    if chance.random() >= _UNMARKED_SHARE:
        return question
    lower = question.lower()
    return lower.rstrip("? ") if chance.random() < 0.5 else strip_marks(lower)


def strip_marks(question: str) -> str:
    """No punctuation but what stands inside a word."""
    return " ".join(_OUTER_MARKS.sub(" ", question).split())


def misspell(question: str, chance: random.Random) -> str:
    """One letter of one long word left out, doubled, or exchanged with the next one."""
    words = list(_LONG_WORD.finditer(question))
    if not words:
        return question
    word = chance.choice(words)
    place = chance.randrange(word.start() + 1, word.end() - 1)
    one, two = question[place], question[place + 1]
    written = chance.choice([two, one + one + two, two + one])
    return question[:place] + written + question[place + 2 :]
