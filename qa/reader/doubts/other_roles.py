"""Whether a name is called a judge, where it is asked which nurse did something."""

from __future__ import annotations

import re

from corpus.records import Span
from qa.reader.doubts.offices import clause_around
from qa.reader.questions.answer_types import asking_clause

# Of two of these groups nobody is called both; within one a word may stand for another. Who may
# well be something else beside, such as a captain, a professor or a driver, is in none.
_GROUPS = tuple(
    frozenset(words.split())
    for words in (
        "nurse midwife matron doctor surgeon paramedic physician",
        "prosecutor judge magistrate coroner barrister solicitor lawyer attorney",
        "detective inspector superintendent sergeant constable sheriff policeman policewoman",
        "minister senator governor president mayor chancellor ambassador",
        "goalkeeper striker midfielder defender winger",
        "referee umpire linesman",
        "teacher headteacher headmaster headmistress",
        "bishop archbishop priest vicar rabbi imam cardinal",
    )
)
# Characters in which the role stands that is asked for, and what may stand before it.
_NEAR = 40
_BEGINS = re.compile(
    r"(?:which|what)(?: (?!(?:is|was|are|were|do|does|did|has|have|had|will|would|the|an?)\b)"
    r"[\w-]+){0,2}? "
)
_ROLE_BEFORE = re.compile(r"\b(?P<role>[A-Za-z]+)(?: of [\w’' -]+)?,? $")
_ROLE_FIRST = re.compile(r"(?:(?:the|an?) )?(?:[a-z-]+ ){0,2}(?P<role>[A-Za-z]+) (?=[A-ZÀ-Þ])")


def is_of_other_role(question: str, text: str, span: Span) -> bool:
    """Whether what stands right before a name is no role that is asked for, nor one near to it."""
    asked = _asked_role(question)
    if asked is None:
        return False
    before, after = clause_around(text, span)
    words = text[slice(*span)]
    if asked in f"{before}{words}{after}".casefold():
        return False
    found = (_ROLE_FIRST.match(words), _ROLE_BEFORE.search(before))
    called = {each["role"].casefold() for each in found if each}
    others = [group for group in _GROUPS if called & group]
    return bool(others) and not any(asked in group for group in others)


def _asked_role(question: str) -> str | None:
    """The role in "which night nurse"; None for any that is in no group."""
    clause = asking_clause(question).casefold()
    for found in re.finditer(r"[a-z]+", clause[:_NEAR]):
        if any(found[0] in group for group in _GROUPS):
            begins = re.fullmatch(_BEGINS, clause[: found.start()])
            return found[0] if begins and not clause.startswith(("'s", "’s"), found.end()) else None
    return None
