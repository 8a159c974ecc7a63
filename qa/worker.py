"""Where the chat hands in its questions, and the one thread that answers them in order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Protocol, TypeVar

from corpus.records import Filters
from qa.answers import Answer, OnFound

Result = TypeVar("Result")


class Librarian(Protocol):
    """Whoever answers: an open archive with its reader, or a few lines in a test."""

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound) -> Answer:
        """The answer; `on_found` may be told before what there is to read."""

    def articles(self) -> int:
        """How many articles there are."""

    def sources(self) -> list[str]:
        """The names of their outlets."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the archive holds: its number of articles and the names of their outlets."""

    articles: int
    sources: tuple[str, ...] = ()


class Desk:
    """Opens the archive and answers, all in one thread, in the order that questions came.

    One thread, because an archive belongs to the thread that opened it. A daemon, because a
    call into a model cannot be cancelled and nobody who quits wants to wait for one. Textual's
    own thread workers hold up the exit until they are done.
    """

    def __init__(self, load: Callable[[], Librarian]) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._librarian = self._hand_in(load)

    def open(self) -> Future[Holdings]:
        """Begin: load the librarian, and tell what the archive holds or why it will not open."""
        Thread(target=self._serve, name="archive", daemon=True).start()
        return self._hand_in(self._holdings)

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound) -> Future[Answer]:
        """Hand in a question, also before the archive is open: it waits its turn.

        `on_found` is called in the desk's thread.
        """
        return self._hand_in(lambda: self._librarian.result().ask(question, filters, top, on_found))

    def close(self) -> None:
        """Let the thread end when it comes to it."""
        self._calls.put(None)

    def _holdings(self) -> Holdings:
        librarian = self._librarian.result()
        return Holdings(librarian.articles(), tuple(librarian.sources()))

    def _hand_in(self, call: Callable[[], Result]) -> Future[Result]:
        future: Future[Result] = Future()
        self._calls.put(lambda: _settle(future, call))
        return future

    def _serve(self) -> None:
        while call := self._calls.get():
            call()


def _settle(future: Future[Result], call: Callable[[], Result]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - it is raised where the future is awaited
        future.set_exception(error)
    else:
        future.set_result(result)
