"""Where sessions and clippings are kept when nobody says, and one chat's way to keep its own."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from corpus.errors import InputError
from qa.answers import Answer
from qa.folders import state_folder
from qa.sessions.clippings import Clippings
from qa.sessions.sessions import Conversation, Session, Sessions


def open_sessions(folder: Path | None = None) -> Sessions:
    """The sessions of the user; nothing is made or read before it is needed."""
    return Sessions((folder or state_folder()) / "sessions")


def open_clippings(folder: Path | None = None) -> Clippings:
    """The clippings of the user."""
    return Clippings((folder or state_folder()) / "clippings.jsonl")


class Keeper:
    """Keeps the conversation that is going on, a turn after another, and all that was kept before.

    Writing has a thread of its own, because a disk may take its time: whoever waits for `keep`
    knows that the turn is on it. `archive` is the place of the archive that is asked.
    """

    def __init__(self, folder: Path, archive: str, session: Session | None = None) -> None:
        self.sessions, self.clippings = open_sessions(folder), open_clippings(folder)
        self.archive = archive
        self.session = session or self.sessions.begin()
        self._writing = ThreadPoolExecutor(1, "keeper")

    @classmethod
    def of(cls, archive: str, resume: str | None = None, *, last: bool = False) -> Self:
        """For a chat on an archive; `resume` names a session, `last` means the last one of it.

        InputError for a session that there is not, or that asked another archive.
        """
        keeper = cls(state_folder(), archive)
        if resume:
            keeper.resume(keeper.sessions.find(resume))
        elif last:
            found = keeper.sessions.last(keeper.archive)
            if found is None:
                raise InputError("no conversation with this archive was kept: leave out --continue")
            keeper.session = found
        return keeper

    def resume(self, session: Session) -> None:
        """Go on with another session; InputError where it asked another archive."""
        summary = session.summarize()
        if summary and summary.archive != self.archive:
            raise InputError(
                f"session {session.id} asked the archive in {summary.archive}: "
                "name that one with --archive"
            )
        self.session = session

    def begin(self) -> None:
        """Go on with a new session."""
        self.session = self.sessions.begin()

    def read(self) -> Future[Conversation]:
        """The session as it is now: what is kept after this call is not in it."""
        return self._writing.submit(self.session.read)

    def keep(self, answer: Answer) -> Future[None]:
        """Keep one more turn of the session that is going on; OSError where it cannot be."""
        return self._writing.submit(self.session.append, answer, self.archive)

    def close(self) -> None:
        """Return when all turns are on the disk."""
        self._writing.shutdown()
