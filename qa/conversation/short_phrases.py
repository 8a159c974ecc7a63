"""Short noun phrases that mean something of the turns before: "the envoy", "that town"."""

from __future__ import annotations

from collections.abc import Sequence

from qa.conversation.antecedents import find_bearer, find_group, find_person
from qa.conversation.scenes import Scene
from qa.conversation.things import find_fuller, find_place
from qa.conversation.times import find_time
from qa.conversation.word_classes import (
    ARTICLE_NOUNS,
    AUXILIARIES,
    CLOSED,
    GROUP_NOUNS,
    PLACE_NOUNS,
    POINTING,
    PREPOSITIONS,
    TIME_NOUNS,
    TOKEN,
    Word,
    is_role,
    possessive,
    without_possessive,
)

# After a noun these say which one is meant: "the meeting about the hospital".
_SAYS_WHICH = frozenset("of about between with for in on at near among".split())


def replace_phrase(word: Word, question: str, scenes: Sequence[Scene]) -> tuple[str, int] | None:
    """What a phrase means that begins with this word, and where it ends; None where it stays.

    The phrase is "the" or "that" and one noun, with nothing after it that says which one.
    """
    token = TOKEN.match(question, word.end + 1)
    if token is None or token[0].lower() in CLOSED or not token[0].islower():
        return None
    noun, end = without_possessive(token[0]), token.end()
    if question.startswith(" “", end):  # it is named: "the article “Rain floods Lindach”"
        return None
    if noun == token[0] and not _is_whole_phrase(word, noun, question, end):
        return None
    meaning = _meaning_of(noun, word.lower, scenes)
    if meaning is None:
        return None
    if noun in TIME_NOUNS and word.before in PREPOSITIONS:
        meaning = meaning.partition(" ")[2]
    return meaning if noun == token[0] else possessive(meaning), end


def article_in_view(scenes: Sequence[Scene]) -> str | None:
    """The article of the last answer; None where it is called by a mere name."""
    last = next((scene for scene in scenes if scene.turn.title), None)
    return f"the article “{last.turn.title}”" if last and not last.topic else None


def _is_whole_phrase(word: Word, noun: str, question: str, end: int) -> bool:
    following = TOKEN.match(question, end + 1)
    after = following[0].lower() if following and question[end] == " " else ""
    if after in _SAYS_WHICH:
        return False
    acts = is_role(noun) or noun in ARTICLE_NOUNS | GROUP_NOUNS | PLACE_NOUNS
    is_subject = word.before in AUXILIARIES and acts  # a verb follows
    return is_subject or after == "" or after in CLOSED or after.endswith("ed")


def _meaning_of(noun: str, first: str, scenes: Sequence[Scene]) -> str | None:
    """What the noun means after its `first` word; unless that points, only what it surely does.

    "This year" is the one in which it is said.
    """
    pointing, is_present = first in POINTING, first in ("this", "these")
    if noun in TIME_NOUNS:
        turns = [scene.turn for scene in reversed(scenes)]
        return find_time(turns, noun) if pointing and not is_present else None
    if noun in ARTICLE_NOUNS:
        return article_in_view(scenes)
    has_bearer = is_role(noun) or noun in PLACE_NOUNS | GROUP_NOUNS
    if has_bearer and (bearer := find_bearer(scenes, noun)):
        return bearer
    if pointing and is_role(noun):
        return find_person(scenes, "he") or find_person(scenes, "she")
    if pointing and noun in PLACE_NOUNS:
        return find_place(scenes)
    if pointing and noun in GROUP_NOUNS:
        return find_group(scenes)
    return find_fuller(scenes[:2], noun, pointing=pointing)
