"""A span grows to the whole of its number: digits, sign, magnitude and unit, and of its date."""

from __future__ import annotations

import re

from corpus.calendar_words import MONTH_NUMBERS, NUMBERS, any_of
from corpus.records import Span
from qa.reader.questions.answer_types import AnswerKind
from qa.reader.shaping.whole_words import grow_words

_SPACE = r"[ \u00a0\u2009\u202f]"
_REST_OF_NUMBER = re.compile(r"(?:[.,:/–-]?\d)+|(?:[.,]\d+)+")
_HEAD_OF_NUMBER = re.compile(r"(?:\d+[.,:/–-])+$|(?:\d[\d,.]*[–-])$")
_CURRENCY = re.compile(
    rf"(?:(?:\b(?:US|A|C|NZ|HK|S))?[$£€¥₹₽]|(?<![\w.])[-−–](?=\d)|\b[Mm]inus){_SPACE}?$"
)
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
    rf"{_SPACE}?(?:(?:US|Canadian|Australian|square|cubic){_SPACE})?"
    rf"(?P<unit>°{_SPACE}?[CF]?|o['’]clock|{_CURRENCY_UNIT}|{_TIME_UNIT}|miles?|"
    r"(?:kilo|centi|milli)?met(?:re|er)s?|km/h|km|cm|mm|feet|foot|ft|inch(?:es)?|yards?|acres?|"
    r"hectares?|tonnes?|tons?|kilograms?|kilos?|kg|grams?|lit(?:re|er)s?|gallons?|"
    r"degrees(?: (?:celsius|fahrenheit|c|f))?|mph|kph|knots|megawatts?|[kmg]wh?|volts?|watts?|"
    r"[ap]\.?m\b\.?)(?![\w-])",
    re.IGNORECASE,
)
_ENDS_IN_NUMBER = re.compile(
    rf"(?:\d(?:m|bn|k)?|\b(?:{any_of(NUMBERS)}|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|"
    rf"thousand|[mbtr]+illion|m|bn|half{_SPACE}an?|several|few))$",
    re.IGNORECASE,
)


_COUNT = rf"(?:\d+(?:[.,]\d+)*|{any_of(NUMBERS)}\b)"
_DIGIT_WORD = any_of(NUMBERS[1:10])
# What a number in words goes on with: "twenty-five", "two and a half", "two-thirds", "one in five".
_REST_OF_WORDS = re.compile(
    rf"(?:(?<=ty)-{_DIGIT_WORD}|[ -]and[ -]an?[ -](?:half|quarter)|-(?:half|quarter|third|fifth|"
    rf"tenth)s?|{_SPACE}(?:thirds|quarters|fifths|tenths)"
    rf"|{_SPACE}(?:in|out{_SPACE}of){_SPACE}(?:\d{{1,2}}|{any_of(NUMBERS)})"
    rf"(?!{_SPACE}(?:{_TIME_UNIT})))\b",
    re.IGNORECASE,
)
_REST_OF_RANGE = re.compile(rf"{_SPACE}to{_SPACE}{_COUNT}", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom{_SPACE}$", re.IGNORECASE)
# "6ft 2in", "two hours 20 minutes", "four years and six months".
_SMALLER_UNIT = re.compile(
    rf"(?:(?<=ft)|(?<=feet)|(?<=foot)|(?<=hours)|(?<=hour)|(?<=years)|(?<=year)|(?<=minutes))"
    rf"{_SPACE}(?:and{_SPACE})?{_COUNT}{_SPACE}?(?:ins?|inch(?:es)?|minutes?|mins?|months?|"
    rf"seconds?)\b(?!{_SPACE}(?:later|ago|after|before)\b)",
    re.IGNORECASE,
)
_AGO = re.compile(rf"(?<=[a-z]){_SPACE}ago\b")
_SPOKEN_CLOCK = re.compile(
    rf"\b(?:half{_SPACE}past|quarter{_SPACE}(?:past|to)|(?:five|ten|twenty(?:-five)?)"
    rf"(?:{_SPACE}minutes{_SPACE}(?:past|to)|{_SPACE}past)){_SPACE}$",
    re.IGNORECASE,
)
_MONTH = any_of(name.capitalize() for name in MONTH_NUMBERS)  # "may" is a verb
_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
_REST_OF_DATE = re.compile(
    rf"{_SPACE}(?:of{_SPACE})?{_MONTH}\b\.?(?:,?{_SPACE}(?:1[6-9]|20)\d\d\b)?"
)
_HEAD_OF_DATE = re.compile(rf"\b{_MONTH}\.?{_SPACE}$")
_YEAR_AFTER = re.compile(rf",?{_SPACE}(?:1[6-9]|20)\d\d\b")


def grow_number(text: str, span: Span, question: str, kind: AnswerKind = "other") -> Span:
    """The span with the whole number; with its unit, unless the question names that."""
    start, end = span
    if kind != "number" and (date := _grow_date(text, span)):
        return date
    if text[start].isdigit():
        if head := _HEAD_OF_NUMBER.search(text, max(0, start - 15), start):
            start = head.start()
        if sign := _CURRENCY.search(text, max(0, start - 7), start):
            start = sign.start()
    if text[end - 1].isdigit() and (rest := _REST_OF_NUMBER.match(text, end)):
        end = grow_words(text, Span(start, rest.end())).end
    if clock := _SPOKEN_CLOCK.search(text, max(0, start - 30), start):
        start = clock.start()
    return Span(start, _grow_unit(text, start, end, question.casefold()))


def _grow_date(text: str, span: Span) -> Span | None:
    """ "4 May 2016" for "4", and "May 4"; None where the span is no day of a month."""
    if not _DAY.fullmatch(text, *span):
        return None
    if rest := _REST_OF_DATE.match(text, span.end):
        return Span(span.start, rest.end())
    if head := _HEAD_OF_DATE.search(text, max(0, span.start - 12), span.start):
        year = _YEAR_AFTER.match(text, span.end)
        return Span(head.start(), year.end() if year else span.end)
    return None


def _grow_unit(text: str, start: int, end: int, question: str) -> int:
    if not _ENDS_IN_NUMBER.search(text, start, end):
        smaller = _SMALLER_UNIT.match(text, end)
        return smaller.end() if smaller else end
    if rest := _REST_OF_WORDS.match(text, end):
        end = rest.end()
    end = _grow_range(text, start, end)
    while magnitude := _MAGNITUDE.match(text, end):
        end = magnitude.end()
    unit = _UNIT.match(text, end)
    if unit is None:
        return end
    name = unit["unit"].casefold()
    is_named = re.search(rf"(?<!\w){re.escape(name.rstrip('s'))}s?(?!\w)", question) is not None
    if is_named or (" old" in question and name.startswith("year")):
        return end
    rest = _SMALLER_UNIT.match(text, unit.end()) or _AGO.match(text, unit.end())
    return rest.end() if rest else unit.end()


def _grow_range(text: str, start: int, end: int) -> int:
    """ "Six to eight weeks" is one; "from six to eight weeks" is a change, and "2 to 1" a score."""
    rest = _REST_OF_RANGE.match(text, end)
    if rest is None or _FROM.search(text, 0, start):
        return end
    has_unit = _UNIT.match(text, rest.end()) or _MAGNITUDE.match(text, rest.end())
    return rest.end() if has_unit else end
