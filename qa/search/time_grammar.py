"""The words and patterns in which English questions name a time; what they mean is elsewhere.

Groups: `lead` is the word before a time ("since"), `which` a nearer one ("last"), `part` what it
is narrowed to ("early"), `count` or `vague` how many of a `unit`.
"""

from __future__ import annotations

import re

from corpus.calendar_words import MONTH_NUMBERS, MONTHS, NUMBERS, WEEKDAYS, any_of

# The month in which a season of the north begins.
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
VAGUE_COUNTS = {"couple": 2, "couple of": 2, "few": 3, "several": 4}
COUNTS = (
    {word: count for count, word in enumerate(NUMBERS) if count}
    | {"a": 1, "an": 1}
    | {"thirty": 30, "forty": 40, "fifty": 50}
)
# Leads after which an event is named, or a time that is a border of what is meant.
BORDERS = frozenset(("since", "before", "after", "by", "until", "till", "through", "prior to"))
# Months that are also a word or a first name.
WORD_MONTHS, NAME_MONTHS = frozenset(("may", "march", "mar")), frozenset((1, 4, 5, 6, 8))
UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}

# -- parts of patterns ----------------------------------------------------------------------

_NUMBER_START = r"(?:(?<![\w.,$€£/-])|(?<=mid-))"  # a number of its own, not a part of another
_NUMBER_END = r"(?![\w%]|[.,:/-][0-9]|['’]s)"
_OF = r",?(?:\s+of)?\s+"
_YEAR = r"[12][0-9]{3}"
_MONTH = rf"\b(?:{any_of(MONTHS)}\b|{any_of(MONTH_NUMBERS)}\b\.?)"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_ISO = r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2}|/[0-9]{1,2}/[0-9]{1,2}|\.[0-9]{2}\.[0-9]{2})"
_NUMERIC = rf"[0-9]{{1,2}}(?:/[0-9]{{1,2}}/|-[0-9]{{1,2}}-|\.[0-9]{{1,2}}\.){_YEAR}"
_NAMED_DAY = rf"(?:{_DAY}{_OF}{_MONTH}(?:{_OF}{_YEAR})?|[0-3]?[0-9]-{_MONTH}-{_YEAR})"
_ANY_DATE = (
    rf"(?:{_NUMBER_START}(?:{_ISO}|{_NUMERIC}|{_NAMED_DAY}|{_YEAR}){_NUMBER_END}"
    rf"|{_MONTH}(?:\s+{_DAY}{_NUMBER_END})?(?:{_OF}{_YEAR}{_NUMBER_END})?)"
)
_RANGE_END = (
    rf"(?:{_ISO}|{_NUMERIC}|{_NAMED_DAY}|{_MONTH}(?:\s+{_DAY}(?![0-9]))?(?:{_OF}{_YEAR})?"
    rf"|{_YEAR}|{_DAY}(?:{_OF}{_YEAR})?)"
)
_LEADS = ["in", "on", "during", "from", *BORDERS]
_WHICH = r"(?:\b(?P<which>last|this|next)\s+)?"
_LEAD = rf"(?:\b(?P<lead>{any_of(_LEADS)})\s+(?P<the>the\s+(?=[0-9]|{_MONTH}))?)?"
_BORDER = r"(?:\b(?P<lead>since|before|after)\s+(?:the\s+)?)?"
_PART = (
    r"(?P<part>\b(?:the\s+)?(?:earlier|early|mid|late|month of|year(?: of)?"
    r"|(?:beginning|start|middle|end|rest|course|half|quarter) of)[\s-]+)?"
)
_YEAR_OF_DATE = r"(?:,?(?:\s+of)?\s+(?P<year>last|this|next)\s+year\b(?!['’]s))?"
_SEASON = rf"\b(?P<season>{any_of(SEASON_MONTHS)})\b"
_ANY_WEEKDAY = rf"\b{any_of(WEEKDAYS)}\b"
_HOW_MANY = (
    rf"(?:(?P<vague>{any_of(VAGUE_COUNTS)})"
    rf"|{_NUMBER_START}(?P<count>[0-9]{{1,4}}|{any_of(COUNTS)}))"
)
_UNIT = rf"(?P<unit>{any_of(UNIT_DAYS)})"
_NOW_OF_NAMES = r"known|called|named|renamed|defunct|in (?:the|its|his|her)"
_RECENT_WORDS = (
    r"recent|(?<!until )(?<!how )recently|lately|(?<!at the )latest|currently|nowadays|these days"
    r"|at (?:present|the moment)|(?<!from )(?<!until )(?<!by )(?<!(?:in|of) what is )"
    rf"now(?![ -](?:on|that|{_NOW_OF_NAMES})\b)|the current(?! accounts?\b)"
)

