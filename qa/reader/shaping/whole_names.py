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
# With a capital at the beginning of the next sentence: "Saturn V. The".
_OPENERS = "the it its these those this that he she they we in on at an and but when if as for"
_NOT_IN_NAMES = frozenset((*MONTH_NUMBERS, *WEEKDAYS, *_OPENERS.split(), "i", "i'm", "i’m"))
_LAST_WORD = re.compile(r"[^\W\d_][\w’'-]*\.?$")
_NEXT_NAME = re.compile(
    rf"{_SPACE}(?:{any_of(NAME_PARTICLES)}{_SPACE}(?:(?:la|der|den){_SPACE})?)?(?P<name>[^\W\d_][\w-]*)"
)
_WORD_BEFORE = re.compile(rf"(?P<word>[^\W\d_]+){_SPACE}$")
_MAX_NAME_WORDS = 8
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]$")
_BODIES = frozenset(("U.S.", "U.K.", "U.N.", "E.U.", "D.C."))
# "J.K.", "George W."
_ENDS_IN_INITIAL = re.compile(rf"(?:[A-ZÀ-Þ]\w+{_SPACE})?(?:[A-ZÀ-Þ]\.{_SPACE}?)+")
_YOUNGER = ("Jr", "Sr", "Junior")
_JUNIOR = re.compile(rf",?{_SPACE}{any_of(_YOUNGER)}\b\.?")
_FIRM_REST = re.compile(rf"{_SPACE}&{_SPACE}[A-ZÀ-Þ][\w’'-]*")
_FIRM_HEAD = re.compile(rf"\b[A-ZÀ-Þ][\w’'-]*{_SPACE}&{_SPACE}$")
_PLACE_HEADS = frozenset(
    "New North South East West United Great Saudi Sri Costa El San Santa Los Las Sierra Hong "
    "Puerto Burkina Papua".split()
)
_PLACE_REST = re.compile(rf"{_SPACE}(?:New{_SPACE})?[A-ZÀ-Þ][\w’'-]*")
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
    if kind == "name" and (junior := _JUNIOR.match(text, end)):
        end = junior.end()
    grown = _grow_joined(text, Span(start, end), kind)
    if end > span.end and _is_headline(text, grown):
        return span
    return grow_compound(text, grown)


def _grow_joined(text: str, span: Span, kind: AnswerKind) -> Span:
    """ "Marks & Spencer" for one of both; "New Zealand" for "New"; "U.S." with its last dot."""
    start, end = span
    if kind in ("number", "time") or not text[start].isupper():
        return span
    if text[start:end] in _PLACE_HEADS and (rest := _PLACE_REST.match(text, end)):
        end = rest.end()
    if rest := _FIRM_REST.match(text, end):
        end = rest.end()
    if head := _FIRM_HEAD.search(text, max(0, start - 30), start):
        start = head.start()
    end += text[end : end + 1] == "." and text[start : end + 1] in _BODIES
    return Span(start, end)


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
    if _ENDS_IN_INITIAL.fullmatch(words):
        return words not in _BODIES
    first, *others = words.split()
    # A first name, after a rank or by itself.
    is_single = last[0].isupper() and last.isalpha() and len(others) == _is_rank(first)
    return _is_rank(last) or is_single or (" " in words and last in NAME_PARTICLES)


def _after_dot(text: str, end: int) -> int:
    """The end of a word, with the full stop of an abbreviated rank or of an initial: "Sgt."."""
    before = text[max(0, end - 8) : end]
    is_short = _last_word(before).casefold() in SHORT_RANKS or bool(_INITIAL.search(before))
    return end + (is_short and text[end : end + 1] == ".")


def _continues_name(word: str, *, after_rank: bool) -> bool:
    if not word[0].isupper() or word.casefold() in _NOT_IN_NAMES or word in _YOUNGER:
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
