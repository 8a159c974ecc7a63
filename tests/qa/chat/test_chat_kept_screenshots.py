"""How the screens of what is kept and browsed look: screenshots against the approved ones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from chat_kit import (
    BRIDGE_QUESTION,
    BUSES,
    HUGE,
    NARROW,
    SILENT_QUESTION,
    WIDE,
    Newsroom,
    SmallBackend,
    ask,
    chat,
    settle,
    until,
    words_on,
)
from textual.pilot import Pilot

from corpus.records import NO_FILTERS
from qa.chat import ChatApp
from qa.chat.offers import Offers
from qa.sessions.clippings import Clipping
from qa.sessions.keeping import Keeper
from qa.sessions.kept_turns import turn_record
from qa.sessions.private_files import append_record
from qa.sessions.sessions import Session

ARCHIVE = "/news/northshore"
DARK, LIGHT = "pullquote", "pullquote-light"


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Moments are shown in the local time."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """Two sessions and two clippings, all kept at moments that stay the same."""
    keeper = Keeper(tmp_path, ARCHIVE)
    folder = keeper.sessions.folder
    folder.mkdir(parents=True, mode=0o700)
    backend = SmallBackend()
    for number, questions in enumerate([(BRIDGE_QUESTION, SILENT_QUESTION), ("Buses?",)], start=1):
        session = Session(folder / f"2026-01-0{number}-101500-ab12.jsonl")
        for minute, question in enumerate(questions):
            asked_at = datetime(2026, 1, number, 10, 15 + minute, tzinfo=UTC)
            answer = backend.ask(question, NO_FILTERS, 5, None)
            append_record(session.path, turn_record(answer, asked_at, ARCHIVE))
    keeper.sessions.rename(Session(folder / "2026-01-02-101500-ab12.jsonl"), "Late buses")
    for number, article in enumerate((None, BUSES)):
        rows = SmallBackend(*([article] if article else [])).ask(
            BRIDGE_QUESTION, NO_FILTERS, 1, None
        )
        clipping = Clipping.of(rows.evidence[0], ARCHIVE, BRIDGE_QUESTION, BRIDGE_QUESTION)
        note = "ask the council" if number else ""
        keeper.clippings.add(replace(clipping, id=f"{number:08x}", note=note))
    return keeper


def look(theme: str, *keys: str, words: str) -> Any:
    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ChatApp)
        app.theme = theme
        await until(pilot, lambda: not app.chat.has_class("-opening"))
        await until(pilot, lambda: app.chat.box.questions)
        await pilot.press(*keys)
        await until(pilot, lambda: words in words_on(app))
        await settle(pilot)
        for field in app.screen.query("Input, TextArea"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await pilot.pause()

    return run


@pytest.mark.parametrize(
    ("size", "run_before"),
    [
        pytest.param(size, look(theme, *keys, words=words), id=f"{name}-{width}{suffix}")
        for name, keys, words in (
            ("sessions", ("ctrl+l",), "Late buses"),
            ("clippings", ("ctrl+t", "down"), "ask the council"),
            ("history", ("ctrl+r", *"bri"), BRIDGE_QUESTION),
        )
        for size, width, theme, suffix in (
            (NARROW, "narrow", DARK, ""),
            (NARROW, "narrow", LIGHT, "-light"),
            (WIDE, "wide", LIGHT, "-light"),
            (HUGE, "huge", DARK, ""),
        )
    ],
)
def test_what_is_kept_looks_as_it_was_approved(
    snap_compare: Any, keeper: Keeper, size: tuple[int, int], run_before: Any
) -> None:
    app = chat(offers=Offers(keeper=keeper))
    assert snap_compare(app, terminal_size=size, run_before=run_before)


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param(NARROW, DARK, id="narrow"),
        pytest.param(NARROW, LIGHT, id="narrow-light"),
        pytest.param(WIDE, DARK, id="wide"),
        pytest.param(WIDE, LIGHT, id="wide-light"),
        pytest.param(HUGE, DARK, id="huge"),
        pytest.param(HUGE, LIGHT, id="huge-light"),
    ],
)
def test_browsing_looks_as_it_was_approved(
    snap_compare: Any, keeper: Keeper, size: tuple[int, int], theme: str
) -> None:
    app = chat(Newsroom(), offers=Offers(keeper=keeper))
    run_before = look(theme, "ctrl+b", words="3 articles")
    assert snap_compare(app, terminal_size=size, run_before=run_before)


@pytest.mark.parametrize(
    ("size", "theme"),
    [pytest.param(NARROW, DARK, id="narrow"), pytest.param(WIDE, LIGHT, id="wide-light")],
)
def test_a_resumed_session_looks_as_it_was_approved(
    snap_compare: Any, keeper: Keeper, size: tuple[int, int], theme: str
) -> None:
    keeper.resume(keeper.sessions.find("2026-01-01"))

    async def run(pilot: Pilot[None]) -> None:
        await look(theme, words="Session 2026-01-01-101500-ab12 · 2 turns")(pilot)
        await ask(pilot, "what else does it say about buses?")
        await settle(pilot)

    app = chat(offers=Offers(keeper=keeper))
    assert snap_compare(app, terminal_size=size, run_before=run)
