"""The evidence is gone through, and its articles are read."""

from __future__ import annotations

import pytest
from chat_kit import (
    BRIDGE,
    BRIDGE_QUESTION,
    NARROW,
    SILENT_QUESTION,
    WIDE,
    ask,
    background_of,
    chat,
    place_of,
    screen_lines,
    screen_text,
    until,
)
from textual.content import Content

from qa.chat.article_pane import ArticleText, up_to_word
from qa.chat.evidence_list import EvidenceList
from qa.chat.long_text import LongText
from qa.chat.turn import Turn


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_keys_go_round_the_evidence_from_the_question_box(size: tuple[int, int]) -> None:
    app = chat()
    async with app.run_test(size=size) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        seen = []
        for key in ("shift+down", "shift+down", "shift+up"):
            await pilot.press(key)
            await pilot.pause()
            assert app.chat.evidence.current
            seen.append(app.chat.evidence.current.passage.article.id)
            assert app.chat.article.text.evidence is app.chat.evidence.current
        assert seen == ["ferry", "bridge", "ferry"]
        assert app.focused is app.chat.box


async def test_on_a_narrow_screen_the_article_takes_the_place_of_the_transcript() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert "Ines Calder" not in screen_text(app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        lines = screen_lines(app)
        assert "  Harbour bridge to open again in March" in lines
        assert "  The Northshore Herald · 4 Feb 2016 (from the date line) · Ines Calder" in lines
        assert "  https://herald.example/bridge" in lines
        assert app.focused is app.chat.article.text
        await pilot.press("escape")
        await pilot.pause()
        assert app.chat.box.has_focus
        assert "Ines Calder" not in screen_text(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("theme", ["pullquote", "pullquote-light", "textual-light", "ansi-dark"])
async def test_the_article_opens_with_the_sentence_in_view_and_highlighted(
    size: tuple[int, int], theme: str
) -> None:
    app = chat()
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await pilot.pause()
        sentence = app.screen.get_style_at(*place_of(app, "reopens"))
        answer = app.screen.get_style_at(*place_of(app, "4 March 2016"))
        after = app.screen.get_style_at(*place_of(app, "Buses"))
        assert answer.underline
        assert answer.bgcolor == sentence.bgcolor
        assert (sentence.bgcolor, sentence.reverse) != (after.bgcolor, after.reverse)
        if theme != "ansi-dark":
            assert after.bgcolor != background_of(app, "The council met")


async def test_the_sentence_stays_in_view_while_the_terminal_is_resized() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert app.chat.article.display
        await pilot.press("ctrl+o")
        for size in (NARROW, (60, 20), WIDE, (100, 30)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: "reopens" in screen_text(app))
        await pilot.press("escape")
        await pilot.resize_terminal(*NARROW)
        await until(pilot, lambda: "likely right" in screen_text(app))


@pytest.mark.parametrize("width", [4, 7, 20, 33, 58, 76, 200])
def test_the_line_of_the_sentence_is_where_wrapping_the_whole_text_puts_it(width: int) -> None:
    text = f"\tTab.\n\n{BRIDGE.text}\n\n" + "東京都庁 " * 30 + "end. Here it is, 東京 at last. Bye."
    start = text.index("Here it is")
    sentinel = Content(f"{text[:start]}@{text[start + 1 :]}")
    by_hand = [number for number, line in enumerate(sentinel.wrap(width)) if "@" in line.plain]
    shown = LongText()
    shown.show(Content(text))
    assert [shown.line_of(up_to_word(text, start), width)] == by_hand


async def test_the_article_scrolls_and_g_comes_back_to_the_sentence() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await pilot.press("home")
        await until(pilot, lambda: "met on day 4 to" in screen_text(app))
        assert "reopens" not in screen_text(app)
        await pilot.press("g")
        await until(pilot, lambda: "reopens" in screen_text(app))


async def test_tab_goes_to_the_evidence_and_enter_reads_it() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("tab", "j", "enter")
        await until(pilot, lambda: "/news/ferry.txt" in screen_text(app))
        assert app.focused is app.chat.article.text


async def test_a_click_on_evidence_opens_it_and_a_click_on_an_earlier_turn_brings_it_back() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        second = await ask(pilot, SILENT_QUESTION)
        await pilot.press("alt+up")
        await pilot.pause()
        assert app.chat.transcript.current is first
        await pilot.press("alt+down")
        await pilot.pause()
        assert app.chat.transcript.current is second
        app.chat.post_message(Turn.Chosen(first))
        await until(pilot, lambda: app.chat.transcript.current is first)
        await pilot.click(EvidenceList, offset=(10, 1))
        await until(pilot, lambda: "/news/ferry.txt" in screen_text(app))
        assert isinstance(app.focused, ArticleText)


async def test_a_click_on_a_turn_makes_it_the_current_one() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        await ask(pilot, SILENT_QUESTION)
        await pilot.click(first)
        await until(pilot, lambda: app.chat.transcript.current is first)
        assert first.has_class("-current")
        assert len(app.chat.query("Turn.-current")) == 1
