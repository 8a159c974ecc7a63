"""Where words stand in a text, whatever their case and the spaces between them."""

from __future__ import annotations

import re

from corpus.records import Span


def find_all(text: str, words: str) -> list[Span]:
    """Every place of the words in the text, as ranges of it; they overlap nowhere."""
    parts = [re.escape(word) for word in words.split()]
    if not parts:
        return []
    return [Span(*each.span()) for each in re.finditer(r"\s+".join(parts), text, re.IGNORECASE)]
