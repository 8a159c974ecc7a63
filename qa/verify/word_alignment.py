"""Where in a text the words of a quotation stand, and where the nearest to them do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from corpus.records import Span


class WordRange(NamedTuple):
    """Words `first` to `end - 1` of a text, and by how many edits they differ from a quotation.

    An edit adds a word, leaves one out, or changes one.
    """

    first: int
    end: int
    edits: int


def find_exact(parts: Sequence[Sequence[str]], text: Sequence[str]) -> Iterator[WordRange]:
    """Every place where all parts stand one after the other, word for word, in rising order.

    Between two parts other words may stand. Places do not overlap.
    """
    begin = 0
    while found := _find_in_order(parts, text, begin):
        yield found
        begin = found.end


def _find_in_order(
    parts: Sequence[Sequence[str]], text: Sequence[str], begin: int
) -> WordRange | None:
    first, end = None, begin
    for part in parts:
        place = _find_run(part, text, end)
        if place is None:
            return None
        first, end = place if first is None else first, place + len(part)
    return None if first is None else WordRange(first, end, 0)


def _find_run(words: Sequence[str], text: Sequence[str], begin: int) -> int | None:
    size, wanted = len(words), tuple(words)
    for place in range(begin, len(text) - size + 1):
        if text[place] == wanted[0] and tuple(text[place : place + size]) == wanted:
            return place
    return None


def find_nearest(quote: Sequence[str], text: Sequence[str]) -> WordRange:
    """The part of a text that the fewest edits make of a quotation; of equals the first.

    Sellers' algorithm (1980): edit distance with a free beginning and a free end in the text, over
    whole words, a row of all the text's places at once.
    """
    numbers = {word: number for number, word in enumerate(dict.fromkeys(quote))}
    places = np.arange(len(text) + 1)
    known = np.array([numbers.get(word, -1) for word in text], dtype=np.int64)
    costs, begins = np.zeros_like(places), places.copy()
    for row, word in enumerate(quote, start=1):
        changed = costs[:-1] + (known != numbers[word])
        left_out = costs + 1
        is_changed = np.concatenate([[False], changed < left_out[1:]])
        best = np.where(is_changed, np.concatenate([[row], changed]), left_out)
        begun = np.where(is_changed, np.concatenate([[0], begins[:-1]]), begins)
        # A word more in the text costs 1 for each step from an earlier place: a running minimum.
        steps = (best - places) * len(places) + places
        nearest = np.minimum.accumulate(steps)
        source = nearest % len(places)
        costs, begins = nearest // len(places) + places, begun[source]
    end = int(costs.argmin())
    return WordRange(int(begins[end]), end, int(costs[end]))


def find_differences(quote: Sequence[str], found: Sequence[str]) -> list[tuple[Span, Span]]:
    """The ranges of words in which a quotation and what was found differ, in their order."""
    matcher = SequenceMatcher(None, quote, found, autojunk=False)
    return [
        (Span(first, end), Span(first_found, end_found))
        for kind, first, end, first_found, end_found in matcher.get_opcodes()
        if kind != "equal"
    ]
