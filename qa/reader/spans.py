"""Scores of word pieces become ranges of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.records import Span
from qa.reader.inputs import Input

Scores = NDArray[np.float32]


class ScoredSpan(NamedTuple):
    """A range of a passage's text, and how much better it is than "not here"."""

    span: Span
    score: float


def best_spans(
    input: Input,
    start: Scores,
    end: Scores,
    longest: int,
    *,
    most: int = 1,
    breaks: Sequence[int] = (),
    piece_penalty: float = 0.0,
) -> list[ScoredSpan]:
    """The best ranges of one passage, best first, that do not overlap.

    `start` and `end` have one score for each id of the input; the first id's mean "not here". A
    range has at most `longest` word pieces. `breaks` are places in the passage's text, rising,
    that no range goes over. `piece_penalty` is what each piece after the first costs: begin and
    end are chosen apart, and those of two answers make a long one. Fewer than `most` where the
    passage is short; none where it is empty.
    """
    pieces = len(input.spans)
    starts, ends = (each[input.first : input.first + pieces] for each in (start, end))
    allowed = _allowed_ranges(input, longest, breaks)
    row, column = np.indices((pieces, pieces))
    scores = starts[:, None] + ends[None, :] - piece_penalty * (column - row)
    scores = np.where(allowed, scores, -np.inf)
    not_here = float(start[0] + end[0])
    found: list[ScoredSpan] = []
    while pieces and len(found) < most:
        first, last = divmod(int(scores.argmax()), pieces)
        if scores[first, last] == -np.inf:
            break
        span = input.characters(input.first + first, input.first + last)
        found.append(ScoredSpan(span, float(scores[first, last]) - not_here))
        scores[(column >= first) & (row <= last)] = -np.inf
    return found


def _allowed_ranges(input: Input, longest: int, breaks: Sequence[int]) -> NDArray[np.bool_]:
    """Whether an answer may go from one piece of the passage to another: (first, last)."""
    pieces = len(input.spans)
    row, column = np.indices((pieces, pieces))
    paragraph = np.searchsorted(breaks, [span[0] for span in input.spans])
    is_same_paragraph = paragraph[:, None] == paragraph[None, :]
    allowed: NDArray[np.bool_] = (column >= row) & (column < row + longest) & is_same_paragraph
    return allowed
