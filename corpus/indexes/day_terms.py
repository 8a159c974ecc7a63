"""Days as terms of an index, so that a range of days is a few lists of passages.

Comparing the day of every passage with a range takes tantivy tens of milliseconds in an archive of
a million. A day is therefore indexed with the spans of 32, 1,024 and 32,768 days that it is in, and
a range is the fewest such spans that make it up.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.arrays import UNDATED

_STEP_BITS = 5
_LEVELS = range(0, 20, _STEP_BITS)  # the largest span holds 2 ** 15 days, and all days 92 of them
FIRST, LAST = "first", "last"  # which of a passage's days a term is of
# Beyond every day: what an undated article has as its last day.
_END = UNDATED[1]


def terms_of_day(kind: str, day: int) -> Iterator[str]:
    """The terms of a proleptic ordinal: the spans that it is in, itself the first of them."""
    for bits in _LEVELS:
        yield _term(kind, bits, day >> bits)


def terms_of_range(kind: str, first: int, last: int) -> Iterator[str]:
    """The terms of the days from `first` to `last`: a day has exactly one of them, or none."""
    low, high = max(first, UNDATED[0] + 1), min(last, _END - 1) + 1
    for bits in _LEVELS:
        is_largest = bits == _LEVELS[-1]
        # What fits into no larger span at either end is taken span by span.
        while low < high and (is_largest or low % _width(bits + _STEP_BITS)):
            yield _term(kind, bits, low >> bits)
            low += _width(bits)
        while low < high and high % _width(bits + _STEP_BITS):
            high -= _width(bits)
            yield _term(kind, bits, high >> bits)


def _width(bits: int) -> int:
    return 1 << bits


def _term(kind: str, bits: int, number: int) -> str:
    return f"{kind}{bits}:{number}"
