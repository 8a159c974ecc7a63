"""Words that mean something of their own question, or nothing: "Did the king lose his crown?"."""

from __future__ import annotations

import re

from qa.conversation.names import Gender, find_names
from qa.conversation.noun_phrases import Phrase, find_phrases
from qa.conversation.verbs import is_participle
from qa.conversation.word_classes import (
    AUXILIARIES,
    BE,
    CLOSED,
    DETERMINERS,
    KIN,
    MEN,
    PREPOSITIONS,
    QUESTION_WORDS,
    WOMEN,
    Word,
    any_word,
    is_role,
)

OWNING = frozenset("his her hers their theirs its".split())
_BEGINNINGS = QUESTION_WORDS | AUXILIARIES | PREPOSITIONS | {"tell", "name", "any", "list", "show"}
_SKY = "cold|hot|warm|dark|late|early|windy|wet|dry|rainy|foggy|humid|sunny|cloudy"
_EVENT = "attack|accident|bomb|murder|suicide|crime|explosion|earthquake|coup|hoax|massacre|war"
_EXPLETIVE_IT = re.compile(
    r"\bit\b(?=\s+(?:(?:never|always|often|rarely|hardly|only|still|ever)\s+)?"
    r"(?:takes?|took|rain(?:s|ed)?|snow(?:s|ed)?|seems?|seemed|matters?)\b)"
    r"|\bit costs?\b(?=.* to\b)"
    r"|\bit (?:hurts?|pays?|makes? sense|feels? \w+) to\b|\bit be \w+ that\b"
    r"|\b(?:is|was) it like (?:in|at|on|to|for|there)\b"
    rf"|\b(?:is|was|will it be) it (?:so |too |that |this )?(?:{_SKY})\b(?=.* (?:at|in|on)\b)"
    rf"|\b(?:is|was) it (?:really )?an? (?:\w+ )?(?:{_EVENT})\b(?=.* (?:at|in|on|near) \w)"
    r"|\b(?:made|makes?|making) it (?:in|on)?to (?=the\b|(?-i:[A-Z]))"
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
_ASKER = rf"(?:who|(?:which|what|how many)\s+{_NO_AUXILIARY})"
_ASKS_SUBJECT = re.compile(rf"^\W*{_ASKER}\s+{_NO_AUXILIARY}", re.IGNORECASE)
# "Which firm says it will …?", and not "Who says it will …?", which no thing does.
_SAYS = (
    r"(?:says?|said|thinks?|thought|believes?|believed|claims?|claimed|admits?|admitted|den(?:y|ies)"
    r"|denied|hopes?|hoped|knows?|knew|feels?|felt|fears?|feared|promised?|promises|swore|insists?"
    r"|insisted|announces?|announced|declares?|declared|confirms?|confirmed|wrote)(?:\s+that)?"
)
_ASKER_SAYS = re.compile(rf"^\W*{_ASKER}\s+{_SAYS}\s+$", re.IGNORECASE)
_BODY_SAYS = re.compile(rf"^\W*(?:which|what)\s+{_NO_AUXILIARY}\s+{_SAYS}\s+$", re.IGNORECASE)
_WHO_IS_AND = re.compile(
    rf"^\W*who (?:is|was) (?!{any_word(CLOSED - DETERMINERS)}\b).+ and\b", re.I
)
_QUESTION_BEGINS = re.compile(
    rf"^\W*(?:(?:and|but|so|then|also|ok|okay|well)\W+)*{any_word(_BEGINNINGS)}\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(r"\b(?:when|after|before|if|because|while|once|until)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:people|anyone|everyone)\b", re.IGNORECASE)
_AUXILIARY_LAST = re.compile(rf"\b(?P<aux>{any_word(AUXILIARIES)})\s+$", re.IGNORECASE)
_HAS_SUBJECT = re.compile(
    rf"\b{any_word(AUXILIARIES)}\s+(?!{any_word(CLOSED)}\b)\w+", re.IGNORECASE
)


def has_own_person(word: Word, gender: Gender, question: str) -> bool:
    """Whether the question itself says who "he" or "she" is."""
    before = question[: word.start]
    return (
        any(name.may_be(gender) for name in find_names(before))
        or _means_asker(word, question)
        or bool(_ASKER_SAYS.search(before) or _WHO_IS_AND.search(before))
        or (word.lower in OWNING and not is_object(word) and _has_bearer(before, gender))
    )


def has_own_several(word: Word, question: str) -> bool:
    """Whether the question itself says who "they" are."""
    before = question[: word.start]
    names = find_names(before)
    if len(names) > 1 or (names and _PEOPLE.search(before)) or _ASKER_SAYS.search(before):
        return True
    asking = _ASKS_SUBJECT.search(before)  # "Who wants them?": a verb is no phrase
    phrases = [each for each in find_phrases(before) if not asking or each.start >= asking.end()]
    own = any(phrase.plural for phrase in phrases)
    return own or _joins_own(before) or _means_asker(word, question)


def has_own_thing(word: Word, question: str) -> bool:
    """Whether "it" means nothing, or what the question itself named.

    Its subject is "its" but never "it".
    """
    before = question[: word.start]
    if _EXPLETIVE_IT.search(question) or _BODY_SAYS.search(before) or _joins_own(before):
        return True
    if word.lower == "its" and _HAS_SUBJECT.search(before):
        return True
    named = [phrase.start for phrase in find_phrases(before) if _is_known_thing(phrase)]
    named += [name.start for name in find_names(before)]
    return any(
        word.lower == "its"
        or not _AUXILIARY_LAST.search(before[:at])
        or _SUBORDINATE.search(before, at)  # "How fast was the train going when it …?"
        for at in named
    )


def is_object(word: Word) -> bool:
    """Whether something is done to whom it means: "him", and the "her" of "met her"."""
    is_last = word.after == "" or word.after in CLOSED
    return word.lower == "him" or (word.lower == "her" and is_last)


def _means_asker(word: Word, question: str) -> bool:
    """Whether it means somebody of its own question, which asks for the owner or is a search."""
    if word.lower in OWNING and _ASKS_SUBJECT.search(question):
        return not is_object(word)
    return not _QUESTION_BEGINS.search(question) and " who " in question


def _has_bearer(before: str, gender: Gender) -> bool:
    """Whether somebody acts before, whose it is then: "the king" in "did the king lose"."""
    others = WOMEN if gender == "he" else MEN
    for phrase in find_phrases(before):
        head, verb = phrase.head.lower(), before[phrase.end :].split()
        auxiliary = _AUXILIARY_LAST.search(before[: phrase.start])
        if not auxiliary or not verb or not (is_role(head) or head in KIN) or head in others:
            continue
        if auxiliary["aux"].lower() not in BE or _is_verb(verb[0]):
            return True
    return False


def _is_verb(word: str) -> bool:
    return word.endswith(("ed", "en", "ing")) or is_participle(word)


def _is_known_thing(phrase: Phrase) -> bool:
    return not phrase.plural and phrase.text.split()[0].lower() in DETERMINERS


def _joins_own(before: str) -> bool:
    """Whether "and" joins it to something of the same question: "feijoada and its history"."""
    first, joint, _ = before.rpartition(" and ")
    words = re.findall(r"[a-z]+", first.lower())[1:]
    return bool(joint) and any(word not in CLOSED for word in words)
