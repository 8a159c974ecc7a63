"""Kept conversations and clippings as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from corpus.records import Span
from qa.sessions.clippings import Clipping
from qa.sessions.kept_turns import KeptTurn
from qa.sessions.quotations import Quotation
from qa.sessions.session_search import FoundTurn
from qa.sessions.sessions import SessionSummary
from qa.show.phrases import CLOSEST, format_count, quoted
from qa.show.safe_text import one_line, printable
from qa.show.wrapping import wrap_lines

_INDENT = "  "


def format_moment(moment: datetime) -> str:
    """ "2016-02-04 15:30", in the local time."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def summary_as_line(summary: SessionSummary) -> str:
    """One session on one line: id, when it was asked in last, how many turns, what it is called."""
    words = (
        summary.id,
        format_moment(summary.last_asked),
        f"{format_count(summary.turns, 'turn'):>9}",
        one_line(summary.title),
    )
    return "  ".join(words)


def turns_as_text(turns: Sequence[KeptTurn], width: int) -> str:
    """A conversation as it went: each question, what was replied, and what was quoted for it."""
    return "\n\n".join("\n".join(_turn_lines(turn, width)) for turn in turns)


def found_turn_as_text(found: FoundTurn, width: int) -> str:
    """A turn that a search found, under the session that it is of."""
    place = f"{found.session.id}, turn {found.number}"
    named = f"{place} ({one_line(found.name)})" if found.name else place
    return "\n".join([named, *_turn_lines(found.turn, width)])


def clipping_as_text(clipping: Clipping, number: int, width: int) -> str:
    """A clipping with its number: the quote, where it is from, and the note."""
    lines = list(_quotation_lines(clipping.quotation, width))
    if clipping.note:
        lines += _wrapped(f"Note: {clipping.note}", width)
    about = f"{number}. {clipping.id}  {format_moment(clipping.kept_at)}"
    question = one_line(clipping.question)
    return "\n".join([f"{about}  {question}".rstrip(), *lines])


def _turn_lines(turn: KeptTurn, width: int) -> Iterator[str]:
    yield f"> {one_line(turn.question)}"
    if turn.was_rewritten:
        yield from _wrapped(f"Searched for: {one_line(turn.asked)}", width)
    yield from _wrapped(turn.headline, width)
    if quotation := turn.quotation:
        if turn.answer is None:
            yield f"{_INDENT}{CLOSEST}:"
        yield from _quotation_lines(quotation, width)


def _quotation_lines(quotation: Quotation, width: int) -> Iterator[str]:
    yield from _wrapped(quoted(quotation.quote), width, _INDENT * 2)
    yield from _wrapped(one_line(quotation.citation), width)
    yield from _wrapped(f"$ {quotation.link}", width)


def _wrapped(words: str, width: int, indent: str = _INDENT) -> Iterator[str]:
    shown = printable(words)
    for line in wrap_lines(shown, Span(0, len(shown)), max(width - len(indent), 20)):
        yield indent + shown[line.start : line.end]
