"""Why a passage was found: the numbers, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from qa.chat.content import as_content
from qa.chat.keys import Binding
from qa.show.why import Reason


class WhyScreen(ModalScreen[None]):
    """The reasons for one row of evidence, under its citation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,w,q,enter", "dismiss", "Close"),
    ]

    def __init__(self, cited: str, reasons: Iterable[Reason]) -> None:
        super().__init__()
        self.cited, self.reasons = cited, tuple(reasons)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(as_content("Why this was found"), classes="title")
            yield Static(as_content(self.cited))
            for name, value, meaning in self.reasons:
                yield Static(as_content(f"{name}: {value}", "bold"), classes="place")
                yield Static(as_content(meaning))
