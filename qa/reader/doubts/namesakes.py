"""Whether a sentence speaks of somebody else with the surname that is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS
from qa.reader.people.descriptions import is_role
from qa.reader.people.ranks import RANKS

_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)+")
_POSSESSIVE = re.compile(r"['’]s?$")
# What may stand with a capital before a surname and is no first name.
_NO_FIRST_NAMES = RANKS.union(
    WEEKDAYS, MONTH_NUMBERS,
    "the a an but and or so yet when while if as after before since until because although though "
    "then now later only even also both with for to of from by on in at that he she they who what "
    "how why where did does is was had has will meanwhile yesterday today late former new old "
    "labour tory republican democrat conservative liberal".split(),
)  # fmt: skip

_NICKNAMES_FILE = Path(__file__).parents[1] / "words" / "nicknames.txt"
_ALIKE = 0.75  # the share of letters in common of a name and its misspelling
_MIN_SPELT = 5  # a shorter first name may be part of a longer one: "Rob", "Robert"

_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|they)\b", re.IGNORECASE)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)"
_TITLED = re.compile(rf"\b{_TITLE} [A-Z]")


def is_of_namesake(asked: Sequence[tuple[str, ...]], sentence: str) -> bool:
    """Whether a sentence names a Graham Tarn, and never the Lynette Tarn who is asked about.

    `asked` are the names in the question, as words in lower case.
    """
    full = [name for name in asked if len(name) == 2 and _is_first_name(name[0])]
    if not full:
        return False
    found = [_words(match[0]) for match in _NAME.finditer(sentence)]
    return any(
        any(_is_namesake(name, other) for other in found) and name[0] not in sentence.casefold()
        for name in full
    )


def _is_namesake(name: Sequence[str], other: Sequence[str]) -> bool:
    if len(other) < 2 or other[-1] != name[-1]:
        return False
    return other[-2] != name[0] and _is_first_name(other[-2])


def _is_first_name(word: str) -> bool:
    return word.rstrip(".") not in _NO_FIRST_NAMES and not is_role(word)


def _words(name: str) -> list[str]:
    return [_POSSESSIVE.sub("", word).casefold() for word in name.split()]


def is_of_first_bearer(
    asked: Sequence[tuple[str, ...]], article: str, sentence: str, before: str
) -> bool:
    """Whether of two with one surname a sentence is about the other, though it may name neither.

    What does not say whom it means is about the one whom the article names first, unless it goes
    on about the one who is asked about. Whom an article nowhere names it is not about.
    """
    full = [name for name in asked if len(name) == 2 and _is_first_name(name[0])]
    return any(_is_of_first(name, article, sentence, before) for name in full)


def _is_surname(word: str, article: str) -> bool:
    """Whether an article shows that a word is people's name: "Mr Brand", "Otto Brand, 61,"."""
    name = re.escape(word)
    shown = re.compile(
        rf"\b(?-i:{_TITLE}) {name}\b|\b{name}, (?:\d{{1,3}}|who|the|an?)\b", re.IGNORECASE
    )
    return shown.search(article) is not None and not re.search(rf"\b{name}\b", article)


def _may_be_same_first_name(one: str, other: str) -> bool:
    """Whether two first names may be one, shortened, spelt otherwise or called otherwise."""
    shorter, longer = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if longer.startswith(shorter[:3]) and len(shorter) < _MIN_SPELT:
        return True
    if SequenceMatcher(None, one, other).ratio() >= _ALIKE:
        return True
    return any({one, other} <= group for group in _nicknames())


@cache
def _nicknames() -> tuple[frozenset[str], ...]:
    lines = _NICKNAMES_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(frozenset(line.split()) for line in lines if line and not line.startswith("#"))


def _is_of_first(name: tuple[str, ...], article: str, sentence: str, before: str) -> bool:
    first, last = name
    if last not in article.casefold() or re.search(rf"\b{re.escape(first)}\b", sentence, re.I):
        return False
    bearers = [
        words[-2] for match in _NAME.finditer(article)
        if (words := _words(match[0]))[-1] == last and _is_first_name(words[-2])
    ]  # fmt: skip
    if not bearers or bearers[0] == first:
        return False
    if first not in article.casefold().split():
        may_be = any(_may_be_same_first_name(first, each) for each in bearers)
        return not may_be and _is_surname(last, article)
    goes_on = re.search(rf"\b{re.escape(first)}\b", before, re.I) is not None
    return not (goes_on and _PRONOUN.search(sentence)) and not _TITLED.search(sentence)
