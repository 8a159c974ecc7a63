"""The box that questions are typed into, and the line of input that it is made of."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from qa.show.safe_text import one_line


class Line(Input):
    """A line of input that lets no control in, and keeps every line of what is pasted."""

    def _on_paste(self, event: events.Paste) -> None:
        super()._on_paste(events.Paste(one_line(event.text)))
        event.stop()
        event.prevent_default()  # Input would take the first line, and any control in it


class QuestionBox(Line):
    """One line to ask in; up and down go through the questions asked before."""

    BINDING_GROUP_TITLE = "Question box"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", show=False),
        Binding("up", "earlier", "Earlier question", show=False),
        Binding("down", "later", "Later question", show=False),
    ]

    class Asked(Message):
        """A question was typed and sent."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self) -> None:
        super().__init__(placeholder="Ask the archive", select_on_focus=False)
        self._lines = [""]  # the questions asked, and last the one being typed
        self._at = 0

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave `?` to the screen, so that the footer can show it."""
        return character != "?" and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.character == "?" and not self.value:
            event.prevent_default()  # it goes on to the screen, which shows the help
        else:
            await super()._on_key(event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if question := one_line(self.value):
            self._lines = [*(line for line in self._lines[:-1] if line != question), question, ""]
            self._at = len(self._lines) - 1
            self.clear()
            self.post_message(self.Asked(question))

    def action_earlier(self) -> None:
        self._show_line(self._at - 1)

    def action_later(self) -> None:
        self._show_line(self._at + 1)

    def _show_line(self, line: int) -> None:
        if 0 <= line < len(self._lines):
            if self._at == len(self._lines) - 1:
                self._lines[-1] = self.value
            self._at = line
            self.value = self._lines[line]
            self.cursor_position = len(self.value)
