"""One amount as people write it: "£230m", "a dozen", "four and a half years"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.calendar_words import MONTH_NUMBERS, NUMBERS, any_of
from corpus.records import Span
from qa.reader.values.amounts import Amount, Readings
from qa.reader.values.shares import SHARE, read_share, share_bounds
from qa.reader.values.units import CURRENCIES, CURRENCY_SIGNS, MEASURES, PERCENT, SIGN

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
    "trillion": 1e12, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "lakh crore": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_SCALE_WORDS = (*"dozen hundred thousand million billion trillion lakh lakhs crore crores".split(),)

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL_WORDS = any_of((*_UNITS_OF, *_TENS))
_WORDS = (
    rf"(?:(?:{_SMALL_WORDS}|an?(?=[\s-](?:{any_of(_SCALE_WORDS)})\b)|half[\s-]an?(?=[\s-]"
    rf"(?:{any_of(_SCALE_WORDS)})\b))(?:(?:[\s-]|[\s-]and[\s-])(?:{_SMALL_WORDS}|"
    rf"{any_of(_SCALE_WORDS)})(?![\w]))*)"
)
# Units that may follow without a space.
_ATTACHED = "km|cm|mm|kg|ha|ft|mph|kph|mw|gw|lb|p|pc|(?-i:C|F)"
_NUMBER = re.compile(
    rf"""
    (?<![\w.,:/]) (?<![A-Za-z][-–])
    (?: (?P<sign>{SIGN})\s? )?
    (?: {SHARE} | (?P<halfof>half\san?(?=\s(?:hour|mile|day|year|century|decade|tonne|ton)\b))
      | (?P<one>an?(?=\s(?:year|month|week|day|hour|decade|mile)\sand\sa\shalf\b))
      | (?P<digits>{_DIGITS}) | (?P<words>{_WORDS}) )
    (?P<half>[\s-]and[\s-]an?[\s-](?:half|quarter)\b)?
    (?: (?:[\s-]? (?P<scale>(?:lakh\scrore|{any_of(_SCALE_WORDS)}|bn|mn|tn)\b)
        | (?P<letter>[kmb]\b)) )?
    (?! \s?[ap]\.?m\b | [:/]\d | (?:st|nd|rd|th)\b | [.,]?\d | ['’]s\b
        | (?!(?:{_ATTACHED})\b)[A-Za-z] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(
    rf"""
    \s?(?P<percent>%) | \s(?P<cent>per\scent|percentage\spoints|percent|pc)\b
    | (?P<pence>p|\spence)\b | \s(?P<cents>(?:euro|us)\scents?)\b
    | (?P<degree>\s?°(?:\s?[CF]\b)?|(?-i:[CF])\b|\sdegrees\b(?:\s(?:celsius|fahrenheit|[CF])\b)?)
    | [\s-](?P<currency>{any_of(CURRENCIES)})\b
    | [\s-]?(?:(?:more|full|whole|further|extra|working|calendar|straight|consecutive|metric)\s)?
      (?P<measure>{any_of(MEASURES)})(?:(?<!\bha)s)?\b(?P<half>\sand\sa\shalf\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABOUT = r"about|around|roughly|approximately|approx\.?|some|circa|an estimated|estimated"
_ABOVE = r"more than|over|above|upwards of|in excess of|well over|just over"
_BELOW = r"nearly|almost|close to|up to|under|fewer than|less than|just under|not quite|as many as"
_MOST_HEDGED = 0.2  # "nearly 300" may be 250, and is not 200
_HEDGE = re.compile(
    rf"(?:\b(?P<about>{_ABOUT})|\b(?P<above>{_ABOVE})|\b(?P<below>{_BELOW}))\s+(?:the\s)?$",
    re.IGNORECASE,
)
# "6 -8" is a range.
_MINUS = re.compile(r"(?:^|(?<![\d\s])\s|\()(?P<minus>(?:minus\s|[-−–]))$", re.IGNORECASE)
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


def find_single_amounts(text: str) -> Iterator[tuple[Span, Readings]]:
    """Every amount with its place, each part of a compound or a range by itself."""
    for match in _NUMBER.finditer(text):
        if _is_no_amount(match, text):
            continue
        number, step = _read_number(match)
        minus = _MINUS.search(text, 0, match.start())
        number = -number if minus else number
        unit = _UNIT.match(text, match.end())
        if unit and unit["half"]:  # "a year and a half"
            number += 0.5
        end = unit.end() if unit else match.end()
        readings = tuple(_readings(match, unit, number, step, text[: match.start()]))
        yield Span(minus.start("minus") if minus else match.start(), end), readings


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
    if match["share"]:
        return read_share(match), 1.0
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
        low, high = _bounds(number, step, hedge, is_share=bool(match["share"]))
        yield Amount(low * factor, high * factor, step * factor, name, measure)


def _units_of(
    match: re.Match[str], unit: re.Match[str] | None, number: float
) -> Iterator[tuple[float, str, str]]:
    """Each unit that the number may have: its value in that unit, the unit, and as written."""
    if sign := match["sign"]:
        plain = sign.rstrip(".").lower()
        yield number, CURRENCY_SIGNS.get(plain) or CURRENCIES.get(plain, plain), ""
        return
    if match["share"]:
        yield number, "%", ""
        return
    if unit is None:
        yield number, "", ""
        if (match["letter"] or "").lower() == "m":
            yield number / 1e6, "m", "metre"
    elif hundredth := unit["pence"] or unit["cents"]:
        yield number / 100, {"eur": "€", "us ": "$"}.get(hundredth[:3].lower(), "£"), ""
    elif degree := unit["degree"]:
        yield number, "°F" if "f" in degree.lower() else "°", ""
    elif percent := unit["percent"] or unit["cent"]:
        yield number, PERCENT[percent.lower()], ""
    elif currency := unit["currency"]:
        yield number, CURRENCIES[currency.lower()], ""
        if currency.lower() == "pounds":
            yield number * 0.4536, "kg", "lb"
    else:
        measure = unit["measure"].lower()
        dimension, factor = MEASURES[measure]
        yield number * factor, dimension, measure


def _bounds(
    number: float, step: float, hedge: re.Match[str] | None, *, is_share: bool
) -> tuple[float, float]:
    """What a hedged number can mean: "about 200" is 160 to 240, "more than 200" 200 to 240."""
    if hedge is None or not number:
        return share_bounds(number) if is_share else (number, number)
    most = _MOST_HEDGED * abs(number)
    place = most if is_share else max(step, _last_nonzero_place(number))
    if hedge["about"]:
        width = min(place / 2, most)
        return number - width, number + width
    width = min(place, most)
    return (number, number + width) if hedge["above"] else (number - width, number)


def _last_nonzero_place(number: float) -> float:
    """100 for 200 and for 1,200; 0.1 for 4.5."""
    place = 1.0
    while number % (place * 10) == 0:
        place *= 10
    return place
