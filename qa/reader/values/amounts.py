"""Amounts made comparable: "£230m" is "230 million pounds", "18 months" is "a year and a half"."""

from __future__ import annotations

from itertools import product
from typing import Literal, NamedTuple

from qa.reader.values.units import MEASURES

Relation = Literal["same", "different", "unclear"]
"""How two answers stand to each other; in doubt "unclear"."""


class Amount(NamedTuple):
    """A number with its unit: all that it can mean lies between `low` and `high`, inclusive.

    They are equal where the number is exact; "about" and "more than" keep them apart, and so
    does a range ("six to eight"), which `is_range` tells. `step` is the place of the last digit
    that was written: 1,000,000 for "£230m". Measures are in one unit for each dimension, so that
    "18 months" is "a year and a half"; `measure` is the unit as written.
    """

    low: float
    high: float
    step: float
    unit: str = ""
    measure: str = ""
    is_range: bool = False


Readings = tuple[Amount, ...]
"""What one number can mean: "90m" is 90 metres or 90 million. The likeliest comes first."""


def compare_amounts(one: Readings, other: Readings) -> Relation:
    """Whether they are the same amount in any reading; different if they are in the likeliest."""
    likely = _compare(one[0], other[0])
    agreeing = [
        mine.unit == theirs.unit
        for mine, theirs in product(one, other) if _compare(mine, theirs) == "same"
    ]  # fmt: skip
    if likely == "same" or any(agreeing):
        return "same"
    # Without a unit of its own "12" is hardly the metres of "12m".
    return "unclear" if agreeing else likely


def _compare(one: Amount, other: Amount) -> Relation:
    if one.unit != other.unit:
        # "340" for "340 jobs" is the same; "12" and "£14m" need not be of the same thing.
        is_bare = not (one.unit and other.unit)
        return "same" if is_bare and _is_equal(_as_written(one), _as_written(other)) else "unclear"
    if _is_equal(one, other):
        return "same"
    if one.high < other.low or other.high < one.low:
        return "different"
    # A number within a range says neither the same nor something else.
    return "unclear" if one.is_range or other.is_range else "same"


def _as_written(amount: Amount) -> Amount:
    """The amount as a bare number: 4.5 for "four and a half years"."""
    factor = MEASURES[amount.measure][1] if amount.measure in MEASURES else 1.0
    return amount._replace(
        low=amount.low / factor, high=amount.high / factor, step=amount.step / factor, measure=""
    )


def _is_equal(one: Amount, other: Amount) -> bool:
    ends = ((one.low, other.low), (one.high, other.high))
    if all(abs(a - b) <= 1e-9 * max(abs(a), abs(b)) for a, b in ends):
        return True
    if one.low != one.high or other.low != other.high:
        return False
    fine, coarse = sorted((one, other), key=lambda amount: amount.step)
    apart = abs(fine.low - coarse.low) / max(abs(fine.low), abs(coarse.low))
    if fine.measure != coarse.measure:
        return apart <= _CONVERSION_SHARE
    rounded = round(fine.low / coarse.step) * coarse.step
    return coarse.step >= ROUNDED_STEP and rounded == coarse.low and apart <= _ROUNDING_SHARE


# "1.2 million" is 1,213,400, but "£5m" is not £5.4m.
_ROUNDING_SHARE, ROUNDED_STEP = 0.02, 1000
_CONVERSION_SHARE = 0.03  # "5 miles" is "8 km"
