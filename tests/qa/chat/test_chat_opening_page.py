"""What the chat shows before the first question, and how it gets over a missing archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chat_kit import BRIDGE, BUSES, FERRY, NARROW, SmallBackend, chat, screen_text, until, words_on
from textual.widgets import OptionList

from corpus.errors import ArchiveError, NoArticlesError
from corpus.records import Article
from qa.answers import Answer
from qa.chat import ChatApp
from qa.chat.opening_page import describe_holdings
from qa.worker import ArchiveSummary

OPENED = Article(
    id="opened",
    title="Council opens 12 new ferry piers",
    text="On Friday the council opened 12 new ferry piers at the northern quay.",
    origin="/news/opened.txt",
    source="Courier",
)
CLOSED = replace(
    OPENED, id="closed", title="Zoo closes 3 old monkey houses", text="Nobody wrote of it. At all."
)
QUESTION = "Who opened 12 new ferry piers?"


async def test_the_page_says_what_the_archive_holds() -> None:
    backend = SmallBackend(BRIDGE, BUSES, FERRY)
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "3 articles" in words_on(app.screen.app))
        await until(
            pilot, lambda: "3 outlets: The Northshore Herald, Tallis Courier" in words_on(app)
        )
        assert backend.asked == []  # no headline of these makes a question


async def test_it_offers_questions_that_the_archive_was_found_to_answer() -> None:
    backend = SmallBackend(OPENED, CLOSED, BRIDGE)
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: QUESTION in screen_text(app))
        await until(pilot, lambda: len(backend.asked) == 2)
        await pilot.pause(0.2)
        suggestions = app.screen.query_one("#suggestions", OptionList)
        assert [str(each.prompt) for each in suggestions.options] == [QUESTION]
        suggestions.focus()
        await pilot.press("enter")
        await until(pilot, lambda: not app.screen.query("#welcome"))
        turn = app.chat.transcript.turns[0]
        await until(pilot, lambda: turn.answer)
        assert turn.question == QUESTION
        assert turn.answer
        assert turn.answer.evidence[0].passage.article.id == "opened"


async def test_no_question_is_tried_any_more_once_the_user_asks() -> None:
    shelf = [
        replace(OPENED, id=f"o{n}", title=f"Council opens {n} new ferry piers", text="Nothing.")
        for n in range(10, 40)
    ]
    backend = SmallBackend(*shelf)
    backend.may_answer.clear()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "30 articles" in words_on(app))
        app.chat.box.value = "bridge"
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.transcript.turns)
        backend.may_answer.set()
        await until(pilot, lambda: any(question == "bridge" for question, _, _ in backend.asked))
        await pilot.pause(0.2)
        assert len(backend.asked) <= 2  # the one that was being tried, and the user's


async def test_an_archive_that_cannot_answer_for_its_page_still_opens() -> None:
    class Failing(SmallBackend):
        def months(self) -> dict[date, int]:
            raise ArchiveError("damaged")

    app = chat(Failing(BRIDGE))
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "1 article" in words_on(app))
        assert "damaged" not in words_on(app)


async def test_an_archive_that_another_program_makes_opens_by_itself() -> None:
    outcomes: list[SmallBackend | Exception] = [
        NoArticlesError("no archive there: make one with `pullquote --archive x add FOLDER`"),
        NoArticlesError("the archive is empty"),
        SmallBackend(),
    ]

    def load() -> SmallBackend:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    app = ChatApp(load, archive_name="northshore")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "no archive there" in words_on(app))
        for _ in range(2):
            await app.chat.look_again().wait()  # what the clock does every few seconds
        await until(pilot, lambda: "2 articles" in words_on(app))
        assert not app.screen.query("#not-open")


async def test_an_archive_that_is_broken_is_not_tried_again_and_again() -> None:
    tries = []

    def load() -> SmallBackend:
        tries.append(1)
        raise ArchiveError("it is damaged")

    app = ChatApp(load, archive_name="northshore")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "it is damaged" in words_on(app))
        await app.chat.look_again().wait()
        assert len(tries) == 1


@pytest.mark.parametrize(
    ("summary", "months", "lines"),
    [
        (ArchiveSummary(0), {}, []),
        (ArchiveSummary(1, ("Wire",)), {}, ["1 article", "1 outlet: Wire"]),
        (
            ArchiveSummary(1204, ("A", "B", "C", "D", "E"), 3, date(2016, 1, 31), date(2016, 4, 2)),
            {date(2016, 1, 1): 4, date(2016, 2, 1): 8, date(2016, 4, 1): 1},
            [
                "1,204 articles (3 undated), 31 Jan 2016 – 2 Apr 2016",
                "5 outlets: A, B, C and 2 more",
                "2016-01 ▄█ ▁ 2016-04",
            ],
        ),
    ],
)
def test_holdings_are_told_in_lines(
    summary: ArchiveSummary, months: dict[date, int], lines: list[str]
) -> None:
    assert describe_holdings(summary, months) == lines


def test_an_answer_counts_only_from_the_headlines_own_article() -> None:
    """What the offer relies on: the small backend answers from the article that it quotes."""
    answer: Answer = SmallBackend(OPENED).ask(QUESTION, chat().chat.filters, 1, None)
    assert (answer.status, answer.text) == ("answered", "12 new ferry piers at the northern quay")
