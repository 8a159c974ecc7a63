"""The box that questions are typed into, and a line of input for the forms."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input, TextArea

from qa.chat.content import as_content
from qa.chat.keys import Binding
from qa.show.safe_text import one_line, printable

PLACEHOLDER = "Ask the archive"
# On an empty box these are commands of the screen: help, and find in the transcript.
COMMANDS_WHEN_EMPTY = ("?", "/")

# Keys that every input box has. Those of TextArea hold some that are commands here.
_EDITING = {
    "left": "cursor_left",
    "right": "cursor_right",
    "ctrl+left": "cursor_word_left",
    "ctrl+right": "cursor_word_right",
    "home,ctrl+a": "cursor_line_start",
    "end,ctrl+e": "cursor_line_end",
    "shift+left": "cursor_left(True)",
    "shift+right": "cursor_right(True)",
    "backspace": "delete_left",
    "delete,ctrl+d": "delete_right",
    "ctrl+w,ctrl+backspace,alt+backspace": "delete_word_left",
    "ctrl+u": "delete_to_start_of_line",
    "ctrl+k": "delete_to_end_of_line",
    "ctrl+z": "undo",
    "ctrl+x": "cut",
    "ctrl+c": "copy",
    "ctrl+v": "paste",
}


class Line(Input):
    """A line of input that lets no control in, and keeps every line of what is pasted."""

    def _on_paste(self, event: events.Paste) -> None:
        super()._on_paste(events.Paste(one_line(event.text)))
        event.stop()
        event.prevent_default()  # Input would take the first line, and any control in it


class QuestionBox(TextArea, inherit_bindings=False):
    """One question, on as many lines as it takes; it grows to five and then scrolls.

    Up from its first line and down from its last go through the questions asked before.
    """

    BINDING_GROUP_TITLE = "Question box"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", show=False),
        Binding("up", "earlier", "Earlier question", show=False),
        Binding("down", "later", "Later question", show=False),
        *(Binding(keys, action, show=False, system=True) for keys, action in _EDITING.items()),
    ]

    class Asked(Message):
        """A question was typed and sent."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self) -> None:
        super().__init__(placeholder=as_content(PLACEHOLDER), highlight_cursor_line=False)
        self._lines = [""]  # the questions asked, and last the one being typed
        self._at = 0

    @property
    def value(self) -> str:
        """What is typed so far."""
        return self.text

    @value.setter
    def value(self, words: str) -> None:
        self.text = one_line(words)
        self.move_cursor(self.document.end)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Leave `?` and `/` to the screen, so that the footer can show them."""
        return character not in COMMANDS_WHEN_EMPTY and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":  # here, not by a binding: those run after what is typed ahead
            event.stop()
            event.prevent_default()
            self.action_submit()
        elif event.character in COMMANDS_WHEN_EMPTY and not self.text:
            event.prevent_default()  # it goes on to the screen
        else:
            await super()._on_key(event)
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(events.Paste(_join_lines(event.text)))
        event.stop()
        event.prevent_default()  # TextArea would keep the line ends, and any control

    def type_in(self, words: str) -> None:
        """Take the focus, at once as more may follow, and what was typed elsewhere."""
        self.screen.set_focus(self)
        self.insert(one_line(words) or " ")

    def recall(self, questions: list[str]) -> None:
        """Let up and down go through these questions, too: the first one asked first."""
        earlier = [question for question in questions if question not in self.questions]
        self._lines = [*earlier, *self._lines]
        self._at += len(earlier)

    @property
    def questions(self) -> list[str]:
        """The questions that up and down go through, the first one asked first."""
        return self._lines[:-1]

    def action_submit(self) -> None:
        """Send the question, and clear the box at once for the next one."""
        question = one_line(self.text)
        if question:
            self._lines = [*(line for line in self._lines[:-1] if line != question), question, ""]
            self._at = len(self._lines) - 1
            self.post_message(self.Asked(question))  # before the screen hears that it is empty
            self.clear()

    def action_earlier(self) -> None:
        """Up a line; from the first line to the question asked before."""
        if self.navigator.is_first_wrapped_line(self.cursor_location):
            self._show_line(self._at - 1)
        else:
            self.action_cursor_up()

    def action_later(self) -> None:
        """Down a line; from the last line to the question asked after it."""
        if self.navigator.is_last_wrapped_line(self.cursor_location):
            self._show_line(self._at + 1)
        else:
            self.action_cursor_down()

    def _show_line(self, line: int) -> None:
        if 0 <= line < len(self._lines):
            if self._at == len(self._lines) - 1:
                self._lines[-1] = self.text
            self._at = line
            self.value = self._lines[line]


def _join_lines(text: str) -> str:
    """What is pasted on one line; the spaces at its ends stay, as it may go between words."""
    edges = printable(text)
    before, after = edges[:1].isspace(), edges[-1:].isspace()
    return f"{' ' if before else ''}{one_line(text)}{' ' if after and edges.strip() else ''}"
