"""Words that are nearly the same: how many slips of the hand lie between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.plain_letters import without_accents

_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 3  # letters before which no slip changes only how a word is stemmed


def fold(word: str) -> str:
    """The word in lower case and without accents, as it is indexed."""
    return without_accents(word.casefold())


def words_in(text: str) -> set[str]:
    """The words of a text, as they are written there."""
    return set(_WORD.findall(text))


def count_edits(one: str, other: str, most: int) -> int:
    """How many letters were added, left out, changed or swapped with the next one.

    `most` + 1 for all that is more than `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before = before, row
        row = [place]
        for at, its in enumerate(other, start=1):
            cost = min(before[at] + 1, row[-1] + 1, before[at - 1] + (letter != its))
            if place > 1 and at > 1 and (letter, one[place - 2]) == (other[at - 2], its):
                cost = min(cost, earlier[at - 2] + 1)
            row.append(cost)
        if min(row) > most and (not before or min(before) > most):
            return most + 1
    return min(row[-1], most + 1)


def rarity_of_slip(one: str, other: str) -> int:
    """How rare the slips are that lie between two words: the higher, the rarer.

    Hands swap letters (0), then leave out and double them (1), more often than they change one (2).
    """
    if len(one) != len(other):
        return 1
    return 0 if sorted(one) == sorted(other) else 2


def nearest_stems(word: str, stem: str, known: Iterable[tuple[str, int]], edits: int) -> list[str]:
    """The known stems that a word may have been meant for, the nearest and most frequent first.

    `known` are stems with how many texts hold each. A slip can change how a word is stemmed: stems
    that only begin as the word does come last.
    """
    near: list[tuple[bool, int, int, str]] = []
    letters, opening = set(stem), word[:_OPENING]
    for other, texts in known:
        distance = edits + 1
        if abs(len(other) - len(stem)) <= edits and _share_letters(letters, set(other), edits):
            distance = count_edits(stem, other, edits)
        is_part = distance > edits
        if is_part and other.startswith(opening) and len(word) <= 2 * len(other):
            distance = count_edits(word[: len(other)], other, edits)
        if distance <= edits:
            near.append((is_part, distance, -texts, other))
    return [other for *_, other in sorted(near)]


def _share_letters(one: set[str], other: set[str], most: int) -> bool:
    """Whether so few edits may lie between words with these letters: a quick look."""
    return len(one - other) <= most and len(other - one) <= most
