"""Whether somebody has the office of a place that a question names: "the Tarn boss"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS
from qa.reader.people.descriptions import is_role
from qa.reader.people.ranks import RANKS

# Characters beside a name in which its role stands, and words before it.
_REACH, _WORDS_BEFORE = 60, 5
_PLACED = re.compile(
    r"(?:[Tt]he )?(?P<place>(?:[^\W\d_a-z][\w-]*(?:['’]s?)? )+)"
    r"(?P<kind>(?:[a-z]+ )*)(?P<role>[a-z-]+)"
)
_OF_PLACE = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?P<kind>(?:[a-z]+ )*)(?P<role>[a-z-]+) of (?:the )?(?P<place>[\w’' -]+)"
)
# Headlines have one word for several offices.
_SAME_ROLES = {"boss": frozenset("boss manager head executive".split())}
_ARTICLES = frozenset("the a an his her its their".split())
# Who leads a part of a place, or what is against its leaders, is another officer.
_OTHERS = frozenset(
    "deputy former vice ex acting assistant opposition union group party gang strike protest "
    "spokesman spokeswoman spokesperson its their his her whose rival".split()
)
_NO_NAMES = RANKS | _ARTICLES | {*MONTH_NUMBERS, *WEEKDAYS}
_CLAUSE_END = re.compile(r"[.;:!?“”\"\n]")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Officer(NamedTuple):
    """An office by any of its names, what kind of it is meant, and the words of its place."""

    roles: frozenset[str]
    kind: frozenset[str]
    place: tuple[str, ...]


def asked_officer(speaker: str) -> Officer | None:
    """The office that words name with its place; None where they name a person or a body."""
    found = _PLACED.fullmatch(speaker.strip()) or _OF_PLACE.fullmatch(speaker.strip())
    if found is None or not is_role(found["role"]):
        return None
    kind = frozenset(found["kind"].split())
    place = tuple(word.casefold() for word in _WORD.findall(found["place"]) if len(word) > 1)
    if kind & _ARTICLES or not place or any(word in RANKS for word in place):
        return None
    return Officer(_SAME_ROLES.get(found["role"], frozenset({found["role"]})), kind, place)


def is_officer(names: Sequence[str], officer: Officer, text: str, article: str) -> bool:
    """Whether a text gives somebody that office right beside the name.

    `names` are the words of the name, in lower case; the place may stand anywhere in the article.
    """
    whole = article.casefold()
    if not names or not all(word in whole for word in officer.place):
        return False
    return any(_fits(role, officer, article) for role in _roles_beside(names, text, article))


def _roles_beside(names: Sequence[str], text: str, article: str) -> Iterator[list[str]]:
    """The words on both sides of a name that may tell its role, without its other names."""
    for match in re.finditer(rf"\b{re.escape(names[-1])}\b", text, re.IGNORECASE):
        before = _CLAUSE_END.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        after = _CLAUSE_END.split(text[match.end() : match.end() + _REACH])[0]
        *earlier, last = before.rstrip(" ,").split(",")
        words = _WORD.findall(last)[-_WORDS_BEFORE:]
        while words and _is_name(words[-1], article) and not before.rstrip().endswith(","):
            words.pop()
        if not words and earlier:  # "Tarn's manager, Ada Lund"
            words = _WORD.findall(earlier[-1])[-_WORDS_BEFORE:]
        yield words
        if after.startswith(", "):
            yield _WORD.findall(after.split(",")[1])


def _fits(words: Sequence[str], officer: Officer, article: str) -> bool:
    """Whether the words beside a name tell that office, and of no other place."""
    folded = {word.casefold() for word in words}
    if folded.isdisjoint(officer.roles) or not officer.kind <= folded:
        return False
    if folded & _OTHERS - officer.kind:
        return False
    has_place = any(_is_name(word, article) for word in words)
    return not has_place or not folded.isdisjoint(officer.place)


def _is_name(word: str, article: str) -> bool:
    """Whether a word with a capital is no rank and no day, and is nowhere written small."""
    folded = word.casefold()
    if not word[0].isupper() or is_role(folded) or folded in _NO_NAMES:
        return False
    return re.search(rf"\b{re.escape(folded)}\b", article) is None
