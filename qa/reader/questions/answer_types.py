"""What kind of answer a question asks for, and whether a text looks like one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from corpus.calendar_words import (
    MONTH_NUMBERS,
    NUMBERS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    any_of,
)
from corpus.sentences import sentences

AnswerKind = Literal["name", "country", "state", "time", "number", "other"]

# What asks, and not what only joins, as in "what did the man who fled say when he was caught?":
# a question word that begins the question, or comes after a comma or one of these.
_ASKS = re.compile(
    r"(?:^|[,;:—–(]|\b(?:and|but|or|in|on|at|to|of|from|by|for|with|about|under|over|into|near|"
    r"during|since|until|till|after|before|against|than|like|around|within))\W*"
    r"(?P<word>who|whom|whose|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\b(?P<word>what|which)\b", re.IGNORECASE)
# Where a sentence may begin that is typed without a capital.
_TYPED_START = re.compile(r"[.!?…][”\"’')]*\s+(?=[a-zß-ÿ])")

# Words between the asking word and what is asked for: "which Swiss bank", not "what did the bank".
_BETWEEN = (
    r"(?: (?!(?:is|was|are|were|do|does|did|has|have|had|will|would|can|could|should|may|might|"
    r"must|the|an?|his|her|its|their)\b)[\w-]+){0,2}"
)

# What begins at the asking word; the first kind whose words do.
_WORDS: dict[AnswerKind, str] = {
    "number": r"how (?:many|much|old|tall|long|far|big|large|high|fast|often)\b|"
    r"what (?:percentage|percent|number|proportion|share|age|price)\b",
    "time": r"when\b|(?:what|which) (?:year|month|day|date|century|decade)\b",
    "country": rf"(?:what|which){_BETWEEN} (?:country|nation)\b(?!['’]s)",
    "state": r"(?:what|which)(?: (?:us|u\.s\.|american))? state\b(?!['’]s)",
    "name": r"who\b|whom\b|whose\b|what(?:['’]s| is| was) (?:the|her|his|its|their) name|"
    rf"(?:what|which){_BETWEEN} (?:company|firm|automaker|carmaker|airline|bank|retailer|"
    r"city|town|island|team|club|party|agency|university|newspaper|actor|actress|singer|"
    r"player|senator|politician|president|minister|governor|mayor|celebrity|brand)\b(?!['’]s)|"
    # Several people, who are named; "what officers wear" is of no name.
    rf"which(?: of (?:the|his|her|its|their))?{_BETWEEN} (?:actors|actresses|aldermen|candidates|"
    r"colleagues|council ?(?:wo)?men|councill?ors|deputies|directors|doctors|employees|"
    r"firefighters|governors|judges|jurors|lawmakers|legislators|magistrates|mayors|members|"
    r"ministers|musicians|nurses|officers|officials|players|politicians|presidents|residents|"
    r"riders|runners|senators|singers|students|suspects|teachers|trustees|victims|witnesses|"
    r"writers|[\w-]+[ -]year[ -]olds?)\b(?!['’])",
}
_KINDS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _WORDS.items()}
_DIGIT = re.compile(r"\d")
_NUMBER_WORDS = re.compile(
    rf"\b(?:{any_of(NUMBERS)}|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|[mb]illions?|dozens?|half|"
    r"twice|once|third|quarter|both|several|no|none|few|first|second|single|couple|"
    r"double|triple)\b",
    re.IGNORECASE,
)
_WEEKDAY_ABBREVIATIONS = set(WEEKDAY_ABBREVIATIONS) - {"sat"}  # a verb as well
_TIME_WORDS = re.compile(
    rf"\b{any_of((*MONTH_NUMBERS, *WEEKDAYS, *_WEEKDAY_ABBREVIATIONS))}\b|"
    r"\b(?:today|tonight|yesterday|tomorrow|week\w*|months?|years?|days?|hours?|century|decade|"
    r"spring|summer|autumn|fall|winter|morning|afternoon|evening|night|midnight|noon|before|after|"
    r"during|until|since|early|late|now|recent\w*|last|next|annual\w*|daily)\b",
    re.IGNORECASE,
)
_WORD_LISTS = Path(__file__).parents[1] / "words"


def answer_kind(question: str) -> AnswerKind:
    """The kind that the question word asks for; "other" where it does not say."""
    clause = asking_clause(question)
    return next((kind for kind, words in _KINDS.items() if words.match(clause)), "other")


@lru_cache(64)
def asking_clause(question: str) -> str:
    """The last sentence of a question that has an asking word, from there on; "" without any."""
    parts = [question[slice(*span)] for span in reversed([*sentences(question)])]
    for asks in (_ASKS, _CHOICE):
        if clause := next(filter(None, (_last_from(asks, part) for part in parts)), ""):
            return clause
    return ""


def _last_from(asks: re.Pattern[str], sentence: str) -> str:
    """A sentence from its asking word on; if it may be two, from that of the last one.

    Where no word asks behind a stop, this belongs to an abbreviation: "who heads st. alban's".
    """
    starts = [0, *(stop.end() for stop in _TYPED_START.finditer(sentence))]
    found = (asks.search(sentence[start:]) for start in reversed(starts))
    return next((each.string[each.start("word") :] for each in found if each), "")


def is_of_kind(kind: AnswerKind, text: str) -> bool:
    """Whether a text could be an answer of a kind; in doubt it could."""
    match kind:
        case "number":
            return bool(_DIGIT.search(text) or _NUMBER_WORDS.search(text))
        case "time":
            return bool(_DIGIT.search(text) or _TIME_WORDS.search(text))
        case "country":
            return bool(_names_in("countries.txt").search(text))
        case "state":
            return bool(_names_in("states.txt").search(text))
        case "name":
            # A person or a body; scripts without capitals are given the benefit of the doubt.
            return any(c.isalpha() and not c.islower() for c in text)
        case _:
            return True


@cache
def _names_in(word_list: str) -> re.Pattern[str]:
    """A pattern of the names in a word list, read when a question first asks for one."""
    lines = (_WORD_LISTS / word_list).read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return re.compile(rf"\b(?:{'|'.join(names)})(?!\w)")
