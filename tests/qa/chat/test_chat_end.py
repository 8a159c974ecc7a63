"""How the chat and its process end."""

from __future__ import annotations

import subprocess
import sys

import pytest
from chat_kit import NARROW, SmallBackend, chat, until


async def test_quitting_does_not_wait_for_an_answer_that_is_being_sought() -> None:
    backend = SmallBackend()
    backend.may_answer.clear()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        app.chat.box.value = "bridge"
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.query("Waiting"))
        await pilot.press("ctrl+q")
    assert backend.asked == []
    backend.may_answer.set()


@pytest.mark.parametrize("busy", ["load", "ask"])
def test_the_process_ends_while_its_thread_is_still_busy(busy: str) -> None:
    program = f"""
import time
from qa.chat import ChatApp
from qa.worker import ArchiveSummary
class Backend:
    def summarize(self): return ArchiveSummary(1)
    def headings(self, wanted, limit): return []
    def months(self): return dict()
    def close(self): pass
    def ask(self, question, filters, top, on_found): time.sleep(600)
def load():
    if {busy!r} == "load": time.sleep(600)
    return Backend()
async def leave(pilot):
    await pilot.press(*"why", "enter")
    await pilot.pause(0.5)
    await pilot.press("ctrl+q")
ChatApp(load, archive_name="x").run(headless=True, auto_pilot=leave)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_importing_the_chat_loads_no_model_and_no_index() -> None:
    heavy = ("numpy", "torch", "faiss", "tantivy", "onnxruntime", "trafilatura", "sqlite3")
    program = f"import sys, qa.chat; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.strip() == b"[]"
