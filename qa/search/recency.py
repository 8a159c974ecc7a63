"""How well an article's date suits the time that a question means."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from corpus.indexes.filter_columns import Days
from qa.search.time_expressions import Period

Shares = NDArray[np.float64]

# For so long after a time it is still reported as news.
REPORTED = timedelta(days=7)
# A date is worth 1/e so many days before the time that is meant: little is printed of what has
# not happened. After it, in days: what a week brought is old after a month, a date is looked
# back upon for longer.
_BEFORE = 7.0
_AFTER = {"relative": 21.0, "absolute": 90.0}


def timely(published: Days, period: Period | None, asked_on: date | None) -> Shares:
    """In [0, 1]: 1 for what was published in the period that the question names, or just after.

    A question that names none but comes with its day is about what was new then. 0 for what
    has no date, and for everything where neither is given.
    """
    if period is not None:
        fades = _AFTER[period.kind]
        return _faded(published, period.first, period.last + REPORTED, fades)
    if asked_on is not None:
        return _faded(published, asked_on - REPORTED, asked_on, fades=_BEFORE)
    return np.zeros(len(published.first))


def _faded(published: Days, first: date, last: date, fades: float) -> Shares:
    early = np.maximum(0, first.toordinal() - published.last)
    late = np.maximum(0, published.first - last.toordinal())
    return np.where(published.known, np.exp(-early / _BEFORE - late / fades), 0.0)
