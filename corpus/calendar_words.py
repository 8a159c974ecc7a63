"""English words for months, weekdays and small numbers, and how dates in figures are read."""

from __future__ import annotations

from collections.abc import Iterable

MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
MONTH_ABBREVIATIONS = (*(month[:3] for month in MONTHS), "sept")
MONTH_NUMBERS = {
    name: number for number, month in enumerate(MONTHS, start=1) for name in (month, month[:3])
} | {"sept": 9}
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
WEEKDAY_ABBREVIATIONS = tuple("mon tue tues wed thu thur thurs fri sat sun".split())
NUMBERS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty".split()
)  # each stands at its value


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def month_and_day(one: int, mark: str, two: int) -> tuple[int | None, int | None]:
    """Which of two numbers before a year is what: 4.2.2016 is day-first.

    4/2/2016 is read either way, so that neither is known.
    """
    if mark == "." or one > 12 or one == two:
        return two, one
    return (one, two) if two > 12 else (None, None)
