"""Whether an article is about another place of the kind that is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from corpus.calendar_words import any_of

# What many places have in their names, before or behind the words that tell them apart.
_KINDS_BEFORE = frozenset("loch lake mount port fort cape camp isle st saint".split())
_KINDS_BEHIND = frozenset(
    "street road avenue lane square bridge tunnel station airport harbour harbor lake river island "
    "bay valley school academy college university hospital infirmary clinic church cathedral "
    "chapel castle tower theatre theater museum library stadium prison dam reservoir".split()
)
_KINDS = _KINDS_BEFORE | _KINDS_BEHIND
_NAMED_BEFORE = re.compile(rf"\b(?P<kind>{any_of(word.title() for word in _KINDS_BEFORE)}) [A-Z]")
_NAMED_BEHIND = re.compile(
    rf"\b(?!The )[A-Z][\w’'-]+ (?P<kind>{any_of(word.title() for word in _KINDS_BEHIND)})\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_SAME_WORD = 0.75  # the share of letters in common of a word and its misspelling


def is_of_other_place(asked: Sequence[tuple[str, ...]], article: str) -> bool:
    """Whether an article names a Loch Arden, and nowhere the Loch Carron that is asked about.

    `asked` are the names in the question, as words in lower case.
    """
    places = [(own, kinds) for name in asked if (own := _own_words(name)) and (
        kinds := _kinds_of(name))]  # fmt: skip
    if not places:
        return False
    named = {match["kind"].lower() for match in _NAMED_BEFORE.finditer(article)}
    named |= {match["kind"].lower() for match in _NAMED_BEHIND.finditer(article)}
    suspected = [own for own, kinds in places if kinds & named]
    if not suspected:
        return False
    held = {word.casefold() for word in _WORD.findall(article)}
    return any(not any(is_held(word, held) for word in own) for own in suspected)


def _own_words(name: tuple[str, ...]) -> list[str]:
    """The words of a name that tell a place from others of its kind."""
    return [part for word in name if word not in _KINDS for part in _WORD.findall(word)]


def _kinds_of(name: tuple[str, ...]) -> frozenset[str]:
    return frozenset({name[0]} & _KINDS_BEFORE | {name[-1]} & _KINDS_BEHIND)


def is_held(word: str, held: set[str]) -> bool:
    """Whether a word is among those of a text, perhaps misspelt."""
    if word in held:
        return True
    alike = (each for each in held if each[0] == word[0] and abs(len(each) - len(word)) < 3)
    return any(SequenceMatcher(None, word, each).ratio() >= _SAME_WORD for each in alike)
