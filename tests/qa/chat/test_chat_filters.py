"""The form that says which articles to search."""

from __future__ import annotations

from datetime import date

from chat_kit import (
    CONTROLS,
    HOSTILE,
    NARROW,
    WIDE,
    SmallBackend,
    ask,
    chat,
    screen_lines,
    screen_text,
    until,
    words_on,
)
from textual import events
from textual.widgets import Input

from corpus.records import NO_FILTERS, Filters
from qa.show.safe_text import printable


async def test_filters_are_checked_in_the_form_shown_above_the_box_and_used() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        await pilot.press("ctrl+f")
        await pilot.pause()
        await pilot.press(*"2016-13")
        await pilot.pause()
        assert "'2016-13' is not a date" in words_on(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query("#form")
        await pilot.press("backspace", *"2", "tab", *"2016", "tab", *"herald")
        await pilot.pause()
        assert (
            "Only 1 Dec 2016 – 31 Dec 2016, source herald. 1 outlet: The Northshore Herald. "
            "Undated articles are left out." in words_on(app)
        )
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.chat
        assert "Only 1 Dec 2016 – 31 Dec 2016, source herald" in screen_text(app)
        turn = await ask(pilot, "bridge")
        december = Filters(date(2016, 12, 1), date(2016, 12, 31), ("herald",))
        assert backend.asked == [("bridge", december, 5)]
        assert turn.answer
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert [field.value for field in app.screen.query(Input)] == [
            "2016-12-01",
            "2016-12-31",
            "herald",
        ]
        await pilot.press("escape")
        await pilot.pause()
        assert app.chat.filters == december
        await pilot.press("ctrl+f", "ctrl+r")
        await pilot.pause()
        assert app.chat.filters == NO_FILTERS
        assert "Searching every article" in screen_text(app)


async def test_an_outlet_that_the_archive_does_not_have_is_pointed_out() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        await pilot.press("ctrl+f")
        await pilot.pause()
        await pilot.press("tab", "tab", *"Herald; Gazete")
        await pilot.pause()
        assert "No outlet in the archive has 'Gazete' in its name." in words_on(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query("#form")
        assert app.chat.filters == NO_FILTERS


async def test_the_filters_that_the_chat_begins_with_are_shown_and_used() -> None:
    backend = SmallBackend()
    app = chat(backend, filters=Filters(sources=(f"{HOSTILE}{CONTROLS}",)), top=1)
    async with app.run_test(size=WIDE) as pilot:
        assert f"Only source {HOSTILE}" in screen_text(app)
        turn = await ask(pilot, "harbour bridge")
        assert len(turn.evidence) == 1
        assert backend.asked[0][1] == Filters(sources=(f"{HOSTILE}{CONTROLS}",))
        await pilot.press("ctrl+f")
        await pilot.pause()
        outlet = list(app.screen.query(Input))[-1]
        outlet.post_message(events.Paste(f"{CONTROLS}\nsecond line"))
        await pilot.pause()
        assert printable(outlet.value) == outlet.value
        assert outlet.value.endswith(" second line")
