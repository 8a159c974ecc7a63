"""Quotation marks and brackets that belong together: ranges of a text, never copies of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# What opens, and all that may close it. A straight mark is its own partner.
_CLOSERS = {
    "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "‹": "›", "‘": "’", '"': '"', "'": "'",
    "(": ")", "[": "]", "{": "}", "「": "」", "『": "』",
}  # fmt: skip
_SURE_OPENERS = "“„«‹([{「『"
_BEFORE_OPENERS = "([{—–-“„‘«\"'"
QUOTATION_MARKS = "“”„\"«»‹›‘’'「」『』"
# These are never apostrophes, inches or accents: one at an edge of a text is half a pair.
SURE_MARKS = '“”„"«»‹›「」『』()[]{}'
_MARK = re.compile(r"[“”„\"«»‹›‘’'()\[\]{}「」『』]")
_SURE_MARK = re.compile(f"[{re.escape(SURE_MARKS)}]")
_DOUBLE_MARK = re.compile('[“„«"]')
_BREAK = re.compile(r"\n\s*\n|\Z")
# A passage is asked about again and again while an answer is made of it.
_TEXTS_KEPT = 32


class Pair(NamedTuple):
    """Two marks and all between them: `text[start]` opens, `text[end - 1]` closes."""

    start: int
    end: int


@lru_cache(_TEXTS_KEPT)
def find_pairs(text: str) -> tuple[Pair, ...]:
    """The pairs of each paragraph, in the order in which they begin; a lone mark is none."""
    return tuple(sorted(pair for each in _paragraphs(text) for pair in _pairs_within(text, *each)))


@lru_cache(_TEXTS_KEPT)
def find_quotations(text: str) -> tuple[Pair, ...]:
    """The pairs that quote, and what a mark opens that its paragraph does not close.

    So is a quotation set that goes on in the next paragraph, or that a passage cuts; it reaches
    to the end of the paragraph.
    """
    pairs = [pair for pair in find_pairs(text) if is_quotation(text, pair)]
    paired = {place for pair in pairs for place in (pair.start, pair.end - 1)}
    opened = [
        Pair(mark.start(), end)
        for start, end in _paragraphs(text)
        for mark in _DOUBLE_MARK.finditer(text, start, end)
        if mark.start() not in paired and _may_open(text, mark.start())
    ]
    return tuple(sorted([*pairs, *opened]))


@lru_cache(_TEXTS_KEPT)
def find_lone_marks(text: str) -> tuple[int, ...]:
    """Where marks stand that have no other half in their paragraph, whatever they are."""
    paired = {place for pair in find_pairs(text) for place in (pair.start, pair.end - 1)}
    marks = (mark.start() for mark in _SURE_MARK.finditer(text))
    return tuple(place for place in marks if place not in paired and not _is_inch(text, place))


def is_quotation(text: str, pair: Pair) -> bool:
    """Whether a pair quotes, and is not a bracket."""
    return text[pair.start] in QUOTATION_MARKS


def is_enclosed(text: str) -> bool:
    """Whether one pair holds all of the text."""
    return Pair(0, len(text)) in find_pairs(text)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _BREAK.finditer(text):
        yield start, end.start()
        start = end.end()


def _pairs_within(text: str, start: int, end: int) -> Iterator[Pair]:
    opened: list[int] = []
    for mark in _MARK.finditer(text, start, end):
        place = mark.start()
        partner = _partner(text, place, opened)
        if partner is not None:
            yield Pair(opened[partner], place + 1)
            del opened[partner:]
        elif _may_open(text, place):
            opened.append(place)


def _partner(text: str, place: int, opened: list[int]) -> int | None:
    """Which of the opened marks the mark at `place` closes: the last that it can, if any."""
    mark = text[place]
    if mark in "\"'’" and not _may_close(text, place):
        return None
    return next(
        (n for n in reversed(range(len(opened))) if mark in _CLOSERS[text[opened[n]]]), None
    )


def _is_inch(text: str, place: int) -> bool:
    return text[place] == '"' and text[place - 1 : place].isdigit()


def _may_open(text: str, place: int) -> bool:
    """Whether a mark can begin something: those that look alike must stand right before it."""
    if text[place] not in _CLOSERS:
        return False
    if text[place] in _SURE_OPENERS:
        return True
    is_year = text[place] == "'" and text[place + 1 : place + 2].isdigit()  # the '90s
    return _stands_before_a_word(text, place) and not is_year


def _may_close(text: str, place: int) -> bool:
    """Whether a straight mark or an apostrophe can end something: it stands right after it."""
    is_apostrophe = text[place] != '"' and text[place + 1 : place + 2].isalnum()
    return not is_apostrophe and not _stands_before_a_word(text, place)


def _stands_before_a_word(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    is_at_start = not before or before.isspace() or before in _BEFORE_OPENERS
    return is_at_start and bool(after) and not after.isspace()
