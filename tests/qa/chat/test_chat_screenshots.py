"""How the chat looks: screenshots against the approved ones."""

from __future__ import annotations

from typing import Any

import pytest
from chat_kit import (
    BRIDGE_QUESTION,
    HUGE,
    NARROW,
    SILENT_QUESTION,
    WIDE,
    Newsroom,
    ask,
    chat,
    settle,
    until,
    words_on,
)
from textual.pilot import Pilot

from qa.chat import ChatApp


async def still(pilot: Pilot[None]) -> None:
    """Nothing blinks, and the archive is open."""
    app = pilot.app
    assert isinstance(app, ChatApp)
    app.chat.box.cursor_blink = False
    await until(pilot, lambda: not app.chat.has_class("-opening"))
    await until(pilot, lambda: "2 outlets" in words_on(app) or "3 outlets" in words_on(app))


def look(*questions: str, keys: tuple[str, ...] = (), theme: str = "pullquote") -> Any:
    async def run(pilot: Pilot[None]) -> None:
        await still(pilot)
        pilot.app.theme = theme
        for question in questions:
            await ask(pilot, question)
        await pilot.press(*keys)
        await settle(pilot)
        for field in pilot.app.screen.query("Input, TextArea"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()

    return run


LIGHT = "pullquote-light"


@pytest.mark.parametrize(
    ("size", "run_before"),
    [
        pytest.param(NARROW, look(), id="welcome-narrow"),
        pytest.param(NARROW, look(BRIDGE_QUESTION), id="answer-narrow"),
        pytest.param(NARROW, look(BRIDGE_QUESTION, theme=LIGHT), id="answer-narrow-light"),
        pytest.param(WIDE, look(BRIDGE_QUESTION), id="answer-wide"),
        pytest.param(WIDE, look(BRIDGE_QUESTION, theme=LIGHT), id="answer-wide-light"),
        pytest.param(HUGE, look(BRIDGE_QUESTION), id="answer-huge"),
        pytest.param(HUGE, look(BRIDGE_QUESTION, theme=LIGHT), id="answer-huge-light"),
        pytest.param(NARROW, look(BRIDGE_QUESTION, keys=("ctrl+o",)), id="article-narrow"),
        pytest.param(
            NARROW,
            look(BRIDGE_QUESTION, keys=("ctrl+o", "slash", *"tolls"), theme=LIGHT),
            id="find-narrow-light",
        ),
        pytest.param(WIDE, look(BRIDGE_QUESTION, "strike", SILENT_QUESTION), id="silence-wide"),
        pytest.param(NARROW, look(keys=("ctrl+f", *"2016")), id="filters-narrow"),
        pytest.param(WIDE, look(keys=("f1",)), id="help-wide"),
        pytest.param(WIDE, look(BRIDGE_QUESTION, keys=("ctrl+o", "w")), id="why-wide"),
        pytest.param(
            NARROW, look(BRIDGE_QUESTION, "and when does it close?"), id="follow-up-narrow"
        ),
    ],
)
def test_the_screen_looks_as_it_was_approved(
    snap_compare: Any, size: tuple[int, int], run_before: Any
) -> None:
    assert snap_compare(chat(), terminal_size=size, run_before=run_before)


@pytest.mark.parametrize(
    ("size", "run_before"),
    [
        pytest.param(NARROW, look(BRIDGE_QUESTION), id="others-narrow"),
        pytest.param(WIDE, look(BRIDGE_QUESTION, theme=LIGHT), id="others-wide-light"),
        pytest.param(WIDE, look(f"Perhaps {BRIDGE_QUESTION}".lower()), id="perhaps-wide"),
    ],
)
def test_the_screen_of_many_reports_looks_as_it_was_approved(
    snap_compare: Any, size: tuple[int, int], run_before: Any
) -> None:
    assert snap_compare(chat(Newsroom()), terminal_size=size, run_before=run_before)
