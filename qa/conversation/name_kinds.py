"""What a name is the name of: a person, a place, a group; and whether a person is "he" or "she"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversation.names import SPEAKS, Gender, Kind, Name, find_places
from qa.conversation.word_classes import (
    CLOSED,
    GROUP_NOUNS,
    PLACE_NOUNS,
    TOKEN,
    any_word,
    read_words,
)
from qa.reader.questions.answer_types import is_of_kind

_SHORT_COUNTRIES = frozenset("US USA UK UAE U.S. U.K.".split())
_PLACE_BEFORE = re.compile(
    rf"\b(?:in|near|around|across|throughout|inside|outside|{any_word(PLACE_NOUNS)} of"
    r"|(?:mayors?|governors?|population|inhabitants|citizens|residents|outskirts|streets"
    r"|north|south|east|west|centre|center) of)\s+$"
)
_FIRM_BEFORE = re.compile(
    r"\b(?:ceo|chairman|chairwoman|boss|founder|owner|shareholders|employees|subsidiary|shares)"
    r" of\s+$",
    re.IGNORECASE,
)
_LIVES = re.compile(r"\s+(?:was |is )?born\b")
_THE_BEFORE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+(?:the|an?|his|her|its|[A-Z]?\w+['’]s)\s+([^,.;]{0,50})")
_TITLES: dict[Gender, re.Pattern[str]] = {
    "he": re.compile(
        r"\b(?:Mr\.?|Sir|Lord|King|Prince|Pope|[Cc]hairman|[Ss]pokesman|[Aa]ctor|[Bb]rother|[Ff]ather"
        r"|[Hh]usband|[Ss]on)\s+$"
    ),
    "she": re.compile(
        r"\b(?:Mrs\.?|Ms\.?|Miss|Lady|Queen|Princess|Dame|[Cc]hairwoman|[Ss]pokeswoman|[Aa]ctress"
        r"|[Ss]ister|[Mm]other|[Ww]ife|[Dd]aughter)\s+$"
    ),
}


def describe_name(name: Name, texts: Sequence[str], known: Sequence[Name]) -> Name:
    """The name in its fullest form among the known ones, with its kind and gender."""
    fullest = _fullest_form(name.text, known)
    kind = _kind_of(fullest, name.text, texts)
    return name._replace(text=fullest, kind=kind, gender=_gender_of(fullest, texts))


def _fullest_form(name: str, known: Sequence[Name]) -> str:
    """ "John Kerry" for "Kerry", where a text has it."""
    if is_of_kind("country", name):
        return name
    fuller = [each.text for each in known if each.text.endswith((f" {name}", f"-{name}"))]
    return max(fuller, key=len, default=name)


def _kind_of(full: str, short: str, texts: Sequence[str]) -> Kind:
    """By the name itself, else by the first words beside it that tell."""
    words = re.split(r"[\s-]+", full)
    if full in _SHORT_COUNTRIES or is_of_kind("country", full) or words[-1].lower() in PLACE_NOUNS:
        return "place"
    if _is_acronym(full) or not GROUP_NOUNS.isdisjoint(word.lower() for word in words):
        return "group"
    if len(words) > 1 and _first_gender(words[0]):
        return "person"
    for text in texts:
        for start, end in find_places(short, text):
            if kind := _kind_beside(full, text[max(0, start - 40) : start], text[end : end + 80]):
                return kind
    return "unknown"


def _kind_beside(name: str, before: str, after: str) -> Kind | None:
    """What the words before a name and after it say that it is; None where they do not tell."""
    if _follows_a_role(before) or _is_described(after, read_words("roles.txt")):
        return "person"
    if _LIVES.match(after):
        return "person"
    if _FIRM_BEFORE.search(before):
        return "group"
    if _PLACE_BEFORE.search(before) or _is_described(after, PLACE_NOUNS):
        return "place"
    if _is_people(name, before, after):
        return "group"
    return "person" if " " in name and SPEAKS.match(after) else None


def _is_people(name: str, before: str, after: str) -> bool:
    """ "The Taliban", "the Beatles", and not the first word of "the Damascus blasts"."""
    following = TOKEN.match(after.lstrip())
    ends_here = not following or following[0].lower() in CLOSED or not after[:1].isspace()
    return ends_here and name.endswith("s") and bool(_THE_BEFORE.search(before))


def _follows_a_role(before: str) -> bool:
    last = before.rstrip(" .").rpartition(" ")[2].lower()
    return last in read_words("roles.txt") or before.lower().endswith("secretary of state ")


def _is_described(after: str, nouns: frozenset[str]) -> bool:
    """Whether one of the nouns says what the name is: ", the department's spokesman,"."""
    match = _APPOSITION.match(after)
    return match is not None and not nouns.isdisjoint(match[1].lower().split())


def _is_acronym(name: str) -> bool:
    return len(name) > 1 and name.isupper() and name.replace(".", "").isalpha()


def _first_gender(first: str) -> Gender:
    if first in read_words("male_names.txt"):
        return "he"
    return "she" if first in read_words("female_names.txt") else ""


def _gender_of(name: str, texts: Sequence[str]) -> Gender:
    first, _, others = name.partition(" ")
    if others and (gender := _first_gender(first)):
        return gender
    before = [
        text[max(0, start - 20) : start] for text in texts for start, _ in find_places(name, text)
    ]
    for gender, titles in _TITLES.items():
        if any(map(titles.search, before)):
            return gender
    return ""
