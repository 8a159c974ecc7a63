"""The words and patterns in which English questions name a time; what they mean is elsewhere.

Groups: `lead` is the word before a date ("since"), `part` what it is narrowed to ("early"),
`count` or `vague` how many of a `unit`.
"""

from __future__ import annotations

import re

from corpus.calendar_words import MONTH_NUMBERS, MONTHS, NUMBERS, WEEKDAYS, any_of

# The month in which a season of the north begins.
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
VAGUE_COUNTS = {"couple": 2, "couple of": 2, "few": 3, "several": 4}
COUNTS = {word: count for count, word in enumerate(NUMBERS) if count} | {"a": 1, "an": 1}
UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}

# -- parts of patterns ----------------------------------------------------------------------

_NUMBER_START = r"(?:(?<![\w.,$€£/-])|(?<=mid-))"  # a number of its own, not a part of another
_NUMBER_END = r"(?![\w%]|[.,:/-][0-9]|['’]s)"
_OF = r",?(?:\s+of)?\s+"
_YEAR = r"[12][0-9]{3}"
_MONTH = rf"\b(?:{any_of(MONTHS)}\b|{any_of(MONTH_NUMBERS)}\b\.?)"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NAMED_DAY = rf"{_DAY}{_OF}{_MONTH}(?:{_OF}{_YEAR})?"
_ANY_DATE = (
    rf"(?:{_NUMBER_START}(?:{_ISO}|{_NAMED_DAY}|{_YEAR}){_NUMBER_END}"
    rf"|{_MONTH}(?:\s+{_DAY}{_NUMBER_END})?(?:{_OF}{_YEAR}{_NUMBER_END})?)"
)
_RANGE_END = (
    rf"(?:{_ISO}|{_NAMED_DAY}|{_MONTH}(?:\s+{_DAY}(?![0-9]))?(?:{_OF}{_YEAR})?"
    rf"|{_YEAR}|{_DAY}(?:{_OF}{_YEAR})?)"
)
_LEADS = "in on during since before after by until till through from last this next".split()
_LEAD = rf"(?:\b(?P<lead>{any_of([*_LEADS, 'prior to'])})\s+)?"
_PART = (
    r"(?P<part>\b(?:the\s+)?(?:earlier|early|mid|late|month of|year(?: of)?"
    r"|(?:beginning|start|middle|end|rest|course|half|quarter) of)[\s-]+)?"
)
_SEASON = rf"\b(?P<season>{any_of(SEASON_MONTHS)})\b"
_WEEKDAY = rf"\b(?P<weekday>{any_of(WEEKDAYS)})\b"
_HOW_MANY = (
    rf"(?:(?P<vague>{any_of(VAGUE_COUNTS)})"
    rf"|{_NUMBER_START}(?P<count>[0-9]{{1,4}}|{any_of(COUNTS)}))"
)
_UNIT = rf"(?P<unit>{any_of(UNIT_DAYS)})"
_RECENT_WORDS = (
    r"recent|(?<!until )(?<!how )recently|lately|(?<!at the )latest|currently|nowadays|these days"
    r"|at (?:present|the moment)|(?<!from )(?<!until )(?<!by )now(?! (?:on|that)\b)|the current"
)

# -- what stands around a time and decides whether it is one ---------------------------------

