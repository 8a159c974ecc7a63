"""Slips of the hand and other spellings in a question become what the archive's articles have."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.store.store import Searches
from qa.search.exact_terms import quotations

_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/])")
# Letters from which a word may be one slip from what was meant, and from which it may be two:
# shorter ones have too many neighbours.
_ONE_SLIP, _TWO_SLIPS = 4, 8
# What English puts behind a word: vocabularies hold few words with it.
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly")
_SHORTEST_BASE = 3
# Pairs of spellings, each of the end of a word or a few letters before it: "harbor", "harbours".
_SHORTEST_VARIANT = 5
_PAIRS = (
    ("or", "our"), ("er", "re"), ("iz", "is"), ("yz", "ys"), ("ense", "ence"), ("og", "ogue"),
    ("l", "ll"), ("gram", "gramme"), ("ck", "que"),
)  # fmt: skip
_SPELLINGS = [
    (re.compile(rf"{one}(?=[a-z]{{0,4}}$)"), other)
    for pair in _PAIRS
    for one, other in (pair, pair[::-1])
]


def base_forms(word: str) -> list[str]:
    """The word, and what it may be a form of: "tubs" of "tub"."""
    bases = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return [word, *(base for base in bases if len(base) >= _SHORTEST_BASE)]


def mend_question(question: str, searches: Searches, is_word: Callable[[str], bool]) -> str:
    """The question with the archive's nearest word for each that neither it nor `is_word` knows.

    Quotations, numbers, abbreviations and short words stay as they are, and so does every word
    to which nothing is near.
    """
    quoted = quotations(question)

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        is_quoted = any(start <= match.start() < end for start, end in quoted)
        is_shouted = word.isupper() and not question.isupper()
        if is_quoted or is_shouted or len(word) < _ONE_SLIP:
            return word
        if searches.knows_word(word):
            return word
        if found := _other_spelling(word, searches):
            return _in_dress_of(word, found)
        # A word of the language is meant, even where no article has it.
        if is_word(word):
            return word
        found = searches.nearest_word(word, 1 if len(word) < _TWO_SLIPS else 2)
        return _in_dress_of(word, found) if found else word

    return _WORD.sub(mended, question)


def _other_spelling(word: str, searches: Searches) -> str | None:
    """The word as it is spelt on the other side of the Atlantic, where an article has it so."""
    if len(word) < _SHORTEST_VARIANT:
        return None
    folded = word.lower()
    variants = (pattern.sub(other, folded, count=1) for pattern, other in _SPELLINGS)
    return next((each for each in variants if each != folded and searches.knows_word(each)), None)


def _in_dress_of(typed: str, found: str) -> str:
    """The word with capitals where they were typed."""
    if typed.isupper():
        return found.upper()
    if typed.islower():
        return found.lower()
    return found[:1].upper() + found[1:]
