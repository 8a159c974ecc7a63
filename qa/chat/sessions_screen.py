"""The conversations that were kept: found again, resumed, renamed, deleted, exported."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList

from qa.chat.content import as_content
from qa.chat.keys import Binding
from qa.chat.list_screen import ENDINGS, ListScreen
from qa.sessions.exports.export_entries import export_session
from qa.sessions.keeping import Keeper
from qa.sessions.session_search import FoundTurn, find_turns, split_words
from qa.sessions.session_text import format_moment
from qa.sessions.sessions import Session, SessionSummary
from qa.show.phrases import format_count
from qa.show.safe_text import one_line

MUTED = "$foreground-muted"
MAX_FOUND = 200  # turns that a search lists: more are not read through

Row = SessionSummary | FoundTurn


class InUse(Protocol):
    """What shows the session that is in use."""

    def is_answering(self) -> bool:
        """Whether a question waits for its answer, which is to be kept."""

    async def begin_after_deletion(self) -> None:
        """Go on with a new session: the one that is shown has been deleted."""


class SessionsScreen(ListScreen[Session | None, Row]):
    """Gives the session to go on with, a new one among them; None changes nothing."""

    BINDING_GROUP_TITLE = "Sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="search-sessions", key_display="/",
                tooltip="Search all that was said"),
        Binding("n", "new", "New", id="new-session", tooltip="Begin a new session"),
        Binding("r", "rename", "Rename", id="rename-session", tooltip="Rename the session"),
        Binding("d", "delete", "Delete", id="delete-session", tooltip="Delete the session"),
        Binding("e", "export", "Export", id="export-session",
                tooltip="Export the session to a file"),
    ]  # fmt: skip

    def __init__(self, keeper: Keeper, in_use: InUse) -> None:
        super().__init__("Sessions")
        self.keeper, self.in_use = keeper, in_use
        self.searched = ""

    def on_mount(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self, row: int = 0, told: str = "") -> None:
        """List the sessions, or the turns that were searched for; `told` is what was just done."""
        sessions, words = self.keeper.sessions, split_words(self.searched)

        def find() -> list[Row]:
            return [*find_turns(sessions, words)] if words else [*sessions.summaries()]

        if (members := await self.attempt(find)) is None:
            return
        self.show_members(members[:MAX_FOUND], row)
        count = format_count(len(members), "turn")
        found = f"{count} with {self.searched}: / empties the search." if words else ""
        nothing = "" if members or words else "Nothing is kept yet: every conversation will be."
        self.say(told or found or nothing)

    def row_of(self, number: int, member: Row) -> tuple[Content, Content]:  # noqa: ARG002 - the tray shows it
        if isinstance(member, FoundTurn):
            about = one_line(f"{member.name or member.session.id}, turn {member.number}")
            return as_content(one_line(member.turn.question)), as_content(f"  {about}", MUTED)
        mark = "● " if member.id == self.keeper.session.id else "  "
        about = f"  {format_count(member.turns, 'turn')} · {format_moment(member.last_asked)}"
        return as_content(f"{mark}{one_line(member.title)}"), as_content(about, MUTED)

    def describe(self, member: Row | None) -> Content:
        if member is None:
            return Content()
        if isinstance(member, FoundTurn):
            best = member.turn.quotation
            words = [
                member.turn.headline,
                best.quote if best else "",
                best.citation if best else "",
            ]
            return as_content("\n".join(map(one_line, filter(None, words))))
        elsewhere = member.archive != self.keeper.archive
        place = f"asked the archive in {member.archive}" if elsewhere else ""
        words = [f"first asked: {member.first_question}", place, f"id {member.id}"]
        return as_content("\n".join(map(one_line, filter(None, words))), MUTED)

    @property
    def session(self) -> Session | None:
        """The highlighted session, or that of the highlighted turn."""
        current = self.current
        if isinstance(current, FoundTurn):
            return current.session
        return self.keeper.sessions.of(current) if current else None

    @on(OptionList.OptionSelected)
    def open(self) -> None:
        """Go on with the highlighted session."""
        if session := self.session:
            self.dismiss(session)

    def action_new(self) -> None:
        self.dismiss(self.keeper.sessions.begin())

    @work
    async def action_search(self) -> None:
        words = await self.ask_for("Words, or a “phrase”", self.searched)
        if words is not None:
            self.searched = one_line(words)
            self.fill()

    @work
    async def action_rename(self) -> None:
        if not (session := self.session):
            return
        if (now := await self.attempt(session.read)) is None:
            return
        if (name := await self.ask_for("Name", now.name)) is None:
            return
        sessions = self.keeper.sessions
        if shown := await self.attempt(lambda: sessions.rename(session, name)):
            self.fill(self.list.highlighted or 0, f"Renamed to {shown}.")

    @work
    async def action_delete(self) -> None:
        session = self.session
        if session and self.is_deletion_confirmed(f"session {session.id}"):
            is_in_use = session.id == self.keeper.session.id
            if is_in_use and self.in_use.is_answering():
                self.say("A question is still being answered: wait for it.", wrong=True)
                return
            if await self.change(lambda: self.keeper.sessions.delete(session)):
                if is_in_use:
                    await self.in_use.begin_after_deletion()
                told = f"Session {session.id} is deleted."
                self.fill(self.list.highlighted or 0, told)

    @work
    async def action_export(self) -> None:
        if not (session := self.session):
            return
        name = await self.ask_for(f"File ({ENDINGS})", f"session-{session.id}.md")
        if name and (kept := await self.attempt(session.read)):
            await self.write(export_session(session, kept), name)
