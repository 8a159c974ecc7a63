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

# "How many runs did Tarn win by?", "By how much did Ada Lund win?"
_ASKED_MARGIN = re.compile(
    rf"\b(?:how (?:much|many)|what margin)\b.*\bdid (?:the )?(?P<name>{_WORD}(?: {_WORD}){{0,2}}) "
    r"(?:win|beat)\b",
    re.IGNORECASE,
)
_WON = re.compile(
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}) (?:(?:easily|narrowly|again|had|have|has) )?"
    r"(?:won|beat|defeated|triumphed|prevailed)\b[^.;]*$"
)
# "Lund, a miner, who has 12 cows": the cows are Lund's.
_WHO_HAS = re.compile(
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}),(?: [^,.;]{{2,60}},)? who (?:(?:has|had|also) )*[a-z]+ "
    r"(?:(?:about|some|nearly|almost|over|up|to|more|than|at|least) )*$"
)
_ASKS_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)


def is_told_of_other(question: str, sentence: str, inside: Span) -> bool:
    """Whether a number is told of somebody else by the words right before it.

    "Tarn won by nine runs" is not by how many Brae won, and "Lund, who scored two" not what Brand
    scored. The number is a range of the sentence.
    """
    before = sentence[: inside.start]
    margin = _ASKED_MARGIN.search(question)
    if margin:
        return _is_other(margin["name"], _WON.search(before))
    asked = _ASKED.search(question) if _ASKS_HOW_MANY.search(question) else None
    return asked is not None and _is_other(asked["name"], _WHO_HAS.search(before))


def _is_other(asked: str, found: re.Match[str] | None) -> bool:
    return found is not None and set(asked.casefold().split()).isdisjoint(
        found["name"].casefold().split()
    )


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
