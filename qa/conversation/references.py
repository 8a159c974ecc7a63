"""Pronouns of a question, and what the turns before it put in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qa.conversation.antecedents import find_person, find_several
from qa.conversation.names import Gender, find_names
from qa.conversation.noun_phrases import Phrase, find_phrases
from qa.conversation.scenes import Scene
from qa.conversation.short_phrases import article_in_view, replace_phrase
from qa.conversation.things import find_place, find_thing
from qa.conversation.times import find_time
from qa.conversation.word_classes import (
    AUXILIARIES,
    BE,
    CLOSED,
    DETERMINERS,
    POINTING,
    PREPOSITIONS,
    QUESTION_WORDS,
    Word,
    any_word,
    possessive,
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
_BEGINNINGS = QUESTION_WORDS | AUXILIARIES | PREPOSITIONS | {"tell", "name", "any", "list", "show"}
_OWNING = frozenset("his her hers their theirs its".split())
_EXPLETIVE_IT = re.compile(
    r"\bit\b(?=\s+(?:takes?|took|rains?|snows?|seems?|seemed|matters?)\b)|\bit costs?\b(?=.* to\b)"
    r"|\bhow (?:cold|hot|warm|dark|late|windy|bad)\b.*\bit (?:get|be|become)\b"
    r"|\bhow (?:cold|hot|warm|dark|late|windy|wet|far) (?:is|was|will) it\b"
    r"(?=.* (?:at|in|on|from)\b)"
    r"|\b(?:call|find|found|make|made|think|thought|consider)(?:s|ed)? it \w+(?: for .*)?"
    r" (?:to|that)\b"
    r"|\b(?:is|was|isn't|wasn't) it\b(?=.*\b(?:that|to|for|who|when|whether)\b)"
    r"|\bit (?:is|was)\b(?=.*\b(?:that|to)\b)|\bwhat (?:time|day) is it\b|\bit['’]s\b",
    re.IGNORECASE,
)
# "Who broke her wrist?", "How many people lost their lives?": the owner is whoever is asked for.
_NO_AUXILIARY = rf"(?!{any_word(AUXILIARIES)}\b)[\w-]+"
_ASKS_SUBJECT = re.compile(
    rf"^\W*(?:who|(?:which|what|how many)\s+{_NO_AUXILIARY})\s+{_NO_AUXILIARY}", re.IGNORECASE
)
_QUESTION_BEGINS = re.compile(
    rf"^\W*(?:(?:and|but|so|then|also|ok|okay|well)\W+)*{any_word(_BEGINNINGS)}\b", re.IGNORECASE
)
_AFTER_EXPLETIVE = frozenset(
    "any have has had people would will could can might may must should".split()
)
_SUBORDINATE = re.compile(r"\b(?:when|after|before|if|because|while|once|until)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:people|anyone|everyone)\b", re.IGNORECASE)
_AUXILIARY_LAST = re.compile(rf"\b{any_word(AUXILIARIES)}\s+$", re.IGNORECASE)
_HAS_SUBJECT = re.compile(
    rf"\b{any_word(AUXILIARIES)}\s+(?!{any_word(CLOSED)}\b)\w+", re.IGNORECASE
)


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
    before = reading.question[: word.start]
    own = any(name.may_be(gender) for name in find_names(before)) or _means_own(word, reading)
    if own or gender in reading.replaced:
        return None
    who = find_person(reading.scenes, gender)
    return _Found(_inflect(who, word) if who else "", word.end, gender)


def _find_them(word: Word, reading: _Reading) -> _Found | None:
    before = reading.question[: word.start]
    names = find_names(before)
    several = len(names) > 1 or (bool(names) and bool(_PEOPLE.search(before)))
    asking = _ASKS_SUBJECT.search(before)  # "Who wants them?": a verb is no phrase
    phrases = [each for each in find_phrases(before) if not asking or each.start >= asking.end()]
    own = several or any(phrase.plural for phrase in phrases) or _joins_own(before)
    if own or "they" in reading.replaced or _means_own(word, reading):
        return None
    who = find_several(reading.scenes)
    if who is None:
        return None if names else _Found("", word.end, "they")
    return _Found(_inflect(who, word), word.end, "they")


def _find_it(word: Word, reading: _Reading) -> _Found | None:
    before = reading.question[: word.start]
    if "it" in reading.replaced or _EXPLETIVE_IT.search(reading.question):
        return None
    if _has_own_thing(before, word):
        return None
    article = article_in_view(reading.scenes)
    if article and word.before == "does" and word.after in ("say", "mention", "report"):
        return _Found(article, word.end, "it")
    what = find_thing(reading.scenes)
    return _Found(_inflect(what, word), word.end, "it") if what else None


def _find_adverb(word: Word, reading: _Reading, meaning: str | None, form: str) -> _Found | None:
    """The place or the time with its preposition; nothing fits where a question names nothing."""
    if meaning is None:
        return None if find_names(reading.question) else _Found("", word.end, word.lower)
    words = form.format(meaning)
    if word.before in PREPOSITIONS:
        words = words.partition(" ")[2]
    return _Found(words, word.end, word.lower)


def _means_own(word: Word, reading: _Reading) -> bool:
    """Whether it means somebody of its own question, which asks for the owner or is a search."""
    if word.lower in _OWNING and _ASKS_SUBJECT.search(reading.question):
        return not _is_object(word)
    return not _QUESTION_BEGINS.search(reading.question) and " who " in reading.question


def _has_own_thing(before: str, word: Word) -> bool:
    """Whether the question itself named what "it" means; its subject is "its" but never "it"."""
    if _joins_own(before) or (word.lower == "its" and _HAS_SUBJECT.search(before)):
        return True
    named = [phrase.start for phrase in find_phrases(before) if _is_known_thing(phrase)]
    named += [name.start for name in find_names(before)]
    return any(
        word.lower == "its"
        or not _AUXILIARY_LAST.search(before[:at])
        or _SUBORDINATE.search(before, at)  # "How fast was the train going when it …?"
        for at in named
    )


def _is_known_thing(phrase: Phrase) -> bool:
    return not phrase.plural and phrase.text.split()[0].lower() in DETERMINERS


def _joins_own(before: str) -> bool:
    """Whether "and" joins it to something of the same question: "feijoada and its history"."""
    first, joint, _ = before.rpartition(" and ")
    words = re.findall(r"[a-z]+", first.lower())[1:]
    return bool(joint) and any(word not in CLOSED for word in words)


def _is_expletive_there(word: Word) -> bool:
    """ "Is there", "there are", "were there any"; "out there" is nowhere."""
    return word.before in BE | {"out"} or word.after in BE | _AFTER_EXPLETIVE


def _ends_question(word: Word) -> bool:
    return word.after == "" and word.before not in ("", "and", "since", "until")


def _inflect(words: str, word: Word) -> str:
    """The words, as an owner where the pronoun is one: "her" is in "her plan", not in "met her"."""
    return possessive(words) if word.lower in _OWNING and not _is_object(word) else words


def _is_object(word: Word) -> bool:
    return word.lower == "her" and (word.after == "" or word.after in CLOSED)


def _capitalized(words: str, word: Word, question: str) -> str:
    begins = word.start == 0 and question[:1].isupper()
    return words[0].upper() + words[1:] if begins else words
