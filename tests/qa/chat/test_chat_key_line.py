"""The line of keys at the foot of the screens."""

from __future__ import annotations

from chat_kit import BRIDGE_QUESTION, NARROW, ask, chat, place_of, screen_lines, until

from qa.chat.filters_screen import FiltersScreen
from qa.chat.key_line import KeyLine


async def test_it_names_the_keys_that_do_something_now() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "? Help" in screen_lines(app)[-1])
        assert screen_lines(app)[-1] == " ^f Filter  ? Help  ^q Quit"
        await ask(pilot, BRIDGE_QUESTION)
        await until(pilot, lambda: "^y Copy" in screen_lines(app)[-1])
        assert screen_lines(app)[-1].startswith(" ⇧↑ ⇧↓ Evidence  ^o Read  ^y Copy  ^f Filter")


async def test_a_click_on_a_key_presses_it() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "Filter" in screen_lines(app)[-1])
        await pilot.click(KeyLine, offset=(place_of(app, "Filter")[0] + 2, 0))
        await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
        await until(pilot, lambda: "esc Cancel" in screen_lines(app)[-1])
