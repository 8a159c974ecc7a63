"""A list of what was kept, over the chat: the highlighted member is shown whole below it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from corpus.errors import InputError
from qa.chat.content import as_content, justify
from qa.chat.key_line import KeyLine
from qa.chat.keys import Binding
from qa.chat.question_box import Line
from qa.sessions.exports.export_entries import Export
from qa.sessions.exports.export_formats import write_export
from qa.show.safe_text import one_line

ENDINGS = ".md, .html, .csv, .json or .ris"

Chosen = TypeVar("Chosen")
Member = TypeVar("Member")
Result = TypeVar("Result")


class ListScreen(ModalScreen[Chosen], Generic[Chosen, Member]):
    """Members in a list, one of them highlighted; a line at the foot asks for words when needed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close"),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title_line = Static(as_content(title), classes="title")
        self.list = OptionList(compact=True, markup=False)
        self.detail = Static()
        self.label = Label(classes="prompt")
        self.field = Line(classes="prompt")
        self.outcome = Static(id="kept-outcome")
        self.members: Sequence[Member] = ()
        self._typed: asyncio.Future[str | None] | None = None
        self._to_delete: Member | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="kept"):
            yield self.title_line
            yield self.list
            with VerticalScroll(id="kept-detail", can_focus=False):
                yield self.detail
            yield self.label
            yield self.field
            yield self.outcome
        yield KeyLine()

    def on_mount(self) -> None:
        self.list.focus()

    @property
    def current(self) -> Member | None:
        """The highlighted member."""
        row = self.list.highlighted
        return self.members[row] if row is not None and row < len(self.members) else None

    def show_members(self, members: Sequence[Member], row: int = 0) -> None:
        """List these; `row` is highlighted, or the last one where there are fewer."""
        self.members, self._to_delete = members, None
        self._fill_rows(min(row, len(members) - 1) if members else None)
        self.show_detail()

    def on_resize(self) -> None:
        self._fill_rows(self.list.highlighted)

    def _fill_rows(self, highlighted: int | None) -> None:
        width = max(self.list.scrollable_content_region.width - 2, 0)
        rows = (self.row_of(number, each) for number, each in enumerate(self.members, start=1))
        self.list.set_options(Option(justify(left, right, width)) for left, right in rows)
        self.list.highlighted = highlighted

    def row_of(self, number: int, member: Member) -> tuple[Content, Content]:
        """What stands at the left and at the right of a member's row; the left gives way."""
        raise NotImplementedError

    def describe(self, member: Member | None) -> Content:
        """What is shown below the list of the highlighted member; None where there is none."""
        raise NotImplementedError

    @on(OptionList.OptionHighlighted)
    def show_detail(self) -> None:
        """Show the highlighted member whole."""
        if self.current is not self._to_delete:
            self._to_delete = None
        self.detail.update(self.describe(self.current))

    def say(self, words: str, *, wrong: bool = False) -> None:
        """One line of what came of a key."""
        self.outcome.update(as_content(words))
        self.outcome.set_class(wrong, "-wrong")

    async def ask_for(self, what: str, value: str = "") -> str | None:
        """Words typed at the foot of the screen; None where the user thought better of it."""
        self._typed = asyncio.get_running_loop().create_future()
        self.label.update(as_content(what))
        self.field.value = value
        self.add_class("-asking")
        self.field.focus()
        try:
            return await self._typed
        finally:
            self._typed = None
            self.remove_class("-asking")
            self.list.focus()

    @on(Input.Submitted)
    def take_words(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self._end_asking(submitted.value)

    def action_leave(self) -> None:
        """Give up what is being typed; else close."""
        if not self._end_asking(None):
            self.dismiss(None)

    def _end_asking(self, words: str | None) -> bool:
        if self._typed is None or self._typed.done():
            return False
        self._typed.set_result(words)
        return True

    def is_deletion_confirmed(self, name: str) -> bool:
        """Whether this is the second time, one after the other, that the same is to be deleted."""
        if self.current is None:
            return False
        if self._to_delete is self.current:
            return True
        self._to_delete = self.current
        self.say(f"Press d once more to delete {name} for good.", wrong=True)
        return False

    async def attempt(self, function: Callable[[], Result]) -> Result | None:
        """What comes of reading or writing, in a thread; where it fails, why, and None."""
        try:
            return await asyncio.to_thread(function)
        except (InputError, OSError, RuntimeError) as error:  # the last of "~nobody"
            self.say(one_line(str(error)), wrong=True)
            return None

    async def change(self, function: Callable[[], object]) -> bool:
        """Whether something could be changed on the disk; where not, it is said why."""
        return await self.attempt(lambda: (function(), True)) is not None

    async def write(self, export: Export, name: str) -> None:
        """Write an export to the file that was named, and say what came of it."""

        def write() -> Path:
            path = Path(name).expanduser().absolute()
            write_export(export, path)
            return path

        if path := await self.attempt(write):
            self.say(f"Wrote {one_line(str(path))}.")
