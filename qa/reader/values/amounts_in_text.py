"""The amounts of a text: compounds and ranges are one each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Span
from qa.reader.values.amounts import ROUNDED_STEP, Amount, Readings
from qa.reader.values.single_amounts import find_single_amounts
from qa.reader.values.units import MEASURES

_SCORE = re.compile(r"(?<![\w.])\d{1,3}\s?[-–]\s?\d{1,3}(?![\w%.]*\d)")
_RANGE = re.compile(r"\s?(?:to|[-–—])\s?|\s(?:to|and|or)\s", re.IGNORECASE)


def find_amounts(text: str) -> Iterator[tuple[Span, Readings]]:
    """Every amount of a text with its place, in order.

    Numbers that are part of a name or a date ("Apollo 11", "G20", "4 May", "10.40am"), scores
    ("3-1") and vague ones ("several hundred", "dozens") are none.
    """
    found = _join_compounds(text, [*find_single_amounts(text)])
    return iter(_join_ranges(text, [*_share_units(text, found)]))


def _share_units(text: str, found: list[tuple[Span, Readings]]) -> Iterator[tuple[Span, Readings]]:
    """ "From six years to four": the second number is in years as well."""
    last: tuple[Span, Readings] | None = None
    for span, readings in found:
        if last and _is_change(text, last[0], span) and not readings[0].unit and last[1][0].unit:
            whole = last[1][0]
            factor = MEASURES[whole.measure][1] if whole.measure else 1.0
            shared = _multiply(readings[0], factor)
            readings = (shared._replace(unit=whole.unit, measure=whole.measure),)
        last = (span, readings)
        yield last


def _is_change(text: str, one: Span, other: Span) -> bool:
    return text[one.end : other.start] == " to " and text[: one.start].endswith(("from ", "From "))


def _join_compounds(text: str, found: list[tuple[Span, Readings]]) -> list[tuple[Span, Readings]]:
    """Measures that go on make one: "six hours 20 minutes", "four years and six months"."""
    joined: list[tuple[Span, Readings]] = []
    for span, readings in found:
        if joined:
            before, first = joined[-1]
            between, part, whole = text[before.end : span.start], readings[0], first[0]
            if (
                re.fullmatch(r"\s(?:and\s)?|,\s", between)
                and part.unit
                and part.unit == whole.unit
                and part.measure != whole.measure
                and part.step < whole.step
            ):
                amount = whole._replace(
                    low=whole.low + part.low, high=whole.high + part.high, step=part.step,
                    measure=part.measure,
                )  # fmt: skip
                joined[-1] = Span(before.start, span.end), (amount,)
                continue
        joined.append((span, readings))
    return joined


def _join_ranges(text: str, found: list[tuple[Span, Readings]]) -> list[tuple[Span, Readings]]:
    """ "six to eight weeks", "between 10 and 12 per cent", "£10-12m"; "3-1" is a score."""
    joined: list[tuple[Span, Readings]] = []
    for span, readings in found:
        if joined and (both := _range_of(text, joined[-1], (span, readings))):
            joined.pop()
            if both[1]:
                joined.append(both)
            continue
        joined.append((span, readings))
    return joined


def _range_of(
    text: str, one: tuple[Span, Readings], two: tuple[Span, Readings]
) -> tuple[Span, Readings] | None:
    """The range from one amount to the next, None where they are two; no reading for a score."""
    between = text[one[0].end : two[0].start]
    whole = Span(one[0].start, two[0].end)
    if not _RANGE.fullmatch(between):
        return None
    if re.search(r"\band\b", between) and not re.search(r"\bbetween\s+$", text[: whole.start]):
        return None
    first, last = one[1][0], two[1][0]
    if _SCORE.fullmatch(text[whole.start : whole.end]) and not last.unit:
        return whole, ()
    # "Cut from six years to four" is no range: a range rises, and has one unit.
    if first.unit and last.unit and first.unit != last.unit:
        return None
    if last.step >= ROUNDED_STEP > first.step and first.low * last.step <= last.low:
        first = _multiply(first, last.step)  # "£10-12m"
    elif last.measure and not first.measure:
        first = _multiply(first, MEASURES[last.measure][1])  # "six to eight weeks"
    if first.high >= last.low:
        return None
    unit = first.unit or last.unit
    return whole, (last._replace(low=first.low, unit=unit, is_range=True),)


def _multiply(amount: Amount, factor: float) -> Amount:
    return amount._replace(low=amount.low * factor, high=amount.high * factor)
