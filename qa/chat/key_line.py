"""The line at the foot of a screen: the keys that do something there now."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from qa.chat.content import as_content

KEY = "bold $footer-key-foreground"


class KeyLine(Static):
    """One text, and not a widget for each key as Textual's Footer has it.

    Those are made anew whenever a key comes or goes, which takes longer than a screen may pause.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys: list[tuple[int, str]] = []  # the cell that each ends before, and the key
        self._shown: list[tuple[str, str, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self.show_keys)

    def show_keys(self, screen: Screen[object]) -> None:
        """Say which keys there are now; where they are the same, nothing is drawn."""
        if screen is not self.screen or not self.app.app_focus:
            return
        named = list(self._name_keys())
        if named == self._shown:
            return
        self._shown, self._keys = named, []
        line = Content()
        for key, shown, words in named:
            line += as_content(f" {shown}", KEY) + as_content(f" {words} " if words else "")
            self._keys.append((line.cell_length, key))
        self.update(line)

    def _name_keys(self) -> Iterator[tuple[str, str, str]]:
        """Each key, how it is shown, and what it does: "" but for the last one of a group."""
        active = (each for each in self.screen.active_bindings.values() if each.binding.show)
        usable: dict[str, Binding] = {}
        for each in active:
            if each.enabled:
                usable.setdefault(each.binding.action, each.binding)
        for group, bindings in groupby(usable.values(), key=lambda binding: binding.group):
            together = list(bindings)
            for place, binding in enumerate(together, start=1):
                words = binding.description
                if group and len(together) > 1:
                    words = group.description if place == len(together) else ""
                yield binding.key, self.app.get_key_display(binding), words

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        event.stop()
        if key := next((key for end, key in self._keys if event.x < end), None):
            self.app.simulate_key(key)
