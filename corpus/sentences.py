"""Where sentences begin and end: ranges of a text, never copies of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.calendar_words import (
    MONTH_ABBREVIATIONS,
    MONTH_NUMBERS,
    MONTHS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
)
from corpus.foreign_calendar import FOREIGN_MONTH_NUMBERS
from corpus.records import Span

# A blank line always ends a sentence; so does a line break after closing punctuation or
# before a list mark. Any other single line break is a wrapped line.
_BLOCK = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.!?:;…\"”’)\]])[^\S\n]*\n\s*|\n\s*(?=[•*–—-]\s)")
# Only where a run of marks begins: tried from each of its marks, a long run takes forever.
_ALWAYS = "。！？｡؟۔।"
# Marks in one set, tried first: a search for one set of letters is the fastest that there is.
_END = re.compile(
    rf"[.!?…{_ALWAYS}](?:(?<=[{_ALWAYS}])[{_ALWAYS}]*[」』”’）]*\s*"
    r"|(?<![.!?…].)[.!?…]*+(?:[\"'”’»)\]]*+\s+"
    # A space left out: "closed.The board met". Not in addresses and names of files.
    r"|(?<=[a-zß-ÿ0-9][.!?])(?=(?:Mr|Mrs|Ms|Dr|Prof)\.\s|[A-ZÀ-Þ][\w’'-]*+[\s,;:])))"
)
_LAST_WORD = re.compile(r"[\w.&'’°-]*$")
_LAST_TOKEN = re.compile(r"\S*$")
_DECIMAL = re.compile(r"\d+(?:\.\d+)+")
_ADDRESS_MARKS = re.compile(r"[./@:\\]")
_WORD = re.compile(r"\w+")
_NEXT_TWO = re.compile(r"[A-ZÀ-Þ]\w*\s+[a-zß-ÿ]")
_SPACED_DOTS = re.compile(r"(?:\.\s)+$")
_OPENING = "\"'“‘«([•—–- ¿¡"

_TITLES = (
    "mr mrs ms dr dra prof gen col lt sgt maj capt cpl adm cmdr sen rep gov pres rev hon msgr fr "
    "sr jr st mt ft messrs mme mlle amb supt insp "
    "sra srta dott ing fra hr nr bzw vgl"
)
_OTHERS = (
    "no nos vol vols art fig figs pp p para ch sec ed eds approx ca est vs v cf viz al "
    "inc ltd co corp bros dept univ assn ave blvd rd"
)
# After these a full stop never ends a sentence.
_NEVER_LAST = frozenset(_TITLES.split()) | {"e.g", "i.e", "cf", "vs", "v", "viz", "approx", "ca"}
# After these it does only if a new sentence plainly starts.
_SELDOM_LAST = frozenset(_OTHERS.split()).union(MONTH_ABBREVIATIONS, WEEKDAY_ABBREVIATIONS) - {
    "may"
}
# These are words as well: only a number after them makes them abbreviations.
_WORDS_TOO = frozenset("no nos n° nº art fig sat sun mar sec al ed p pp".split())
_COMPANIES = frozenset("inc ltd corp co plc llc".split())
_SHOUTING_NAMES = frozenset("yahoo jeopardy".split())
_HALVES_OF_DAY = frozenset(("a.m", "p.m"))
# What goes on after "5 p.m.", though it has a capital.
_AFTER_AN_HOUR = frozenset(
    "eastern central pacific mountain greenwich gmt utc est edt et cst cdt ct pst pdt pt bst cet "
    "cest ist".split()
).union(WEEKDAYS, WEEKDAY_ABBREVIATIONS, MONTHS, MONTH_ABBREVIATIONS)
_OPENING_PHRASE = re.compile(
    r"\W*(?:at|by|from|until|till|around|about|before|after|since)\b", re.I
)
_OPENING_WORDS = 4
# German writes an ordinal with a full stop: "der 3. Platz", "am 17. März".
_BEFORE_AN_ORDINAL = re.compile(
    r"\b(?:der|die|das|den|dem|des|im|am|zum|zur|vom|beim)\s+$", re.IGNORECASE
)
_MONTHS_ANYWHERE = frozenset((*MONTH_NUMBERS, *FOREIGN_MONTH_NUMBERS))
_STARTERS = frozenset(
    "the a an he she it they we i you his her its their our this that these those there in on at "
    "but and so yet for as when while after before since if although though however meanwhile "
    "who what where why how many most some all one two three not no "
    "did does do is are was were can could would should has have had everyone nobody".split()
)


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text in order, without the white space between them.

    Every character that is not white space belongs to exactly one sentence.
    """
    start = 0
    for block in (*_BLOCK.finditer(text), None):
        end = block.start() if block else len(text)
        yield from _sentences_of_block(text, start, end)
        start = block.end() if block else end


