"""One archive for many requests: they wait in a line that has an end, and not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

Result = TypeVar("Result")


class BusyError(Exception):
    """So many requests wait already that another one is sent away."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one server bears: bytes of a request, seconds of reading one and of answering it, and
    how many are in the line, the one that is answered among them.
    """

    body_bytes: int = 256_000  # a quotation of the longest, each character escaped in six
    body_seconds: float = 10
    answer_seconds: float = 60
    in_line: int = 16


class ArchiveQueue:
    """Calls that touch the archive, in one thread, in the order in which they came."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._thread = ThreadPoolExecutor(1, "archive")
        self._in_line = 0
        self._lock = Lock()

    async def run(self, call: Callable[[], Result]) -> Result:
        """The result, or what the call raised; BusyError, or TimeoutError after its time.

        What is being answered cannot be stopped: it goes on in its thread, for nobody, and the
        next one begins after it.
        """
        with self._lock:
            if self._in_line >= self._limits.in_line:
                raise BusyError
            self._in_line += 1
        future = self._thread.submit(call)
        future.add_done_callback(self._leave)
        return await asyncio.wait_for(asyncio.wrap_future(future), self._limits.answer_seconds)

    def close(self) -> None:
        """Let nobody in any more; returns when the last call has ended."""
        self._thread.shutdown(cancel_futures=True)

    def _leave(self, _: Future[Result]) -> None:
        with self._lock:
            self._in_line -= 1
