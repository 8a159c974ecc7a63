"""Texts as words that can be compared: without typography, never without a digit or a letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from corpus.records import Span

# A number with its separators, a word with its apostrophes, or a sign that changes an amount.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+(?:['’ʼ＇][^\W_]+)*|[£$€¥%]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_APOSTROPHES = str.maketrans("’ʼ＇", "'''")
# An omission in a quotation: "…", "...", "[…]", "(...)".
_OMISSION = re.compile(r"[\[(]?\s*(?:…|\.\s?\.\s?\.)\s*[\])]?")
_TEXTS_KEPT = 256

NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot hardly barely unlikely".split()
)
NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion dozen half twice first second third".split()
)


class Words(NamedTuple):
    """The words of a text: how they compare, and where each stands in the text."""

    folded: tuple[str, ...]
    spans: tuple[Span, ...]


@lru_cache(_TEXTS_KEPT)
def split_words(text: str) -> Words:
    """The words of a text, in lower case, with plain apostrophes and without thousands' commas.

    Hyphens and dashes part words, so that "well-known" and "well known" are the same.
    """
    found = [*_WORD.finditer(text)]
    return Words(
        tuple(_fold(match[0]) for match in found), tuple(Span(*match.span()) for match in found)
    )


def split_at_omissions(quote: str) -> list[str]:
    """The parts of a quotation between its marks of omission, those that hold words."""
    return [part.strip() for part in _OMISSION.split(quote) if split_words(part).folded]


def is_negation(word: str) -> bool:
    """Whether a folded word denies."""
    return word in NEGATIONS or word.endswith("n't")


def is_number(word: str) -> bool:
    """Whether a folded word counts, or says of which money."""
    return word in NUMBER_WORDS or (not word.isalpha() and "'" not in word)


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).translate(_APOSTROPHES).casefold()
    return _THOUSANDS.sub("", plain)