def _sentences_of_block(text: str, start: int, end: int) -> Iterator[Span]:
    for mark in _END.finditer(text, start, end):
        if mark.end() < end and _ends_a_sentence(text, start, mark):
            yield from trim(text, start, mark.end())
            start = mark.end()
    yield from trim(text, start, end)


def trim(text: str, start: int, end: int) -> Iterator[Span]:
    """The range without the white space at its edges; nothing if that is all there is."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    if start < end:
        yield Span(start, end)


def _ends_a_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    if text[mark.start()] in _ALWAYS:
        return True
    before = text[max(start, mark.start() - 40) : mark.start()]
    following = text[mark.end() : mark.end() + 40].lstrip(_OPENING)
    if not mark.group()[-1].isspace():
        return _misses_a_space(before)
    if not following or following[0].islower() or following[0] in ".&":
        return False
    shown = mark.group().rstrip()
    if shown != ".":
        return not (before.endswith(("[", "(")) or _is_shouting_name(shown, before, following))
    if spaced := _SPACED_DOTS.search(before):
        return spaced.group().count(".") > 2  # with its own three are an omission, four an end too
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    ahead = before[: len(before) - len(word)]
    if word.isdigit() and len(word) <= 2:
        return not _is_ordinal(ahead, following)
    if _DECIMAL.fullmatch(word):  # "for £13.50. Islanders", but "2.1. Islands" and "am 4.2. in"
        return bool(ahead.strip()) and not _is_ordinal(ahead, following)
    if word == "I" and ahead.endswith(("and ", "or ", "than ")):
        return True
    if word.casefold() in _HALVES_OF_DAY:
        return _ends_after_hour(text[start : mark.start()], following)
    return not _is_abbreviation(word, ahead, following)


def _misses_a_space(before: str) -> bool:
    """Whether a mark between two words ends a sentence, rather than part an address."""
    token = _LAST_TOKEN.search(before)
    return token is not None and len(token[0]) > 1 and not _ADDRESS_MARKS.search(token[0])


def _is_shouting_name(shown: str, before: str, following: str) -> bool:
    last = _LAST_WORD.search(before)
    is_name = last is not None and last.group().casefold() in _SHOUTING_NAMES
    return shown == "!" and is_name and not _starts_a_sentence(following)


def _is_ordinal(ahead: str, following: str) -> bool:
    if _starts_a_sentence(following):
        return False
    next_word = _WORD.match(following)
    is_day = next_word is not None and next_word.group().casefold() in _MONTHS_ANYWHERE
    return is_day or bool(_BEFORE_AN_ORDINAL.search(ahead))


def _ends_after_hour(sentence: str, following: str) -> bool:
    """Whether "5 p.m." before a capital closes its sentence, which must have more than the hour."""
    next_word = _WORD.match(following)
    if next_word is None or next_word.group().casefold() in _AFTER_AN_HOUR:
        return False
    is_opening = len(sentence.split()) <= _OPENING_WORDS and _OPENING_PHRASE.match(sentence)
    return not is_opening


def _starts_a_sentence(following: str) -> bool:
    next_word = _WORD.match(following)
    return next_word is not None and next_word.group().casefold() in _STARTERS


def _is_abbreviation(word: str, ahead: str, following: str) -> bool:
    folded = word.casefold().strip("'’-&")
    starts_sentence = _starts_a_sentence(following)
    if folded == "st" and starts_sentence and ahead[-2:-1].isalpha():
        return False  # "on Mill St. The church": a street, not a saint
    if folded in _NEVER_LAST:
        return True
    if folded in _WORDS_TOO:
        return following[0].isdigit()
    if len(folded) == 1 and folded.isalpha():
        return word.isupper() and not starts_sentence
    if "." in folded and all(len(part) <= 2 for part in folded.split(".")):
        return not starts_sentence  # U.S. · U.N. · Ph.D
    if folded in _COMPANIES and _NEXT_TWO.match(following):
        return False  # "Oster Inc. Shares rose": a name would go on with capitals
    return folded in _SELDOM_LAST and not starts_sentence
