"""The questions and answers so far, one of which is the current one."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from corpus.records import Span
from qa.chat.finding import find_all
from qa.chat.keys import Binding
from qa.chat.turn import Turn


class Transcript(VerticalScroll):
    """The turns in the order they were asked, with the current one marked and in view.

    It has the focus only to go through what was found in it.
    """

    BINDING_GROUP_TITLE = "Transcript"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "found(1)", "Next found", show=False, tooltip="Place before that was found"),
        Binding("N", "found(-1)", "Found before", show=False, tooltip="Place found after it"),
    ]

    def __init__(self) -> None:
        self.current: Turn | None = None
        super().__init__(id="transcript", can_focus=False)
        self._found: list[tuple[Static, Span]] = []
        self._unmarked: dict[Static, Content] = {}
        self._at = 0

    @property
    def turns(self) -> list[Turn]:
        """Every turn, the first one asked first."""
        return list(self.query(Turn))

    async def add(self, turn: Turn) -> None:
        """Put a new turn at the end, and scroll to it."""
        await self.mount(turn)
        self.call_after_refresh(self._show_turn, turn)

    def on_resize(self) -> None:
        """Keep the current turn in view: narrower text takes more lines, a longer list a few."""
        self.keep_in_view()

    def watch_virtual_size(self) -> None:
        """Keep it in view when a scroll bar takes a column, and text wraps onto another line."""
        self.keep_in_view()

    async def empty(self) -> None:
        """Take every turn away, and what stands between them."""
        self.current = None
        await self.remove_children()

    def make_current(self, turn: Turn) -> None:
        """Mark this turn as the current one."""
        self.current, turn.was_current = turn, True
        for other in self.turns:
            other.set_class(other is turn, "-current")

    def has_passed(self, turn: Turn) -> bool:
        """Whether a turn after this one is the current one: two may be answered at a time."""
        turns = self.turns
        return self.current in turns[turns.index(turn) + 1 :]

    def neighbour(self, step: int) -> Turn | None:
        """The turn `step` places after the current one; before it, where `step` is negative."""
        turns = self.turns
        if self.current and 0 <= (index := turns.index(self.current) + step) < len(turns):
            return turns[index]
        return None

    def keep_in_view(self) -> None:
        """Scroll to the current turn, once it has its place."""
        if self.current:
            self.call_after_refresh(self._show_turn, self.current)

    def _show_turn(self, turn: Turn) -> None:
        """Show the whole turn, or its top where it is taller than this.

        `scroll_to_widget` leaves a tall turn where it happens to be, at its top or in its middle,
        depending on which of the question and the answer was laid out first.
        """
        if turn not in (turns := self.turns):
            return  # the conversation was emptied in between
        room, place = self.scrollable_content_region.height, turn.virtual_region_with_margin
        lowest = place.y if place.height > room else place.bottom - room
        top = lowest if turn is turns[-1] else min(max(self.scroll_offset.y, lowest), place.y)
        self.scroll_to(y=top, animate=False, immediate=True)

    @property
    def found_here(self) -> Static | None:
        """What holds the place that find has gone to, if there is one."""
        return self._found[self._at][0] if self._found else None

    def find(self, words: str) -> int:
        """Mark every place of the words, and go to the last one, which is the newest."""
        for static, content in self._unmarked.items():
            static.update(content)
        texts = [
            (static, static.content)
            for turn in self.turns
            for static in turn.query(Static)
            if isinstance(static.content, Content)
        ]
        self._unmarked = dict(texts)
        self._found = [
            (static, span) for static, text in texts for span in find_all(text.plain, words)
        ]
        self._at = len(self._found) - 1
        self._show_found()
        return len(self._found)

    def go_to_found(self, step: int) -> int:
        """Go on by so many places; the number of the place, the newest being the first."""
        if not self._found:
            return 0
        self._at = (self._at - step) % len(self._found)
        self._show_found()
        return len(self._found) - self._at

    def action_found(self, step: int) -> None:
        """Go on to another place that was found."""
        self.go_to_found(step)

    def on_blur(self) -> None:
        """Take the marks away, and leave the order of the panes."""
        self.find("")
        self.can_focus = False

    def _show_found(self) -> None:
        for static in dict.fromkeys(static for static, _ in self._found):
            marked = self._unmarked[static]
            for place, (where, span) in enumerate(self._found):
                if where is static:
                    style = "reverse" if place == self._at else "$found-style"
                    marked = marked.stylize(style, *span)
            static.update(marked)
        if self._found:
            static, _ = self._found[self._at]
            self.call_after_refresh(self.scroll_to_widget, static, animate=False)
