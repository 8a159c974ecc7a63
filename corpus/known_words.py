"""Whether letters are a word: what joins a word that was broken at the end of a line."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "ru")  # that there are dictionaries of


def is_word(letters: str, language: str = "en") -> bool:
    """Whether a dictionary of the language has these letters as a word; of others none is known."""
    return language in LANGUAGES and letters.casefold() in _dictionary(language)


def meant_word(letters: str) -> str | None:
    """The commonest English word that is one slip away and begins alike; None where none is."""
    candidates = _spelling("en").candidates(letters.casefold()) or ()
    near = [each for each in candidates if each[:1] == letters[:1].casefold()]
    return max(
        near, key=lambda each: (_spelling("en").word_usage_frequency(each), each), default=None
    )


def _dictionary(language: str) -> Container[str]:
    return _spelling(language).word_frequency.dictionary


@cache
def _spelling(language: str) -> SpellChecker:
    from spellchecker import SpellChecker  # takes half a second, and few texts need it

    return SpellChecker(language=language, distance=1)
