"""The last question with something new in the place of its like: "and in Aleppo?"."""

from __future__ import annotations

import re
from itertools import pairwise

from qa.conversation.name_kinds import describe_name
from qa.conversation.names import Name, find_names
from qa.conversation.noun_phrases import Phrase, find_phrases
from qa.conversation.scenes import Scene
from qa.conversation.times import asks_when, find_time_phrase, is_adverb_of_time, is_time
from qa.conversation.verbs import is_participle
from qa.conversation.word_classes import (
    CLOSED,
    POINTING,
    PREPOSITIONS,
    PRONOUNS,
    TOKEN,
    acts,
    is_plural,
    possessive,
    without_possessive,
)
from qa.reader.questions.answer_types import is_of_kind

_OWNER = re.compile(r"\b(?:(?:the|[A-Z][\w-]*)\s+)*[\w-]+['’]s\b")
_ABOUT = re.compile(r"\b(?:about|of|on)\s+(?P<what>.+)$")
_OWNING_PHRASE = re.compile(r"(?:[\w-]+\s+){0,3}[\w-]+['’]s")
_COUNTED = re.compile(
    r"(?:how many|which|what)\s+(?P<noun>[a-z]+s|people|children|women|men)\s"
    r"(?:(?:are|were|was|have been) )?[a-z]+(?P<where>\s.*)?$",
    re.IGNORECASE,
)
_THE_BEFORE = re.compile(r"\bthe\s+$", re.IGNORECASE)
# What means something only with what it stands beside.
_UNRESOLVED = POINTING | PRONOUNS | frozenset("his her its their my your our".split())
_ENDS_OPEN = frozenset("one ones other others before after same rest latter former".split())
# What a question of an event may go on to, and never asks the same of.
_ASPECTS = frozenset(
    "reaction reactions response responses consequence consequences reason reasons result results "
    "cause causes outcome effect effects background aftermath details".split()
)


def put_in(new: str, last: Scene) -> str | None:
    """The last question with something new; None where nothing in it is like that."""
    question = last.turn.asked.strip().rstrip("?.! ")
    first, _, rest = new.partition(" ")
    if is_adverb_of_time(new):
        return None if asks_when(question) else _put_in_with_preposition("", new, last)
    has_preposition = bool(rest) and first.lower() in PREPOSITIONS
    if (rest if has_preposition else new).split()[0].lower() in _UNRESOLVED:
        return None
    if has_preposition:
        return _put_in_with_preposition(first.lower(), rest, last)
    if is_time(new):
        return _put_in_with_preposition("on" if "day" in new else "in", new, last)
    if _OWNING_PHRASE.fullmatch(new) and (owner := _OWNER.search(question)):
        return _swap(question, *owner.span(), new)
    if names := find_names(new, sentences=False):
        return _put_in_name(names[0], new, last)
    if _is_country(new):
        old = _find_country(question)
        return _swap(question, *old, new) if old else None
    return _put_in_phrase(new, question)


def _put_in_name(name: Name, new: str, last: Scene) -> str | None:
    question = last.turn.asked.strip().rstrip("?.! ")
    if find_phrases(new)[-1:] and len(find_phrases(new)[-1].text) > len(name.text) + 4:
        return None  # "the BBC experiment": what it takes the place of is not plain
    described = describe_name(name, (new, *last.texts), last.all_names)
    if old := _like_of(described, new, last):
        return _swap(question, old.start, old.end, new)
    if _is_country(name.text) and (country := _find_country(question)):
        return _swap(question, *country, new)
    if about := _ABOUT.search(question):
        return f"{question[: about.start('what')]}{new}"
    if described.kind in ("person", "group"):
        return _put_in_phrase(new, question, acting=True)
    return f"{question} in {new}"


