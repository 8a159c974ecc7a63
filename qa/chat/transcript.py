"""The questions and answers so far, one of which is the current one."""

from __future__ import annotations

from textual.containers import VerticalScroll

from qa.chat.turn import Turn


class Transcript(VerticalScroll):
    """The turns in the order they were asked, with the current one marked and in view."""

    def __init__(self) -> None:
        super().__init__(id="transcript", can_focus=False)
        self.current: Turn | None = None

    @property
    def turns(self) -> list[Turn]:
        """Every turn, the first one asked first."""
        return list(self.query(Turn))

    async def add(self, turn: Turn) -> None:
        """Put a new turn at the end, and scroll to it."""
        await self.mount(turn)
        self.scroll_end(animate=False)

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
            self.call_after_refresh(self.scroll_to_widget, self.current, animate=False)
