"""A follow-up is made whole; what is searched is shown, edited and switched off."""

from __future__ import annotations

from chat_kit import (
    BRIDGE_QUESTION,
    FERRY,
    NARROW,
    WIDE,
    SmallBackend,
    ask,
    chat,
    screen_text,
    until,
    words_on,
)

FOLLOW_UP = "and when does it close?"
WHOLE = "when does the harbour bridge close?"


async def test_a_follow_up_is_searched_whole_and_says_what_was_searched() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        turn = await ask(pilot, FOLLOW_UP)
        asked = backend.asked[-1][0]
        assert asked.lower().endswith(WHOLE)
        assert f"searched for: {asked}" in words_on(app)
        assert turn.answer
        assert turn.answer.question == FOLLOW_UP


async def test_a_follow_up_typed_ahead_waits_for_the_answer_that_it_is_about() -> None:
    backend = SmallBackend()
    backend.may_answer.clear()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        for question in (BRIDGE_QUESTION, FOLLOW_UP):
            app.chat.box.value = question
            await pilot.press("enter")
        await until(pilot, lambda: len(app.chat.query("Waiting")) == 2)
        backend.may_answer.set()
        await until(pilot, lambda: not app.chat.query("Waiting"))
        assert backend.asked[-1][0].lower().endswith(WHOLE)


async def test_a_pronoun_that_means_nobody_is_not_searched_for() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        turn = await ask(pilot, "What did he say?")
        assert "I do not see who “he” is: ask with a name." in screen_text(app)
        assert backend.asked == []
        assert turn.evidence == ()


async def test_what_was_searched_is_edited_with_one_key_and_then_searched_as_it_stands() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await ask(pilot, FOLLOW_UP)
        searched = backend.asked[-1][0]
        await pilot.press("f2")
        assert app.chat.box.value == searched
        assert "edited: searched as it stands" in screen_text(app)
        app.chat.box.value = "when does it shut?"
        await pilot.press("enter")
        await until(pilot, lambda: not app.chat.query("Waiting"))
        assert backend.asked[-1][0] == "when does it shut?"
        assert "edited" not in screen_text(app)


async def test_follow_ups_are_switched_off_and_on_with_one_key() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("f3")
        await pilot.pause()
        assert "each question alone (F3)" in screen_text(app)
        await ask(pilot, FOLLOW_UP)
        assert backend.asked[-1][0] == FOLLOW_UP
        await pilot.press("f3")
        await ask(pilot, BRIDGE_QUESTION)
        await ask(pilot, FOLLOW_UP)
        assert backend.asked[-1][0].lower().endswith(WHOLE)


async def test_escape_cancels_a_question_and_the_next_one_is_answered() -> None:
    backend = SmallBackend()
    backend.may_answer.clear()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        for question in (BRIDGE_QUESTION, "bridge two"):
            app.chat.box.value = question
            await pilot.press("enter")
        await until(pilot, lambda: len(app.chat.query("Waiting")) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: "Cancelled." in screen_text(app))
        backend.may_answer.set()
        await until(pilot, lambda: not app.chat.query("Waiting"))
        assert [question for question, *_ in backend.asked] == [BRIDGE_QUESTION]
        turn = await ask(pilot, "bridge three")
        assert turn.answer


async def test_what_it_says_is_asked_of_the_article_that_stands_open() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        turn = await ask(pilot, "what else does it say about buses?")
        assert turn.answer
        assert turn.answer.text == "Buses return later."
        searched = (
            "what else does the article “Harbour bridge to open again in March” say about buses?"
        )
        assert f"searched for: {searched}" in words_on(app)
        await pilot.press("alt+up", "shift+down")
        await until(pilot, lambda: app.chat.evidence.current.passage.article == FERRY)
        turn = await ask(pilot, "does it mention a queue?")
        assert turn.answer
        assert turn.answer.text == "The queue begins at six."
        assert turn.row_of(app.chat.evidence.current) == 0
        assert [question for question, *_ in backend.asked] == [BRIDGE_QUESTION]
