"""The names and numbers of a question, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS
from corpus.indexes.keywords import question_stems, stems
from corpus.plain_letters import without_accents

_TIMES = frozenset((*MONTH_NUMBERS, *WEEKDAYS))
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)


def question_names(question: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The words of a question that are names or numbers, in lower case, in their order.

    A name has a capital. In a question without one, it is what has a capital wherever the texts
    have it.
    """
    words = [_POSSESSIVE.sub("", match[0]) for match in _WORD.finditer(question)]
    if any(word[0].isupper() for word in words[1:]) and any(map(str.islower, words)):
        named = [word for word in words if word[0].isupper() or _has_digit(word)]
    else:
        named = [word for word in words if _has_digit(word) or _is_always_a_name(word, texts)]
    wanted = set(question_stems(question))
    return tuple(dict.fromkeys(word.lower() for word in named if wanted.intersection(stems(word))))


def without_times(names: Sequence[str]) -> tuple[str, ...]:
    """The names but for months, weekdays and numbers."""
    return tuple(name for name in names if name not in _TIMES and not _has_digit(name))


def names_in(names: Sequence[str], text: str) -> frozenset[str]:
    """Those of the names that a text holds, as whole words, with accents or without."""
    plain = without_accents(text.lower())
    words = frozenset(_POSSESSIVE.sub("", match[0]) for match in _WORD.finditer(plain))
    return frozenset(name for name in names if without_accents(name) in words)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_always_a_name(word: str, texts: Sequence[str]) -> bool:
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    found = [match[0] for text in texts for match in pattern.finditer(text)]
    return bool(found) and all(each[0].isupper() for each in found)
