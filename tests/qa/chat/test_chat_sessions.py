"""Conversations in the chat are kept, come back, and are found again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from chat_kit import (
    BRIDGE,
    BRIDGE_QUESTION,
    CONTROLS,
    HOSTILE,
    NARROW,
    SILENT_QUESTION,
    SNARE,
    WIDE,
    SmallBackend,
    ask,
    chat,
    screen_text,
    send,
    until,
    words_on,
)
from textual.pilot import Pilot

from qa.chat import ChatApp
from qa.chat.history_screen import HistoryScreen
from qa.chat.keeping_screen import DELETED
from qa.chat.offers import Offers
from qa.chat.sessions_screen import SessionsScreen
from qa.chat.turn import Turn
from qa.sessions.keeping import Keeper
from qa.sessions.sessions import Session

ARCHIVE = "/news/northshore"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def keeping_chat(
    state: Path, session: Session | None = None, backend: SmallBackend | None = None
) -> ChatApp:
    return chat(backend, offers=Offers(keeper=Keeper(state, ARCHIVE, session)))


def questions_in(session: Session) -> list[str]:
    return [turn.question for turn in session.read().turns]


async def opened(pilot: Pilot[None]) -> ChatApp:
    app = pilot.app
    assert isinstance(app, ChatApp)
    await until(pilot, lambda: not app.chat.has_class("-opening"))
    return app


async def kept_session(
    state: Path, *questions: str, backend: SmallBackend | None = None
) -> Session:
    """Ask these questions in a chat, and leave it."""
    app = keeping_chat(state, backend=backend)
    async with app.run_test(size=WIDE) as pilot:
        for question in questions:
            await ask(pilot, question)
        assert app.chat.keeper
        return app.chat.keeper.session


async def test_a_turn_is_on_the_disk_before_its_answer_is_on_the_screen(state: Path) -> None:
    app = keeping_chat(state)
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert app.chat.keeper
        rows = app.chat.keeper.session.path.read_text("utf-8").splitlines()
        (row,) = map(json.loads, rows)
        assert (row["question"], row["answer"]) == (BRIDGE_QUESTION, "4 March 2016")
        assert row["archive"] == ARCHIVE
        quote = row["quotes"][0]
        assert BRIDGE.text[quote["start"] : quote["end"]] == quote["quote"]
        assert quote["digest"] == BRIDGE.digest
        await ask(pilot, SILENT_QUESTION)
        await send(pilot, "strike")
        await until(pilot, lambda: "on strike" in words_on(app))
        kept = app.chat.keeper.session.read().turns
        assert [turn.status for turn in kept] == ["answered", "not_found", "error"]


async def test_a_resumed_session_shows_its_turns_and_goes_on(state: Path) -> None:
    session = await kept_session(state, BRIDGE_QUESTION, SILENT_QUESTION)
    before = keeping_chat(state)
    async with before.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        fresh = [str(each.render()) for each in before.chat.transcript.turns[0].query("Static")]
    app = keeping_chat(state, session)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        turns = app.chat.transcript.turns
        assert [turn.question for turn in turns] == [BRIDGE_QUESTION, SILENT_QUESTION]
        shown = [str(each.render()) for each in turns[0].query("Static")]
        assert shown == fresh  # as it looked when it was answered
        assert app.chat.transcript.current is turns[-1]
        assert "2 turns" in screen_text(app)
        await pilot.press("alt+up")
        await until(pilot, lambda: app.chat.transcript.current is turns[0])
        assert app.chat.evidence.current
        assert app.chat.evidence.current.passage.article == BRIDGE
        await ask(pilot, "When do the buses return?")
    assert questions_in(session) == [BRIDGE_QUESTION, SILENT_QUESTION, "When do the buses return?"]


async def test_a_follow_up_typed_while_the_archive_opens_means_the_session_and_stands_once(
    state: Path,
) -> None:
    session = await kept_session(state, BRIDGE_QUESTION)
    backend, may_open = SmallBackend(), threading.Event()

    def load() -> SmallBackend:
        may_open.wait(30)
        return backend

    offers = Offers(keeper=Keeper(state, ARCHIVE, session))
    app = ChatApp(load, archive_name="northshore", offers=offers)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.chat.box.questions)
        await send(pilot, "and when does it close?")
        may_open.set()
        await until(pilot, lambda: backend.asked and not app.chat.query("Waiting"))
        questions = [BRIDGE_QUESTION, "and when does it close?"]
        assert [turn.question for turn in app.chat.transcript.turns] == questions
        assert app.chat.box.questions == questions
    assert backend.asked[-1][0].lower().endswith("when does the harbour bridge close?")
    assert questions_in(session) == questions


async def test_a_follow_up_means_what_was_asked_before_the_chat_was_left(state: Path) -> None:
    session = await kept_session(state, BRIDGE_QUESTION)
    backend = SmallBackend()
    app = keeping_chat(state, session, backend)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await ask(pilot, "and when does it close?")
    assert backend.asked[-1][0].lower().endswith("when does the harbour bridge close?")


async def test_a_quote_whose_article_has_changed_is_shown_as_words_with_a_warning(
    state: Path,
) -> None:
    session = await kept_session(state, BRIDGE_QUESTION)
    changed = replace(BRIDGE, text=BRIDGE.text.replace("4 March", "5 March"))
    app = keeping_chat(state, session, SmallBackend(changed))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        (turn,) = app.chat.transcript.turns
        words = words_on(app)
        assert "4 March 2016" in words
        assert "The harbour bridge reopens to traffic on 4 March 2016, the council said." in words
        assert "the article has changed since" in words
        assert turn.evidence == ()
        assert app.chat.evidence.current is None


async def test_hostile_words_come_back_as_they_stand_and_act_nowhere(state: Path) -> None:
    question = f"What did the minister pay for the mayor's hat {HOSTILE}?"
    session = await kept_session(state, question, backend=SmallBackend(SNARE))
    app = keeping_chat(state, session, SmallBackend(SNARE))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert app.chat.transcript.turns[0].question == question
        assert "said [sic] ok [Reuters]" in words_on(app)
        assert not set(words_on(app)) & set(CONTROLS) - {"]", "[", *"52;cZXZpbA==2J31m"}
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "1 turn" in words_on(app))
        assert "[@click=app.quit]x[/]" in words_on(app)


async def test_the_sessions_are_listed_searched_renamed_and_resumed(state: Path) -> None:
    first = await kept_session(state, BRIDGE_QUESTION)
    await kept_session(state, "When do the buses return?")
    app = keeping_chat(state)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "When do the buses return?" in words_on(app))
        assert isinstance(app.screen, SessionsScreen)
        await pilot.press("slash", *"4 march", "enter")
        await until(pilot, lambda: "1 turn with 4 march" in words_on(app))
        await pilot.press("r")
        await until(pilot, lambda: app.screen.has_class("-asking"))
        await until(pilot, lambda: app.screen.field.has_focus)
        await pilot.press(*"The bridge", "enter")
        await until(pilot, lambda: "Renamed to The bridge." in words_on(app))
        await pilot.press("slash", "ctrl+u", "enter")
        await until(pilot, lambda: "When do the buses return?" in words_on(app))
        await until(pilot, lambda: "The bridge" in words_on(app))
        # Both began within a second, so that either may stand first.
        await pilot.press("slash", *"4 march", "enter")
        await until(pilot, lambda: "1 turn with 4 march" in words_on(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.chat and app.chat.query(Turn))
        await until(pilot, lambda: "4 March 2016" in words_on(app))
        assert app.chat.keeper
        assert app.chat.keeper.session == first
        await until(pilot, lambda: "Session The bridge · 1 turn" in words_on(app))


async def test_a_new_session_empties_the_transcript_and_keeps_apart(state: Path) -> None:
    app = keeping_chat(state)
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert app.chat.keeper
        first = app.chat.keeper.session
        await pilot.press("ctrl+l", "n")
        await until(pilot, lambda: not app.chat.query(Turn))
        assert app.chat.evidence.current is None
        await until(pilot, lambda: "2 outlets: " in words_on(app))
        await ask(pilot, "When do the buses return?")
        assert not app.chat.query("#welcome")
        assert questions_in(first) == [BRIDGE_QUESTION]
        assert questions_in(app.chat.keeper.session) == ["When do the buses return?"]


async def test_a_session_is_deleted_only_when_asked_twice(state: Path) -> None:
    session = await kept_session(state, BRIDGE_QUESTION)
    app = keeping_chat(state)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: BRIDGE_QUESTION in words_on(app))
        await pilot.press("d")
        await until(pilot, lambda: "Press d once more" in words_on(app))
        assert session.path.exists()
        await pilot.press("d")
        await until(pilot, lambda: "is deleted" in words_on(app))
        assert not session.path.exists()
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)


async def test_to_delete_the_session_in_use_begins_a_new_one_and_says_so(state: Path) -> None:
    app = keeping_chat(state)
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert app.chat.keeper
        deleted = app.chat.keeper.session
        await pilot.press("ctrl+l")
        await until(pilot, lambda: BRIDGE_QUESTION in words_on(app))
        await pilot.press("d", "d")
        await until(pilot, lambda: "is deleted" in words_on(app))
        assert not deleted.path.exists()
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)
        assert app.chat.transcript.turns == []
        assert app.chat.quote_in_view is None
        assert DELETED in screen_text(app)
        await until(pilot, lambda: "2 outlets: " in words_on(app))  # the first page
        await ask(pilot, "When do the buses return?")
        assert not deleted.path.exists()
        assert questions_in(app.chat.keeper.session) == ["When do the buses return?"]


async def test_the_session_of_a_question_that_waits_is_not_deleted(state: Path) -> None:
    backend = SmallBackend()
    app = keeping_chat(state, backend=backend)
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert app.chat.keeper
        session = app.chat.keeper.session
        backend.may_answer.clear()
        await send(pilot, SILENT_QUESTION)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "1 turn" in words_on(app))
        await pilot.press("d", "d")
        await until(pilot, lambda: "A question is still being answered" in words_on(app))
        backend.may_answer.set()
        await pilot.press("escape")
        await until(pilot, lambda: len(questions_in(session)) == 2)
        assert len(app.chat.transcript.turns) == 2


async def test_a_session_is_exported_to_a_file_that_was_not_there(
    state: Path, tmp_path: Path
) -> None:
    await kept_session(state, BRIDGE_QUESTION)
    app = keeping_chat(state)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        for words in ("Wrote", "is there already"):
            await pilot.press("ctrl+l")
            await until(pilot, lambda: BRIDGE_QUESTION in words_on(app))
            await pilot.press("e")
            await until(pilot, lambda: app.screen.has_class("-asking"))
            app.screen.field.value = str(tmp_path / "bridge.csv")  # type: ignore[attr-defined]
            await pilot.press("enter")
            await until(pilot, lambda words=words: words in words_on(app))
            await pilot.press("escape")
    assert "4 March 2016" in (tmp_path / "bridge.csv").read_text("utf-8")


async def test_a_session_of_another_archive_is_not_resumed(state: Path) -> None:
    session = await kept_session(state, BRIDGE_QUESTION)
    app = chat(offers=Offers(keeper=Keeper(state, "/news/other")))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: f"asked the archive in {ARCHIVE}" in words_on(app))
        await pilot.press("enter")
        await until(pilot, lambda: "name that one with" in screen_text(app))
        assert app.chat.keeper
        assert app.chat.keeper.session != session


async def test_earlier_questions_come_back_with_up_and_by_their_words(state: Path) -> None:
    await kept_session(state, BRIDGE_QUESTION, SILENT_QUESTION)
    app = keeping_chat(state)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await until(pilot, lambda: app.chat.box.questions)
        await pilot.press("up")
        assert app.chat.box.value == SILENT_QUESTION
        await pilot.press("down", "ctrl+r")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await pilot.press(*"harbour")
        await until(pilot, lambda: SILENT_QUESTION not in words_on(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.chat)
        assert app.chat.box.value == BRIDGE_QUESTION
        assert app.chat.box.has_focus
        await pilot.press("ctrl+r", "ctrl+u", "ctrl+r", "escape")
        await until(pilot, lambda: app.screen is app.chat)
        assert app.chat.box.value == BRIDGE_QUESTION


async def test_a_disk_that_takes_nothing_is_told_and_the_answer_is_shown(state: Path) -> None:
    state.write_text("not a folder")
    app = keeping_chat(state)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await until(pilot, lambda: "could not be kept" in screen_text(app))
        assert "4 March 2016" in words_on(app)


async def test_without_a_keeper_nothing_is_kept_and_the_keys_say_so() -> None:
    app = chat()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "Nothing is kept in this chat" in screen_text(app))
        assert app.screen is app.chat


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_a_chat_that_is_killed_loses_only_the_turn_that_was_being_answered(
    state: Path, tmp_path: Path
) -> None:
    waiting = tmp_path / "waiting"
    program = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from chat_kit import BRIDGE_QUESTION, SILENT_QUESTION, SmallBackend, ask, chat, send
from qa.chat.offers import Offers
from qa.sessions.keeping import Keeper
backend = SmallBackend()
async def use(pilot):
    await ask(pilot, BRIDGE_QUESTION)
    await ask(pilot, SILENT_QUESTION)
    backend.may_answer.clear()
    await send(pilot, "When do the buses return?")
    Path({str(waiting)!r}).write_text("now")
    await pilot.pause(600)
offers = Offers(keeper=Keeper(Path({str(state)!r}), {ARCHIVE!r}))
chat(backend, offers=offers).run(headless=True, size=(120, 40), auto_pilot=use)
"""
    process = subprocess.Popen([sys.executable, "-c", program])
    for _ in range(1200):
        if waiting.exists() or process.poll() is not None:
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert waiting.exists()
    session = Keeper(state, ARCHIVE).sessions.last(ARCHIVE)
    assert session
    conversation = session.read()
    assert [turn.question for turn in conversation.turns] == [BRIDGE_QUESTION, SILENT_QUESTION]
    assert conversation.passed_over == 0
