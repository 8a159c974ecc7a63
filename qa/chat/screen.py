"""The chat's main screen: transcript, evidence, article and question box."""

from __future__ import annotations

from asyncio import wrap_future
from concurrent.futures import Future
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from corpus.errors import PullquoteError
from corpus.records import Filters
from qa.answers import Answer, Evidence
from qa.chat.article_pane import ArticlePane, ArticleText
from qa.chat.clipboard import copy_with_tool
from qa.chat.content import shown
from qa.chat.evidence_list import EvidenceList
from qa.chat.filters_screen import FiltersScreen
from qa.chat.help_screen import HelpScreen
from qa.chat.question_box import QuestionBox
from qa.chat.turn import Turn
from qa.show.phrases import format_count, format_filters, format_scores, quote_with_citation
from qa.show.safe_text import one_line
from qa.worker import ArchiveSummary, Worker

WIDE = 100  # columns from which the article stands beside the transcript
# Reading takes every core, and would take them from painting what was found: it waits so long.
SECONDS_TO_SHOW = 0.1
WELCOME = (
    "Ask in plain words. The answer is quoted word for word, with the sentence and the article "
    "that it stands in. What the archive does not say is not answered.\n\n"
    "Enter asks, ⇧↑ and ⇧↓ go through the evidence, ^o reads it, ^y copies the quote with its "
    "citation, ? shows every key."
)

_EVIDENCE = Binding.Group("Evidence", compact=True)