QUOTATION = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»')
SENTENCE_CAPITAL = re.compile(r"(?:^|[.?!:\0]\s)\W{0,3}[A-Z]")
FUTURE_WORDS = re.compile(
    r"\b(?:will|upcoming|coming|going to|scheduled|expected|forecast|(?:is|are|be) \w+ing)\b"
)
PAST_TENSE = re.compile(r"\b(?:did|was|were|had|[a-z]{2,}ed|said|told|won|met|made|left)\b")
SENTENCE_END = re.compile(r"\s*(?:[?.!,;:)\0]|$)")
SONG_WORDS = re.compile(r"\b(?:sings?|sang|sung|song|movie)\b")
CAPITAL_AFTER = re.compile(r"\s+[A-Z]")
COUNTED_THING = re.compile(
    r"\s+(?:(?!(?:was|is|has|does|as|this|its|us|across|versus)\b)[a-z]+s"
    r"|people|men|women|children|percent|per|km|BCE?)\b"
)
NAME_AFTER_WEEKDAY = re.compile(
    r"\s+(?:football|live|lights|times|telegraph|mirror|mail|post|school|service|the [0-9])", re.I
)
NAME_BEFORE_WEEKDAY = re.compile(
    r"\b(?:an?|every|each|any|most|many|black|good|bloody|super|ash|cyber|easter|palm|fat|holy|new"
    r"|[A-Z]\w*)\s+$"
)
COMPARISON_BEFORE = re.compile(
    r"\b(?:than|compared|unlike|since|from)\b[^,.?]{0,25}$|\bover\s+$", re.I
)

# -- times in digits and names: capitals make no difference ----------------------------------

_WRITTEN = re.ASCII | re.IGNORECASE
RANGE = re.compile(
    rf"\b(?:in|during|from|between)\s+(?P<one>{_RANGE_END})(?:\s*[-–—/]\s*|\s+"
    r"(?:to|and|or|until|till|through)\s+)"
    rf"(?P<two>{_RANGE_END}|today|now|the present){_NUMBER_END}",
    _WRITTEN,
)
SEASON_OF_YEAR = re.compile(
    rf"{_LEAD}(?:the\s+)?{_SEASON}{_OF}(?P<year>{_YEAR}){_NUMBER_END}", _WRITTEN
)
DATE = re.compile(rf"{_LEAD}{_PART}(?P<date>{_ANY_DATE})", _WRITTEN)
WEEKDAY = re.compile(
    rf"{_LEAD}{_PART}{_WEEKDAY}(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night))?\b", _WRITTEN
)

# -- times in plain words: a capital would make a name of them -------------------------------

_SPOKEN = re.ASCII
TIME_AGO = re.compile(rf"\b{_HOW_MANY}\s+{_UNIT}s?\s+ago\b", _SPOKEN)
PAST_UNITS = re.compile(
    r"\b(?:(?:in|over|during|within|for) the last|past|the last(?= [0-9])"
    rf"|the last(?= {any_of(NUMBERS[1:])}))\s+(?:{_HOW_MANY}\s+)?{_UNIT}(?P<plural>s?)\b"
    r"(?! (?:of|in|before)\b)",
    _SPOKEN,
)
COMING_UNIT = re.compile(
    r"\b(?:later this (?:week|month|year)|(?<!the )next (?:week|month|year)|tomorrow)\b", _SPOKEN
)
THIS_UNIT = re.compile(r"\bthis (?P<unit>week|month|year)\b", _SPOKEN)
LAST_UNIT = re.compile(
    r"(?<!the |its |his |her )(?<!their )\blast (?P<unit>week|month|year)\b"
    r"(?! (?:of|in|before)\b)",
    _SPOKEN,
)
THIS_SEASON = re.compile(rf"\b(?P<which>this|last|past) {_SEASON}(?! of\b)", _SPOKEN)
WEEKEND = re.compile(r"\b(?P<which>this|last|over the|at the) weekend\b", _SPOKEN)
TODAY = re.compile(r"\b(?:today|tonight(?! show)|this (?:morning|afternoon|evening))\b", _SPOKEN)
YESTERDAY = re.compile(r"\b(?:yesterday|last night)\b", _SPOKEN)
RECENT_UNITS = re.compile(
    r"\brecent (?P<unit>days|weeks|months|years|decades|times|history|memory)\b", _SPOKEN
)
LATELY = re.compile(rf"\b(?:{_RECENT_WORDS})\b", _SPOKEN)
