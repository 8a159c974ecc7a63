"""How well an article's date suits the time that a question means."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Days
from qa.search.time_expressions import Period
from qa.search.weights import Weights

Shares = NDArray[np.float64]


def recency_scores(
    published: Days, period: Period | None, asked_on: date | None, weights: Weights
) -> Shares:
    """In [0, 1]: 1 for what was published in the period that the question names, or just after.

    A question that names none but comes with its day is about what was new then. 0 for what
    has no date, and for everything where neither is given.
    """
    reported = timedelta(weights.reported_days)
    before = weights.fade_before_days
    if period is not None:
        after = weights.fade_after_days(period.kind)
        return _faded_shares(published, period.first, period.last + reported, before, after)
    if asked_on is not None:
        return _faded_shares(published, asked_on - reported, asked_on, before, before)
    return np.zeros(len(published.first))


def _faded_shares(
    published: Days, first: date, last: date, fade_before: float, fade_after: float
) -> Shares:
    """Exponential decay away from the days `first` to `last`; both fades are in days."""
    early = np.maximum(0, first.toordinal() - published.last)
    late = np.maximum(0, published.first - last.toordinal())
    return np.where(published.known, np.exp(-early / fade_before - late / fade_after), 0.0)
