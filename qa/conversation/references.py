"""Pronouns of a question, and what the turns before it put in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qa.conversation.antecedents import find_counted, find_object, find_person, find_several
from qa.conversation.names import Gender, find_names
from qa.conversation.scenes import Scene
from qa.conversation.short_phrases import article_in_view, replace_phrase
from qa.conversation.things import find_place, find_role, find_thing
from qa.conversation.times import find_time
from qa.conversation.within_question import (
    OWNING,
    has_own_person,
    has_own_several,
    has_own_thing,
    is_object,
)
from qa.conversation.word_classes import BE, POINTING, PREPOSITIONS, Word, possessive

_AFTER_EXPLETIVE = frozenset(
    "any have has had people would will could can might may must should".split()
)


class Completed(NamedTuple):
    """A question with what it left to the turns before; `unclear` is what nothing fits, or ""."""

    text: str
    unclear: str = ""


class _Found(NamedTuple):
    """What stands for a word, "" where nothing fits; where the words that it replaces end; and
    what the replaced word was, so that a second one like it stays: "his" after "he".
    """

    words: str
    end: int
    like: str


@dataclass(slots=True)
class _Reading:
    """A question being read from its beginning, and which kinds of words were replaced so far."""

    question: str
    scenes: Sequence[Scene]
    replaced: set[str] = field(default_factory=set)


_PERSONS: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her", "hers"), "she"),
}
_SEVERAL = frozenset("they them their theirs".split())
_ASKS_WHO_IT_IS = re.compile(r"\W*who (?:is|was) it\b", re.IGNORECASE)


def replace_references(question: str, scenes: Sequence[Scene]) -> Completed:
    """The question with every word replaced that means something of the turns before.

    A word that means something of the question itself stays: "Kerry" is "he" in "What did Kerry
    say when he arrived?".
    """
    reading = _Reading(question, scenes)
    done, begin = "", 0
    for word in Word.all_of(question):
        found = _find_meaning(word, reading) if word.start >= begin else None
        if found is None:
            continue
        if not found.words:
            return Completed(question, question[word.start : found.end])
        done += question[begin : word.start] + _capitalized(found.words, word, question)
        begin = found.end
        reading.replaced.add(found.like)
    return Completed(done + question[begin:])


def _find_meaning(word: Word, reading: _Reading) -> _Found | None:
    """What to put in the place of a word; None where it stays."""
    text = word.lower
    if text in _PERSONS:
        return _find_whom(word, reading)
    if text in _SEVERAL:
        return _find_them(word, reading)
    if text in ("it", "its"):
        return _find_it(word, reading)
    if text == "there" and not _is_expletive_there(word):
        return _find_adverb(word, reading, find_place(reading.scenes), "in {}")
    if text == "then" and _ends_question(word):
        turns = [scene.turn for scene in reversed(reading.scenes)]
        return _find_adverb(word, reading, find_time(turns), "{}")
    if text in POINTING or text == "the":
        phrase = replace_phrase(word, reading.question, reading.scenes)
        return _Found(*phrase, like=text) if phrase else None
    return None


def _find_whom(word: Word, reading: _Reading) -> _Found | None:
    gender = _PERSONS[word.lower]
    if gender in reading.replaced:
        other = find_object(reading.scenes, gender) if is_object(word) else None
        return _Found(other, word.end, gender) if other else None
    if has_own_person(word, gender, reading.question):
        return None
    who = find_object(reading.scenes, gender) if is_object(word) else None
    who = who or find_person(reading.scenes, gender)
    return _Found(_inflect(who, word) if who else "", word.end, gender)


def _find_them(word: Word, reading: _Reading) -> _Found | None:
    if "they" in reading.replaced or has_own_several(word, reading.question):
        return None
    counted = find_counted(reading.scenes) if word.before == "of" else None
    who = counted or find_several(reading.scenes)
    if who is None:
        names = find_names(reading.question[: word.start])
        return None if names else _Found("", word.end, "they")
    return _Found(_inflect(who, word), word.end, "they")


def _find_it(word: Word, reading: _Reading) -> _Found | None:
    if "it" in reading.replaced or has_own_thing(word, reading.question):
        return None
    article = article_in_view(reading.scenes)
    if article and word.before == "does" and word.after in ("say", "mention", "report"):
        return _Found(article, word.end, "it")
    role = find_role(reading.scenes) if _ASKS_WHO_IT_IS.match(reading.question) else None
    what = role or find_thing(reading.scenes)
    return _Found(_inflect(what, word), word.end, "it") if what else None


def _find_adverb(word: Word, reading: _Reading, meaning: str | None, form: str) -> _Found | None:
    """The place or the time with its preposition; nothing fits where a question names nothing."""
    if meaning is None:
        return None if find_names(reading.question) else _Found("", word.end, word.lower)
    words = form.format(meaning)
    if word.before in PREPOSITIONS - {"like"}:
        words = words.partition(" ")[2]
    return _Found(words, word.end, word.lower)


def _is_expletive_there(word: Word) -> bool:
    """ "Is there", "there are", "were there any"; "out there" is nowhere."""
    return word.before in BE | {"out"} or word.after in BE | _AFTER_EXPLETIVE


def _ends_question(word: Word) -> bool:
    return word.after == "" and word.before not in ("", "and", "since", "until")


def _inflect(words: str, word: Word) -> str:
    """The words, as an owner where the pronoun is one: "her" is in "her plan", not in "met her"."""
    return possessive(words) if word.lower in OWNING and not is_object(word) else words


def _capitalized(words: str, word: Word, question: str) -> str:
    begins = word.start == 0 and question[:1].isupper()
    return words[0].upper() + words[1:] if begins else words
