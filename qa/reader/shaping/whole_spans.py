"""A span grows to whole words, numbers, titles, names and quotations: nothing is cut in half."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.quotation_marks import (
    QUOTATION_MARKS,
    SURE_MARKS,
    Pair,
    find_lone_marks,
    find_pairs,
    find_quotations,
)
from corpus.records import Span
from corpus.sentences import sentences
from qa.reader.questions.answer_types import AnswerKind
from qa.reader.shaping.whole_names import grow_name
from qa.reader.shaping.whole_numbers import grow_number
from qa.reader.shaping.whole_words import grow_words

# Characters that a span may grow by so that a pair of marks is whole; beyond it the span is cut.
MAX_GROWTH = 300
_LOOSE_EDGES = " \t\n\u00a0,;:–—"
_QUOTES = frozenset(QUOTATION_MARKS)
_RELATIVE_CLAUSE = re.compile(r", (?:who|whose|which|where|when)\b")
_MAX_TITLE_WORDS = 10
_BEFORE_INSERTION = re.compile(
    r"\b(?P<words>(?:the|an?|his|her|its|their|our|my|your|this|that) (?:[a-z-]+ ){0,2})\Z"
)


def whole_span(text: str, span: Span, question: str = "", kind: AnswerKind = "other") -> Span:
    """The span without loose marks at its edges, grown until it cuts nothing in half.

    A unit that the question names is not added: "how many hours" is answered by "24".
    """
    whole = grow_words(text, _trim_edges(text, _within_sentence(text, span, kind)))
    whole = grow_number(text, _grow_insertion(text, whole), question, kind)
    whole = _grow_title(text, grow_name(text, whole, kind))
    return _without_outer_marks(text, balance(text, whole))


def _within_sentence(text: str, span: Span, kind: AnswerKind) -> Span:
    """The part of a span before a relative clause, in its first sentence.

    A name or a number never goes on there; other words may.
    """
    words = text[slice(*span)]
    if kind == "other" or not ("." in words or "," in words):
        return span
    first = next((each for each in sentences(text) if each.start <= span.start < each.end), span)
    end = min(span.end, first.end)
    end -= end < span.end and text[end - 1] in ".!?"
    clause = _RELATIVE_CLAUSE.search(text, span.start + 1, end)
    return Span(span.start, clause.start() if clause else end)


def balance(text: str, span: Span, most: int = MAX_GROWTH) -> Span:
    """The span with whole pairs of marks: a half at an edge is cut, one within gets its other."""
    pairs = find_pairs(text)
    for _ in range(len(pairs)):
        span = _trim_half_marks(text, span, pairs)
        half = next((pair for pair in pairs if _is_cut(span, pair)), None)
        if half is None:
            break
        span = _mend(span, half, most)
    return _trim_half_marks(text, _cut_at_lone_mark(text, span, pairs), pairs)


def _cut_at_lone_mark(text: str, span: Span, pairs: Sequence[Pair]) -> Span:
    """The longer side of a mark within a span that has no other half at all."""
    trimmed = _trim_half_marks(text, span, pairs)
    lone = next(
        (place for place in find_lone_marks(text) if trimmed.start <= place < trimmed.end), None
    )
    return span if lone is None else _longer(Span(trimmed.start, lone), Span(lone + 1, trimmed.end))


def _is_cut(span: Span, pair: Pair) -> bool:
    holds_first = span.start <= pair.start < span.end
    holds_last = span.start < pair.end <= span.end
    return holds_first != holds_last


def _mend(span: Span, pair: Pair, most: int) -> Span:
    """The span grown to hold all of the pair; cut at its mark where that would be too much."""
    whole = Span(min(span.start, pair.start), max(span.end, pair.end))
    if (whole.end - whole.start) - (span.end - span.start) <= most:
        return whole
    mark = pair.start if span.start <= pair.start < span.end else pair.end - 1
    return _longer(Span(span.start, mark), Span(mark + 1, span.end))


def _longer(one: Span, other: Span) -> Span:
    return max(one, other, key=lambda part: part.end - part.start)


def _trim_half_marks(text: str, span: Span, pairs: Sequence[Pair]) -> Span:
    """The span without marks at its edges whose other half it does not hold."""
    start, end = span
    whole = {
        place for pair in pairs if not _is_cut(span, pair) for place in (pair.start, pair.end - 1)
    }
    while start < end and (
        text[start].isspace() or (text[start] in SURE_MARKS and start not in whole)
    ):
        start += 1
    while end > start and (
        text[end - 1].isspace() or (text[end - 1] in SURE_MARKS and end - 1 not in whole)
    ):
        end -= 1
    return Span(start, end) if start < end else span


def _without_outer_marks(text: str, span: Span) -> Span:
    """What stands within a pair of quotation marks that holds all of the span."""
    within = Span(span.start + 1, span.end - 1)
    is_quoted = any(tuple(pair) == tuple(span) for pair in find_quotations(text))
    return _trim_edges(text, within) if is_quoted and within.start < within.end else span


def _grow_insertion(text: str, span: Span) -> Span:
    """What an editor put into a quotation, with the words that it goes on: "the old [Mill]"."""
    if text[span.start - 1 : span.start] != "[" or text[span.end : span.end + 1] != "]":
        return span
    before = _BEFORE_INSERTION.search(text, max(0, span.start - 40), span.start - 1)
    return Span(before.start("words") if before else span.start - 1, span.end + 1)


def _grow_title(text: str, span: Span) -> Span:
    """The whole of a title in quotation marks that a span begins or ends with."""
    if not {text[span.start - 1 : span.start], text[span.end : span.end + 1]} & _QUOTES:
        return span
    for pair in find_quotations(text):
        inside = Span(pair.start + 1, pair.end - 1)
        touches = inside.start == span.start or inside.end == span.end
        if touches and inside.start <= span.start and span.end <= inside.end:
            return inside if _is_title(text[slice(*inside)]) else span
    return span


def _is_title(words: str) -> bool:
    """Whether some words are set like a title: few, most with capitals, and no sentence."""
    letters = [word.lstrip("([") for word in words.split() if word.lstrip("([")[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in letters)
    return (
        len(letters) <= _MAX_TITLE_WORDS
        and 2 * capitals > len(letters)
        and (words[-1] not in ".,!?;" and capitals > 1)
    )


def _trim_edges(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip(_LOOSE_EDGES))
    end = span.end - (len(inner) - len(inner.rstrip(_LOOSE_EDGES)))
    return Span(start, end) if start < end else span
