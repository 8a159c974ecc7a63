"""Where sentences begin and end: ranges of a text, never copies of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.calendar_words import MONTH_ABBREVIATIONS, WEEKDAY_ABBREVIATIONS
from corpus.records import Span

# A blank line always ends a sentence; so does a line break after closing punctuation or
# before a list mark. Any other single line break is a wrapped line.
_BLOCK = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.!?:;…\"”’)\]])[^\S\n]*\n\s*|\n\s*(?=[•*–—-]\s)")
# Only where a run of marks begins: tried from each of its marks, a long run takes forever.
_END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s+)|(?:[。！？]+[」』”’）]*\s*)")
_LAST_WORD = re.compile(r"[\w.&'’-]*$")
_OPENING = "\"'“‘«([•—–- "

_TITLES = (
    "mr mrs ms dr prof gen col lt sgt maj capt cpl adm cmdr sen rep gov pres rev hon msgr fr sr "
    "jr st mt ft messrs mme mlle amb supt insp"
)
_OTHERS = (
    "no nos vol vols art fig figs pp p para ch sec ed eds approx ca est vs v cf viz al "
    "inc ltd co corp bros dept univ assn ave blvd rd"
)
# After these a full stop never ends a sentence.
_NEVER_LAST = frozenset(_TITLES.split()) | {"e.g", "i.e", "cf", "vs", "v", "viz", "approx", "ca"}
# After these it does only if a new sentence plainly starts.
_SELDOM_LAST = frozenset(_OTHERS.split()).union(MONTH_ABBREVIATIONS, WEEKDAY_ABBREVIATIONS) - {
    "may"
}
# These are words as well: only a number after them makes them abbreviations.
_WORDS_TOO = frozenset("no nos art fig sat sun mar sec al ed p pp".split())
_STARTERS = frozenset(
    "the a an he she it they we i you his her its their our this that these those there in on at "
    "but and so yet for as when while after before since if although though however meanwhile "
    "who what where why how many most some all one two three not no".split()
)


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text in order, without the white space between them.

    Every character that is not white space belongs to exactly one sentence.
    """
    start = 0
    for block in (*_BLOCK.finditer(text), None):
        end = block.start() if block else len(text)
        yield from _sentences_of_block(text, start, end)
        start = block.end() if block else end


def _sentences_of_block(text: str, start: int, end: int) -> Iterator[Span]:
    for mark in _END.finditer(text, start, end):
        if mark.end() < end and _ends_a_sentence(text, start, mark):
            yield from trim(text, start, mark.end())
            start = mark.end()
    yield from trim(text, start, end)


def trim(text: str, start: int, end: int) -> Iterator[Span]:
    """The range without the white space at its edges; nothing if that is all there is."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    if start < end:
        yield Span(start, end)


def _ends_a_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    if text[mark.start()] in "。！？":
        return True
    following = text[mark.end() : mark.end() + 40].lstrip(_OPENING)
    if not following or following[0].islower():
        return False
    if mark.group().rstrip() != ".":
        return True
    last = _LAST_WORD.search(text, max(start, mark.start() - 40), mark.start())
    word = last.group() if last else ""
    return not _is_abbreviation(word, following)


def _is_abbreviation(word: str, following: str) -> bool:
    folded = word.casefold().strip("'’-&")
    if folded in _NEVER_LAST:
        return True
    next_word = re.match(r"\w+", following)
    starts_sentence = next_word is not None and next_word.group().casefold() in _STARTERS
    if len(folded) == 1 and folded.isalpha():
        return word.isupper() and not starts_sentence
    if "." in folded and all(len(part) <= 2 for part in folded.split(".")):
        return not starts_sentence  # U.S. · U.N. · a.m. · Ph.D
    if folded in _WORDS_TOO:
        return following[0].isdigit()
    return folded in _SELDOM_LAST and not starts_sentence
