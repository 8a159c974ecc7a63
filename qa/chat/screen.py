"""The chat's main screen: transcript, evidence, article and question box."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Event, Thread
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.dom import DOMNode
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker as Task

from corpus.errors import PullquoteError
from corpus.records import Filters
from qa.answers import Answer, Evidence
from qa.chat.article_pane import ArticleText
from qa.chat.asking import Asked
from qa.chat.browse_screen import BrowseScreen
from qa.chat.clippings_screen import ClippingsScreen
from qa.chat.evidence_list import EvidenceList
from qa.chat.filters_screen import FiltersScreen
from qa.chat.find_bar import FindBar
from qa.chat.help_screen import HelpScreen
from qa.chat.keeping_screen import KeepingScreen
from qa.chat.key_line import KeyLine
from qa.chat.offers import NO_OFFERS, Offers
from qa.chat.opening_page import OpeningPage
from qa.chat.question_box import QuestionBox
from qa.chat.reading_pane import ReadingPane
from qa.chat.scope_line import ScopeLine
from qa.chat.screen_keys import SCREEN_KEYS
from qa.chat.sessions_screen import SessionsScreen
from qa.chat.transcript import Transcript
from qa.chat.turn import Turn
from qa.sessions.quotations import parse_permalink
from qa.worker import ArchiveSummary, Backend

WIDE_COLUMNS = 100  # from here on the article stands beside the transcript
# Reading takes every core: without a pause before it, what was found is painted only afterwards.
SECONDS_TO_PAINT = 0.1
# Answer and article are laid out and painted one after the other: together they take too long.
SECONDS_BETWEEN_PAINTS = 0.02


class ChatScreen(KeepingScreen):
    """Questions are asked one after another; answers come back in the same order."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012 - Textual's type
    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = SCREEN_KEYS

    class Found(Message):
        """The searches found something for a turn: it is read once that is on the screen.

        A glance by keywords alone is not read: the archive is still being opened.
        """

        def __init__(
            self, turn: Turn, evidence: tuple[Evidence, ...], *, is_glance: bool = False
        ) -> None:
            super().__init__()
            self.turn, self.evidence, self.is_glance = turn, evidence, is_glance
            self.is_shown = Event()

    def __init__(
        self,
        load: Callable[[], Backend],
        archive_name: str,
        filters: Filters,
        top: int,
        offers: Offers = NO_OFFERS,
    ) -> None:
        super().__init__(load, archive_name, offers)
        self.filters, self.top = filters, top
        self.keymap: Mapping[str, str] = {}
        self.tasks: dict[Turn, Task[None]] = {}
        self.to_reveal: list[Turn] = []  # what is shown, and its evidence not yet
        self.is_edited = False  # what is in the box is searched as it stands
        self.opening = OpeningPage()
        self.find_bar = FindBar()
        self.scope = ScopeLine()

    def compose(self) -> ComposeResult:
        yield self.banner
        with Horizontal(id="panes"):
            with self.transcript:
                yield self.opening
            yield self.reading
        yield self.find_bar
        yield self.scope
        yield self.box
        yield KeyLine()

    def on_mount(self) -> None:
        self.show_scope()
        self.box.focus()

    @on(QuestionBox.Asked)
    async def submit_question(self, submitted: QuestionBox.Asked) -> None:
        """Add the question to the transcript, and ask it after those that wait; open a link."""
        if link := parse_permalink(submitted.question):
            self.open_permalink(link)
            return
        asked = Asked(
            submitted.question,
            self.filters,
            self.top,
            as_written=self.is_edited,
            in_view=self.in_view,
        )
        self.is_edited = False
        self.show_scope()
        self.remove_class("-reading")
        await self.query("#welcome").remove()
        turn = Turn(asked.question)
        await self.transcript.add(turn)
        self.tasks[turn] = self.await_answer(turn, asked)
        if self.has_class("-opening") and self.offers.glance:
            Thread(target=self._glance, args=(turn, asked), name="glance", daemon=True).start()

    def _glance(self, turn: Turn, asked: Asked) -> None:
        """Show what the keyword search alone finds, while the archive opens."""
        if self.offers.glance:
            with suppress(PullquoteError):  # opening the archive says what is wrong
                found = self.offers.glance(asked.question, asked.filters, asked.top)
                self.post_message(self.Found(turn, found, is_glance=True))

    @work
    async def await_answer(self, turn: Turn, asked: Asked) -> None:
        """Show the answer when it comes."""
        try:
            answer = await self.asking.ask(asked, turn.show_whole, self._teller_of_found(turn))
            await self.keep_turn(answer)
        except PullquoteError as error:
            await self.keep_turn(Answer.of_error(asked.question, str(error)))
            self.to_reveal.append(turn)
            await turn.show_error(str(error))
        else:
            self.to_reveal.append(turn)
            await turn.show_answer(answer)
        finally:
            self.tasks.pop(turn, None)
        await asyncio.sleep(SECONDS_BETWEEN_PAINTS)
        if turn in self.to_reveal:
            self._reveal_shown()

    def _reveal_shown(self) -> None:
        """List the evidence of every answer on the screen."""
        shown, self.to_reveal = self.to_reveal, []
        for turn in shown:
            self.reveal(turn)

    def _teller_of_found(self, turn: Turn) -> Callable[[tuple[Evidence, ...]], None]:
        """What the archive's thread calls with what it found, before it reads that."""

        def on_found(evidence: tuple[Evidence, ...]) -> None:
            found = self.Found(turn, evidence)
            if self.post_message(found):
                found.is_shown.wait(SECONDS_TO_PAINT)

        return on_found

    @on(Found)
    def show_found(self, found: Found) -> None:
        """Show what is being read, unless the answer overtook it."""
        is_overtaken = found.is_glance and found.turn.evidence
        if found.turn.is_waiting and not is_overtaken:
            found.turn.show_found(found.evidence, is_read=not found.is_glance)
            self.reveal(found.turn)
        self.call_after_refresh(found.is_shown.set)

    def on_key(self, event: events.Key) -> None:
        """What is typed while a pane has the focus, and is no key of it, goes to the box.

        A key that comes between an answer and its article means that article.
        """
        self._reveal_shown()
        is_typed_here = self.focused is self.box or isinstance(self.focused, Input)
        if event.is_printable and not is_typed_here and event.key not in self.active_bindings:
            event.stop()
            self.remove_class("-reading")
            self.box.type_in(event.character or "")

    async def action_back(self) -> None:
        """From the article or the evidence back to the question box; there, cancel a question."""
        waiting = [turn for turn in self.tasks if turn.is_waiting]
        if self.focused is self.box and waiting:
            self.tasks.pop(waiting[-1]).cancel()
            await waiting[-1].show_cancelled()
            return
        self.remove_class("-reading")
        self.box.focus()
        if self.transcript.current and not self.reading.is_up_to_date:
            self.select(self.transcript.current)

    def action_find(self) -> None:
        """Find in the article if that is being read, else in the transcript."""
        if self.focused is self.article.text:
            self.find_bar.open(self.article.text, reader=self.article.text, home=self.article.text)
        else:
            self.transcript.can_focus = True  # until it is left again
            self.find_bar.open(self.transcript, reader=self.transcript, home=self.box)

    def action_edit_searched(self) -> None:
        """Put what was searched for into the box; it is then searched as it stands."""
        turn = self.transcript.current
        if turn and turn.answer:
            self.box.value = turn.answer.asked
            self.is_edited = True
            self.box.focus()
            self.show_scope()

    def action_toggle_follow_ups(self) -> None:
        """Make follow-ups whole, or take each question as it is typed."""
        self.conversation.follows = not self.conversation.follows
        self.show_scope()

    @on(QuestionBox.Changed)
    def forget_edit(self) -> None:
        """An empty box is a new question, which may be a follow-up again."""
        if self.is_edited and not self.box.value:
            self.is_edited = False
            self.show_scope()

    def action_filters(self) -> None:
        """Choose which articles the next questions search."""
        self.app.push_screen(FiltersScreen(self.filters, self.summary.sources), self.apply_filters)

    def action_list_articles(self) -> None:
        """List articles without asking; what is chosen there filters the next questions."""
        screen = BrowseScreen(self.worker, self.filters, self.summary.sources)
        self.app.push_screen(screen, self.apply_filters)

    def show_summary(self, summary: ArchiveSummary) -> None:
        """Say what the archive holds now, before the first question on a page of its own too."""
        is_news = summary != self.summary
        super().show_summary(summary)
        if is_news:
            self._show_opening()

    async def show_first_page(self) -> None:
        """Say once more what the archive holds: another session begins."""
        self.opening = OpeningPage()
        await self.transcript.mount(self.opening)
        self._show_opening()

    def _show_opening(self) -> None:
        """Say before the first question what the archive holds, and what it can answer."""
        if self.opening.is_attached and self.summary.articles:
            self.opening.tell(self.summary, self.worker, self.filters)

    @on(OpeningPage.Chosen)
    def ask_suggestion(self, chosen: OpeningPage.Chosen) -> None:
        """Ask a question of the opening page."""
        self.box.focus()
        self.post_message(QuestionBox.Asked(chosen.question))

    def apply_filters(self, filters: Filters | None) -> None:
        """Search with these filters from now on; None changes nothing."""
        if filters is not None and filters != self.filters:
            self.filters = filters
            self.show_scope()
            self._show_opening()

    def show_scope(self) -> None:
        """Say above the box what the next question searches."""
        follows = self.conversation.follows
        self.scope.show(self.filters, follows=follows, as_written=self.is_edited)

    def action_help(self) -> None:
        """Show every key."""
        places = [*PLACES_OF_KEYS, type(self.app)]
        self.app.push_screen(HelpScreen(places, self.keymap))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without evidence there is nothing to read or copy: those keys are not shown."""
        if action in {"evidence", "read", "copy"}:
            return self.evidence.current is not None
        if action == "add":
            return self.offers.start_import is not None
        if action == "edit_searched":
            return bool(self.transcript.current and self.transcript.current.answer)
        return super().check_action(action, parameters)


# Where keys act, as the help lists them; a keymap can name those of any of them.
PLACES_OF_KEYS: tuple[type[DOMNode], ...] = (
    ChatScreen, QuestionBox, Transcript, ReadingPane, EvidenceList, ArticleText, FindBar,
    BrowseScreen, SessionsScreen, ClippingsScreen,
)  # fmt: skip
