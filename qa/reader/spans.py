"""Scores of word pieces become ranges of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.records import Span
from qa.reader.inputs import Input

Scores = NDArray[np.float32]

LONGEST_ANSWER = 30  # word pieces


class ScoredSpan(NamedTuple):
    """A range of a passage's text, and how much better it is than "not here"."""

    span: Span
    score: float


def best_spans(
    input: Input, start: Scores, end: Scores, most: int = 1, breaks: Sequence[int] = ()
) -> list[ScoredSpan]:
    """The best ranges of one passage, best first, that do not overlap.

    `start` and `end` have one score for each id of the input; the first id's mean "not here".
    `breaks` are places in the passage's text, rising, that no range goes over. Fewer than `most`
    where the passage is short; none where it is empty.
    """
    pieces = len(input.spans)
    starts, ends = (each[input.first : input.first + pieces] for each in (start, end))
    scores = starts[:, None] + ends[None, :]
    row, column = np.indices(scores.shape)
    paragraph = np.searchsorted(breaks, [span[0] for span in input.spans])
    allowed = (column >= row) & (column < row + LONGEST_ANSWER)
    allowed &= paragraph[:, None] == paragraph[None, :]
    scores = np.where(allowed, scores, -np.inf)
    null = float(start[0] + end[0])
    found: list[ScoredSpan] = []
    while pieces and len(found) < most:
        first, last = divmod(int(scores.argmax()), pieces)
        if scores[first, last] == -np.inf:
            break
        span = input.characters(input.first + first, input.first + last)
        found.append(ScoredSpan(span, float(scores[first, last]) - null))
        scores[(column >= first) & (row <= last)] = -np.inf
    return found
