"""The one thread that owns an archive: order, errors and the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from datetime import date

import pytest
from conftest import WordEncoder, WordReader

from corpus.errors import ArchiveError, InputError
from corpus.headings import Wanted
from corpus.records import NO_FILTERS, Article, Filters
from corpus.store.sqlite import SqliteStore
from qa.answers import Answer, Evidence, OnFound
from qa.archive_backend import ArchiveBackend
from qa.assistant import Assistant
from qa.search.retriever import Retriever
from qa.worker import ArchiveSummary, Worker

SECONDS_AT_MOST = 20


class EchoBackend:
    """Answers every question with itself, and notes in which thread it was called."""

    def __init__(self) -> None:
        self.threads = {threading.get_ident()}
        self.asked: list[str] = []
        self.is_closed = False
        self.may_answer = threading.Event()
        self.is_asked = threading.Event()
        self.may_answer.set()

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        self.is_asked.set()
        self.may_answer.wait(SECONDS_AT_MOST)
        self.threads.add(threading.get_ident())
        self.asked.append(question)
        if not question:
            raise InputError("the question is empty")
        return Answer(question, question, "answered", question, 1.0, (), None, 0.0)

    def summarize(self) -> ArchiveSummary:
        return ArchiveSummary(len(self.asked), ("Courier",))

    def articles_with(self, ids: Sequence[str]) -> dict[str, Article]:
        return {}

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.is_closed = True


@pytest.fixture
def folder(archive: SqliteStore) -> Iterator[SqliteStore]:
    yield archive
    archive.close()


def test_an_archive_that_was_opened_in_the_worker_answers_any_thread(folder: SqliteStore) -> None:
    def load() -> ArchiveBackend:
        opened = SqliteStore.open(folder.folder)
        retriever = Retriever(opened, WordEncoder())
        return ArchiveBackend(Assistant(opened, retriever, WordReader()))

    found: list[tuple[Evidence, ...]] = []
    with Worker(load) as worker:
        assert worker.open().result(SECONDS_AT_MOST) == ArchiveSummary(
            4, ("Tallis Courier", "Northern Post"), 1, date(2020, 11, 17), date(2021, 3, 2)
        )
        answer = worker.ask("how many cables must be replaced?", top=2, on_found=found.append)
        assert "14 cables must be replaced" in (answer.result(SECONDS_AT_MOST).text or "")
        assert found[0][0].passage.article.id == "bridge"
        kept = worker.articles_with(["lynx", "gone", "bridge", "lynx"]).result(SECONDS_AT_MOST)
        assert list(kept) == ["lynx", "bridge"]
        assert kept["lynx"] == folder.article("lynx")
        wanted = Wanted(words=("bridges",))
        listed = [each.id for each in worker.headings(wanted).result(SECONDS_AT_MOST)]
        assert listed == ["ferry", "bridge"]
        months = [date(2020, 11, 1), date(2021, 3, 1)]
        assert list(worker.months().result(SECONDS_AT_MOST)) == months


def test_calls_are_made_in_one_thread_in_the_order_they_came() -> None:
    backends: list[EchoBackend] = []

    def load() -> EchoBackend:
        backends.append(EchoBackend())
        return backends[0]

    worker = Worker(load)
    early = worker.ask("before it is open")
    with worker:
        later = [worker.ask(str(number)) for number in range(5)]
        assert early.result(SECONDS_AT_MOST).text == "before it is open"
        assert [each.result(SECONDS_AT_MOST).text for each in later] == list("01234")
    (backend,) = backends
    assert backend.asked == ["before it is open", *"01234"]
    assert len(backend.threads) == 1
    assert backend.threads != {threading.get_ident()}
    assert backend.is_closed


def test_an_error_arrives_where_its_answer_would_and_the_next_question_is_answered() -> None:
    with Worker(EchoBackend) as worker:
        empty, asked = worker.ask(""), worker.ask("why?")
        with pytest.raises(InputError, match="is empty"):
            empty.result(SECONDS_AT_MOST)
        assert asked.result(SECONDS_AT_MOST).text == "why?"


def test_what_fails_to_open_fails_every_call() -> None:
    def load() -> EchoBackend:
        raise ArchiveError("no archive there")

    with Worker(load) as worker:
        for future in (worker.open(), worker.ask("why?")):
            with pytest.raises(ArchiveError, match="no archive there"):
                future.result(SECONDS_AT_MOST)


def test_closing_ends_the_call_that_runs_and_cancels_those_that_wait() -> None:
    backend = EchoBackend()
    backend.may_answer.clear()
    worker = Worker(lambda: backend)
    worker.open()
    running, waiting = worker.ask("runs"), worker.ask("waits")
    assert backend.is_asked.wait(SECONDS_AT_MOST)
    worker.close(wait=False)
    assert not running.done()
    with pytest.raises(RuntimeError, match="the worker is closed"):
        worker.ask("too late").result(SECONDS_AT_MOST)
    backend.may_answer.set()
    worker.close()
    assert running.result(SECONDS_AT_MOST).text == "runs"
    with pytest.raises(CancelledError):
        waiting.result(SECONDS_AT_MOST)
    assert (backend.asked, backend.is_closed) == (["runs"], True)


def test_a_worker_that_never_opened_loads_nothing_when_it_is_closed() -> None:
    def load() -> EchoBackend:
        raise AssertionError("it was loaded")

    worker = Worker(load)
    asked = worker.ask("why?")
    worker.close()
    worker.close()
    assert asked.cancelled()


def test_a_question_that_its_caller_cancelled_is_not_asked() -> None:
    backend = EchoBackend()
    worker = Worker(lambda: backend)
    unwanted = worker.ask("unwanted", NO_FILTERS)
    assert unwanted.cancel()
    with worker:
        assert worker.ask("wanted").result(SECONDS_AT_MOST).text == "wanted"
    assert backend.asked == ["wanted"]
