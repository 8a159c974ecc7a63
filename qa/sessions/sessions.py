"""The conversations of a user: one JSON Lines file each, which grows with every turn.

A line is a turn (`kept_turns`) or the session's name, of which the last one holds. A session that
nothing was asked in has no file.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import InputError
from qa.answers import Answer
from qa.sessions.kept_turns import KeptTurn, turn_record
from qa.sessions.private_files import alone_in, append_record, parse_object, read_records
from qa.show.safe_text import one_line

MAX_NAME_CHARACTERS = 80
_NAME, _TURN = b'{"session_name": ', b'{"id": '


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that is kept of a session. `passed_over` counts lines that could not be read."""

    turns: tuple[KeptTurn, ...]
    name: str
    passed_over: int


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session in a list. `name` is what the user called it, "" where they did not."""

    id: str
    name: str
    first_question: str
    turns: int
    began: datetime
    last_asked: datetime
    archive: str

    @property
    def title(self) -> str:
        """What to call it: its name, else its first question."""
        return self.name or self.first_question

    def as_record(self) -> dict[str, object]:
        """All of it as JSON values."""
        return {
            "id": self.id,
            "name": self.name or None,
            "first_question": self.first_question,
            "turns": self.turns,
            "began": self.began.isoformat(timespec="seconds"),
            "last_asked": self.last_asked.isoformat(timespec="seconds"),
            "archive": self.archive,
        }


@dataclass(frozen=True, slots=True)
class Session:
    """One session by its file, which need not be there yet."""

    path: Path

    @property
    def id(self) -> str:
        """What it is called where a user has given it no name: when it began."""
        return self.path.stem

    def append(self, answer: Answer, archive: str) -> None:
        """Keep one more turn; it is on the disk when this returns. OSError where it cannot be."""
        record = turn_record(answer, datetime.now(UTC), archive)
        with alone_in(self.path.parent):
            append_record(self.path, record)

    def read(self) -> Conversation:
        """All its turns, the first one first; lines that are torn or strange are passed over."""
        objects, passed_over = read_records(self.path)
        turns: list[KeptTurn] = []
        name = ""
        for record in objects:
            if isinstance(named := record.get("session_name"), str):
                name = named
                continue
            try:
                turns.append(KeptTurn.parse(record))
            except ValueError:
                passed_over += 1
        return Conversation(tuple(turns), name, passed_over)

    def summarize(self) -> SessionSummary | None:
        """The session as a list shows it, from its first and last turn; None if it has none."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except OSError:  # deleted in this moment, or no file of ours
            return None
        asked = [line for line in lines if line.startswith(_TURN)]
        first, last = _first_whole(asked), _first_whole(asked[::-1])
        if first is None or last is None:
            return None
        return SessionSummary(
            id=self.id,
            name=_last_name(lines),
            first_question=one_line(first.question),
            turns=len(asked),
            began=first.asked_at,
            last_asked=last.asked_at,
            archive=last.archive,
        )


class Sessions:
    """The sessions in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self) -> Session:
        """A new session; it has a file from its first turn on."""
        now = datetime.now().astimezone()
        return Session(self.folder / f"{now:%Y-%m-%d-%H%M%S}-{secrets.token_hex(2)}.jsonl")

    def all(self) -> list[Session]:
        """Every session, the one that began last first."""
        if not self.folder.is_dir():
            return []
        return [Session(path) for path in sorted(self.folder.glob("*.jsonl"), reverse=True)]

    def summaries(self) -> list[SessionSummary]:
        """Every session that has a turn, the one asked in last first."""
        found = filter(None, (session.summarize() for session in self.all()))
        return sorted(found, key=lambda each: each.last_asked, reverse=True)

    def last(self, archive: str) -> Session | None:
        """The session of this archive that was asked in last."""
        of_archive = (each for each in self.summaries() if each.archive == archive)
        found = next(of_archive, None)
        return self.of(found) if found else None

    def of(self, summary: SessionSummary) -> Session:
        """The session that a summary is of."""
        return Session(self.folder / f"{summary.id}.jsonl")

    def find(self, name: str) -> Session:
        """The session with this name, this id or the only one whose id begins so; InputError."""
        summaries = self.summaries()
        wanted = one_line(name).casefold()
        for matching in (
            [each for each in summaries if each.id == wanted],
            [each for each in summaries if each.name.casefold() == wanted],
            [each for each in summaries if wanted and each.id.startswith(wanted)],
        ):
            if len(matching) == 1:
                return self.of(matching[0])
            if matching:
                ids = ", ".join(each.id for each in matching[:5])
                raise InputError(f"{name!r} may be several sessions: name one of {ids}")
        raise InputError(f"no session {name!r}: `pullquote sessions` lists them")

    def rename(self, session: Session, name: str) -> str:
        """Give a session a name, which no other has; the name as it is kept. InputError."""
        shown = one_line(name)
        if not shown or len(shown) > MAX_NAME_CHARACTERS:
            raise InputError(f"a session's name has 1 to {MAX_NAME_CHARACTERS} characters")
        with alone_in(self.folder):
            others = (each for each in self.summaries() if each.id != session.id)
            if any(shown.casefold() in (each.name.casefold(), each.id) for each in others):
                raise InputError(f"another session has the name {shown!r}: choose one of its own")
            append_record(session.path, {"session_name": shown})
        return shown

    def delete(self, session: Session) -> None:
        """Delete a session's file."""
        with alone_in(self.folder):
            session.path.unlink(missing_ok=True)

    def questions(self, most: int) -> list[str]:
        """The questions asked last, at most so many, the latest last; each stands there once."""
        found: dict[str, None] = {}
        for session in self.all():
            for turn in reversed(session.read().turns):
                found.setdefault(one_line(turn.question))
            if len(found) >= most:
                break
        return list(found)[:most][::-1]


def _first_whole(lines: list[bytes]) -> KeptTurn | None:
    for line in lines:
        if record := parse_object(line):
            try:
                return KeptTurn.parse(record)
            except ValueError:
                continue
    return None


def _last_name(lines: list[bytes]) -> str:
    names: Iterator[object] = (
        record["session_name"]
        for line in reversed(lines)
        if line.startswith(_NAME) and (record := parse_object(line))
    )
    return next((one_line(name) for name in names if isinstance(name, str)), "")
