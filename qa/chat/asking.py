"""Questions go to the worker one after another, each made whole by the answers before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.records import Article, Filters
from qa.answers import Answer, OnFound
from qa.conversation.article_questions import answer_from
from qa.conversation.memory import Conversation
from qa.conversation.turns import InView, WholeQuestion
from qa.worker import Worker


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed, and how it is to be asked.

    With `as_written` it is not made whole: the user has edited what is to be searched. `in_view`
    is the article that stood open, where that is what "it" may mean.
    """

    question: str
    filters: Filters
    top: int
    as_written: bool = False
    in_view: InView | None = None


class Asking:
    """Asks the worker's archive in one conversation.

    A follow-up waits for the answers before it, because they say what it means. Whoever stops
    waiting (a cancelled task) lets the next question go on; an answer that nobody waits for is
    not remembered.
    """

    def __init__(self, worker: Worker, conversation: Conversation) -> None:
        self.worker, self.conversation = worker, conversation
        self._order = asyncio.Lock()
        self._may_ask = asyncio.Event()
        self._may_ask.set()

    def hold(self) -> None:
        """Let questions wait: what a follow-up may mean is still being fetched."""
        self._may_ask.clear()

    def release(self) -> None:
        """Let questions go on."""
        self._may_ask.set()

    async def ask(
        self, asked: Asked, on_whole: Callable[[WholeQuestion], None], on_found: OnFound
    ) -> Answer:
        """The answer, as the worker gives it; `on_whole` gets the question that is searched.

        A question that cannot be made whole is not searched: its answer says why. PullquoteError
        as the archive raises it.
        """
        async with self._order:
            await self._may_ask.wait()
            answer = await self._ask_whole(asked, on_whole, on_found)
            self.conversation.remember(answer)
        return answer

    async def _ask_whole(
        self, asked: Asked, on_whole: Callable[[WholeQuestion], None], on_found: OnFound
    ) -> Answer:
        question = asked.question
        whole = WholeQuestion(question, question)
        if not asked.as_written:
            # In a thread: its rules and word lists may take longer than a frame.
            whole = await asyncio.to_thread(self.conversation.make_whole, question, asked.in_view)
        if whole.unclear:
            return Answer.of_unclear(question, whole.unclear)
        on_whole(whole)
        if whole.within and (article := await self._article(whole.within.article)):
            return await asyncio.to_thread(answer_from, article, whole)
        future = self.worker.ask(whole.asked, asked.filters, asked.top, on_found)
        return replace(await asyncio.wrap_future(future), question=question)

    async def _article(self, id: str) -> Article | None:
        return (await asyncio.wrap_future(self.worker.articles_with([id]))).get(id)
