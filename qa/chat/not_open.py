"""What stands in the transcript when the archive could not be opened: why, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalGroup
from textual.widgets import Button

from qa.chat.answer_page import line
from qa.show.safe_text import one_line


class NotOpen(VerticalGroup):
    """The reason, and a button for each way on: (label, action of the screen)."""

    def __init__(self, reason: str, ways: Iterable[tuple[str, str]]) -> None:
        super().__init__(id="not-open")
        self._reason, self._ways = reason, tuple(ways)

    def compose(self) -> ComposeResult:
        yield line(one_line(self._reason), "failure")
        with HorizontalGroup():
            for label, action in self._ways:
                yield Button(label, action=f"screen.{action}", compact=True)

    def focus_first(self) -> None:
        """Give the focus to the first way on."""
        self.query(Button).first().focus()
