"""Which words tell a reason, where a question asks why."""

from __future__ import annotations

import re

from corpus.indexes.keywords import question_stems, stems
from qa.reader.questions.asked import Asked

_ASKS_WHY = re.compile(r"\bwhy\b|\bhow come\b|\breasons?\b", re.IGNORECASE)
_ASKS_WHY_IT_IS = re.compile(r"(?:.*, )?(?:why|how come)\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|owing to|due to|thanks to|so that|in order|reasons?|blam\w+|to avoid|"
    r"to make way|on the grounds?)\b",
    re.IGNORECASE,
)
# What comes right before a reason; "after all" and "over 300" come before none.
_BEFORE_REASON = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|on the grounds? (?:that|of)|following|"
    r"after(?! (?:all|extra|tax|dark|dinner|lunch|midnight|noon|hours|school|work)\b)|over)\s+"
    r"(?:(?!\d)[\w’'-]+ ){0,3}$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:\d|[$£€])")
# How far it shows that a sentence says why, if the reader points at what comes right after such a
# word, and the sentence has such a share of the question's words that are no names.
_ATTESTED, _LEAST_SHARE = 0.4, 0.5


def asks_why(asked: Asked) -> bool:
    """Whether a question asks for a reason."""
    return _ASKS_WHY.search(asked.question) is not None


def tells_reason(words: str) -> bool:
    """Whether some words say of others that they are a reason."""
    return _REASON.search(words) is not None


def attest_reason(asked: Asked, before: str, reason: str, sentence: str) -> float:
    """How far a sentence shows by its form that it says why; `before` is of it what comes before
    the words that the reader points at.

    Never where the question has a year: that of which the sentence tells may be another one's.
    """
    if asked.years or not _ASKS_WHY_IT_IS.match(asked.question):
        return 0.0
    if not _BEFORE_REASON.search(before) or _COUNT.match(reason):
        return 0.0
    named = {stem for name in asked.names for word in name for stem in stems(word)}
    wanted, held = set(question_stems(asked.question)) - named, set(stems(sentence))
    return _ATTESTED if wanted and len(wanted & held) >= _LEAST_SHARE * len(wanted) else 0.0
