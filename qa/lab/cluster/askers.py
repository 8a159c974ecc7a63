"""Processes that ask an archive at once, for as long as is wanted: how many answers, how fast."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

import numpy as np

from corpus.arrays import Vectors
from corpus.errors import PullquoteError
from corpus.store.open_store import open_store

_FOUND = 100  # passages that each search finds, as a question does
_SHOWN = 10  # of which the articles are read


@dataclass(frozen=True, slots=True)
class Asked:
    """What askers came to: seconds of each search by meaning and by words, and what went wrong."""

    seconds: tuple[float, ...]
    errors: tuple[str, ...]

    def percentile(self, share: float) -> float:
        """The time in milliseconds within which this share of all was answered."""
        return float(np.percentile(self.seconds, 100 * share) * 1000) if self.seconds else 0.0


@contextmanager
def askers(
    address: str, count: int, questions: Sequence[tuple[str, Vectors]]
) -> Iterator[list[Connection]]:
    """Processes that ask from when each of them is ready until `stop` is called."""
    spawning = get_context("spawn")
    pipes = [spawning.Pipe() for _ in range(count)]
    processes = [
        spawning.Process(target=_ask, args=(address, questions, theirs), daemon=True)
        for _, theirs in pipes
    ]
    for process in processes:
        process.start()
    try:
        for ours, _ in pipes:
            ours.recv()  # it is ready
        yield [ours for ours, _ in pipes]
    finally:
        for process in processes:
            process.kill()
            process.join()


def stop(asking: Sequence[Connection]) -> Asked:
    """End the askers, and what they came to."""
    for each in asking:
        each.send("stop")
    results = [each.recv() for each in asking]
    return Asked(
        tuple(second for seconds, _ in results for second in seconds),
        tuple(error for _, errors in results for error in errors),
    )


def _ask(address: str, questions: Sequence[tuple[str, Vectors]], telling: Connection) -> None:
    seconds: list[float] = []
    errors: list[str] = []
    with open_store(address) as store:
        telling.send("ready")
        while not telling.poll():
            question, vector = questions[len(seconds) % len(questions)]
            began = time.perf_counter()
            try:
                with store.searches() as searches:
                    best = searches.dense(vector, _FOUND).keys
                    searches.keyword(question, _FOUND)
                    searches.passages(best[:_SHOWN].tolist())
            except PullquoteError as error:
                errors.append(str(error))
            seconds.append(time.perf_counter() - began)
    telling.recv()
    telling.send((seconds, errors))
