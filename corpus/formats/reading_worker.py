"""The process that reads documents for another one, which may end it at any moment.

It runs under limits of processor time and memory, so that no document can stop or fill the machine.
What it cannot read ends this process only; the other side then says so and starts a new one.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress
from io import RawIOBase
from pathlib import Path

from corpus.formats.limits import MEMORY_BYTES, PATIENCE
from corpus.formats.parts import Parts, Place
from corpus.formats.registry import read
from corpus.records import Article

OUT_OF_MEMORY = 80  # exit code
# What it says: it can begin; of a document, an article, what was skipped (where and why), that a
# part is begun, that its reader failed, that it is read to the end and whether this process ends.
READY, FOUND, SKIPPED, BEGUN, FAULT, DONE = "ready", "found", "skipped", "begun", "fault", "done"
# A fresh process reads the next document once so much memory is held.
_RETIRED_BYTES = MEMORY_BYTES // 2
_SKIPPED_TOGETHER = 200  # broken records are told together: a file may hold a million


def serve() -> None:
    """Answer requests on standard input until it ends."""
    reading = _Reading(os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no reply
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is interrupted, and ends this process
    _limit_process()
    try:
        reading.send(READY)
        while reading.run(*pickle.load(sys.stdin.buffer)):
            pass
    except (EOFError, BrokenPipeError):  # who asks has ended
        return
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


class _Reading:
    """Documents on their way to the other process."""

    def __init__(self, replies: RawIOBase) -> None:
        self._replies, self._seconds = replies, 0
        self._skipped: list[tuple[str, str]] = []

    def run(self, path: str, root: str, after: Place, seconds: int) -> bool:
        """Send what a file holds; False if a fresh process should read the next one."""
        self._seconds = seconds
        try:
            self._read(path, root, after)
        except (MemoryError, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are read
            self.send(FAULT, _describe(error))
        is_last = _held_memory() > _RETIRED_BYTES
        self.send(DONE, is_last)
        return not is_last

    def _read(self, path: str, root: str, after: Place) -> None:
        _start_clock(self._seconds)
        for found in read(Path(path), Path(root), Parts(after, self._begin, _extend_clock)):
            if isinstance(found, Article):
                self.send(FOUND, found)
            else:
                self._skipped.append((found.where, found.reason))
                if len(self._skipped) < _SKIPPED_TOGETHER:
                    continue  # the clock goes on, for all of them together
                self._tell_skipped()
            _start_clock(self._seconds)

    def _begin(self, place: Place, where: str) -> None:
        self.send(BEGUN, place, where)
        _start_clock(self._seconds)

    def _tell_skipped(self) -> None:
        skipped, self._skipped = self._skipped, []
        self.send(SKIPPED, skipped)

    def send(self, *reply: object) -> None:
        """Say one thing to the other process, behind what was skipped before it."""
        _start_clock(0)  # the other side may be long in taking it
        if self._skipped:
            self._tell_skipped()
        data = memoryview(pickle.dumps(reply))
        while data:
            data = data[self._replies.write(data) or 0 :]


def _describe(error: Exception) -> str:
    """What went wrong and where, for those who will mend it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "unknown"
    return f"{type(error).__name__} in {place}: {str(error)[:200]}"


if sys.platform == "win32":

    def _limit_process() -> None:
        """Windows has no such limits for a process of one's own."""

    def _held_memory() -> int:
        return 0

    def _extend_clock(_: float) -> None:
        """It goes by the clock on the wall, with patience enough."""

    def _start_clock(seconds: float) -> None:
        if seconds:
            faulthandler.dump_traceback_later(PATIENCE * seconds, exit=True)
        else:
            faulthandler.cancel_dump_traceback_later()

else:
    import resource

    _CLOCKS = (signal.SIGPROF, signal.SIGALRM)

    def _limit_process() -> None:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        within = MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MEMORY_BYTES, most)
        with suppress(ValueError, OSError):  # some systems refuse any
            resource.setrlimit(resource.RLIMIT_AS, (within, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for end in _CLOCKS:  # Python knows nothing of them, so they come even while a library works
            signal.signal(end, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _CLOCKS)

    def _held_memory() -> int:
        """The bytes that count for the limit; 0 where the system does not say."""
        try:
            pages = Path("/proc/self/statm").read_text().split()[0]
        except OSError:
            return 0
        return int(pages) * resource.getpagesize()

    def _extend_clock(seconds: float) -> None:
        """Let a document that proves to be long take more processor time."""
        if (left := signal.getitimer(signal.ITIMER_PROF)[0]) > 0:
            _start_clock(left + seconds)

    def _start_clock(seconds: float) -> None:
        """End this process after so much processor time, or PATIENCE times as much; 0 stops it."""
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)
