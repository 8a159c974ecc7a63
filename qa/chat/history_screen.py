"""Questions asked before, in this session and all others, looked through backwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qa.chat.content import as_content
from qa.chat.key_line import KeyLine
from qa.chat.keys import Binding
from qa.chat.question_box import Line
from qa.show.safe_text import one_line

MAX_SHOWN = 100  # further back nobody steps through


class HistoryScreen(ModalScreen[str]):
    """Words are typed, the latest question that holds them all is highlighted; Enter takes it."""

    BINDING_GROUP_TITLE = "Earlier questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r,up", "earlier", "Earlier", id="earlier-match", key_display="^r"),
        Binding("down", "later", "Later", id="later-match", key_display="↓"),
        Binding("escape", "leave", "Close"),
    ]

    def __init__(self, questions: Sequence[str], typed: str = "") -> None:
        """`questions` begin with the first one asked; `typed` is looked for at once."""
        super().__init__()
        self.questions = [one_line(question) for question in reversed(questions)]
        self.field = Line(typed, placeholder="words of the question")
        self.list = OptionList(compact=True, markup=False)
        self.matching: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="kept"):
            yield Static(as_content("Earlier questions"), classes="title")
            yield self.field
            yield self.list
        yield KeyLine()

    def on_mount(self) -> None:
        self.list.can_focus = False
        self.field.focus()
        self.find_questions()

    @on(Input.Changed)
    def find_questions(self) -> None:
        """List the questions that hold every word that is typed, the latest first."""
        words = self.field.value.casefold().split()
        self.matching = [
            question
            for question in self.questions
            if all(word in question.casefold() for word in words)
        ][:MAX_SHOWN]
        self.list.set_options(Option(as_content(question)) for question in self.matching)
        self.list.highlighted = 0 if self.matching else None

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Give the highlighted question to the question box."""
        row = self.list.highlighted
        if row is not None:
            self.dismiss(self.matching[row])

    def action_earlier(self) -> None:
        self._step(1)

    def action_later(self) -> None:
        self._step(-1)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _step(self, step: int) -> None:
        if self.list.highlighted is not None:
            row = self.list.highlighted + step
            self.list.highlighted = min(max(row, 0), len(self.matching) - 1)