class ChatScreen(Screen[None]):
    """Questions go to the worker as they are asked; answers come back in the same order."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's type
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
        self.worker, self.archive_name, self.top = worker, one_line(archive_name), top
        self.filters = filters
        self.summary = ArchiveSummary(0)
        self.turn: Turn | None = None
        self.state = Static(shown("opening the archive…"), id="state")
        self.transcript = VerticalScroll(id="transcript", can_focus=False)
        self.heading = Static(id="heading")
        self.evidence = EvidenceList()
        self.article = ArticlePane()
        self.chip = Static(id="chip")
        self.box = QuestionBox()

    def compose(self) -> ComposeResult:
        with Horizontal(id="banner"):
            yield Static(shown("Pullquote"), id="name")
            yield Static(shown(self.archive_name), id="archive")
            yield self.state
        with Horizontal(id="panes"):
            with self.transcript:
                yield Static(shown(WELCOME), id="welcome")
            with Vertical(id="reading"):
                yield self.heading
                yield self.evidence
                yield self.article
        yield self.chip
        yield self.box
        yield Footer()

    def on_mount(self) -> None:
        self.use(self.filters)
        self.box.focus()
        self.call_after_refresh(self.open_archive)

    @work
    async def open_archive(self) -> None:
        """Load what answers, once the first paint is on the screen."""
        try:
            self.summary = await wrap_future(self.worker.open())
        except PullquoteError as error:
            self.state.update(shown("not open"))
            self.state.add_class("-error")
            await self.transcript.mount(Static(shown(one_line(str(error))), classes="failure"))
        else:
            self.state.update(shown(format_count(self.summary.articles, "article")))
        self.remove_class("-opening")

    @on(QuestionBox.Asked)
    async def hand_in(self, asked: QuestionBox.Asked) -> None:
        """Add the question to the transcript and to the worker's queue."""
        turn = Turn(asked.question)

        def on_found(evidence: tuple[Evidence, ...]) -> None:
            found = self.Found(turn, evidence)
            if self.post_message(found):
                found.is_shown.wait(SECONDS_TO_SHOW)

        future = self.worker.ask(asked.question, self.filters, self.top, on_found)
        self.remove_class("-reading")
        await self.query("#welcome").remove()
        await self.transcript.mount(turn)
        self.transcript.scroll_end(animate=False)
        self.await_answer(turn, future)

    @on(Found)
    def show_found(self, found: Found) -> None:
        """Show what is being read, unless the answer overtook it."""
        if found.turn.waits:
            found.turn.take_in(found.evidence)
            self.bring_up(found.turn)
        self.call_after_refresh(found.is_shown.set)

    @work
    async def await_answer(self, turn: Turn, future: Future[Answer]) -> None:
        """Show the answer when it comes."""
        try:
            answer = await wrap_future(future)
        except PullquoteError as error:
            await turn.fail(str(error))
        else:
            await turn.settle(answer)
        self.bring_up(turn)

    def bring_up(self, turn: Turn) -> None:
        """Show what has come of a turn, unless the user is reading or has gone on from it."""
        if turn is self.turn:
            self.renew(turn)
        elif self.turn is None or (
            self._user_waits() and not turn.was_current and self._is_later(turn)
        ):
            self.go_to(turn)

    def renew(self, turn: Turn) -> None:
        """List the current turn's evidence anew; an article that the user chose stays chosen.

        One that is being read and is no longer among the evidence stays open until they are back.
        """
        idle = self._user_waits() and not self.evidence.highlighted
        row = None if idle else turn.row_of(self.evidence.current)
        if row is None and self.focused is self.article.text:
            self.open_highlighted()
        else:
            self.go_to(turn, row or 0)

    def _user_waits(self) -> bool:
        return self.focused in (self.box, None)

    def _is_later(self, turn: Turn) -> bool:
        """Whether no turn after this one is the current one: two may be answered at a time."""
        turns = list(self.query(Turn))
        return self.turn not in turns[turns.index(turn) + 1 :]

    def go_to(self, turn: Turn, row: int = 0) -> None:
        """Make this turn the current one: its evidence is listed, the best of it opened."""
        could_be_read = self.evidence.current is not None
        self.turn, turn.was_current = turn, True
        for other in self.query(Turn):
            other.set_class(other is turn, "-current")
        self.set_class(bool(turn.evidence), "-evidence")
        self.evidence.show(turn.evidence, row)
        self.open_highlighted()
        self.keep_in_view(turn)
        if could_be_read != (self.evidence.current is not None):
            self.refresh_bindings()

    def keep_in_view(self, turn: Turn) -> None:
        """Scroll the transcript to a turn, once it has its place."""
        self.call_after_refresh(self.transcript.scroll_to_widget, turn, animate=False)

    def on_resize(self) -> None:
        if self.turn:  # narrower text takes more lines, and would push it out of sight
            self.keep_in_view(self.turn)

    @on(Turn.Chosen)
    def choose(self, chosen: Turn.Chosen) -> None:
        """A click on a turn makes it the current one."""
        self.go_to(chosen.turn)

    @on(OptionList.OptionHighlighted)
    def open_highlighted(self) -> None:
        """Whatever evidence is highlighted stands open as well."""
        words = shown(self._name_of_the_evidence(), "bold")
        if evidence := self.evidence.current:
            number = (self.evidence.highlighted or 0) + 1
            place = f" {number} of {self.evidence.option_count}"
            about = "reading…" if self.turn and self.turn.waits else format_scores(evidence)
            words += shown(" · ".join(filter(None, (place, about))))
        self.heading.update(words)
        self.article.show(self.evidence.current)

    def _name_of_the_evidence(self) -> str:
        answer = self.turn.answer if self.turn else None
        if answer is None or self.evidence.rows is not answer.evidence:
            return "Found"
        return "Nearest" if answer.text is None else "Evidence"

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
        if self.turn and self.turn.evidence is not self.evidence.rows:
            self.go_to(self.turn)  # it was renewed meanwhile

    def action_evidence(self, step: int) -> None:
        """Move the highlight; after the last comes the first."""
        if self.evidence.highlighted is not None:
            self.evidence.highlighted = (
                self.evidence.highlighted + step
            ) % self.evidence.option_count

    def action_turn(self, step: int) -> None:
        """Go to the turn before or after the current one."""
        turns = list(self.query(Turn))
        if self.turn and 0 <= (index := turns.index(self.turn) + step) < len(turns):
            self.go_to(turns[index])

    def action_scroll_transcript(self, pages: int) -> None:
        self.transcript.scroll_relative(y=pages * self.transcript.size.height, animate=False)

    @work
    async def action_copy(self) -> None:
        """Copy by OSC 52 and by the platform's tool, and say which of them is known to work."""
        if not (evidence := self.evidence.current):
            return
        text = quote_with_citation(evidence)
        self.app.copy_to_clipboard(text)
        if tool := await copy_with_tool(text):
            self.notify(f"Copied the quote with its citation, by {tool}.", markup=False)
        else:
            self.notify(
                "Sent the quote with its citation to the terminal (OSC 52). "
                "Some terminals ignore that: paste to check.",
                markup=False,
            )

    def action_filters(self) -> None:
        """Choose which articles the next questions search."""
        self.app.push_screen(FiltersScreen(self.filters, self.summary.sources), self.use)

    def use(self, filters: Filters | None) -> None:
        """Search with these filters from now on; None changes nothing."""
        if filters is not None:
            self.filters = filters
            self.chip.update(shown(f"Only {format_filters(filters)}"))
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
