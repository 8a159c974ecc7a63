"""One thread that owns an archive and answers for everyone else: the chat, a server, a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Generic, Protocol, Self, TypeVar

from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.records import NO_FILTERS, Article, Filters
from qa.answers import Answer, OnFound

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ArchiveSummary:
    """What an archive holds: its number of articles, the names of their outlets, their days.

    `meaning` is the share of it that is embedded, in [0, 1]; two that differ only in that are
    equal.
    """

    articles: int
    sources: tuple[str, ...] = ()
    undated: int = 0
    first: date | None = None
    last: date | None = None
    meaning: float = field(default=1.0, compare=False)


class Backend(Protocol):
    """What answers: an open archive with its reader, or a few lines in a test."""

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        """The answer; `on_found` may be called first with the evidence that is being read."""

    def summarize(self) -> ArchiveSummary:
        """What the archive holds now."""

    def articles_with(self, ids: Sequence[str]) -> dict[str, Article]:
        """The articles with these ids, as the archive holds them now; unknown ids are left out."""

    def headings(self, wanted: Wanted, limit: int | None = None) -> list[Heading]:
        """The headings of the articles that are wanted, at most `limit`, the newest first."""

    def months(self) -> dict[date, int]:
        """How many articles there are of each month that has any, by its first day, rising."""

    def close(self) -> None:
        """Close the archive; nothing is asked afterwards."""


class Worker:
    """Opens a backend and calls it, all in one thread, in the order that the calls come in.

    One thread, so that answers come in the order of their questions, and nobody else waits while
    the archive opens or the reader reads. It is a daemon, because a call into a model cannot be
    cancelled and nobody who quits wants to wait for one.

    The order: `open` starts the thread; `ask` may be called before it and waits for it; `close`
    ends the thread after the call it is in, and cancels the calls that wait. Any thread may call
    any of them. Errors are raised by the futures: what `load` raised by every one of them, and
    RuntimeError by those of calls that come after `close`. As a context manager:

        with Worker(load) as worker:
            answer = worker.ask("who froze the Geneva talks?").result()
    """

    def __init__(self, load: Callable[[], Backend]) -> None:
        """`load` is called once, in the worker's thread; it may take seconds."""
        self._calls: SimpleQueue[_Queued | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="archive", daemon=True)
        self._lock = Lock()  # whoever calls, nothing is queued behind the end
        self._is_closed = False
        self._load = _Call(load)
        self._calls.put(self._load)

    def open(self) -> Future[ArchiveSummary]:
        """Start the thread if it has not been started; what the archive holds, once it is open."""
        with self._lock:
            if self._thread.ident is None and not self._is_closed:
                self._thread.start()
        return self.summarize()

    def summarize(self) -> Future[ArchiveSummary]:
        """What the archive holds when it is this call's turn."""
        return self._submit(_Call(lambda: self._load.future.result().summarize()))

    def ask(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        top: int = 5,
        on_found: OnFound | None = None,
    ) -> Future[Answer]:
        """Queue a question; its answer, with at most `top` articles as evidence.

        `on_found` is called in the worker's thread with what the searches found, before it is
        read; reading waits until it returns.
        """
        return self._submit(
            _Call(lambda: self._load.future.result().ask(question, filters, top, on_found))
        )

    def articles_with(self, ids: Sequence[str]) -> Future[dict[str, Article]]:
        """The articles with these ids, as the archive holds them now; unknown ids are left out."""
        return self._submit(_Call(lambda: self._load.future.result().articles_with(ids)))

    def headings(
        self, wanted: Wanted = EVERYTHING, limit: int | None = None
    ) -> Future[list[Heading]]:
        """The headings of the articles that are wanted, at most `limit`, the newest first."""
        return self._submit(_Call(lambda: self._load.future.result().headings(wanted, limit)))

    def months(self) -> Future[dict[date, int]]:
        """How many articles there are of each month that has any, by its first day, rising."""
        return self._submit(_Call(lambda: self._load.future.result().months()))

    def close(self, *, wait: bool = True) -> None:
        """End the thread and close the archive in it; with `wait`, return when that is done."""
        with self._lock:
            was_closed, self._is_closed = self._is_closed, True
            if not was_closed:
                self._calls.put(None)
        if self._thread.ident is None:
            if not was_closed:
                self._serve()  # nothing was ever opened: only cancels what waits
        elif wait:
            self._thread.join()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _submit(self, call: _Call[Result]) -> Future[Result]:
        with self._lock:
            if self._is_closed:
                call.future.set_exception(RuntimeError("the worker is closed"))
            else:
                self._calls.put(call)
        return call.future

    def _serve(self) -> None:
        while call := self._calls.get():
            if self._is_closed:
                call.cancel()
            else:
                call.run()
        loaded = self._load.future
        if not loaded.cancelled() and not loaded.exception():
            loaded.result().close()


class _Queued(Protocol):
    def run(self) -> None: ...
    def cancel(self) -> object: ...


@dataclass(frozen=True, slots=True)
class _Call(Generic[Result]):
    function: Callable[[], Result]
    future: Future[Result] = field(default_factory=Future)

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.function()
        except BaseException as error:  # noqa: BLE001 - it is raised where the future is awaited
            self.future.set_exception(error)
        else:
            self.future.set_result(result)

    def cancel(self) -> bool:
        return self.future.cancel()
