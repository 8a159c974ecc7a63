"""Words are found in the article and in the transcript."""

from __future__ import annotations

import pytest
from chat_kit import BRIDGE, BRIDGE_QUESTION, NARROW, WIDE, ask, chat, screen_text, until

from qa.chat.finding import find_all
from qa.chat.turn import Turn


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The bridge. THE BRIDGE!", "the bridge", ["The bridge", "THE BRIDGE"]),
        ("over\nthe  water", "over the water", ["over\nthe  water"]),
        ("a.c abc a.c", "a.c", ["a.c", "a.c"]),
        ("[b] (x)", "[b] (", ["[b] ("]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("İstanbul, istanbul", "stanbul", ["stanbul", "stanbul"]),
        ("東京都", "東京", ["東京"]),
        ("text", "  ", []),
        ("text", "", []),
        ("", "x", []),
    ],
)
def test_words_are_found_where_they_stand(text: str, words: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_all(text, words)] == expected


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_slash_finds_in_the_article_and_n_goes_on(size: tuple[int, int]) -> None:
    app = chat()
    async with app.run_test(size=size) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await pilot.press("slash", *"lamps, TOLLS")
        meetings = BRIDGE.text.count("lamps, tolls")
        await until(pilot, lambda: f"1 of {meetings}" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is app.chat.article.text)
        text = app.chat.article.text
        quote = BRIDGE.text.index("The harbour bridge reopens")
        starts = [span.start for span in find_all(BRIDGE.text, "lamps, tolls")]
        first = next(place for place, start in enumerate(starts) if start > quote)
        assert text.found_here == (starts[first], starts[first] + len("lamps, tolls"))
        await pilot.press("n", "n")
        await pilot.pause()
        assert text.found_here
        assert text.found_here.start == starts[first + 2]
        await pilot.press("N")
        await pilot.pause()
        assert text.found_here
        assert text.found_here.start == starts[first + 1]
        assert app.chat.box.value == ""
        await pilot.press("slash", "escape")
        await pilot.pause()
        assert text.found_here is None


async def test_a_slash_in_an_empty_box_finds_in_the_transcript() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        for _ in range(3):
            await ask(pilot, "Nobody knows of ferries")
        await pilot.press("slash", *"4 march 2016")
        await until(pilot, lambda: "1 of 2" in screen_text(app))
        assert "4 March 2016" in screen_text(app)
        await pilot.press("down")
        await until(pilot, lambda: "2 of 2" in screen_text(app))
        await pilot.press("down")
        await until(pilot, lambda: "1 of 2" in screen_text(app))
        await pilot.press("x")
        await until(pilot, lambda: "not found" in screen_text(app))
        await pilot.press("escape")
        await pilot.pause()
        assert app.focused is app.chat.box
        assert "not found" not in screen_text(app)
        await pilot.press(*"and/or")
        assert app.chat.box.value == "and/or"


async def test_n_goes_through_what_was_found_in_the_transcript() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await ask(pilot, "Nobody knows of ferries")
        await ask(pilot, BRIDGE_QUESTION)
        transcript = app.chat.transcript
        await pilot.press("slash", *"4 march 2016", "enter")
        await until(pilot, lambda: app.focused is transcript)
        newest = transcript.found_here
        assert newest
        await pilot.press("n", "n")
        older = transcript.found_here
        assert older
        assert transcript.turns.index(older.query_ancestor(Turn)) == 0
        await pilot.press("N", "N")
        assert transcript.found_here is newest
        await pilot.press("escape")
        await until(pilot, lambda: app.focused is app.chat.box)
        assert transcript.found_here is None
        await pilot.press("slash", *"4 march", "enter", *"why")
        assert app.chat.box.value == "why"  # what is no key there goes to the box
