"""What stores, indexes and searches hand to each other: keys, vectors, scores, days."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]

# The days of an undated article: before every first day that a filter can ask for, and after
# every last one, so that no filter by date lets it through.
UNDATED = (0, date.max.toordinal() + 1)


class Days(NamedTuple):
    """The first and the last day of some passages' dates, as proleptic ordinals."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which of them have a date at all."""
        return self.first > UNDATED[0]


class Ranked(NamedTuple):
    """Passages that a search found, best first, ties by key; scores are cosines or BM25."""

    keys: Keys
    scores: Scores


class Known(NamedTuple):
    """Exact cosines of some passages and their days, in the order of the keys asked for.

    `days` is None where it was not asked for.
    """

    cosines: Scores
    days: Days | None
