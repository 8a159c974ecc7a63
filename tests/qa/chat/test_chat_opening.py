"""An archive that cannot be opened: why, and the ways on."""

from __future__ import annotations

import threading

from chat_kit import (
    BRIDGE_QUESTION,
    FERRY,
    HOSTILE,
    NARROW,
    SmallBackend,
    ask,
    chat,
    screen_lines,
    until,
    words_on,
)
from textual.widgets import Button

from corpus.errors import ArchiveError
from qa.chat import ChatApp, archive_screen
from qa.chat.offers import Offers


async def test_an_archive_that_will_not_open_says_why_in_one_line_and_lets_the_user_quit() -> None:
    def load() -> SmallBackend:
        raise ArchiveError(f"no archive there: run `pullquote add` first {HOSTILE}")

    app = ChatApp(load, archive_name="northshore")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "not open" in screen_lines(app)[0])
        assert f"no archive there: run `pullquote add` first {HOSTILE}" in words_on(app)
        turn = await ask(pilot, "Who is the mayor?")
        assert turn.has_class("-error")
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_what_takes_long_while_an_archive_opens_is_said_at_the_top() -> None:
    offers, may_open = Offers(), threading.Event()

    def load() -> SmallBackend:
        offers.opening.say("preparing the large reader…")
        may_open.wait()
        return SmallBackend()

    app = ChatApp(load, archive_name="northshore", offers=offers)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "preparing the large reader…" in screen_lines(app)[0])
        may_open.set()
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])


async def test_an_archive_that_was_mended_meanwhile_opens_when_the_user_tries_again() -> None:
    outcomes = [ArchiveError("no archive there"), SmallBackend()]

    def load() -> SmallBackend:
        outcome = outcomes.pop(0)
        if isinstance(outcome, ArchiveError):
            raise outcome
        return outcome

    app = ChatApp(load, archive_name="northshore")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.screen.query(Button))
        assert [str(button.label) for button in app.screen.query(Button)] == ["Try again"]
        await pilot.click(Button)
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        assert not app.screen.query("#not-open")
        turn = await ask(pilot, BRIDGE_QUESTION)
        assert turn.has_class("-answered")


async def test_the_sample_opens_in_the_place_of_an_archive_that_will_not() -> None:
    def load() -> SmallBackend:
        raise ArchiveError("no archive there")

    app = ChatApp(
        load,
        archive_name="northshore",
        offers=Offers(open_sample=lambda: SmallBackend(FERRY)),
    )
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: len(app.screen.query(Button)) == 2)
        app.screen.query(Button).last().focus()
        await pilot.press("enter")
        await until(pilot, lambda: "1 article" in screen_lines(app)[0])
        assert "sample archive" in screen_lines(app)[0]


async def test_the_banner_follows_what_other_processes_add() -> None:
    backend = SmallBackend(FERRY)
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "1 article" in screen_lines(app)[0])
        backend.shelf = (*backend.shelf, FERRY)
        app.chat.look_again()  # what the clock does every few seconds
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
    assert archive_screen.SECONDS_BETWEEN_LOOKS <= 10
