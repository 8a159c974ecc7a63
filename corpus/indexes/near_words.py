"""Words that are nearly the same: how many slips of the hand lie between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
# Letters by which a stem may be shorter than a word's stem: endings differ where words do.
_SHORTER_STEM = 3
_SHORTEST_STEM = 4


def fold(word: str) -> str:
    """The word in lower case and without accents, as it is indexed."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


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


def nearest_stems(word: str, stem: str, known: Iterable[tuple[str, int]], edits: int) -> list[str]:
    """The known stems that a word may have been meant for, the nearest and most frequent first.

    `known` are stems with how many texts hold each. A slip can change how a word is stemmed, so
    a stem also counts where the word begins nearly so.
    """
    near: list[tuple[int, int, str]] = []
    letters = set(word)
    for other, texts in known:
        is_as_long = len(stem) - edits - _SHORTER_STEM <= len(other) <= len(word) + edits
        # A slip brings at most one letter that the word has not: this spares nearly all of them.
        if not is_as_long or len(set(other) - letters) > edits:
            continue
        least = count_edits(stem, other, edits)
        if least > edits and len(other) >= _SHORTEST_STEM:
            least = count_edits(word[: len(other)], other, edits)
        if least <= edits:
            near.append((least, -texts, other))
    return [other for _, _, other in sorted(near)]
