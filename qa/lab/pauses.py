"""How long the chat's event loop pauses while it opens, asks, lists and adds.

    python -m qa.lab.pauses ARCHIVE FOLDER

opens the chat on a copy of the archive without a screen, asks questions while letters are typed,
lists articles and adds the files of the folder. For each part it prints by how much a clock in the
event loop, which ticks every 10 ms, came late at most: a key would have waited as long, be it for
a callback, or for a thread that keeps Python's lock between two of them. Then it prints the longest
callbacks of the loop: milliseconds by the clock; those that the loop's own thread computed; those
that all threads of the program computed meanwhile; and where the loop's thread stood. On a machine
that is busy with other things only the computed ones say something of the program: it cannot have
kept the loop waiting for longer than it computed itself.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any, NamedTuple

from qa.app import assemble
from qa.archive_backend import ArchiveBackend, spare_garbage_collection
from qa.chat import ChatApp
from qa.chat.offers import Offers
from qa.glance import glance
from qa.import_process import ImportProcess
from qa.sessions.keeping import Keeper

QUESTIONS = (
    "who froze the Geneva talks?",
    "when did he freeze them?",
    "what else does it say about Aleppo?",
    "Whom does Kerry hold mainly responsible for torture and killing in the war?",
)
_LOOK = 0.005  # seconds between two looks at what the loop's thread does
_LONG = 0.03  # seconds of computing after which it is noted where that thread stands
_SHOWN = 3
_SECONDS_AT_MOST = 300
_BETWEEN_LETTERS = 0.08
_TICK = 0.01  # seconds between two ticks of a clock in the loop, which come late when it pauses


class Pause(NamedTuple):
    """One callback: seconds in which the program computed, at most those by the clock."""

    blamed: float
    clock: float
    own: float
    where: str


class LoopWatch:
    """Times every callback of the event loops of this thread; a thread beside it looks on."""

    def __init__(self) -> None:
        self.pauses: list[Pause] = []
        self._thread = threading.get_ident()
        self._cpu_clock = time.pthread_getcpuclockid(self._thread)
        self._began = float("inf")
        self._where = ""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            if threading.get_ident() != self._thread:
                return run(handle)
            clock, own, all_threads = time.perf_counter(), time.thread_time(), time.process_time()
            self._where, self._began = "", own
            run(handle)
            self._began = float("inf")
            clock = time.perf_counter() - clock
            blamed = min(clock, time.process_time() - all_threads)
            self.pauses.append(Pause(blamed, clock, time.thread_time() - own, self._where))
            return None

        asyncio.Handle._run = timed  # type: ignore[method-assign, assignment]
        threading.Thread(target=self._look_on, daemon=True).start()

    def _look_on(self) -> None:
        while True:
            time.sleep(_LOOK)
            if not self._where and time.clock_gettime(self._cpu_clock) - self._began > _LONG:
                self._where = _where(sys._current_frames().get(self._thread))


def _where(frame: FrameType | None) -> str:
    lines = traceback.extract_stack(frame)[-12:]
    return " < ".join(
        f"{Path(each.filename).stem}:{each.lineno} {each.name}" for each in lines[::-1]
    )


class Measured:
    """A chat whose loop is watched while parts of it run."""

    def __init__(self, pilot: Any) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.watch = LoopWatch()
        self.latest = 0.0  # by how many seconds a tick came late, at most

    def _tick(self, due: float) -> None:
        loop = asyncio.get_running_loop()
        self.latest = max(self.latest, loop.time() - due)
        due = loop.time() + _TICK
        self._ticking = loop.call_at(due, self._tick, due)

    async def part(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run a part, and print its longest pauses."""
        self.watch.pauses.clear()
        self.latest = 0.0
        began = time.perf_counter()
        self._tick(asyncio.get_running_loop().time())
        await run()
        self._ticking.cancel()
        seconds = time.perf_counter() - began
        print(f"{name}: {seconds:.1f} s, {len(self.watch.pauses):,} callbacks")
        print(f"  {1000 * self.latest:4.0f} ms late at most")
        for pause in sorted(self.watch.pauses, reverse=True)[:_SHOWN]:
            blamed, clock, own = (1000 * each for each in pause[:3])
            where = f": {pause.where}" if pause.where else ""
            print(f"  {blamed:4.0f} ms ({own:.0f} of its own, {clock:.0f} by the clock){where}")

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(_SECONDS_AT_MOST):
            while not is_so():
                await asyncio.sleep(0.02)

    async def open(self) -> None:
        await self.until(lambda: not self.app.chat.has_class("-opening"))

    async def ask(self, question: str) -> None:
        turns = len(self.app.chat.transcript.turns)
        self.app.chat.box.value = question
        await self.pilot.press("enter")
        await self.until(lambda: len(self.app.chat.transcript.turns) > turns)
        async with asyncio.timeout(_SECONDS_AT_MOST):
            while self.app.chat.query("Waiting"):
                await self.pilot.press("x")  # begins the next question
                await asyncio.sleep(_BETWEEN_LETTERS)
        await asyncio.sleep(0.3)

    async def browse(self) -> None:
        await self.pilot.press("ctrl+b")
        await self.until(lambda: self.app.screen is not self.app.chat)
        await self.until(lambda: self.app.screen.found)
        await self.pilot.press(*"aleppo")
        await asyncio.sleep(2)
        await self.pilot.press("escape", "escape")
        await self.until(lambda: self.app.screen is self.app.chat)

    async def add(self, folder: Path) -> None:
        await self.pilot.press("ctrl+n")
        await self.until(lambda: self.app.screen is not self.app.chat)
        await self.pilot.press(*str(folder), "enter")
        await self.until(lambda: self.app.screen.query("#outcome"))
        await self.until(lambda: "unchanged" in str(self.app.screen.query_one("#outcome").content))
        await self.pilot.press("escape")


def measure(archive: Path, folder: Path, state: Path) -> None:
    """Run every part on the archive, which the files of the folder are added to."""

    async def run(pilot: Any) -> None:
        chat = Measured(pilot)
        await chat.part("opening", chat.open)
        await asyncio.sleep(1)
        for question in QUESTIONS:
            await chat.part(question, partial(chat.ask, question))
        await chat.part("listing articles", chat.browse)
        await chat.part("an import", partial(chat.add, folder))
        pilot.app.exit()

    offers = Offers(
        start_import=lambda path: ImportProcess([path], archive, None),
        glance=partial(glance, archive),
        keeper=Keeper(state, str(archive)),
    )

    def load() -> ArchiveBackend:
        assistant = assemble(archive)
        spare_garbage_collection()
        return ArchiveBackend(assistant)

    app = ChatApp(load, archive_name=archive.name, offers=offers)
    app.run(headless=True, size=(120, 40), auto_pilot=run)


def main(archive: str, folder: str) -> None:
    """Measure on a copy of the archive."""
    with TemporaryDirectory() as kept:
        copy = Path(kept) / "archive"
        copytree(archive, copy)
        measure(copy, Path(folder).resolve(), Path(kept) / "state")


if __name__ == "__main__":
    main(*sys.argv[1:])
