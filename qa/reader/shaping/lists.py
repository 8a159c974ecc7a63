"""A span in an enumeration grows to all of its members."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.quotation_marks import find_pairs
from corpus.records import Span
from corpus.sentences import sentences
from qa.reader.shaping.list_members import (
    ADDITION,
    BRACKET,
    CLAUSE,
    LEADING,
    NAME,
    NAME_OF,
    NAME_OF_NAME,
    NAME_WITH_MORE,
    ROLE,
    STARTING_NAME,
    Members,
    member_length,
    member_start,
)

_SEPARATOR = re.compile(r"\s*,?\s+(?:(?P<join>and|as well as|&)|or)\s+|\s*,\s+")
_BRACKET = re.compile(BRACKET)
_SEMICOLON = re.compile(r";\s+(?:and\s+)?")
_BULLET = re.compile(r"[ \t]*(?:[•*·‣▪–—-]|\d{1,2}[.)])\s+\S[^\n]*")


class _Piece(NamedTuple):
    """What stands between two separators, and whether a join such as "and" comes before it."""

    span: Span
    is_joined: bool


def whole_list(text: str, span: Span) -> Span | None:
    """The enumeration around a span, in its sentence or its lines; None where there is none."""
    members = _enumeration_around(text, span)
    if members and "(" in text[slice(*members)]:
        # Where the others have brackets, that behind the last member belongs to it.
        bracket = _BRACKET.match(text, members.end)
        return Span(members.start, bracket.end()) if bracket else members
    return members


def _enumeration_around(text: str, span: Span) -> Span | None:
    if lines := _bulleted_lines(text, span):
        return lines
    span = _with_parallel_name(text, span)
    sentence = _sentence_around(text, span)
    if sentence is None:
        return None
    if parted := _parted_by_semicolons(text, sentence):
        return parted
    pieces = list(_pieces(text, _clause_around(text, span, sentence)))
    is_named = re.search(NAME, text[slice(*span)]) is not None
    kinds: Sequence[Members] = ("names", "mixed") if is_named else ("plain",)
    return next(filter(None, (_grow(text, span, pieces, kind) for kind in kinds)), None)


def with_next_member(text: str, span: Span, others: Sequence[Span]) -> Span | None:
    """A span with another that only a join or a comma parts from it; None where there is none.

    Behind a comma there must be a list, and before it no name: "Ada Lund, a nurse and a mother" is
    one woman.
    """
    for other in others:
        first, last = sorted((span, other))
        mark = _SEPARATOR.fullmatch(text, first.end, last.start)
        is_named = re.search(NAME, text[slice(*first)]) is not None
        if mark and (mark["join"] or (is_list(text[slice(*last)]) and not is_named)):
            return Span(first.start, last.end)
    return None


def is_list(text: str) -> bool:
    """Whether a text joins several things: "Norway and Sweden"."""
    return any(mark["join"] for mark in _SEPARATOR.finditer(text))


def _with_parallel_name(text: str, span: Span) -> Span:
    """A list with the first half of its first name: "Alma of Bern and Brand of Ulm"."""
    words = text[slice(*span)]
    before = NAME_OF.search(text, max(0, span.start - 60), span.start)
    if before is None or not is_list(words) or not NAME_OF_NAME.search(words):
        return span
    return Span(before.start(), span.end)


def _sentence_around(text: str, span: Span) -> Span | None:
    """The sentence of a span without its stop."""
    around = [each for each in sentences(text) if each.start < span.end and each.end > span.start]
    if not around:
        return None
    end = around[-1].end
    return Span(around[0].start, end - 1 if text[end - 1] in ".!?" else end)


def _clause_around(text: str, span: Span, sentence: Span) -> Span:
    """Where the members may stand: between semicolons, and in the brackets if the span is."""
    start, end = sentence
    for mark in _SEMICOLON.finditer(text, *sentence):
        start = mark.end() if mark.end() <= span.start else start
        end = min(end, mark.start()) if mark.start() >= span.end else end
    for pair in find_pairs(text):
        if pair.start < span.start and span.end < pair.end:
            start, end = max(start, pair.start + 1), min(end, pair.end - 1)
    return Span(start, max(end, span.end))


def _grow(text: str, span: Span, pieces: Sequence[_Piece], kind: Members) -> Span | None:
    touched = [
        place for place, piece in enumerate(pieces)
        if piece.span.start < span.end and piece.span.end > span.start
    ]  # fmt: skip
    if not touched:
        return None
    start, first = _grow_left(text, pieces, span, touched[0], kind)
    # Of a list that the reader points at only names before it may be missing.
    is_whole = is_list(text[slice(*span)])
    end, last = (
        (span.end, touched[-1])
        if is_whole
        else (_grow_right(text, pieces, span, touched[-1], kind))
    )
    is_joined = any(piece.is_joined for piece in pieces[first + 1 : last + 1])
    least = 1 if kind == "names" or is_whole else 2
    return Span(start, end) if is_joined and last - first >= least else None


def _pieces(text: str, bounds: Span) -> Iterator[_Piece]:
    """The parts of a sentence between commas and joins."""
    start, is_joined = bounds.start, False
    for mark in _SEPARATOR.finditer(text, *bounds):
        yield _Piece(Span(start, mark.start()), is_joined)
        start, is_joined = mark.end(), mark["join"] is not None
    yield _Piece(Span(start, bounds.end), is_joined)


def _grow_right(
    text: str, pieces: Sequence[_Piece], span: Span, place: int, kind: Members
) -> tuple[int, int]:
    """The end of the last member after a span, and its place."""
    end, last = span.end, place
    rest = text[span.end : pieces[place].span.end].strip(" ()")
    is_bracket = _BRACKET.fullmatch(text[span.end : pieces[place].span.end]) is not None
    if rest and not is_bracket and not rest.isdigit() and not ADDITION.fullmatch(rest):
        return end, last
    for n, piece in enumerate(pieces[place + 1 :], place + 1):
        words = text[slice(*piece.span)]
        if kind == "names" and piece.is_joined and ROLE.fullmatch(words):
            # "and the commissioner, Lida Hren"
            named = _name_at(text, pieces, n + 1)
            return (named, n + 1) if named else (end, last)
        if length := member_length(words, kind, piece.is_joined):
            end, last = piece.span.start + length, n
        elif not ADDITION.fullmatch(words):
            break
        if piece.is_joined:
            break
    return end, last


def _name_at(text: str, pieces: Sequence[_Piece], place: int) -> int | None:
    """Where the name ends that a piece begins with, if it does."""
    named = STARTING_NAME.match(text, *pieces[place].span) if place < len(pieces) else None
    return named.end() if named else None


def _grow_left(
    text: str, pieces: Sequence[_Piece], span: Span, place: int, kind: Members
) -> tuple[int, int]:
    """The start of the first member before a span, and its place."""
    start, first = span.start, place
    lead = text[pieces[place].span.start : span.start]
    if not re.fullmatch(LEADING, lead) or CLAUSE.search(lead):
        return start, first
    is_whole = is_list(text[slice(*span)])
    if is_whole and (kind != "names" or pieces[place].is_joined):
        return start, first
    for n in range(place - 1, -1, -1):
        words = text[slice(*pieces[n].span)]
        member = member_start(words, kind)
        if is_whole and (member is None or not re.fullmatch(NAME, words[member:])):
            break
        if member is not None:
            start, first = pieces[n].span.start + member, n
            if member > 0:
                break
        elif not ADDITION.fullmatch(words):
            break
    return start, first


def _parted_by_semicolons(text: str, bounds: Span) -> Span | None:
    """A list of names, each with what is said of it, in a sentence of at least three such parts."""
    starts = [bounds.start, *(match.end() for match in _SEMICOLON.finditer(text, *bounds))]
    if len(starts) < 3 or not all(NAME_WITH_MORE.match(text, start) for start in starts[1:]):
        return None
    lead = [match.end() for match in CLAUSE.finditer(text, bounds.start, text.find(";", *bounds))]
    start = lead[-1] if lead else bounds.start
    return Span(start + len(text[start:]) - len(text[start:].lstrip()), bounds.end)


def _bulleted_lines(text: str, span: Span) -> Span | None:
    """The lines with list marks around a span, if it stands in one."""
    place = text.rfind("\n", 0, span.start) + 1
    if not _BULLET.match(text, place):
        return None
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    marked = [bool(_BULLET.fullmatch(text[slice(*line)])) for line in lines]
    first = last = next(n for n, line in enumerate(lines) if line.start == place)
    while first and marked[first - 1]:
        first -= 1
    while last + 1 < len(lines) and marked[last + 1]:
        last += 1
    return Span(lines[first].start, lines[last].end) if last > first else None