def _put_in_with_preposition(preposition: str, new: str, last: Scene) -> str:
    """ "in Aleppo" for "in the Damascus blasts"; added where the question has nothing like it."""
    question = last.turn.asked.strip().rstrip("?.! ")
    dated = is_time(new) or not preposition
    placed = f"{preposition} {new}".strip()
    if preposition == "of" and (owner := _OWNER.search(question)):
        return _swap(question, *owner.span(), new)
    if dated and (time := find_time_phrase(question)):
        return f"{question[: time.start()]} {placed}{question[time.end() :]}"
    for phrase in [] if dated else reversed(find_phrases(question)):
        if owner_at := _find_owner(phrase, preposition, last):
            return f"{question[:owner_at]}{new}{question[phrase.end :]}"
        before = re.search(r"\b(\w+)\s+$", question[: phrase.start])
        if not before or before[1].lower() not in PREPOSITIONS:
            continue
        if before[1].lower() == preposition and not is_time(phrase.text):
            return f"{question[: before.start()]}{placed}{question[phrase.end :]}"
    return f"{question} {placed}"


def _find_owner(phrase: Phrase, preposition: str, last: Scene) -> int:
    """Where "Lindach" begins in "the mayor of Lindach", for "of" or for another place; else 0."""
    _, of, owner = phrase.text.rpartition(" of ")
    places = [name.text for name in last.asked if name.kind == "place"]
    fits = preposition == "of" or (preposition == "in" and owner in places)
    return phrase.end - len(owner) if of and fits else 0


def _like_of(new: Name, written: str, last: Scene) -> Name | None:
    """The name of the last question that the new one takes the place of: one of its kind."""
    owns = written.endswith(("'s", "’s"))
    asked = [
        name
        for name in last.asked
        if name.text != new.text
        and (not owns or last.turn.asked[name.start : name.end].endswith(("'s", "’s")))
    ]
    same = [name for name in asked if name.kind == new.kind]
    unsure = [name for name in asked if "unknown" in (name.kind, new.kind)]
    return next(iter(same or unsure), None)


def _put_in_phrase(new: str, question: str, *, acting: bool = False) -> str | None:
    """ "the rebels" for "the government", "women" for the "children" of "how many children".

    What acts takes the place of what acts, a thing that of a thing of its number.
    """
    last_word = new.split()[-1].lower()
    if last_word in _ENDS_OPEN or last_word in _ASPECTS or new.lower() in CLOSED:
        return None
    counted = _COUNTED.match(question)
    verb = new.split()[0]
    was_done = verb.endswith("ed") or is_participle(verb)
    if counted and was_done:
        return f"{question[: counted.end('noun')]} were {new}{counted['where'] or ''}"
    if counted and re.fullmatch(r"[a-z]+", new):
        return _swap(question, *counted.span("noun"), new)
    head = next((each.head for each in reversed(find_phrases(new))), "")
    acting = acting or acts(head.lower())
    for old in find_phrases(question) if head and not was_done else ():
        alike = acts(old.head.lower()) == acting and (acting or old.plural == is_plural(head))
        if old.text.lower().startswith("the ") and alike:
            return _swap(question, old.start, old.end, new)
    return None


def _is_country(name: str) -> bool:
    """Whether it is a country's name in any case, and no two names."""
    words = name.title().split()
    parts = [word for word in words if len(words) > 1 and is_of_kind("country", word)]
    return len(words) < 3 and not parts and is_of_kind("country", " ".join(words))


def _find_country(question: str) -> tuple[int, int] | None:
    """Where a question names a country, with a capital or without."""
    words = list(TOKEN.finditer(question))
    spans = [(first.start(), last.end()) for first, last in pairwise(words)]
    spans += [token.span() for token in words]
    countries = [span for span in spans if _is_country(without_possessive(question[slice(*span)]))]
    return min(countries, default=None)


def _swap(question: str, start: int, end: int, new: str) -> str:
    """The new words in the place of the old ones, owning as they did and with one article."""
    owns = question[start:end].endswith(("'s", "’s")) and not new.endswith(("'s", "’s"))
    article = _THE_BEFORE.search(question[:start])
    if article and (new.lower().startswith("the ") or _ends_phrase(question, end)):
        start = article.start()
    return question[:start] + (possessive(new) if owns else new) + question[end:]


def _ends_phrase(question: str, end: int) -> bool:
    """Whether no noun follows, to which an article would belong: "the Labour Party"."""
    following = TOKEN.match(question, end + 1)
    return following is None or following[0].lower() in CLOSED
