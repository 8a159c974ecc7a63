"""Garbage is looked for between questions, never in the midst of one."""

from __future__ import annotations

import gc
import weakref

import pytest
from chat_kit import BRIDGE_QUESTION, WIDE, SlowReader, chat, find, finish, until

from qa.chat import garbage


class Ring:
    """Something that only a round of the collector frees."""

    def __init__(self) -> None:
        self.itself = self


def old_ring() -> weakref.ref[Ring]:
    """A ring that only a round through all that lives finds, which is due."""
    ring = Ring()
    found = weakref.ref(ring)
    for _ in range(12):
        gc.collect(1)
    return found


async def test_garbage_is_looked_for_between_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "SECONDS_BETWEEN_ROUNDS", 0.02)
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=WIDE) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        ring = old_ring()
        await pilot.pause(0.2)
        assert ring() is not None  # a question is being answered
        await finish(pilot, backend)
        await until(pilot, lambda: ring() is None)


async def test_no_round_through_all_comes_by_itself_while_the_chat_is_open() -> None:
    before = gc.get_threshold()
    async with chat().run_test() as pilot:
        await pilot.pause()
        assert gc.get_threshold()[:2] == before[:2]
        assert gc.get_threshold()[2] >= 1_000_000
    assert gc.get_threshold() == before
