"""A span grows to the whole of its number: digits, sign, magnitude and unit."""

from __future__ import annotations

import re

from corpus.calendar_words import NUMBERS, any_of
from corpus.records import Span
from qa.reader.shaping.whole_words import grow_words

_SPACE = r"[ \u00a0\u2009\u202f]"
_REST_OF_NUMBER = re.compile(r"(?:[.,:/–-]?\d)+|(?:[.,]\d+)+")
_HEAD_OF_NUMBER = re.compile(r"(?:\d+[.,:/–-])+$|(?:\d[\d,.]*[–-])$")
_CURRENCY = re.compile(rf"(?:(?:\b(?:US|A|C|NZ|HK))?[$£€¥₹₽]|(?<![\w.])[-−–](?=\d)){_SPACE}?$")
_MAGNITUDE = re.compile(
    rf"{_SPACE}?(?:%|‰)|{_SPACE}(?:(?:hundred|thousand|[mbtr]+illion|dozen|m|bn|tn|k)\b"
    rf"|per{_SPACE}?cent\b|percent\b|percentage points?\b)",
    re.IGNORECASE,
)
_CURRENCY_UNIT = (
    r"pounds?|dollars?|euros?|pence|cents?|yen|yuan|roubles?|rubles?|rupees?|francs?|"
    r"kron(?:a|or|er)"
)
_TIME_UNIT = r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)"
_UNIT = re.compile(
    rf"{_SPACE}?(?P<unit>°{_SPACE}?[CF]?|{_CURRENCY_UNIT}|{_TIME_UNIT}|miles?|"
    r"(?:kilo|centi|milli)?met(?:re|er)s?|km/h|km|cm|mm|feet|foot|ft|inch(?:es)?|yards?|acres?|"
    r"hectares?|tonnes?|tons?|kilograms?|kilos?|kg|grams?|lit(?:re|er)s?|gallons?|"
    r"degrees(?: (?:celsius|fahrenheit|c|f))?|mph|kph|knots|megawatts?|[kmg]wh?|volts?|watts?|"
    r"[ap]\.?m\b\.?)(?![\w-])",
    re.IGNORECASE,
)
_ENDS_IN_NUMBER = re.compile(
    rf"(?:\d|\b(?:{any_of(NUMBERS)}|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|"
    rf"thousand|[mbtr]+illion|m|bn|half{_SPACE}an?|several|few))$",
    re.IGNORECASE,
)


def grow_number(text: str, span: Span, question: str) -> Span:
    """The span with the whole number; with its unit, unless the question names that."""
    start, end = span
    if text[start].isdigit():
        if head := _HEAD_OF_NUMBER.search(text, max(0, start - 15), start):
            start = head.start()
        if sign := _CURRENCY.search(text, max(0, start - 5), start):
            start = sign.start()
    if text[end - 1].isdigit() and (rest := _REST_OF_NUMBER.match(text, end)):
        end = grow_words(text, Span(start, rest.end())).end
    return Span(start, _grow_unit(text, start, end, question.casefold()))


def _grow_unit(text: str, start: int, end: int, question: str) -> int:
    if not _ENDS_IN_NUMBER.search(text, start, end):
        return end
    while magnitude := _MAGNITUDE.match(text, end):
        end = magnitude.end()
    unit = _UNIT.match(text, end)
    if unit is None:
        return end
    name = unit["unit"].casefold()
    is_named = re.search(rf"(?<!\w){re.escape(name.rstrip('s'))}s?(?!\w)", question) is not None
    is_asked = is_named or (" old" in question and name.startswith("year"))
    return end if is_asked else unit.end()
