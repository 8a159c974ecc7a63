"""The part of the main screen that has one turn open to be read: its evidence, its article."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widgets import OptionList

from qa.chat.archive_screen import ArchiveScreen
from qa.chat.offers import Offers
from qa.chat.question_box import QuestionBox
from qa.chat.reading_pane import ReadingPane
from qa.chat.turn import Turn
from qa.conversation.turns import InView
from qa.worker import Backend


class ReadingScreen(ArchiveScreen):
    """One turn is the current one; what is new of it is shown unless the user is busy."""

    def __init__(self, load: Callable[[], Backend], archive_name: str, offers: Offers) -> None:
        super().__init__(load, archive_name, offers)
        self.reading = ReadingPane(offers.copies)
        self.evidence, self.article = self.reading.evidence, self.reading.article
        self.box = QuestionBox()

    @property
    def in_view(self) -> InView | None:
        """The article that stands open; None while an answer is still to open another one."""
        evidence = self.article.text.evidence
        if evidence is None or self.transcript.query("Waiting"):
            return None
        return InView(evidence.passage.article.id, evidence.passage.article.title)

    def reveal(self, turn: Turn) -> None:
        """Show what is new of a turn, unless the user is reading or has gone on from it."""
        current = self.transcript.current
        if turn is current:
            self.refresh_current(turn)
        elif current is None or (
            self._is_user_waiting()
            and not turn.was_current
            and not self.transcript.has_passed(turn)
        ):
            self.select(turn)

    def refresh_current(self, turn: Turn) -> None:
        """List the current turn's new evidence; an article that the user chose stays chosen.

        One that is being read and is no longer among the evidence stays open until they are back.
        """
        is_untouched = self._is_user_waiting() and not self.evidence.highlighted
        row = None if is_untouched else turn.row_of(self.evidence.current)
        if row is None and self.focused is self.article.text:
            self.reading.open_highlighted()
        else:
            self.select(turn, row or 0)

    def _is_user_waiting(self) -> bool:
        return self.focused in (self.box, None)

    def select(self, turn: Turn, row: int = 0) -> None:
        """Make this turn the current one: its evidence is listed, the best of it opened."""
        self.transcript.make_current(turn)
        self.reading.display = bool(turn.evidence)  # a class would have all be styled anew
        self.reading.show(turn, row)
        self.transcript.keep_in_view()
        self.refresh_bindings()

    @on(Turn.Chosen)
    def select_chosen(self, chosen: Turn.Chosen) -> None:
        """A click on a turn makes it the current one."""
        self.select(chosen.turn)

    @on(OptionList.OptionSelected)
    def action_read(self) -> None:
        """Go to the article; on a narrow screen it takes the place of the transcript."""
        self.add_class("-reading")
        self.set_focus(self.article.text)  # at once: its keys may have been typed ahead
        self.article.text.action_sentence()

    def action_evidence(self, step: int) -> None:
        """Go to the next or the previous article."""
        self.reading.move_highlight(step)

    def action_turn(self, step: int) -> None:
        """Go to the turn before or after the current one."""
        if turn := self.transcript.neighbour(step):
            self.select(turn)

    def action_scroll_transcript(self, pages: int) -> None:
        self.transcript.scroll_relative(y=pages * self.transcript.size.height, animate=False)

    def action_copy(self) -> None:
        """Copy the quote with its citation, and say how it was copied."""
        self.reading.action_copy("quote with citation")
