"""What a question wants to be measured in: money, a clock's time, a length, a bare count."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.calendar_words import MONTH_NUMBERS, NUMBERS, WEEKDAYS, any_of
from corpus.records import Span
from qa.reader.questions.answer_types import asking_clause
from qa.reader.values.units import CURRENCIES, SIGN

_AFTER = 24  # characters after a number in which its unit stands
# Right after a number: its magnitude and its unit.
_NEXT_WORDS = re.compile(
    r"[\s-]?(?!(?:on|in|at|of|to|and|or|by|for)\b)[a-z%°’']+(?:\s(?!(?:on|in|at|of|to|"
    r"and|or|by|for)\b)[a-z’']+)?",
    re.IGNORECASE,
)

_MONEY = (
    rf"[$£€¥₹₽₩₦₵]|\b(?:{any_of(filter(str.isalpha, CURRENCIES))}|pence|cents?|kobo|kron\w+|"
    r"nothing|free|money)\b|"
    rf"\b\d+p\b|{SIGN}\s?\d"
)
# A lakh and a crore count money as often as people.
_SUM = rf"{_MONEY}|\b(?:lakhs?|crores?)\b"
_CLOCK = (
    r"\d\s?[ap]\.?m\b|\d[.:]\d\d\b|\b\d{4}\s?(?:gmt|bst|cet|hrs|hours|local)\b|o['’]clock|\b(?:noon|"
    r"midnight|midday|dawn|dusk|morning|evening|afternoon|night|half past|quarter)\b"
)
_CLOCK_ALONE = r"\d\s?[ap]\.?m\b|\d:\d\d\b|o['’]clock|\b(?:noon|midnight|midday|half past)\b"
_YEAR = r"\b(?:1\d|20)\d\ds?\b|\b(?:last|this|next|same) year\b|\byears? ago\b"
_MONTH = (
    rf"\b(?-i:{any_of(name.capitalize() for name in MONTH_NUMBERS)})\b|\b(?:last|this|next) month"
)
_DAY = (
    rf"\b{any_of(WEEKDAYS)}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\b|"
    r"\b(?:yesterday|today|tonight|tomorrow|eve|christmas|easter|day|night)\b"
)
_TIME_UNIT = (
    r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|"
    r"centur(?:y|ies)|lifetime|seasons?|terms?)\b"
)
_SPAN_OF_TIME = rf"{_TIME_UNIT}|\b(?:life|forever|since|until)\b"
_LENGTH = (
    r"\d\s?(?:m|km|cm|mm|ft)\b|\b(?:met(?:re|er)s?|kilomet(?:re|er)s?|centimet(?:re|er)s?|"
    r"millimet(?:re|er)s?|miles?|feet|foot|inch(?:es)?|yards?|fathoms?|storeys?|stories|floors?)\b"
)
_WEIGHT = (
    r"\d\s?(?:kg|g|lb|t)\b|\b(?:tonnes?|tons?|kilos?|kilograms?|grams?|pounds?|stones?|ounces?)\b"
)
_AREA = r"\d\s?ha\b|\b(?:hectares?|acres?|square|football pitch(?:es)?)\b"
_PACE = (
    r"\d\s?(?:mph|km/?h|kph|m/s)\b|\bknots\b|"
    r"\b(?:miles?|kilomet(?:re|er)s?|met(?:re|er)s|feet|km) (?:an|per|a) (?:hour|second|minute)\b"
)
_SPEED = rf"{_PACE}|{_SPAN_OF_TIME}"
_WIND = rf"{_PACE}|\b(?:force|gales?|hurricanes?|storms?|cyclones?)\b"
_NO_MONEY = rf"^(?!.*(?:{_MONEY}))"
_SHARE = (
    r"%|\bper\s?cent\b|\bpercent|\b(?:half|third|quarter|fifth|tenth|most|all|none|majority)\b|"
    r"\b(?:one|two|three|nine|\d+) (?:in|out of) "
)
_OTHER_THAN_COUNT = rf"{_MONEY}|%|\bper\s?cent\b|\bpercent\b|{_CLOCK_ALONE}"
_NUMBER = rf"(?:\d|\b(?:{any_of(NUMBERS)}|\w+teen|\w+ty)\b)"


class _Unit(NamedTuple):
    """What asks for a unit, looked for in the question from its asking word on, and how it looks.

    `also` has to stand somewhere in the question as well.
    """

    asked: re.Pattern[str]
    looks: re.Pattern[str]
    also: re.Pattern[str] | None = None


def _unit(asked: str, looks: str, also: str | None = None) -> _Unit:
    flags = re.IGNORECASE
    return _Unit(re.compile(asked, flags), re.compile(looks, flags),
                 re.compile(also, flags) if also else None)  # fmt: skip


_PAID = (
    r"\b(?:costs?|spend|spent|pa(?:y|id)|worth|fined?|steal|stole|stolen|owes?|owed|earn(?:s|ed)?|"
    r"s(?:ells?|old)(?: \w+){0,3} for|jackpot|donated?|compensation|bonus|salary|invest(?:ed)?|"
    r"embezzled?)\b"
)
# "How much time did he spend?" asks for no money.
_HOW_MUCH = (
    r"how much(?:\W*$| (?:(?:money|compensation|cash|funding|is|are|was|were|do|does|did|will|"
    r"would|has|have|had|can|could|should|more|less|to)\b|"
    r"(?!of\b|\w+ (?:did|does|do|was|were|is|has|have)\b)))"
)
_UNITS = (
    _unit(r"how much (?:money|cash)\b", _SUM),
    _unit(_HOW_MUCH, _SUM, rf"^(?!.*\bby how much).*{_PAID}"),
    # A magnitude and a toll are no damage; "three houses" are.
    _unit(r"how much damage\b",
          rf"{_SUM}|{_SHARE}|{_AREA}|{_LENGTH}|^(?!.*(?:\d|\b{any_of(NUMBERS)}\b))|"
          r"\b(?:houses|homes|buildings|properties|roofs|shops|cars|trees|crops|bridges|roads)\b"),
    # What has no figure may still be a price: "a song".
    _unit(r"what(?:['’]s| is| was| will be) (?:the |its |their )?(?:\w+ )?(?:price|fare|rent)"
          r"(?=\W*$| (?:of|for|per|in|at|on|now|today)\b)",
          rf"{_SUM}|^(?!.*\d)"),
    _unit(r"what time\b|what hour\b", _CLOCK),
    # "When does the library open on Sundays?"
    _unit(rf"when (?:do|does)\b.*\b(?:opens?|closes?|shuts?|starts?|begins?|leaves?|runs?)\b.*\b"
          rf"(?:(?:{any_of(WEEKDAYS)})s|weekdays|weekends)\b", rf"{_CLOCK}|\d$"),
    _unit(r"(?:what|which) year\b", _YEAR),
    _unit(r"(?:what|which) month\b", _MONTH),
    _unit(r"(?:what|which) (?:day|date|night|evening|morning|weekday)\b", _DAY),
    _unit(r"how (?:tall|wide|deep|far)\b|how high (?:is|was|are|were|did|does|do)\b.*"
          r"\b(?:tower|wall|water|river|wave|waves|mountain|hill|building|bridge|rise|tide|fence)\b",
          _LENGTH),
    _unit(r"how long\b", rf"{_SPAN_OF_TIME}|{_LENGTH}|^\W*{_NUMBER}\W*$|\band a half$"),
    _unit(r"how heavy\b|what (?:is|was) the weight\b|how much\b.*\bweigh", _WEIGHT),
    _unit(r"how (?:big|large) (?:is|was|are|were)\b.*\b(?:site|field|farm|forest|park|estate|plot|"
          r"land|garden|reserve|wood|campus)\b", _AREA),
    _unit(r"(?:how (?:strong|fast)|what speed)\b.*\b(?:winds?|gusts?|gusting|gales?)\b", _WIND),
    _unit(r"how fast\b.*\b(?:going|travell?ing|moving|driv\w+|cars?|trains?|bus|vans?|lorry|truck|"
          r"planes?|cyclists?|bikes?|ball|runs?|ran)\b", rf"{_PACE}|\bspeed\b"),
    _unit(r"how fast\b", _SPEED),
    _unit(r"what (?:percentage|percent|share|proportion)\b", _SHARE),
    _unit(r"what (?:is |was |the )*(?:margin|majority)\b", _NO_MONEY),
    # Of two sides each has a figure; of a single player, or of a test, one is enough.
    _unit(r"what(?:['’]s| is| was)? (?:the )?(?:final |full-?time |half-?time )?score\b",
          r"\d\D+\d|\b(?:nil|draw|drew|all|love|goalless)\b|"
          rf"{_NUMBER}(?:\s?[-–]\s?|\s(?:to|all)\b)",
          r"\b(?:between|against|match|game|final|full-?time|half-?time|played|beat)\b"),
    _unit(r"what (?:\w+ )?(?:sentence|(?:prison|jail) term)\b(?!.*\b(?:mean|read|say))",
          rf"{_SPAN_OF_TIME}|{_MONEY}|\b(?:death|suspended|community|conditional)\b"),
    _unit(r"when (?:was|were)\b.*\b(?:built|founded|born|established|put up|set up)\b",
          rf"{_YEAR}|{_MONTH}|\b(?:centur(?:y|ies)|decades?|{any_of(WEEKDAYS)}|years?)\b"),
)  # fmt: skip
# "What was the café fined for?" asks for no sum.
_FOR_WHAT = re.compile(
    r"what (?:is|was|were|are|did|has|had|have|do|does)\b.*\b(?:fined|jailed|sentenced|imprisoned|"
    r"arrested|charged|sued|sacked|fired|suspended|banned|convicted|prosecuted|blamed|praised|known|"
    r"famous|honoured|honored|criticised|criticized|punished) for\W*$",
    re.IGNORECASE,
)
_ONLY_AMOUNT = re.compile(
    rf"(?:[\d\s.,£$€-]|(?:{any_of(NUMBERS)})\b|(?:{_SPAN_OF_TIME})|\b(?:a|an|of|total|about|over|"
    r"hundred|thousand|million|billion|[mk]|bn|pounds?|dollars?|euros?|crowns?)\b)+",
    re.IGNORECASE,
)
_AGE = re.compile(r"how old\b|(?:at |of )?what age\b|age (?:is|was)\b", re.IGNORECASE)
_SIGN = re.compile(r"[$£€¥₹₽₦₵]")
_NO_AGE = re.compile(r"[$£€%]|\d{4}|\d,\d{3}|per\s?cent|million|thousand", re.IGNORECASE)
_YEARS = re.compile(r"\byears?\b", re.IGNORECASE)
_COUNT = re.compile(r"how many (?P<what>[\w’'-]+)", re.IGNORECASE)
# "The first strike in its 73 years" lasted no days.
_SHORT_TIMES = re.compile(r"(?:minutes|hours|days|nights)", re.IGNORECASE)
_YEARS_TOLD = re.compile(rf"\b{_NUMBER}[\w,.]*[\s-](?:years?|decades?|centur(?:y|ies))\b", re.I)
# "18km north-east of the town" is how far, and neither how deep nor how high.
_AWAY = re.compile(
    r"\s?(?:km|kilomet\w+|miles?|m\b|met(?:re|er)s?|yards?)? ?(?:away|inland|offshore|"
    r"(?:to the )?(?:north|south|east|west)[\w-]*)\b|"
    r"\s?(?:km|kilomet\w+|miles?) (?:from|off|outside)\b",
    re.IGNORECASE,
)
_HOW_DEEP = re.compile(r"how (?:deep|high|tall|wide)\b", re.IGNORECASE)
_COUNTED_UNITS = re.compile(rf"{_TIME_UNIT}|{_LENGTH}|{_AREA}|{_WEIGHT}", re.IGNORECASE)
_NO_COUNT = re.compile(_OTHER_THAN_COUNT, re.IGNORECASE)
_UNIT_AFTER = re.compile(
    rf"[\s-]?(?:%|per\s?cent\b|percent\b|(?:(?:{_TIME_UNIT})|(?:{_AREA})|(?:{_WEIGHT})|"
    r"(?:met(?:re|er)s?|kilomet(?:re|er)s?|miles?|feet)\b))",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\d-\d{3}-\d|\b\d{3}-\d{4}\b|\b0\d{3,}[ -]\d{3,}")
# "Edna Corlett, 91, cut the ribbon": an age.
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]+, (?:aged )?$")


def has_wrong_unit(question: str, text: str, span: Span) -> bool:
    """Whether a span is measured in something else than the question asks for; in doubt not."""
    clause = asking_clause(question)
    words, with_unit = text[slice(*span)], _with_unit(text, span)
    if _FOR_WHAT.match(clause):
        return _ONLY_AMOUNT.fullmatch(words) is not None
    if _AGE.match(clause):
        return _NO_AGE.search(words) is not None and not _YEARS.search(with_unit)
    if counted := _COUNT.match(clause):
        return _is_no_count(counted["what"], text, span)
    if _HOW_DEEP.match(clause) and _AWAY.match(text, span.end):
        return True
    unit = _wanted_unit(question)
    if unit is None or not any(map(str.isalnum, words)):
        return False
    if (sign := _SIGN.search(words)) and not unit.looks.search(sign[0]):
        return True
    return unit.looks.search(with_unit if _ends_in_number(words) else words) is None


@lru_cache(64)
def _wanted_unit(question: str) -> _Unit | None:
    clause = asking_clause(question)
    return next(
        (
            unit
            for unit in _UNITS
            if unit.asked.match(clause) and (unit.also is None or unit.also.search(question))
        ),
        None,
    )


def _is_no_count(what: str, text: str, span: Span) -> bool:
    words, after = text[slice(*span)], text[span.end : span.end + _AFTER]
    is_age = _NAME_BEFORE.search(text[max(0, span.start - 40) : span.start]) and after[:1] == ","
    if is_age or _PHONE.search(words):
        return True
    if _SHORT_TIMES.fullmatch(what):
        return _YEARS_TOLD.search(_with_unit(text, span)) is not None
    if _COUNTED_UNITS.fullmatch(what) or _NO_COUNT.search(what):
        return False
    if _NO_COUNT.search(words):
        return True
    return _ends_in_number(words) and _UNIT_AFTER.match(after) is not None


def _with_unit(text: str, span: Span) -> str:
    """The words of a span with those after it that may be its unit."""
    after = _NEXT_WORDS.match(text, span.end)
    return text[slice(*span)] + (after[0] if after else "")


def _ends_in_number(words: str) -> bool:
    return re.search(rf"{_NUMBER}\W*$", words, re.IGNORECASE) is not None
