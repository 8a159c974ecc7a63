"""What a question is made of besides its subject, and which such words are a name after all."""

from __future__ import annotations

import re

from corpus.function_words import BY_LANGUAGE
from corpus.languages import languages_of_question

# What a question is made of besides its subject: never worth searching for.
QUESTION_WORDS = frozenset(
    "who whom whose what which when where why how many much often did does do done was were "
    "is are am be been has have had can could will would shall should may might must i you he "
    "she we they me him her us them my your his our their its it a an the of in on at to from "
    "by with about into for as and or but if than then that this these those there here s t d "
    "ll re ve".split()
)
_WORD = re.compile(r"[^\W\d_]{2,}")  # single letters are words of too many languages
# Letters of a small word that tells a language by itself: "Los Angeles" is no Spanish.
_TELLING_LETTERS = 4
# Names that are small words but for their capitals.
_NAMED = re.compile(r"(?<![\w.])[A-Z]{2,}(?!\w)|(?<=[\w,] )(?:May|Will)(?!\w)")


def named_words(question: str) -> list[str]:
    """The words whose capitals make names of them; none where all letters are capitals."""
    return [] if question.isupper() else _NAMED.findall(question)


def foreign_languages(question: str) -> tuple[str, ...]:
    """The languages that a question is in; none where English is among them, or nothing tells."""
    told = languages_of_question(question)
    if "en" in told:
        return ()
    return tuple(code for code in told if _is_told(question, BY_LANGUAGE[code]))


def foreign_small_words(question: str) -> frozenset[str]:
    """The small words of the languages that a question is in, besides English."""
    return frozenset[str]().union(*(BY_LANGUAGE[code] for code in foreign_languages(question)))


def _is_told(question: str, listed: frozenset[str]) -> bool:
    small = listed.intersection(_WORD.findall(question.casefold()))
    return len(small) > 1 or any(len(word) >= _TELLING_LETTERS for word in small)