# -- what stands around a time and decides whether it is one ---------------------------------

SENTENCE_CAPITAL = re.compile(r"(?:^|[.?!:\0]\s)\W{0,3}[A-Z]")
FUTURE_WORDS = re.compile(
    r"\b(?:will|upcoming|coming"
    r"|(?<!was )(?<!were )(?<!been )(?:going to|scheduled|expected|forecast)"
    r"|(?:is|are|be) (?!being\b|king\b|during\b)[a-z]+ing)\b"
)
PAST_TENSE = re.compile(
    r"\b(?:did|was|were|had|[a-z]{2,}ed|said|told|won|met|made|left|gave|took|came|went|led|lost|held"
    r"|spoke|broke|fell|rose|ran|shot|sent|sold|stood|stole|threw|wrote|drew|flew|grew|found|got|kept"
    r"|paid|became|began|beat|hit|quit|fought|struck|saw|knew|chose|brought|bought|caught|taught)\b"
)
SENTENCE_END = re.compile(r"\s*(?:[?.!,;:)\0]|$)")
SONG_WORDS = re.compile(r"\b(?:sings?|sang|sung|song|movie)\b")
NO_TITLE = re.compile(r"\b(?:this|last) (?:week|month|year)\b")  # which no song is called
CAPITAL_AFTER = re.compile(r"\s+[A-Z]")
NAME_AFTER_MONTH = re.compile(r"\s+(?:Day|Madness|Fools?|Revolution)\b")
# What a number of four figures counts, and what a month's first twenty-two are.
_COUNTED = (
    r"people|men|women|children|percent|per|an? (?:hour|day|night|week|month|year)|km|BCE?|feet"
    r"|metres|meters|miles|kilomet(?:re|er)s|yards|tons|tonnes|pounds|dollars|euros|votes|words|pages|homes"
    r"|cases|hours|days|weeks|months|years"
)
COUNTED_UNIT = re.compile(rf"\s+(?:{_COUNTED})\b")
COUNTED_THING = re.compile(
    rf"\s+(?:(?!(?:was|is|has|does|as|this|its|us|across|versus)\b)[a-z]+s|{_COUNTED})\b"
)
ONWARDS = re.compile(r"\s+on(?:wards?)?\b", re.IGNORECASE)
EVENT_AFTER = re.compile(
    r"\s+(?:[a-z]+ )?(?:elections?|votes?|referendum|polls?|budget|summit|season|finals?|attacks?"
    r"|coup|crash|crisis|war|games|cup|olympics|championships?)\b",
    re.IGNORECASE,
)
NAME_AFTER_WEEKDAY = re.compile(
    r"\s+(?:football|live|lights|times|telegraph|mirror|mail|post|school|service|the [0-9])", re.I
)
NAME_BEFORE_WEEKDAY = re.compile(
    r"\b(?:an?|every|each|any|most|many|following|previous|preceding|same|first|second|third|final"
    r"|black|good|bloody|super|ash|cyber|easter|palm|fat|holy|new"
    r"|[A-Z]\w*)\s+$"
)
# "The Sunday after the vote" may be any.
THE_BEFORE, OTHER_AFTER = re.compile(r"\bthe\s+$", re.I), re.compile(r"\s+(?:after|before)\b")
# "The Prague Spring of 1968" was one, and no season.
NAME_BEFORE_SEASON = re.compile(r"(?<!^)\b[A-Z]\w*\s+$|\b(?:Arab|Prague)\s+$")
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
# Without a word before it: "March 10-12, 2015", "10-12 March", "2010-2015".
BARE_RANGE = re.compile(
    rf"(?P<one>{_MONTH}\s+{_DAY})\s*[-–—]\s*(?P<two>{_DAY}(?:,?\s+{_YEAR})?){_NUMBER_END}"
    rf"|{_NUMBER_START}(?P<day>{_DAY})\s*[-–—]\s*(?P<until>{_NAMED_DAY}){_NUMBER_END}"
    rf"|{_NUMBER_START}(?P<year>(?:19|20)[0-9]{{2}})[-–—](?P<last>(?:19|20)[0-9]{{2}}){_NUMBER_END}",
    _WRITTEN,
)
WEEKDAY_RANGE = re.compile(
    rf"\b(?:from|between)\s+(?P<one>{_ANY_WEEKDAY})\s+(?:to|and|until|till|through)\s+"
    rf"(?P<two>{_ANY_WEEKDAY})",
    _WRITTEN,
)
SEASON_OF_YEAR = re.compile(
    rf"{_LEAD}(?:the\s+)?{_SEASON}{_OF}(?P<year>{_YEAR}){_NUMBER_END}", _WRITTEN
)
DATE = re.compile(rf"{_LEAD}{_WHICH}{_PART}(?P<date>{_ANY_DATE}){_YEAR_OF_DATE}", _WRITTEN)
DAY_OF_WEEK = re.compile(
    rf"\b(?:on\s+)?(?:(?:last|this|next)\s+week,?\s+(?:on\s+)?{_ANY_WEEKDAY}"
    rf"|{_ANY_WEEKDAY},?\s+(?:of\s+)?(?:last|this|next)\s+week\b)",
    _WRITTEN,
)
WEEKDAY = re.compile(
    rf"{_LEAD}{_WHICH}{_PART}(?P<weekday>{_ANY_WEEKDAY})(?:['’]s)?"
    r"(?:\s+(?:morning|afternoon|evening|night))?\b",
    _WRITTEN,
)

