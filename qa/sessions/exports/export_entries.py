"""What is exported, the same for every format: questions with answers, and their quotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qa.sessions.clippings import Clipping
from qa.sessions.kept_turns import KeptTurn
from qa.sessions.quotations import Quotation
from qa.sessions.sessions import Conversation, Session


@dataclass(frozen=True, slots=True)
class Entry:
    """One turn or clipping. `reply` is what was answered, or why nothing was; "" of a clipping.

    `quotation` is what was quoted: of a turn without an answer what came closest. `others` are the
    rows listed under it, as on the screen. `asked` is the whole question where another one was
    searched for.
    """

    when: datetime
    archive: str
    question: str
    asked: str
    status: str
    answer: str | None
    reply: str
    confidence: float | None
    quotation: Quotation | None
    others: tuple[Quotation, ...]
    note: str
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Export:
    """All that goes into one file. `kind` is "session" or "clippings"."""

    kind: str
    title: str
    entries: tuple[Entry, ...]


def export_session(session: Session, kept: Conversation) -> Export:
    """A conversation, a turn an entry."""
    title = kept.name or f"Session {session.id}"
    return Export("session", title, tuple(map(_entry_of_turn, kept.turns)))


def export_clippings(clippings: Sequence[Clipping]) -> Export:
    """The clippings in their order."""
    return Export("clippings", "Clippings", tuple(map(_entry_of_clipping, clippings)))


def _entry_of_turn(turn: KeptTurn) -> Entry:
    return Entry(
        when=turn.asked_at,
        archive=turn.archive,
        question=turn.question,
        asked=turn.asked if turn.was_rewritten else "",
        status=turn.status,
        answer=turn.answer,
        reply=turn.headline,
        confidence=turn.confidence if turn.answer is not None else None,
        quotation=turn.quotation,
        others=turn.see_also,
        note="",
        record=turn.record,
    )


def _entry_of_clipping(clipping: Clipping) -> Entry:
    is_rewritten = clipping.asked.split() != clipping.question.split()
    return Entry(
        when=clipping.kept_at,
        archive=clipping.archive,
        question=clipping.question,
        asked=clipping.asked if is_rewritten else "",
        status="",
        answer=clipping.answer,
        reply="",
        confidence=None,
        quotation=clipping.quotation,
        others=(),
        note=clipping.note,
        record=clipping.as_record(),
    )
