"""The chat's main screen: transcript, evidence, article and question box."""

from __future__ import annotations

from asyncio import wrap_future
from concurrent.futures import Future
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from corpus.errors import PullquoteError
from corpus.records import Filters
from qa.answers import Answer, Evidence
from qa.chat.article_pane import ArticleText
from qa.chat.banner import Banner
from qa.chat.clipboard import copy_quote
from qa.chat.content import as_content
from qa.chat.evidence_list import EvidenceList
from qa.chat.filters_screen import FiltersScreen
from qa.chat.help_screen import HelpScreen
from qa.chat.question_box import QuestionBox
from qa.chat.reading_pane import ReadingPane
from qa.chat.transcript import Transcript
from qa.chat.turn import Turn
from qa.show.phrases import format_filters, quote_with_citation
from qa.show.safe_text import one_line
from qa.worker import ArchiveSummary, Worker

WIDE_COLUMNS = 100  # from here on the article stands beside the transcript
# Reading takes every core: without a pause before it, what was found is painted only afterwards.
SECONDS_TO_PAINT = 0.1
WELCOME = (
    "Ask in plain words. The answer is quoted word for word, with the sentence and the article "
    "it comes from. What the archive does not say is not answered.\n\n"
    "Enter asks, ⇧↑ and ⇧↓ move through the evidence, ^o opens the article, ^y copies the quote "
    "with its citation, ? shows every key."
)

_EVIDENCE = Binding.Group("Evidence", compact=True)


