"""One question with its answer."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from qa.answers import Answer, Evidence
from qa.chat.answer_page import answer_page, line, searched_line
from qa.chat.content import as_content
from qa.conversation.turns import WholeQuestion
from qa.show.safe_text import one_line


class Waiting(Static):
    """A sign of life while a question waits for its answer."""

    FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
    is_reading = False

    def on_mount(self) -> None:
        self._since = monotonic()
        self._update()
        if self.app.animation_level != "none":
            self.set_interval(0.1, self._update)

    def _update(self) -> None:
        seconds = monotonic() - self._since
        frame = self.FRAMES[int(seconds * 10) % len(self.FRAMES)]
        patience = f"  {seconds:.0f} s" if seconds >= 2 else ""
        self.update(as_content(f"{frame} {self._words()}…{patience}  Esc cancels"))

    def _words(self) -> str:
        if self.is_reading:
            return "reading what was found"
        opening = self.screen.has_class("-opening")
        return "waiting for the archive to open" if opening else "searching"

    def show_reading(self) -> None:
        """Say that passages were found and are being read."""
        self.is_reading = True
        self._update()


class Turn(VerticalGroup):
    """A question, then its answer with the sentence and citation, or silence, or an error."""

    class Chosen(Message):
        """The turn was clicked: its evidence is wanted."""

        def __init__(self, turn: Turn) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.answer: Answer | None = None
        self.evidence: tuple[Evidence, ...] = ()
        self.is_waiting = True
        self.was_current = False

    def compose(self) -> ComposeResult:
        yield Static(as_content(self.question), classes="question")
        yield Waiting(classes="note")

    def row_of(self, evidence: Evidence | None) -> int | None:
        """The row that the article of some evidence has here, if it has one."""
        articles = [each.passage.article.id for each in self.evidence]
        article = evidence.passage.article.id if evidence else None
        return articles.index(article) if article in articles else None

    def found(self, evidence: Evidence) -> Evidence:
        """A row as it came with the answer: its quote may have been made wider or narrower."""
        row = self.row_of(evidence)
        rows = _evidence_to_read(self.answer) if self.answer else self.evidence
        return evidence if row is None else rows[row]

    def replace_row(self, row: int, evidence: Evidence) -> None:
        """Put a row with another quote in the place of one."""
        self.evidence = (*self.evidence[:row], evidence, *self.evidence[row + 1 :])

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Chosen(self))

    def show_whole(self, whole: WholeQuestion) -> None:
        """Say at once what is searched, where that is not what was typed."""
        if whole.was_rewritten:
            self.mount(searched_line(whole.asked), before=self.query_one(Waiting))

    def show_found(self, found: tuple[Evidence, ...], *, is_read: bool) -> None:
        """Keep what was found until the answer comes, and say if it is being read."""
        self.evidence = found
        if is_read:
            self.query_one(Waiting).show_reading()

    async def show_answer(self, answer: Answer) -> None:
        """Show the answer in the place of the waiting sign."""
        self.answer, self.evidence = answer, _evidence_to_read(answer)
        searched = [searched_line(answer.asked)] if answer.was_rewritten else []
        lines = [*searched, *answer_page(answer)]
        await self._replace_waiting(lines, answer.status.replace("_", "-"))

    async def show_error(self, reason: str) -> None:
        """Show why there is no answer."""
        self.evidence = ()
        await self._replace_waiting([line(one_line(reason), "failure")], "error")

    async def show_cancelled(self) -> None:
        """Say that nobody waits for this answer any more."""
        self.evidence = ()
        await self._replace_waiting([line("Cancelled.", "note")], "cancelled")

    async def _replace_waiting(self, lines: Iterable[Widget], status: str) -> None:
        self.is_waiting = False
        self.add_class(f"-{status}")
        with self.app.batch_update():
            await self.query("Waiting, .searched").remove()
            await self.mount(*lines)


def _evidence_to_read(answer: Answer) -> tuple[Evidence, ...]:
    """The rows of an answer; of a refusal those around the closest passage, which comes first."""
    closest = answer.closest
    if answer.text is not None or closest is None:
        return answer.evidence if answer.text is not None else ()
    article = closest.passage.article.id
    return (closest, *(row for row in answer.evidence if row.passage.article.id != article))
