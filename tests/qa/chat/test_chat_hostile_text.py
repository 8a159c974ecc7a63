"""Text of archives and users never acts in the chat."""

from __future__ import annotations

import pytest
from chat_kit import (
    BRIDGE_QUESTION,
    CONTROLS,
    HOSTILE,
    NARROW,
    SNARE,
    WIDE,
    Newsroom,
    SmallBackend,
    ask,
    chat,
    until,
    words_on,
)
from textual.content import Content
from textual.widgets import Static

from corpus.records import Span
from qa.chat.article_pane import ArticleText
from qa.chat.content import mark_ranges
from qa.show.safe_text import printable


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_text_is_shown_as_it_stands_and_does_nothing(size: tuple[int, int]) -> None:
    app = chat(SmallBackend(SNARE), archive_name=f"{HOSTILE}{CONTROLS}")
    async with app.run_test(size=size) as pilot:
        await ask(pilot, f"What did the minister pay for the mayor's hat {HOSTILE}{CONTROLS}")
        await pilot.press("ctrl+o")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: app.clipboard)
        shown = words_on(app)
        assert shown.count(HOSTILE) >= 8
        assert printable(shown) == shown
        assert printable(app.clipboard) == app.clipboard
        await pilot.click(ArticleText, offset=(20, 2))
        assert app.is_running


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_outlets_of_copies_do_nothing(size: tuple[int, int]) -> None:
    app = chat(Newsroom(f"{HOSTILE}{CONTROLS}"))
    async with app.run_test(size=size) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        shown = words_on(app)
        assert shown.count(f"Northern Post, {HOSTILE}") == 2
        assert printable(shown) == shown


async def test_the_answer_among_control_characters_is_marked_at_the_right_characters() -> None:
    app = chat(SmallBackend(SNARE))
    async with app.run_test(size=WIDE) as pilot:
        turn = await ask(pilot, "What did the minister pay for the mayor's hat")
        assert turn.answer
        for static in (turn.query_one(".quote", Static), app.chat.article.text.text):
            content = static.content
            assert isinstance(content, Content)
            bold = [content.plain[s.start : s.end] for s in content.spans if "bold" in str(s.style)]
            assert bold == [printable(turn.answer.text or "")]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("plain", [], ("plain", [])),
        ("", [], ("", [])),
        ("a\x1bbc", [(Span(2, 3), "bold")], ("abc", [("b", "bold")])),
        ("\x1b\x1bab\x9bc", [(Span(0, 3), "bold")], ("abc", [("a", "bold")])),
        (
            "ab\u202ecd",
            [(Span(0, 5), "x"), (Span(1, 4), "y")],
            ("abcd", [("abcd", "x"), ("bc", "y")]),
        ),
        ("[b]x[/b]", [(Span(3, 4), "bold")], ("[b]x[/b]", [("x", "bold")])),
    ],
)
def test_marks_lie_on_the_same_characters_after_controls_are_taken_out(
    text: str, marks: list[tuple[Span, str]], expected: tuple[str, list[tuple[str, str]]]
) -> None:
    content = mark_ranges(text, marks)
    plain = content.plain
    found = [(plain[span.start : span.end], str(span.style)) for span in content.spans]
    assert (plain, found) == expected
