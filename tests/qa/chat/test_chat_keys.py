"""The question box, the help and the palette: what the keys do."""

from __future__ import annotations

from chat_kit import (
    BRIDGE_QUESTION,
    HOSTILE,
    NARROW,
    WIDE,
    ask,
    chat,
    screen_text,
    until,
    words_on,
)
from textual import events

from qa.chat import ChatApp
from qa.chat.article_pane import ArticleText
from qa.chat.commands import commands_in
from qa.chat.evidence_list import EvidenceList
from qa.chat.help_screen import HelpScreen
from qa.chat.question_box import QuestionBox
from qa.chat.reading_pane import ReadingPane
from qa.chat.screen import ChatScreen
from qa.chat.turn import Turn


async def test_up_and_down_go_through_earlier_questions_and_keep_the_one_being_typed() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        for question in ("first bridge", "second bridge", "first bridge"):
            await ask(pilot, question)
        await pilot.press(*"thi")
        values = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            values.append(app.chat.box.value)
        assert values == [
            "first bridge",
            "second bridge",
            "second bridge",
            "first bridge",
            "thi",
            "thi",
        ]


async def test_a_question_mark_opens_the_help_only_where_nothing_is_typed() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(*"q is it", "question_mark", *"q")
        assert app.chat.box.value == "q is it?q"
        assert app.screen is app.chat
        await pilot.press("ctrl+u", "question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.chat


async def test_what_is_typed_ahead_makes_a_turn_of_each_question() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        for key in (*"first", "enter", *"second", "enter", *"third"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: app.chat.box.value == "third")
        assert [turn.question for turn in app.chat.query(Turn)] == ["first", "second"]


async def test_what_is_typed_in_the_article_and_is_no_key_of_it_goes_to_the_box() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await pilot.press(*"Why did")
        await until(pilot, lambda: app.chat.box.value == "Why did")
        assert app.focused is app.chat.box
        assert "Why did" in screen_text(app)


async def test_the_box_grows_to_five_lines_with_a_long_question() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        heights = []
        for words in (5, 30, 60, 200):
            app.chat.box.value = "harbour " * words
            await pilot.pause()
            heights.append(app.chat.box.content_size.height)
        assert heights == [1, 4, 5, 5]
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.box.content_size.height == 1)


async def test_the_help_shows_every_key_of_every_pane() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        shown = words_on(app)
        for place in (ChatApp, ChatScreen, QuestionBox, ReadingPane, EvidenceList, ArticleText):
            assert str(place.BINDING_GROUP_TITLE) in shown
            for command in commands_in(place):
                assert (command.what or command.name) in shown


async def test_every_line_that_is_pasted_is_kept() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        app.chat.box.post_message(events.Paste(f"When does\nthe bridge\x1b[2J\r\n{HOSTILE}?"))
        await pilot.pause()
        assert app.chat.box.value == f"When does the bridge[2J {HOSTILE}?"


async def test_what_is_pasted_between_words_keeps_its_spaces() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(*"who")
        app.chat.box.post_message(events.Paste(" froze\nthe "))
        await pilot.pause()
        await pilot.press(*"talks")
        assert app.chat.box.value == "who froze the talks"


async def test_the_palette_offers_what_can_be_done_now_each_thing_once() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        before = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Filter", "Help", "Theme", "Quit"} <= set(before)
        assert len(set(before)) == len(before)
        assert "Copy" not in before
        assert "Keys" not in before
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"next evid")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.evidence.highlighted == 1)
