"""The part of the main screen that keeps: turns as they go, quotes, and the ways back to both."""

from __future__ import annotations

import asyncio
from asyncio import wrap_future
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widgets import Static

from corpus.errors import InputError, PullquoteError
from corpus.records import Article
from qa.answers import Answer, Evidence
from qa.chat.article_screen import ArticleScreen
from qa.chat.clipboard import copy_text
from qa.chat.clippings_screen import ClippingsScreen
from qa.chat.content import as_content
from qa.chat.history_screen import HistoryScreen
from qa.chat.kept_turn import show_kept_words
from qa.chat.keys import Binding
from qa.chat.offers import Offers
from qa.chat.reading_screen import ReadingScreen
from qa.chat.sessions_screen import SessionsScreen
from qa.chat.turn import Turn
from qa.sessions.clippings import Clipping
from qa.sessions.keeping import Keeper
from qa.sessions.kept_turns import KeptTurn
from qa.sessions.quotations import Permalink, Quotation
from qa.sessions.reopened_quotes import reopen_quotation, reopen_stretch
from qa.sessions.restored_answers import articles_quoted, restore_answer
from qa.sessions.sessions import Conversation, Session
from qa.show.article_text import parse_range
from qa.show.phrases import format_count, quoted
from qa.show.safe_text import one_line
from qa.worker import Backend

QUESTIONS_RECALLED = 500
# More turns are slow to mount, and nobody scrolls through them; all can be read in `sessions show`.
TURNS_SHOWN_AGAIN = 30
SECONDS_UNTIL_MOUNTED = 0.01
NOT_KEPT = "Nothing is kept in this chat."
DELETED = "The session that stood here is deleted; this is a new one."


