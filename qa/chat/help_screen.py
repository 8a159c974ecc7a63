"""Every key, taken from the bindings themselves, so that none is missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from qa.chat.commands import Command, commands_in
from qa.chat.content import as_content
from qa.chat.keys import Binding, rebind

KEYS_WIDTH = 14
NOTE = (
    "Tab moves between the panes; what you type there and is no key goes to the question box. "
    "A click opens evidence or an earlier answer."
)


class HelpScreen(ModalScreen[None]):
    """The keys of the places it is given, under their names, as a keymap changes them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "Close"),
    ]

    def __init__(self, places: Sequence[type[DOMNode]], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self.places, self.keymap = places, keymap

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(as_content("Keys"), classes="title")
            for place in self.places:
                yield Static(as_content(place.BINDING_GROUP_TITLE or ""), classes="place")
                yield Static(Content("\n").join(self._rows(place)))
            yield Static(as_content(NOTE), classes="note")

    def _rows(self, place: type[DOMNode]) -> Iterator[Content]:
        for command in commands_in(place):
            yield self._row(command)

    def _row(self, command: Command) -> Content:
        bindings = rebind(command.bindings, self.keymap)
        names = dict.fromkeys(map(self.app.get_key_display, bindings))
        keys = as_content("  ".join(names).ljust(KEYS_WIDTH), "bold $accent")
        return keys + as_content(command.what or command.name)
