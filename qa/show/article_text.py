"""An article as text, with one stretch of it marked; and the words that name a stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import InputError
from corpus.records import Article, Span
from qa.show.safe_text import printable
from qa.show.wrapping import wrap_lines

_RANGE = re.compile(r"\s*(\d+)\s*[-–]\s*(\d+)\s*", re.ASCII)
_UNDERLINED, _RESET = "\x1b[1;4m", "\x1b[0m"


def parse_range(words: str, article: Article) -> Span:
    """ "120-180" as a stretch of this article's text; InputError where it is none."""
    if not (found := _RANGE.fullmatch(words)) or max(map(len, found.groups())) > 18:
        raise InputError(f"--at {words!r}: give two numbers of characters, such as 120-180")
    start, end = map(int, found.groups())
    try:
        return check_stretch(start, end, article)
    except InputError as error:
        raise InputError(f"--at {words}: {error}") from error


def check_stretch(start: int, end: int, article: Article) -> Span:
    """A stretch of this article's text; InputError where it is none."""
    if start >= end:
        raise InputError("the stretch must begin before it ends")
    if end > len(article.text):
        raise InputError(f"article {article.id!r} has only {len(article.text):,} characters")
    return Span(start, end)


def mark_stretch(text: str, stretch: Span, width: int = 80, color: bool = False) -> str:
    """The whole text, a bar beside the lines of the stretch; with `color` its letters stand out."""
    return "\n".join(_lines(text, stretch, max(width, 20), color))


def _lines(text: str, stretch: Span, width: int, color: bool) -> Iterator[str]:
    shown_to = 0
    for line in wrap_lines(text, Span(0, len(text)), width - 4):
        if shown_to and "\n\n" in text[shown_to : line.start]:
            yield ""
        is_marked = line.start < stretch.end and stretch.start < line.end
        yield ("  ┃ " if is_marked else "    ") + _mark(text, line, stretch, color and is_marked)
        shown_to = line.end


def _mark(text: str, line: Span, stretch: Span, color: bool) -> str:
    if not color:
        return printable(text[line.start : line.end])
    start, end = max(line.start, stretch.start), min(line.end, stretch.end)
    inside = f"{_UNDERLINED}{printable(text[start:end])}{_RESET}"
    return f"{printable(text[line.start : start])}{inside}{printable(text[end : line.end])}"
