"""Which articles hold what is wanted of them: the same for every store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, TypeVar

from corpus.headings import Heading, Wanted

_PLAIN_MARKS = str.maketrans("‘’ʼ“”", "'''\"\"")

Key = TypeVar("Key")
"""What a store knows an article by."""


class Texts(Protocol[Key]):
    """Where a store looks words and texts up."""

    def every(self) -> set[Key]:
        """All articles."""

    def with_words(self, text: str) -> set[Key]:
        """The articles that hold every word of a text, each in any of its forms.

        None for a text without words.
        """

    def texts(self, keys: set[Key]) -> Iterator[tuple[Key, str, str]]:
        """The titles and texts of these articles."""


def articles_holding(wanted: Wanted, texts: Texts[Key]) -> set[Key]:
    """The articles whose words and phrases are those wanted, whatever their date and outlet."""
    held = [texts.with_words(text) for text in (*wanted.words, *wanted.phrases)]
    keys = set.intersection(*held) if held else texts.every()
    for word in wanted.not_words:
        keys -= texts.with_words(word)
    for phrase in wanted.phrases:
        keys = _with_phrase(phrase, keys, texts)
    for phrase in wanted.not_phrases:
        held_in = _with_phrase(phrase, keys & texts.with_words(phrase), texts)
        keys -= held_in
    return keys


def newest_first(heading: Heading) -> tuple[bool, int, str]:
    """What headings are ordered by: the newest first, those without a date last."""
    day = heading.published.first.toordinal() if heading.published else 0
    return not day, -day, heading.id


def _with_phrase(phrase: str, keys: set[Key], texts: Texts[Key]) -> set[Key]:
    """Those of these articles that hold a phrase letter for letter."""
    words = r"\s+".join(map(re.escape, _fold(phrase).split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)")
    return {
        key
        for key, *parts in texts.texts(keys)
        if any(pattern.search(_fold(part)) for part in parts)
    }


def _fold(text: str) -> str:
    return text.translate(_PLAIN_MARKS).casefold()
