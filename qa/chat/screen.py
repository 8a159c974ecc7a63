"""The chat's main screen: transcript, evidence, article and question box."""

from __future__ import annotations

from asyncio import wrap_future
from concurrent.futures import Future
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from corpus.errors import PullquoteError
from corpus.records import Filters
from qa.answers import Answer
from qa.chat.article_pane import ArticlePane, ArticleText
from qa.chat.clipboard import copy_with_tool
from qa.chat.content import shown
from qa.chat.desk import Desk, Holdings
from qa.chat.evidence_list import EvidenceList
from qa.chat.filters_screen import FiltersScreen
from qa.chat.help_screen import HelpScreen
from qa.chat.question_box import QuestionBox
from qa.chat.turn import Turn
from qa.phrases import count, filters_in_words, one_line, quote_with_citation, why_found

WIDE = 100  # columns from which the article stands beside the transcript
WELCOME = (
    "Ask in plain words. The answer is quoted word for word, with the sentence and the article "
    "that it stands in. What the archive does not say is not answered.\n\n"
    "Enter asks, ⇧↑ and ⇧↓ go through the evidence, ^o reads it, ^y copies the quote with its "
    "citation, ? shows every key."
)

_EVIDENCE = Binding.Group("Evidence", compact=True)


class ChatScreen(Screen[None]):
    """Questions go to the desk as they are asked; answers come back in the same order."""

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

    def __init__(self, desk: Desk, archive_name: str, filters: Filters, top: int) -> None:
        super().__init__(classes="-opening")
        self.desk, self.archive_name, self.top = desk, one_line(archive_name), top
        self.filters = filters
        self.holdings = Holdings(0)
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
            self.holdings = await wrap_future(self.desk.open())
        except PullquoteError as error:
            self.state.update(shown("not open"))
            self.state.add_class("-error")
            await self.transcript.mount(Static(shown(one_line(str(error))), classes="failure"))
        else:
            self.state.update(shown(count(self.holdings.articles, "article")))
        self.remove_class("-opening")

    @on(QuestionBox.Asked)
    async def hand_in(self, asked: QuestionBox.Asked) -> None:
        """Add the question to the transcript and to the desk's queue."""
        turn = Turn(asked.question)
        self.remove_class("-reading")
        await self.query("#welcome").remove()
        await self.transcript.mount(turn)
        self.transcript.scroll_end(animate=False)
        self.await_answer(turn, self.desk.ask(asked.question, self.filters, self.top))

    @work
    async def await_answer(self, turn: Turn, future: Future[Answer]) -> None:
        """Show the answer when it comes; move on to it unless the user is reading."""
        try:
            answer = await wrap_future(future)
        except PullquoteError as error:
            await turn.fail(str(error))
        else:
            await turn.settle(answer)
        if self.turn is None or (self.focused in (self.box, None) and self._is_later(turn)):
            self.go_to(turn)

    def _is_later(self, turn: Turn) -> bool:
        """Whether no turn after this one is the current one: two may be answered at a time."""
        turns = list(self.query(Turn))
        return self.turn not in turns[turns.index(turn) + 1 :]

    def go_to(self, turn: Turn) -> None:
        """Make this turn the current one: its evidence is listed, the best of it opened."""
        self.turn = turn
        for other in self.query(Turn):
            other.set_class(other is turn, "-current")
        self.set_class(bool(turn.evidence), "-evidence")
        self.evidence.show(turn.evidence)
        self.open_highlighted()
        self.keep_in_view(turn)
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
        answered = self.turn and self.turn.answer and self.turn.answer.text is not None
        words = shown("Evidence" if answered else "Nearest", "bold")
        if evidence := self.evidence.current:
            number = (self.evidence.highlighted or 0) + 1
            place = f" {number} of {self.evidence.option_count}"
            words += shown(" · ".join(filter(None, (place, why_found(evidence)))))
        self.heading.update(words)
        self.article.show(self.evidence.current)

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
        self.app.push_screen(FiltersScreen(self.filters, self.holdings.sources), self.use)

    def use(self, filters: Filters | None) -> None:
        """Search with these filters from now on; None changes nothing."""
        if filters is not None:
            self.filters = filters
            self.chip.update(shown(f"Only {filters_in_words(filters)}"))
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
