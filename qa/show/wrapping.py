"""Lines for a terminal, as ranges of the text: nothing is copied, so no offset shifts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes

from corpus.records import Span

_WORD = re.compile(r"\S+")


def cell_width(text: str) -> int:
    """How many terminal columns the text takes: two for wide characters and emoji, none for marks.

    What is drawn as one (a family of emoji, a letter with its accents) is measured as one.
    """
    return cell_len(text)


def wrap_lines(text: str, span: Span, width: int) -> Iterator[Span]:
    """The lines of `text[start:end]` that are not blank, each at most `width` cells.

    They are broken where the text has line ends, at spaces, and inside words only when one is
    wider than a whole line; what is drawn as one character is never broken.
    """
    position = span.start
    for row in text[span.start : span.end].split("\n"):
        yield from _wrap_row(text, Span(position, position + len(row)), width)
        position += len(row) + 1


def _wrap_row(text: str, span: Span, width: int) -> Iterator[Span]:
    start = end = -1
    for word in _WORD.finditer(text, *span):
        if start >= 0 and cell_width(text[start : word.end()]) > width:
            yield Span(start, end)
            start = -1
        if start < 0:
            *filled, last = _break_word(text, Span(*word.span()), width)
            yield from filled
            start = last.start
        end = word.end()
    if start >= 0:
        yield Span(start, end)


def _break_word(text: str, word: Span, width: int) -> Iterator[Span]:
    """The pieces of a word that fit on a line each, every one at least one drawn character."""
    graphemes, _ = split_graphemes(text[word.start : word.end])
    start, used = 0, 0
    for first, _, cells in graphemes:
        if first > start and used + cells > width:
            yield Span(word.start + start, word.start + first)
            start, used = first, 0
        used += cells
    yield Span(word.start + start, word.end)
