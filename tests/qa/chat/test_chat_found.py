"""What the searches found is shown before it is read, and makes way for the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chat_kit import (
    BRIDGE,
    BRIDGE_QUESTION,
    BUSES,
    FERRY,
    NARROW,
    SILENT_QUESTION,
    WIDE,
    SlowReader,
    SmallBackend,
    ask,
    background_of,
    chat,
    find,
    finish,
    place_of,
    screen_lines,
    screen_text,
    send,
    until,
)
from textual.content import Content
from textual.widgets import Static

from qa.chat import screen
from qa.chat.screen import ChatScreen


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_was_found_is_shown_before_it_is_read_and_makes_way_for_the_answer(
    size: tuple[int, int],
) -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=size) as pilot:
        turn = await find(pilot, BRIDGE_QUESTION)
        shown = screen_text(app)
        assert "Found 1 of 2 · reading…" in shown
        assert "1  Ferries are full" in shown
        assert "2  Harbour bridge to open" in shown
        said = [" ".join(str(part.content).split()) for part in turn.query(Static)]
        assert said[0] == BRIDGE_QUESTION
        assert said[1][2:].startswith("reading what was found…")
        assert said[1].endswith("Esc cancels")
        await finish(pilot, backend)
        await until(pilot, lambda: "Evidence 1 of 2" in screen_text(app))
        shown = screen_text(app)
        assert "Evidence 1 of 2" in shown
        assert "1  Harbour bridge to open" in shown
        assert "2  Ferries are full" in shown
        assert "reading" not in shown
        assert turn.query_one(".answer", Static).content == Content("4 March 2016")


async def test_the_article_of_what_was_found_opens_at_the_nearest_sentence() -> None:
    app = chat(SlowReader(BRIDGE))
    async with app.run_test(size=WIDE) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        await until(pilot, lambda: "reopens to traffic" in screen_text(app))
        assert background_of(app, "The harbour") != background_of(app, "Buses")
        assert not app.screen.get_style_at(*place_of(app, "4 March 2016")).underline


async def test_what_was_found_makes_way_for_silence_and_its_near_misses() -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await find(pilot, SILENT_QUESTION)
        assert "The archive does not say." not in screen_text(app)
        await finish(pilot, backend)
        shown = screen_text(app)
        assert "The archive does not say." in shown
        assert "Nearest 1 of 2" in shown
        assert "reading" not in shown


async def test_what_was_found_makes_way_for_an_error() -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        turn = await find(pilot, "Why the strike?")
        await finish(pilot, backend)
        assert turn.has_class("-error")
        assert "the archive is on strike" in screen_text(app)
        assert "Ferries are full" not in screen_text(app)


async def test_the_answer_leaves_a_chosen_row_chosen() -> None:
    backend = SlowReader(BRIDGE, BUSES, FERRY)
    app = chat(backend)
    async with app.run_test(size=WIDE) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        found = [each.passage.article.id for each in app.chat.evidence.rows]
        await pilot.press("shift+down")
        await until(pilot, lambda: "Found 2 of 3 · reading…" in screen_text(app))
        await finish(pilot, backend)
        rows = [each.passage.article.id for each in app.chat.evidence.rows]
        assert rows != found
        assert f"Evidence {rows.index(found[1]) + 1} of 3" in screen_text(app)
        assert app.chat.evidence.current
        assert app.chat.evidence.current.passage.article.id == found[1]
        assert app.chat.article.text.evidence is app.chat.evidence.current


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_answer_is_marked_in_an_article_that_is_being_read_and_scrolls_it_nowhere(
    size: tuple[int, int],
) -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=size) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        await pilot.press("shift+down", "ctrl+o", "home")
        await until(pilot, lambda: app.chat.article.text.scroll_y == 0)
        await until(pilot, lambda: "met on day 4 to" in screen_text(app))
        place = place_of(app, "met on day 4 to")
        await finish(pilot, backend)
        await until(pilot, lambda: "Evidence 1 of 2" in screen_text(app))
        assert place_of(app, "met on day 4 to") == place
        assert app.focused is app.chat.article.text
        await pilot.press("g")
        await until(pilot, lambda: "reopens" in screen_text(app))
        assert app.screen.get_style_at(*place_of(app, "4 March 2016")).underline


async def test_an_article_that_is_being_read_stays_open_though_the_answer_has_no_use_for_it() -> (
    None
):
    backend = SlowReader()
    app = chat(backend, top=1)
    async with app.run_test(size=NARROW) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "/news/ferry.txt" in screen_text(app))
        await finish(pilot, backend)
        await until(
            pilot, lambda: "Found 1 of 1" in screen_text(app) and not app.chat.query("Waiting")
        )
        assert "/news/ferry.txt" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Evidence 1 of 1" in screen_text(app))
        assert "1  Harbour bridge to open" in screen_text(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_key_that_comes_before_the_article_of_an_answer_means_that_article(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "SECONDS_BETWEEN_PAINTS", 3600)  # the key comes first
    app = chat()
    async with app.run_test(size=size) as pilot:
        turn = await send(pilot, BRIDGE_QUESTION)
        await until(pilot, lambda: "4 March 2016" in screen_text(app))
        assert app.chat.evidence.current is None
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.focused is app.chat.article.text)
        assert app.chat.article.text.evidence is turn.evidence[0]
        await pilot.press("escape")
        second = await send(pilot, SILENT_QUESTION)
        await until(pilot, lambda: "The archive does not say." in screen_text(app))
        assert app.chat.transcript.current is turn
        await pilot.press("shift+down")
        await until(pilot, lambda: "Nearest 2 of 2" in screen_text(app))
        assert app.chat.transcript.current is second
        assert app.chat.article.text.evidence is second.evidence[1]


async def test_a_key_opens_the_article_of_the_answer_and_not_what_was_found_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(screen, "SECONDS_BETWEEN_PAINTS", 3600)
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        await finish(pilot, backend)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Ines Calder" in screen_text(app))
        assert app.chat.evidence.rows is app.chat.transcript.turns[0].evidence


async def test_the_answer_does_not_call_back_who_went_on_from_what_was_found() -> None:
    backend = SlowReader()
    backend.may_read.set()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        backend.may_read.clear()
        await find(pilot, SILENT_QUESTION)
        await pilot.press("alt+up")
        await until(pilot, lambda: app.chat.transcript.current is first)
        await finish(pilot, backend)
        assert app.chat.transcript.current is first
        assert "Evidence 1 of 2" in screen_text(app)


async def test_what_was_found_never_takes_the_screen_from_an_answer() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        second = await ask(pilot, SILENT_QUESTION)
        before = screen_text(app)
        for turn in (first, second):
            app.chat.post_message(ChatScreen.Found(turn, first.evidence[1:]))
        await pilot.pause()
        assert screen_text(app) == before


async def test_what_was_found_does_not_take_the_article_away_from_who_is_reading() -> None:
    backend = SlowReader()
    backend.may_read.set()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        backend.may_read.clear()
        backend.may_answer.clear()
        turn = await send(pilot, SILENT_QUESTION)
        if app.chat.transcript.current is turn:  # it was found before a key could be pressed
            await pilot.press("alt+up")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Ines Calder" in screen_text(app))
        backend.may_answer.set()
        await finish(pilot, backend)
        assert app.chat.transcript.current is first
        assert "Ines Calder" in screen_text(app)


async def test_a_long_outlet_leaves_room_for_the_headline_and_the_date() -> None:
    outlet = "The Extremely Long Named Northshore And District Weekly Herald And Advertiser"
    app = chat(
        SmallBackend(replace(BRIDGE, source=outlet), replace(FERRY, title="長い見出し" * 30))
    )
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        rows = [line for line in screen_lines(app) if line.startswith(("  1  ", "  2  "))]
        assert rows[0].startswith("  1  Harbour bridge to open")
        assert rows[0].endswith("The Extremely Long Named… · 4 Feb 2016")
        assert rows[1].replace(" ", "").startswith("2長い見出し")  # a wide letter fills two cells
        assert rows[1].endswith("Courier · undated")
