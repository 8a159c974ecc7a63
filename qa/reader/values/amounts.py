"""Amounts as people write them, made comparable: "£230m", "a dozen", "four and a half years"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from corpus.calendar_words import MONTH_NUMBERS, NUMBERS, any_of
from corpus.records import Span

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


def find_amounts(text: str) -> Iterator[tuple[Span, Readings]]:
    """Every amount of a text with its place, in order.

    Numbers that are part of a name or a date ("Apollo 11", "G20", "4 May", "10.40am"), scores
    ("3-1") and vague ones ("several hundred", "dozens") are none.
    """
    found = _join_compounds(text, [*_find_single_amounts(text)])
    return iter(_join_ranges(text, found))


def compare_amounts(one: Readings, other: Readings) -> Relation:
    """Whether they are the same amount in any reading; different if they are in the likeliest."""
    if any(_compare(mine, theirs) == "same" for mine in one for theirs in other):
        return "same"
    return _compare(one[0], other[0])


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
    factor = _MEASURES[amount.measure][1] if amount.measure in _MEASURES else 1.0
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
    return coarse.step >= _ROUNDED_STEP and rounded == coarse.low and apart <= _ROUNDING_SHARE


# "1.2 million" is 1,213,400, but "£5m" is not £5.4m.
_ROUNDING_SHARE, _ROUNDED_STEP = 0.02, 1000
_CONVERSION_SHARE = 0.03  # "5 miles" is "8 km"

_UNITS_OF = {word: value for value, word in enumerate(NUMBERS)} | {
    word: value
    for value, word in enumerate(
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=13
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_SCALE_WORDS = ("dozen", "hundred", "thousand", "million", "billion", "trillion")
_CURRENCIES = {
    "pound": "£", "pounds": "£", "pounds sterling": "£", "quid": "£", "gbp": "£",
    "dollar": "$", "dollars": "$", "us dollars": "$", "us$": "$", "usd": "$",
    "euro": "€", "euros": "€", "eur": "€", "yen": "¥", "rupee": "₹", "rupees": "₹", "rs": "₹",
    "rouble": "₽", "roubles": "₽", "ruble": "₽", "rubles": "₽", "yuan": "yuan",
    "franc": "franc", "francs": "franc", "chf": "franc", "crown": "crown", "crowns": "crown",
    "krona": "krona", "kronor": "krona", "krone": "krone", "kroner": "krone", "rand": "rand",
    "zloty": "zloty", "zlotys": "zloty", "peso": "peso", "pesos": "peso", "lira": "lira",
}  # fmt: skip
_PERCENT = {"%": "%", "per cent": "%", "percent": "%", "pc": "%", "percentage points": "points"}
# Each measure: its dimension, and how much of the dimension's unit it is.
_MEASURES: dict[str, tuple[str, float]] = {
    "second": ("s", 1), "minute": ("s", 60), "hour": ("s", 3600), "day": ("s", 86400),
    "week": ("s", 604800), "fortnight": ("s", 1209600),
    "month": ("month", 1), "year": ("month", 12), "decade": ("month", 120),
    "century": ("month", 1200), "centurie": ("month", 1200),
    "mm": ("m", 0.001), "cm": ("m", 0.01), "metre": ("m", 1), "meter": ("m", 1),
    "km": ("m", 1000), "kilometre": ("m", 1000), "kilometer": ("m", 1000), "mile": ("m", 1609.34),
    "yard": ("m", 0.9144), "foot": ("m", 0.3048), "feet": ("m", 0.3048), "ft": ("m", 0.3048),
    "inch": ("m", 0.0254), "inche": ("m", 0.0254),
    "kg": ("kg", 1), "kilo": ("kg", 1), "kilogram": ("kg", 1), "tonne": ("kg", 1000),
    "ton": ("kg", 1000), "lb": ("kg", 0.4536), "stone": ("kg", 6.35),
    "acre": ("ha", 0.4047), "hectare": ("ha", 1), "ha": ("ha", 1),
    "litre": ("l", 1), "liter": ("l", 1), "gallon": ("l", 4.546),
    "mph": ("km/h", 1.609), "km/h": ("km/h", 1), "kph": ("km/h", 1),
    "mw": ("mw", 1), "megawatt": ("mw", 1), "gw": ("mw", 1000), "gigawatt": ("mw", 1000),
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL_WORDS = any_of((*_UNITS_OF, *_TENS))
_FRACTIONS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.75, "thirds": 2 / 3}
_WORDS = (
    rf"(?:(?:{_SMALL_WORDS}|an?(?=[\s-](?:{any_of(_SCALE_WORDS)})\b)|half[\s-]an?(?=[\s-]"
    rf"(?:{any_of(_SCALE_WORDS)})\b))(?:(?:[\s-]|[\s-]and[\s-])(?:{_SMALL_WORDS}|"
    rf"{any_of(_SCALE_WORDS)})(?![\w]))*)"
)
_SHARE = (
    r"(?P<share>(?<!and\sa\s)half(?!\w|[\s-]an?\s)|an?\s(?:quarter|third)"
    r"|one[\s-](?:quarter|third)|three[\s-]quarters|two[\s-]thirds)(?=\s+of\b|\W*$)"
)
_ATTACHED = "km|cm|mm|kg|ha|ft|mph|kph|mw|gw|lb|p|pc"  # units that may follow without a space
_NUMBER = re.compile(
    rf"""
    (?<![\w.,:/]) (?<![A-Za-z][-–])
    (?: (?P<sign>(?:[A-Z]{{1,3}})?\$|[£€¥₹₽₩]|\b(?:GBP|USD|EUR|CHF|Rs\.?))\s? )?
    (?: {_SHARE} | (?P<halfof>half\san?(?=\s(?:hour|mile|day|year|century|decade|tonne|ton)\b))
      | (?P<one>an?(?=\s(?:year|month|week|day|hour|decade|mile)\sand\sa\shalf\b))
      | (?P<digits>{_DIGITS}) | (?P<words>{_WORDS}) )
    (?P<half>[\s-]and[\s-]an?[\s-](?:half|quarter)\b)?
    (?: (?:[\s-]? (?P<scale>(?:{any_of(_SCALE_WORDS)}|bn|mn|tn)\b) | (?P<letter>[kmb]\b)) )?
    (?! \s?[ap]\.?m\b | [:/]\d | (?:st|nd|rd|th)\b | [.,]?\d | ['’]s\b
        | (?!(?:{_ATTACHED})\b)[A-Za-z] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(
    rf"""
    \s?(?P<percent>%) | \s(?P<cent>per\scent|percentage\spoints|percent|pc)\b
    | (?P<pence>p|\spence)\b
    | [\s-](?P<currency>{any_of(_CURRENCIES)})\b
    | [\s-]?(?:(?:more|full|whole|further|extra|working|calendar|straight|consecutive|metric)\s)?
      (?P<measure>{any_of(_MEASURES)})(?:(?<!\bha)s)?\b(?P<half>\sand\sa\shalf\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABOUT = r"about|around|roughly|approximately|approx\.?|some|circa|an estimated|estimated"
_ABOVE = r"more than|over|above|upwards of|in excess of|well over|just over"
_BELOW = r"nearly|almost|close to|up to|under|fewer than|less than|just under|not quite|as many as"
_HEDGE = re.compile(
    rf"(?:\b(?P<about>{_ABOUT})|\b(?P<above>{_ABOVE})|\b(?P<below>{_BELOW}))\s+(?:the\s)?$",
    re.IGNORECASE,
)
_VAGUE_BEFORE = re.compile(r"\b(?:several|few|many|couple of|countless)[\s-]$", re.IGNORECASE)
_MONTH_NAMES = any_of(name.capitalize() for name in MONTH_NUMBERS)  # "12 may have died"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH_NAMES}\.?\s$")
_MONTH_AFTER = re.compile(rf"(?:\s+of)?\s+{_MONTH_NAMES}\b")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_YEAR_BEFORE = re.compile(r"\b(?:in|since|during|by|until|till|of|from|before|after)\s$", re.I)
# "Flight 370", "Ward 3": a name goes on with a number; "About 300" only begins a sentence.
_NAME_BEFORE = re.compile(r"\b(?P<word>[A-Z][\w’'-]*)\s$")
_NO_NAMES = frozenset(
    "about around roughly approximately some over under nearly almost only just than to least most "
    "at of in the a an by for with and but or from between until since another all up fewer more "
    "less was were is are has had estimated further least".split()
)
_SCORE = re.compile(r"(?<![\w.])\d{1,3}\s?[-–]\s?\d{1,3}(?![\w%.]*\d)")
_RANGE = re.compile(r"\s?(?:to|[-–—])\s?|\s(?:to|and|or)\s", re.IGNORECASE)


def _find_single_amounts(text: str) -> Iterator[tuple[Span, Readings]]:
    for match in _NUMBER.finditer(text):
        if _is_no_amount(match, text):
            continue
        number, step = _read_number(match)
        unit = _UNIT.match(text, match.end())
        if unit and unit["half"]:  # "a year and a half"
            number += 0.5
        end = unit.end() if unit else match.end()
        readings = tuple(_readings(match, unit, number, step, text[: match.start()]))
        yield Span(match.start(), end), readings


def _is_no_amount(match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if _VAGUE_BEFORE.search(before):
        return True
    if match["sign"] or not match["digits"]:
        return False
    if _MONTH_BEFORE.search(before) or (
        _MONTH_AFTER.match(after) and not match["scale"] and len(match["digits"]) < 3
    ):
        return True
    if _YEAR.fullmatch(match[0]) and _YEAR_BEFORE.search(before):
        return True
    name = _NAME_BEFORE.search(before)
    return name is not None and name["word"].lower() not in _NO_NAMES


def _read_number(match: re.Match[str]) -> tuple[float, float]:
    """The number, and the place of the last digit that was written."""
    if share := match["share"]:
        return 100 * _FRACTIONS[re.split(r"[\s-]", share.lower())[-1].removesuffix("s")] * (
            3 if share.lower().startswith("three") else 2 if share.lower().startswith("two") else 1
        ), 1
    if match["halfof"] or match["one"]:
        return 0.5 if match["halfof"] else 1.0, 1.0
    if digits := match["digits"]:
        plain = re.sub(r"[,\u00a0\u202f]", "", digits)
        number, step = float(plain), 10.0 ** -len(plain.partition(".")[2])
    else:
        number = _read_words(re.split(r"[\s-]+", match["words"].lower()))
        step = 1.0
    if half := match["half"]:
        number += 0.25 if half.endswith("quarter") else 0.5
    scale = _SCALES[(match["scale"] or match["letter"] or "").lower()] if (
        match["scale"] or match["letter"]
    ) else 1.0  # fmt: skip
    return number * scale, step * scale


def _read_words(words: list[str]) -> float:
    """ "two hundred and fifty thousand": groups below a thousand, each with its scale."""
    total = group = 0.0
    for word in words:
        if word in ("a", "an", "and"):
            group = group if group or word == "and" else 1.0
        elif word == "half":
            group = 0.5
        elif word in ("dozen", "hundred"):
            group = (group or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total, group = total + (group or 1.0) * _SCALES[word], 0.0
        else:
            group += _UNITS_OF.get(word, _TENS.get(word, 0))
    return total + group


def _readings(
    match: re.Match[str], unit: re.Match[str] | None, number: float, step: float, before: str
) -> Iterator[Amount]:
    hedge = _HEDGE.search(before)
    for value, name, measure in _units_of(match, unit, number):
        factor = value / number if number else 1.0
        low, high = _bounds(number, step, hedge)
        yield Amount(low * factor, high * factor, step * factor, name, measure)


def _units_of(
    match: re.Match[str], unit: re.Match[str] | None, number: float
) -> Iterator[tuple[float, str, str]]:
    """Each unit that the number may have: its value in that unit, the unit, and as written."""
    if sign := match["sign"]:
        plain = sign.rstrip(".").lower()
        yield number, _CURRENCIES.get(plain, plain), ""
        return
    if match["share"]:
        yield number, "%", ""
        return
    if unit is None:
        yield number, "", ""
        if (match["letter"] or "").lower() == "m":
            yield number / 1e6, "m", "metre"
    elif unit["pence"]:
        yield number / 100, "£", ""
    elif percent := unit["percent"] or unit["cent"]:
        yield number, _PERCENT[percent.lower()], ""
    elif currency := unit["currency"]:
        yield number, _CURRENCIES[currency.lower()], ""
        if currency.lower() == "pounds":
            yield number * 0.4536, "kg", "lb"
    else:
        measure = unit["measure"].lower()
        dimension, factor = _MEASURES[measure]
        yield number * factor, dimension, measure


def _bounds(number: float, step: float, hedge: re.Match[str] | None) -> tuple[float, float]:
    """What a hedged number can mean: "about 200" is 150 to 250, "more than 200" 200 to 300."""
    if hedge is None or not number:
        return number, number
    place = max(step, _last_nonzero_place(number))
    if hedge["about"]:
        return number - place / 2, number + place / 2
    return (number, number + place) if hedge["above"] else (number - place, number)


def _last_nonzero_place(number: float) -> float:
    """100 for 200 and for 1,200; 0.1 for 4.5."""
    place = 1.0
    while number % (place * 10) == 0:
        place *= 10
    return place


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
    if last.step >= _ROUNDED_STEP > first.step and first.low * last.step <= last.low:
        first = _multiply(first, last.step)  # "£10-12m"
    elif last.measure and not first.measure:
        first = _multiply(first, _MEASURES[last.measure][1])  # "six to eight weeks"
    if first.high >= last.low:
        return None
    unit = first.unit or last.unit
    return whole, (last._replace(low=first.low, unit=unit, is_range=True),)


def _multiply(amount: Amount, factor: float) -> Amount:
    return amount._replace(low=amount.low * factor, high=amount.high * factor)
