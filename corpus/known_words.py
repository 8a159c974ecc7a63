"""Whether letters are a word: what joins a word that was broken at the end of a line."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "ru")  # that there are dictionaries of


def is_word(letters: str, language: str = "en") -> bool:
    """Whether a dictionary of the language has these letters as a word; of others none is known."""
    return language in LANGUAGES and letters.casefold() in _dictionary(language)


@cache
def _dictionary(language: str) -> Container[str]:
    from spellchecker import SpellChecker  # takes half a second, and few texts need it

    return SpellChecker(language=language, distance=1).word_frequency.dictionary
