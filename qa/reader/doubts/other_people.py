"""Whether a sentence is about somebody else than the one who is asked about by name."""

from __future__ import annotations

import re

from corpus.records import Span
from qa.reader.people.attributions import SAYING_VERBS
from qa.reader.people.descriptions import is_role

_RANK = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Captain|Councillor|Cllr|Judge|Professor|Sergeant|"
    r"Constable|Inspector|President|Senator|Mayor)\.?"
)
_WORD = r"[A-ZÀ-Þ][\w’'-]+"
_FULL = rf"{_WORD}(?: {_WORD}){{1,2}}"
# "For how long did Ada Lund lose it?", "When was Mr Brand jailed?"
_ASKED = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|will|would|can|could)(?:n['’]t)? "
    rf"(?P<name>{_RANK} {_WORD}|{_FULL})(?!['’]s?\b)"
)
_NAMED = re.compile(
    rf"[“\"‘']?(?:(?P<ranked>{_RANK} {_WORD}(?: {_WORD})?)|"
    rf"(?:The|Her|His|Their|Its|An?) (?:[\w’'-]+ ){{0,3}}?(?P<role>[a-z-]+) (?P<full>{_FULL})|"
    rf"(?P<aged>{_FULL}), \d{{1,3}},)"
)
_PRONOUN = re.compile(r"[“\"‘']?(?:He|She)\b")
_SAYS = re.compile(rf"\b(?:{SAYING_VERBS})\b")


def is_about_other_person(question: str, sentence: str, inside: Span, before: str) -> bool:
    """Whether a sentence begins with somebody else, and nowhere names who is asked about.

    "He" and "she" are whoever the sentence before begins with. What somebody says may well be
    about others. The answer is a range of the sentence.
    """
    asked = _ASKED.search(question)
    if asked is None or _SAYS.search(sentence):
        return False
    last = asked["name"].split()[-1]
    if _PRONOUN.match(sentence):
        subject = _subject(before)
        held = f"{before} {sentence}"
    else:
        subject, held = _subject(sentence), sentence
        if subject and inside.start < subject.end():
            return False
    return subject is not None and last.casefold() not in held.casefold()


def _subject(sentence: str) -> re.Match[str] | None:
    """The person whom a sentence begins with, as a rank, a role or an age shows."""
    found = _NAMED.match(sentence)
    return None if found is None or (found["role"] and not is_role(found["role"])) else found
