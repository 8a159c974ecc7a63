"""A span grows to the whole of a name: the ranks before it, and what follows a first name."""

from __future__ import annotations

import re

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS, any_of
from corpus.records import Span
from qa.reader.people.particles import NAME_PARTICLES
from qa.reader.people.ranks import RANKS, SHORT_RANKS
from qa.reader.questions.answer_types import AnswerKind
from qa.reader.shaping.whole_words import grow_compound

_SPACE = r"[ \u00a0\u2009\u202f]"
_NOT_IN_NAMES = frozenset((*MONTH_NUMBERS, *WEEKDAYS, "i", "i'm", "i’m"))
_LAST_WORD = re.compile(r"[^\W\d_][\w’'-]*\.?$")
_NEXT_NAME = re.compile(
    rf"{_SPACE}(?:{any_of(NAME_PARTICLES)}{_SPACE}(?:(?:la|der|den){_SPACE})?)?(?P<name>[^\W\d_][\w-]*)"
)
_WORD_BEFORE = re.compile(rf"(?P<word>[^\W\d_]+){_SPACE}$")
_MAX_NAME_WORDS = 8
_SENTENCE_PART = re.compile(r"[^.!?\n]+")


def grow_name(text: str, span: Span, kind: AnswerKind) -> Span:
    """ "Sgt" and "Ilse" get the rest of the name, "Sir Keith" the ranks before it."""
    start = _before_ranks(text, span)
    end = span.end
    if _may_be_cut(text[slice(*span)], kind):
        while (following := _NEXT_NAME.match(text, _after_dot(text, end))) and (
            _continues_name(following["name"], after_rank=_is_rank(_last_word(text[start:end])))
        ):
            end = following.end()
    grown = Span(start, end)
    return span if end > span.end and _is_headline(text, grown) else grow_compound(text, grown)


def _before_ranks(text: str, span: Span) -> int:
    """Where a row of ranks begins, if a span begins within it: "Rear Admiral | Sir Keith"."""
    start = span.start
    if any(map(_is_rank, text[slice(*span)].split()[:1])):
        while (before := _WORD_BEFORE.search(text, 0, start)) and _is_rank(before["word"]):
            start = before.start()
    return start


def _may_be_cut(words: str, kind: AnswerKind) -> bool:
    """Whether more of a name may follow: after a rank, one name, or "de" of "de Mistura"."""
    last = _last_word(words)
    if last.casefold().rstrip(".") in SHORT_RANKS and last[0].isupper():
        return kind in ("name", "other")
    if kind != "name" or not last or last.casefold() in _NOT_IN_NAMES:
        return False
    first, *others = words.split()
    # A first name, after a rank or by itself.
    is_single = last[0].isupper() and last.isalpha() and len(others) == _is_rank(first)
    return _is_rank(last) or is_single or (" " in words and last in NAME_PARTICLES)


def _after_dot(text: str, end: int) -> int:
    """The end of a word, with the full stop of an abbreviated rank: "Sgt."."""
    is_short = _last_word(text[max(0, end - 8) : end]).casefold() in SHORT_RANKS
    return end + (is_short and text[end : end + 1] == ".")


def _continues_name(word: str, *, after_rank: bool) -> bool:
    if not word[0].isupper() or word.casefold() in _NOT_IN_NAMES:
        return False
    return after_rank or not _is_rank(word)


def _last_word(words: str) -> str:
    last = _LAST_WORD.search(words)
    return last.group() if last else ""


def _is_rank(word: str) -> bool:
    return word[:1].isupper() and word.casefold().rstrip(".") in RANKS


def _is_headline(text: str, span: Span) -> bool:
    """Whether all words around a span have capitals as well, so that those within tell nothing."""
    start = max(text.rfind(mark, 0, span.start) for mark in ".!?\n") + 1
    sentence = _SENTENCE_PART.match(text, span.end)
    around = text[start : span.start] + (sentence.group() if sentence else "")
    is_long = len(text[slice(*span)].split()) > _MAX_NAME_WORDS
    return is_long or not any(word[0].islower() for word in around.split())
