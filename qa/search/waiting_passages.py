"""Passages that wait for their vectors are neither left out nor put behind for it.

The best of them are embedded while the question is answered, as many as take no time to speak of.
The cosine of the others is taken for what passages with as good a match of words have.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Scores

_SECONDS = 0.1  # that an answer may take longer for it
_MOST = 50  # passages embedded for one question
# Before anything was measured: two passages, so that no machine is kept long.
_FIRST_PACE = 20.0
_NEW_SHARE = 0.5  # of the newest measurement in the pace
# Known passages from which on a line is fitted; fewer say only how high cosines are at all.
_FITTED = 8


class Pace:
    """How many passages a second are embedded here, as measured so far."""

    def __init__(self, passages_a_second: float = _FIRST_PACE) -> None:
        self.passages_a_second = passages_a_second

    def affordable(self) -> int:
        """How many passages are embedded in the time that one question has for it."""
        return min(_MOST, int(self.passages_a_second * _SECONDS))

    def observe(self, passages: int, seconds: float) -> None:
        """Learn from passages that were embedded."""
        if passages and seconds > 0:
            measured = passages / seconds
            self.passages_a_second += _NEW_SHARE * (measured - self.passages_a_second)


def expected_cosines(cosines: Scores, bm25: NDArray[np.float64]) -> Scores:
    """The cosines, and in the place of each that is NaN what it can be expected to be.

    `bm25` is 0 for passages that words did not find. Expected is what those found by words have,
    by a line through them; with few of them their mean, with none the mean of all that are known.
    """
    waiting = np.isnan(cosines)
    if not waiting.any():
        return cosines
    known = ~waiting & (bm25 > 0)
    if not known.any():
        known = ~waiting
    expected = cosines.copy()
    x, y = bm25[known], cosines[known].astype(np.float64)
    if len(x) < _FITTED or np.ptp(x) == 0:
        expected[waiting] = y.mean() if len(y) else 0.0
        return expected
    slope = max(0.0, float(np.cov(x, y)[0, 1] / np.var(x, ddof=1)))
    line = y.mean() + slope * (bm25[waiting] - x.mean())
    expected[waiting] = np.clip(line, y.min(), y.max())
    return expected