class ChatScreen(Screen[None]):
    """Questions go to the worker as they are asked; answers come back in the same order."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012 - Textual's type
    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up", "evidence(-1)", "Previous evidence", key_display="⇧↑", group=_EVIDENCE),
        Binding("shift+down", "evidence(1)", "Next evidence", key_display="⇧↓", group=_EVIDENCE),
        Binding("ctrl+o", "read", "Read", tooltip="Read the article at the sentence"),
        Binding("ctrl+y", "copy", "Copy", tooltip="Copy the quote with its citation"),
        Binding("ctrl+f", "filters", "Filter", tooltip="Filter by date and outlet"),
        Binding("alt+up", "turn(-1)", "Earlier answer", key_display="⌥↑", show=False),
        Binding("alt+down", "turn(1)", "Later answer", key_display="⌥↓", show=False),
        Binding("pageup", "scroll_transcript(-1)", "Scroll the transcript up", show=False),
        Binding("pagedown", "scroll_transcript(1)", "Scroll the transcript down", show=False),
        Binding("escape", "back", "Back to the question box", show=False),
        Binding("question_mark,f1", "help", "Help", key_display="?", tooltip="Show these keys"),
    ]

    class Found(Message):
        """The searches found something for a turn: it is read once that is on the screen."""

        def __init__(self, turn: Turn, evidence: tuple[Evidence, ...]) -> None:
            super().__init__()
            self.turn, self.evidence = turn, evidence
            self.is_shown = Event()

    def __init__(self, worker: Worker, archive_name: str, filters: Filters, top: int) -> None:
        super().__init__(classes="-opening")
        self.worker, self.filters, self.top = worker, filters, top
        self.summary = ArchiveSummary(0)
        self.banner = Banner(one_line(archive_name))
        self.transcript = Transcript()
        self.reading = ReadingPane()
        self.evidence, self.article = self.reading.evidence, self.reading.article
        self.chip = Static(id="chip")
        self.box = QuestionBox()

    def compose(self) -> ComposeResult:
        yield self.banner
        with Horizontal(id="panes"):
            with self.transcript:
                yield Static(as_content(WELCOME), id="welcome")
            yield self.reading
        yield self.chip
        yield self.box
        yield Footer()

    def on_mount(self) -> None:
        self.apply_filters(self.filters)
        self.box.focus()
        self.call_after_refresh(self.open_archive)

    @work
    async def open_archive(self) -> None:
        """Load what answers, once the first paint is on the screen."""
        try:
            self.summary = await wrap_future(self.worker.open())
        except PullquoteError as error:
            self.banner.show_failure()
            reason = as_content(one_line(str(error)))
            await self.transcript.mount(Static(reason, classes="failure"))
        else:
            self.banner.show_open(self.summary.articles)
        self.remove_class("-opening")

    @on(QuestionBox.Asked)
    async def submit_question(self, asked: QuestionBox.Asked) -> None:
        """Add the question to the transcript and to the worker's queue."""
        turn = Turn(asked.question)

        def on_found(evidence: tuple[Evidence, ...]) -> None:
            found = self.Found(turn, evidence)
            if self.post_message(found):
                found.is_shown.wait(SECONDS_TO_PAINT)

        future = self.worker.ask(asked.question, self.filters, self.top, on_found)
        self.remove_class("-reading")
        await self.query("#welcome").remove()
        await self.transcript.add(turn)
        self.await_answer(turn, future)

    @on(Found)
    def show_found(self, found: Found) -> None:
        """Show what is being read, unless the answer overtook it."""
        if found.turn.is_waiting:
            found.turn.show_found(found.evidence)
            self.reveal(found.turn)
        self.call_after_refresh(found.is_shown.set)

    @work
    async def await_answer(self, turn: Turn, future: Future[Answer]) -> None:
        """Show the answer when it comes."""
        try:
            answer = await wrap_future(future)
        except PullquoteError as error:
            await turn.show_error(str(error))
        else:
            await turn.show_answer(answer)
        self.reveal(turn)

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
        could_be_read = self.evidence.current is not None
        self.transcript.make_current(turn)
        self.set_class(bool(turn.evidence), "-evidence")
        self.reading.show(turn, row)
        self.transcript.keep_in_view()
        if could_be_read != (self.evidence.current is not None):
            self.refresh_bindings()

    def on_resize(self) -> None:
        self.transcript.keep_in_view()  # narrower text takes more lines, and would push it out

    @on(Turn.Chosen)
    def select_chosen(self, chosen: Turn.Chosen) -> None:
        """A click on a turn makes it the current one."""
        self.select(chosen.turn)

    @on(OptionList.OptionSelected)
    def action_read(self) -> None:
        """Go to the article; on a narrow screen it takes the place of the transcript."""
        self.add_class("-reading")
        self.call_after_refresh(self.article.text.focus)
        self.article.text.action_sentence()

    def action_back(self) -> None:
        """From the article or the evidence back to the question box."""
        self.remove_class("-reading")
        self.box.focus()
        if self.transcript.current and not self.reading.is_up_to_date:
            self.select(self.transcript.current)

    def action_evidence(self, step: int) -> None:
        """Go to the next or the previous article."""
        self.reading.move_highlight(step)

    def action_turn(self, step: int) -> None:
        """Go to the turn before or after the current one."""
        if turn := self.transcript.neighbour(step):
            self.select(turn)

    def action_scroll_transcript(self, pages: int) -> None:
        self.transcript.scroll_relative(y=pages * self.transcript.size.height, animate=False)

    @work
    async def action_copy(self) -> None:
        """Copy the quote with its citation, and say how it was copied."""
        if evidence := self.evidence.current:
            self.notify(await copy_quote(self.app, quote_with_citation(evidence)), markup=False)

    def action_filters(self) -> None:
        """Choose which articles the next questions search."""
        self.app.push_screen(FiltersScreen(self.filters, self.summary.sources), self.apply_filters)

    def apply_filters(self, filters: Filters | None) -> None:
        """Search with these filters from now on; None changes nothing."""
        if filters is not None:
            self.filters = filters
            self.chip.update(as_content(f"Only {format_filters(filters)}"))
            self.set_class(bool(filters), "-filtered")

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(
            HelpScreen([type(self.app), ChatScreen, QuestionBox, EvidenceList, ArticleText])
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without evidence there is nothing to read or copy: the keys are greyed."""
        needs_evidence = action in {"evidence", "read", "copy"}
        return None if needs_evidence and self.evidence.current is None else True
