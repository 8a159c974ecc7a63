"""How long each stage of an answer takes."""

from __future__ import annotations

import time


class Clock:
    """Milliseconds by stage, in the order that they were passed through."""

    def __init__(self) -> None:
        self.began = self._last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """The time since the last lap was this stage's."""
        now = time.perf_counter()
        self.laps[stage] = (now - self._last) * 1000
        self._last = now

    def elapsed(self) -> float:
        """Milliseconds since the beginning."""
        return (time.perf_counter() - self.began) * 1000