class KeepingScreen(ReadingScreen):
    """Keeps each answer before it is shown, and brings back the turns of a session.

    Without a keeper nothing is kept, and its keys do nothing.
    """

    BINDING_GROUP_TITLE = "Sessions and clippings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,s", "keep", "Keep", show=False, tooltip="Keep the quote in view"),
        Binding("ctrl+t", "clippings", "Clippings", show=False, tooltip="Show the quotes kept"),
        Binding("ctrl+l", "sessions", "Sessions", show=False,
                tooltip="Resume, search, rename, delete, export sessions"),
        Binding("ctrl+r", "history", "History", show=False,
                tooltip="Search the questions asked before"),
        Binding("l", "copy_link", "Copy link", show=False, tooltip="Copy a link to the quote"),
    ]  # fmt: skip

    def __init__(self, load: Callable[[], Backend], archive_name: str, offers: Offers) -> None:
        super().__init__(load, archive_name, offers)
        self.keeper = offers.keeper
        # The session before anything was asked here, until it is shown.
        self._resumed: Future[Conversation] | None = None

    def on_mount(self) -> None:
        if self.keeper:
            self._resumed = self.keeper.read()
            self.recall_questions()

    def on_unmount(self) -> None:
        if self.keeper:
            self.keeper.close()

    @work
    async def recall_questions(self) -> None:
        """Let the question box go back to what was asked in all sessions."""
        assert self.keeper
        with suppress(OSError):  # the first turn that cannot be kept says what is wrong
            questions = self.keeper.sessions.questions
            self.box.recall(await asyncio.to_thread(questions, QUESTIONS_RECALLED))

    async def keep_turn(self, answer: Answer) -> None:
        """Have the turn on the disk; where that cannot be, say so, and go on."""
        if self.keeper:
            try:
                await wrap_future(self.keeper.keep(answer))
            except OSError as error:
                words = f"This turn could not be kept: {one_line(error.strerror or str(error))}"
                self.notify(words, severity="warning", markup=False)

    def action_open_sample(self) -> None:
        """Open the sample archive, in a session of its own."""
        if self.keeper:
            self.keeper.archive = self.offers.sample_place
            self.keeper.begin()
            self._resumed = None
        super().action_open_sample()

    async def show_what_was_kept(self) -> None:
        """Show the turns of the session that is resumed, above what was asked meanwhile."""
        resumed, self._resumed = self._resumed, None
        if resumed is None:
            return
        try:
            kept = await wrap_future(resumed)
        except OSError as error:
            words = f"The session cannot be read: {error.strerror}"
            self.notify(words, severity="warning", markup=False)
            return
        if kept.passed_over:
            lines = format_count(kept.passed_over, "line")
            self.notify(f"Passed over {lines} of the session that could not be read.", markup=False)
        if kept.turns:
            await self._show_turns(kept.turns, kept.name)

    async def _show_turns(self, turns: Sequence[KeptTurn], name: str) -> None:
        assert self.keeper
        while not self.reading.evidence.is_mounted:  # a small archive may be open before that
            await asyncio.sleep(SECONDS_UNTIL_MOUNTED)
        shown = turns[-TURNS_SHOWN_AGAIN:]
        articles: dict[str, Article] = {}
        with suppress(PullquoteError):  # then what was quoted is shown as words
            articles = await wrap_future(self.worker.articles_with(articles_quoted(shown)))
        await self.query("#welcome").remove()
        title = f"Session {name or self.keeper.session.id} · {format_count(len(turns), 'turn')}"
        if left_out := len(turns) - len(shown):
            title += f", {left_out:,} of them further up: `pullquote sessions show`"
        answers: list[Answer] = []
        first = self.transcript.turns[0] if self.transcript.turns else None
        await self.transcript.mount(Static(as_content(title), classes="resumed note"), before=first)
        for kept in shown:
            turn = Turn(one_line(kept.question))
            await self.transcript.mount(turn, before=first)
            if (answer := restore_answer(kept, articles)) is None:
                await show_kept_words(turn, kept)
            else:
                await turn.show_answer(answer)
            answers.append(answer or turn.answer or Answer.of_error(kept.question, ""))
        self.conversation.begin_again(answers)
        if first is None:
            self.select(self.transcript.turns[-1])

    def action_history(self) -> None:
        """Look for a question asked before, and put it into the box."""

        def take(question: str | None) -> None:
            if question is not None:
                self.box.value = question
            self.box.focus()

        self.app.push_screen(HistoryScreen(self.box.questions, self.box.value), take)

    @property
    def quote_in_view(self) -> Evidence | None:
        """What stands open beside the transcript."""
        return self.reading.article.text.evidence

    @work
    async def action_keep(self) -> None:
        """Keep the quote in view among the clippings."""
        if (keeper := self._keeper_or_word()) and (evidence := self.quote_in_view):
            turn = self.reading.turn
            asked = turn.answer.asked if turn and turn.answer else ""
            question = turn.question if turn else ""
            clipping = Clipping.of(evidence, keeper.archive, question, asked or question)
            try:
                await asyncio.to_thread(keeper.clippings.add, clipping)
            except OSError as error:
                self.notify(f"Could not be kept: {error.strerror}", severity="error", markup=False)
            else:
                words = one_line(quoted(clipping.quotation.quote))
                self.notify(f"Kept {words}\n^t shows the clippings.", markup=False)

    def action_clippings(self) -> None:
        """Show the quotes that were kept."""
        if keeper := self._keeper_or_word():
            self.app.push_screen(ClippingsScreen(keeper.clippings, self.open_clipping))

    async def open_clipping(self, clipping: Clipping) -> None:
        """Show the article that a clipping was taken from, at its words."""
        if self.keeper and clipping.archive != self.keeper.archive:
            words = f"It was kept from the archive in {one_line(clipping.archive)}."
            self.notify(words, severity="warning", markup=False)
        elif article := await self._fetch(clipping.quotation.article_id):
            self.app.push_screen(ArticleScreen(*reopen_quotation(clipping.quotation, article)))

    @work
    async def open_permalink(self, link: Permalink) -> None:
        """Show the article that a link names, at its stretch."""
        if article := await self._fetch(link.article_id):
            try:
                stretch = parse_range(link.at, article)
            except InputError as error:
                self.notify(one_line(str(error)), severity="error", markup=False)
            else:
                self.app.push_screen(ArticleScreen(*reopen_stretch(article, stretch, link.digest)))

    async def _fetch(self, id: str) -> Article | None:
        """The article as the archive holds it; where there is none, a word about that."""
        try:
            articles = await wrap_future(self.worker.articles_with([id]))
        except PullquoteError as error:
            self.notify(one_line(str(error)), severity="error", markup=False)
            return None
        if id not in articles:
            words = f"No article {one_line(id)!r} in this archive."
            self.notify(words, severity="warning", markup=False)
        return articles.get(id)

    @work
    async def action_copy_link(self) -> None:
        """Copy the command that shows the quote in view, which this chat opens, too."""
        if evidence := self.quote_in_view:
            link = Quotation.of(evidence).link
            words = await copy_text(self.app, link, "a link to the quote", self.offers.copies)
            self.notify(words, markup=False)

    def action_sessions(self) -> None:
        """Show the conversations that were kept; one of them may be resumed."""
        if keeper := self._keeper_or_word():
            self.app.push_screen(SessionsScreen(keeper, self), self._begin_change)

    def _begin_change(self, session: Session | None) -> None:
        self.change_session(session)

    @work(exclusive=True, group="change session")
    async def change_session(self, session: Session | None) -> None:
        """Go on with another session: its turns are shown in the place of these."""
        if session is None or self.keeper is None or session == self.keeper.session:
            return
        if self.is_answering():
            words = "A question is still being answered: wait for it, then change the session."
            self.notify(words, severity="warning", markup=False)
            return
        try:
            await asyncio.to_thread(self.keeper.resume, session)
        except InputError as error:
            self.notify(one_line(str(error)), severity="error", markup=False)
            return
        self._resumed = self.keeper.read()
        await self._empty_panes()
        self.asking.hold()
        await self.show_what_was_kept()
        self.asking.release()
        if not self.transcript.turns:
            await self.show_first_page()

    def is_answering(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self.query("Waiting"))

    async def begin_after_deletion(self) -> None:
        """Go on with a new session: the one that is shown has been deleted."""
        assert self.keeper
        self.keeper.begin()
        self._resumed = None
        await self._empty_panes()
        await self.transcript.mount(Static(as_content(DELETED), classes="resumed note"))
        await self.show_first_page()

    async def _empty_panes(self) -> None:
        """Forget the turns that are shown, and take them away with what is open of them."""
        self.conversation.begin_again()
        await self.transcript.empty()
        self.reading.empty()
        self.remove_class("-reading")

    async def show_first_page(self) -> None:
        """What stands before a first question, of which this part knows nothing."""

    def _keeper_or_word(self) -> Keeper | None:
        if self.keeper is None:
            self.notify(NOT_KEPT, severity="warning", markup=False)
        return self.keeper

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without a quote in view there is nothing to keep and nothing to link to."""
        return self.quote_in_view is not None if action in {"keep", "copy_link"} else True
