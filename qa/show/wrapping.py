"""Lines for a terminal, as ranges of the text: nothing is copied, so no offset shifts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from corpus.records import Span

_WORD = re.compile(r"\S+")


def cells(text: str) -> int:
    """How many terminal columns the text takes: two for wide characters, none for marks."""
    return sum(map(_cells_of, text))


def wrapped(text: str, span: Span, width: int) -> Iterator[Span]:
    """The lines of `text[start:end]` that are not blank, each at most `width` cells.

    They are broken where the text has line ends, at spaces, and inside words only when one is
    wider than a whole line.
    """
    position = span.start
    for row in text[span.start : span.end].split("\n"):
        yield from _folded(text, Span(position, position + len(row)), width)
        position += len(row) + 1


def _folded(text: str, span: Span, width: int) -> Iterator[Span]:
    start = end = -1
    for word in _WORD.finditer(text, *span):
        if start >= 0 and cells(text[start : word.end()]) > width:
            yield Span(start, end)
            start = -1
        if start < 0:
            start = word.start()
            while (fitting := _fitting(text[start : word.end()], width)) < word.end() - start:
                yield Span(start, start + fitting)
                start += fitting
        end = word.end()
    if start >= 0:
        yield Span(start, end)


def _fitting(word: str, width: int) -> int:
    """How many characters of the word fit on one line: one at least."""
    taken = 0
    for index, character in enumerate(word):
        taken += _cells_of(character)
        if index and taken > width:
            return index
    return len(word)


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