# -- times in plain words: a capital would make a name of them -------------------------------

_SPOKEN = re.ASCII
_NOT_OWNED = r"(?<!its )(?<!his )(?<!her )(?<!their )"
TIME_AGO = re.compile(rf"\b{_HOW_MANY}\s+{_UNIT}s?\s+ago\b", _SPOKEN)
_SEVERAL = rf"[0-9]|(?:a )?{any_of(VAGUE_COUNTS)} |{any_of(NUMBERS[1:])} "
PAST_UNITS = re.compile(
    rf"\b(?:(?:in|over|during|within|for) the last|past|the last(?= (?:{_SEVERAL}))"
    rf"|{_NOT_OWNED}last(?= (?:{_SEVERAL})))\s+(?:(?:a )?{_HOW_MANY}\s+)?{_UNIT}(?P<plural>s?)\b"
    r"(?! (?:of|in|before)\b)",
    _SPOKEN,
)
COMING_UNIT = re.compile(
    r"\b(?:later this (?:week|month|year)|(?<!the )next (?:week|month|year)|tomorrow)\b", _SPOKEN
)
THIS_UNIT = re.compile(r"\bthis (?P<unit>week|month|year)\b", _SPOKEN)
LAST_UNIT = re.compile(
    rf"{_BORDER}(?<!the ){_NOT_OWNED}\blast (?P<unit>week|month|year)\b(?! (?:of|in|before)\b)",
    _SPOKEN,
)
THIS_SEASON = re.compile(
    rf"{_BORDER}\b(?P<which>this|last|past) {_SEASON}(?! of\b)(?!(?<=fall) in [a-z])", _SPOKEN
)
WEEKEND = re.compile(r"\b(?P<which>this|last|over the|at the) weekend\b", _SPOKEN)
TODAY = re.compile(r"\b(?:today|tonight(?! show)|this (?:morning|afternoon|evening))\b", _SPOKEN)
YESTERDAY = re.compile(
    rf"{_BORDER}\b(?P<day>(?:the )?day before yesterday|yesterday|last night)\b", _SPOKEN
)
RECENT_UNITS = re.compile(
    r"\brecent (?P<unit>days|weeks|months|years|decades|times|history|memory)\b", _SPOKEN
)
LATELY = re.compile(rf"\b(?:{_RECENT_WORDS})\b", _SPOKEN)


def is_counted(match: re.Match[str], year: int) -> bool:
    """Whether four figures at a match's end count something, and are no year.

    In our time a year is likelier than a number of anything but units.
    """
    things = COUNTED_UNIT if 1900 <= year < 2100 else COUNTED_THING
    return things.match(match.string, match.end()) is not None


def is_ahead(match: re.Match[str]) -> bool:
    """Whether the sentence of a time speaks of what is still to come."""
    sentences = re.finditer(r"[^.?!]+", match.string)
    return any(
        FUTURE_WORDS.search(one[0]) for one in sentences if one.end() >= match.end() > one.start()
    )
