"""The line that finds words in the article or in the transcript."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from qa.chat.content import as_content
from qa.chat.keys import Binding
from qa.chat.question_box import Line


class Findable(Protocol):
    """Something in which words can be found, one place after another."""

    def find(self, words: str) -> int:
        """Mark every place of the words, go to the first; how many there are. "" marks none."""

    def go_to_found(self, step: int) -> int:
        """Go on by so many places, round the ends; the number of the place, from 1; 0 for none."""


class FindBar(Horizontal):
    """Finds what is typed in it; Enter leaves it, and the arrows go from place to place."""

    BINDING_GROUP_TITLE = "Find"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next place", show=False),
        Binding("up", "step(-1)", "Place before", show=False),
        Binding("escape", "close", "Stop finding", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="find")
        self.line = Line(placeholder="find", compact=True)
        self.count = Static(id="found")
        self.place: Findable | None = None
        self.home: Widget = self
        self.reader: Widget = self
        self._found = 0

    def compose(self) -> ComposeResult:
        yield Static(as_content("/"), id="slash")
        yield self.line
        yield self.count

    def open(self, place: Findable, reader: Widget, home: Widget) -> None:
        """Find in this place from now on.

        At Enter `reader` gets the focus, whose keys go on from place to place; at Escape `home`.
        """
        self.place, self.reader, self.home = place, reader, home
        self.add_class("-open")
        self.line.clear()
        self.screen.set_focus(self.line)  # at once: more may have been typed ahead

    def action_step(self, step: int) -> None:
        """Go to another place where the words stand."""
        if self.place and self._found:
            self._show_count(self.place.go_to_found(step))

    @on(Input.Changed)
    def find(self, changed: Input.Changed) -> None:
        """Mark what is typed so far."""
        changed.stop()
        if self.place:
            self._found = self.place.find(changed.value)
            self._show_count(min(1, self._found))

    @on(Input.Submitted)
    def leave(self, submitted: Input.Submitted) -> None:
        """Go to what was found, its marks left standing."""
        submitted.stop()
        if self._found:
            self.remove_class("-open")
            self.screen.set_focus(self.reader)
        else:
            self.action_close()

    def action_close(self) -> None:
        """Take the bar and its marks away."""
        self.remove_class("-open")
        if self.place:
            self.place.find("")
        self.place, self._found = None, 0
        self.screen.set_focus(self.home)

    def _show_count(self, number: int) -> None:
        nothing = "not found" if self.line.value.strip() else ""
        self.count.update(as_content(f"{number} of {self._found}" if self._found else nothing))
