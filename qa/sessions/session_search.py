"""Words looked for in all that was asked and answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.sessions.kept_turns import KeptTurn
from qa.sessions.sessions import Conversation, Session, Sessions

_PHRASE_OR_WORD = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """A turn that holds all words: its session, the session's name, and its number from 1."""

    session: Session
    name: str
    number: int
    turn: KeptTurn


def split_words(typed: str) -> list[str]:
    """The words that were typed, and phrases where they stand in quotation marks."""
    straight = typed.replace("“", '"').replace("”", '"')
    return [phrase or word for phrase, word in _PHRASE_OR_WORD.findall(straight)]


def find_turns(sessions: Sessions, words: Sequence[str]) -> Iterator[FoundTurn]:
    """The turns that hold every word, in question, answer, quote, headline or outlet.

    Capitals do not count, and a part of a word is enough. The latest session comes first.
    """
    wanted = [" ".join(word.casefold().split()) for word in words if word.strip()]
    for session in sessions.all() if wanted else []:
        if not _may_hold(session, wanted):
            continue
        kept: Conversation = session.read()
        for number, turn in enumerate(kept.turns, start=1):
            text = _text_of(turn)
            if all(word in text for word in wanted):
                yield FoundTurn(session, kept.name, number, turn)


def _may_hold(session: Session, wanted: Sequence[str]) -> bool:
    """Whether the file has every word somewhere: most files need not be parsed."""
    try:
        text = session.path.read_text(encoding="utf-8", errors="replace").casefold()
    except OSError:  # deleted in this moment
        return False
    return all(_as_kept(part) in text for word in wanted for part in word.split())


def _as_kept(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)[1:-1].casefold()


def _text_of(turn: KeptTurn) -> str:
    best = turn.quotation
    quoted = (best.quote, best.title, best.source or "") if best else ()
    parts = (turn.question, turn.asked, turn.answer or "", *quoted)
    return " ".join("\n".join(parts).casefold().split())
