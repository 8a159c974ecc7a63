"""How well an article's date suits the time that a question means."""

from __future__ import annotations

import math
from datetime import date, timedelta

from corpus.records import PublicationDate
from qa.periods import Period

# For so long after a time it is still reported as news.
REPORTED = timedelta(days=7)
# A date is worth 1/e so many days before the time that is meant: little is printed of what has
# not happened. After it, in days: what a week brought is old after a month, a date is looked
# back upon for longer.
_BEFORE = 7.0
_AFTER = {"relative": 21.0, "absolute": 90.0}


def timely(
    published: PublicationDate | None, period: Period | None, asked_on: date | None
) -> float:
    """In [0, 1]: 1 for what was published in the period that the question names, or just after.

    A question that names none but comes with its day is about what was new then. 0 for an
    article without a date, and for every article where neither is given.
    """
    if published is None:
        return 0.0
    if period is not None:
        fades = _AFTER[period.kind]
        return _faded(published, period.first, period.last + REPORTED, fades)
    if asked_on is not None:
        return _faded(published, asked_on - REPORTED, asked_on, fades=_BEFORE)
    return 0.0


def _faded(published: PublicationDate, first: date, last: date, fades: float) -> float:
    early, late = (first - published.last).days, (published.first - last).days
    return math.exp(-max(0, early) / _BEFORE - max(0, late) / fades)
