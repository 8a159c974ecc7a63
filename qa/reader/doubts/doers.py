"""Who does something and to whom it is done: whether a name has the part that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.indexes.keywords import stems
from corpus.records import Span
from qa.reader.doubts.offices import clause_around
from qa.reader.questions.answer_types import asking_clause

Part = Literal["doer", "done to"]

_PASSIVE = r"(?:was|were|is|are|been|being|be|got|get|gets)"
_NO_VERB = (
    r"(?:has|have|had|did|does|do|will|would|can|could|should|may|might|must|else|said|says|told|in|"
    r"on|at|by|for|from|with|as|of|to|and|or|not|also|else|exactly)"
)
_PARTICIPLE = (
    r"(?:[a-z]+(?:ed|ten|ken|ven|wn|ght|ung)|shot|hit|hurt|cut|sent|held|found|paid|made|told|hung|"
    r"beaten|seen|won|stolen|chosen|fallen)"
)
# "who sued the council?", "who was sued?", "whom did the council sue?"
_AGENT = re.compile(
    rf"who (?!{_PASSIVE}\b|{_NO_VERB}\b)(?P<verb>[a-z]{{3,}}) (?!{_NO_VERB}\b)(?P<other>.+)"
)
_PATIENT = re.compile(
    rf"who (?:else )?(?:(?:has|have|had) )?{_PASSIVE} (?:being )?(?P<verb>{_PARTICIPLE})\b(?! to\b)"
)
_OBJECT = re.compile(rf"whom? did .+? (?!{_NO_VERB}\b)(?P<verb>[a-z]{{3,}})\??$")
# These say what people think, not what was done to whom.
_REPORTING = frozenset(
    "thought believed considered known called named reported expected said".split()
)

# "handed over by Rear Admiral Lund": whoever was given it stands elsewhere.
_BY = re.compile(rf"\b{_PARTICIPLE}(?: (?!by\b)[a-z]+){{0,4}} by (?:[\w’'-]+ ){{0,3}}$")
# "Lund denied that she had shot him" names nobody who did.
_DENIES = re.compile(
    r"(?:, (?P<added>[^,.;]{2,60}),)? (?:has |had )?(?:den(?:ied|ies|ying)|disput(?:ed|es|ing)) "
    r"(?P<what>.*)"
)
_TOKEN = re.compile(r"[\w’'-]+|,")
_PERFECT = frozenset("has had have".split())
# After these stands a noun, such as "the new manager".
_BEFORE_NOUN = frozenset(
    "the a an his her its their our my this that new old first last former every no".split()
)
# Words between a name and a verb that may tie the verb to another name.
_TIES = frozenset(
    "and or but who that which when after as while than with for of from to at in on before".split()
)
_NEAR_WORDS = 4


class _Asked(NamedTuple):
    """The part that a question asks for, in what; and of a doer, to whom it is done."""

    part: Part
    verb: str  # its stem
    other: str


def has_other_part(question: str, text: str, span: Span) -> bool:
    """Whether a name does what is done to the one who is asked for, or the other way round."""
    asked = _read(question)
    if asked is None:
        return False
    before, after = clause_around(text, span)
    if asked.part == "done to" and _BY.search(before):
        return True
    if asked.part == "doer" and _denies_it(asked.verb, after):
        return True
    if asked.part == "doer" and _does_it_itself(asked, before + text[slice(*span)] + after):
        return True
    part = _part_after_verb(asked.verb, before) or _part_before_verb(asked.verb, after)
    return part is not None and part != asked.part


@lru_cache(maxsize=64)
def _read(question: str) -> _Asked | None:
    clause = asking_clause(question)
    clause = clause[:1].lower() + clause[1:]
    if agent := _AGENT.match(clause):
        words = re.findall(r"[\w-]+", agent["other"].casefold())
        return _Asked("doer", _stem(agent["verb"]), words[-1] if words else "")
    patient = _PATIENT.match(clause) or _OBJECT.match(clause)
    if patient and patient["verb"] not in _REPORTING:
        return _Asked("done to", _stem(patient["verb"]), "")
    return None


@lru_cache(4096)
def _stem(word: str) -> str:
    return next(iter(stems(word)), word)


def _does_it_itself(asked: _Asked, clause: str) -> bool:
    """Whether the one it is done to does it, of "who killed Hanlow?": "Hanlow had killed it"."""
    words = [word.casefold() for word in _TOKEN.findall(clause)]
    for place in _verbs(words, asked.verb):
        doers = [word for word in words[max(0, place - 2) : place] if word not in _PERFECT]
        if doers[-1:] == [asked.other] and "by" not in words[place + 1 : place + 2]:
            return True
    return False


def _denies_it(verb: str, after: str) -> bool:
    """Whether what is done stands only in what the one named before it denies."""
    denies = _DENIES.match(after)
    if denies is None:
        return False
    added = (_stem(word) for word in re.findall(r"[a-z]+", denies["added"] or ""))
    what = (_stem(word) for word in re.findall(r"[a-z]+", denies["what"]))
    return verb in what and verb not in added


def _part_after_verb(verb: str, before: str) -> Part | None:
    """The part of a name that the verb stands before."""
    words = [word.casefold() for word in _TOKEN.findall(before)]
    places = _verbs(words, verb)
    if not places or "," in words[places[-1] :]:
        return None
    between = words[places[-1] + 1 :]
    if len(between) > _NEAR_WORDS + 3:
        return None
    if "by" in between:
        return "doer"
    is_near = len(between) <= _NEAR_WORDS and not _TIES.intersection(between)
    return "done to" if is_near and not _is_passive(words[: places[-1]]) else None


def _part_before_verb(verb: str, after: str) -> Part | None:
    """The part of a name that the verb stands after."""
    words = [word.casefold() for word in _TOKEN.findall(after)]
    places = _verbs(words, verb)
    if not places or places[0] > _NEAR_WORDS + 1:
        return None
    between = words[: places[0]]
    if "," in between or _TIES.intersection(between):
        return None
    is_passive = _is_passive(between) or words[places[0] + 1 : places[0] + 2] == ["by"]
    return "done to" if is_passive else "doer"


def _verbs(words: Sequence[str], stem: str) -> list[int]:
    """Where the verb stands, and not a noun of the same stem: "sued", but not "the suit"."""
    return [
        place for place, word in enumerate(words)
        if _stem(word) == stem
        and not (place and words[place - 1] in _BEFORE_NOUN)
        and not word.endswith(("er", "or", "ment", "tion"))
    ]  # fmt: skip


def _is_passive(before: Sequence[str]) -> bool:
    """Whether words before a verb make it passive; an adverb may come between."""
    return any(re.fullmatch(_PASSIVE, word) for word in before[-2:])
