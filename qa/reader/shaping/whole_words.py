"""A span grows to whole words, also those with hyphens and apostrophes in them."""

from __future__ import annotations

import re

from corpus.records import Span

# A run of letters that is longer than any word is a script without spaces.
_MAX_WORD = 40
_COMPOUND_REST = re.compile(r"(?:-(?:[a-z]{1,3}-)?[^\W\d_a-z][^\W\d_]*)+|['’][^\W\d_a-z]\w*")
_COMPOUND_HEAD = re.compile(
    r"(?:\b[Aa]l|\b[Ee]l|\b[Uu]l|(?<!\w)['’‘][sS]|\b[^\W\d_a-z]\w*)-$|\b[OD]['’]$|(?<!\w)['’‘]t\s$"
)


def grow_words(text: str, span: Span) -> Span:
    """The span with the rest of the words that it cuts."""
    start, end = span
    while start and span.start - start < _MAX_WORD and _joins(text, start):
        start -= 1
    while end < len(text) and end - span.end < _MAX_WORD and _joins(text, end):
        end += 1
    # Scripts without spaces have no words to grow to.
    is_word = max(span.start - start, end - span.end) < _MAX_WORD
    grown = Span(start, end) if is_word else span
    return grow_compound(text, grown)


def _joins(text: str, place: int) -> bool:
    """Whether the characters on both sides of a place belong to one word."""
    before, after = text[place - 1], text[place]
    # Those of China, Japan and South-East Asia write on without spaces.
    return before.isalnum() and after.isalnum() and max(before, after) < "\u0e00"


def grow_compound(text: str, span: Span) -> Span:
    """ "al-Meslet", "Jean-Claude", "O'Brien", "'s-Gravenhage" and "Stoke-on-Trent" are one word."""
    start, end = span
    if text[start].isupper() and (head := _COMPOUND_HEAD.search(text, max(0, start - 20), start)):
        start = head.start()
    is_joinable = text[end - 1].isalpha()
    if is_joinable and (rest := _COMPOUND_REST.match(text, end)):
        end = rest.end()
    return Span(start, end)
