"""When the chat looks for garbage: a round through all that lives stops every thread."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS_BETWEEN_ROUNDS = 2.0
_NEVER = 1_000_000  # rounds through what is young, before one through all comes by itself
_ENOUGH = 10  # of them, after which a round through all is worth its time: Python's own number


@contextmanager
def rounds_when_told() -> Iterator[None]:
    """Have no round through all but those that `collect_if_due` makes.

    By itself one would come while something is laid out and painted, and double that time.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)


def collect_if_due() -> None:
    """Make a round, if there may be something to find; what survives is left out of the next one.

    So each is short. To be called where what lives is there to stay.
    """
    if gc.get_count()[2] >= _ENOUGH:
        gc.collect()
        gc.freeze()
