"""The parts of one document, counted, so that reading can go on behind one that stopped it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Place: TypeAlias = tuple[int, ...]
"""Which part: (3,) is the third member or record of a document, (3, 7) the seventh in that one."""


class Parts:
    """Counts the members or records of a document as they are taken up.

    All up to the place `after` are passed over: they were read before. `announce` is told the
    place and the name of each one that is taken up, before it is read. `grant` is told how many
    seconds more one may take.
    """

    def __init__(
        self,
        after: Place = (),
        announce: Callable[[Place, str], object] = lambda *_: None,
        grant: Callable[[float], object] = lambda _: None,
    ) -> None:
        self._after, self._announce, self._counts = after, announce, [0]
        self.grant_seconds = grant

    @property
    def is_resumed(self) -> bool:
        """Whether some parts are passed over."""
        return bool(self._after)

    def take_up(self, where: str, *, is_broken: bool = False) -> bool:
        """Count one more part, and whether it is to be read; of a broken one nothing is."""
        self._counts[-1] += 1
        here, after = tuple(self._counts), self._after[: len(self._counts)]
        if after and (here < after or here == self._after):
            return False
        if here != after and not is_broken:  # the same one is only opened again, to go on in it
            self._announce(here, where)
        return True

    @contextmanager
    def within(self) -> Iterator[None]:
        """Count the parts of the part that was taken up last."""
        self._counts.append(0)
        yield
        self._counts.pop()
