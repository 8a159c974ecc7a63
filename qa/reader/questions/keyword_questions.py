"""A few keywords that name a role ask who has it: read as a question, they are understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.reader.people.descriptions import is_role
from qa.reader.questions.answer_types import asking_clause

_MAX_WORDS = 8
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
# A question with one of these is a sentence or begins as one.
_NO_KEYWORDS = frozenset(
    "is are was were be been do does did has have had can could will would should may might must "
    "who whom whose what which when where why how whether if that "
    "i you he she it we they him her them his its their".split()
)
_COMMANDS = frozenset("tell name list give show explain describe find".split())
# What belongs to the role behind it: "deputy mayor", "chief engineer", "defence minister".
_BEFORE_ROLES = frozenset(
    "deputy vice chief prime foreign defence defense interior home finance health energy education "
    "justice transport head race general managing acting former".split()
)
# These say what a thing is like as well, before it: "cleaner air zone".
_ALSO_ADJECTIVES = frozenset({"cleaner"})
# Keywords that name a group: "members of the board"; of parliament they are no list.
_GROUP = re.compile(
    r"(?:(?:all|the|names of) )*(?P<group>(?:authors|candidates|directors|finalists|founders|"
    r"members|nominees|owners|signatories|victims|winners)"
    r"(?: (?:of|in) (?!(?:parliament|congress)\b).+|$))",
    re.IGNORECASE,
)


def spoken_question(asked: str, texts: Iterable[str]) -> str:
    """Keywords as a question: of "mill owner" "who is the owner of mill"; any other as it is.

    "Members of the board" asks who they are.

    `texts` are of passages that were found; few questions need them. Where they have the role as a
    title of the word behind it, as in "mayor lund parking", somebody is named and something else is
    asked about.
    """
    words = _WORD.findall(asked)
    folded = [word.casefold() for word in words]
    if "?" in asked or not 2 <= len(words) <= _MAX_WORDS or asking_clause(asked):
        return asked
    if folded[0] in _COMMANDS:
        return asked
    if not _NO_KEYWORDS.isdisjoint(folded):
        return asked
    if group := _GROUP.match(asked.strip()):
        return f"who are the {group['group']}"
    places = [place for place, word in enumerate(folded) if is_role(word)]
    if not places:
        return asked
    if folded[places[-1]] in _ALSO_ADJECTIVES and places[-1] + 1 < len(words):
        return asked
    first = last = places[-1]
    while first and (folded[first - 1] in _BEFORE_ROLES or is_role(folded[first - 1])):
        first -= 1
    others = [*words[:first], *words[last + 1 :]]
    if not others or (last + 1 < len(words) and _is_title_of(words[last + 1], folded[last], texts)):
        return asked
    return f"who is the {' '.join(words[first : last + 1])} of {' '.join(others)}"


def _is_title_of(name: str, role: str, texts: Iterable[str]) -> bool:
    """Whether a text calls somebody of that name by that role."""
    title = re.compile(
        rf"\b{re.escape(role)},? (?:[^\W\d_]\S* ){{0,2}}{re.escape(name)}\b", re.IGNORECASE
    )
    return any(title.search(text) for text in texts)
