"""Slips of the hand, counted as by a textbook: every way between two short words is tried."""

from functools import cache
from itertools import product

import pytest

from corpus.indexes.near_words import count_edits, fold, nearest_stems, rarity_of_slip, words_in


@cache
def by_recursion(one: str, other: str) -> int:
    """Optimal string alignment, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        by_recursion(one[1:], other) + 1,
        by_recursion(one, other[1:]) + 1,
        by_recursion(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[1::-1] and len(one) > 1 and len(other) > 1:
        ways.append(by_recursion(one[2:], other[2:]) + 1)
    return min(ways)


def test_edits_are_counted_as_defined_up_to_the_most() -> None:
    words = ["".join(letters) for n in range(5) for letters in product("ab", repeat=n)]
    words += ["lavrov", "lavrof", "larvov", "storngest", "strongest", "hamburg", "hambrug"]
    for one, other in product(words, words):
        for most in (1, 2):
            assert count_edits(one, other, most) == min(by_recursion(one, other), most + 1)


@pytest.mark.parametrize(
    ("word", "stem", "meant"),
    [
        ("lavrof", "lavrof", "lavrov"),
        ("resigantion", "resigant", "resign"),  # a slip that changed the stem
        ("negotations", "negot", "negoti"),
        ("havety", "haveti", "haverti"),
    ],
)
def test_a_stem_is_near_though_a_slip_changed_how_the_word_is_stemmed(
    word: str, stem: str, meant: str
) -> None:
    known = [
        ("lavrov", 3),
        ("larch", 9),
        ("resign", 1),
        ("resin", 2),
        ("negoti", 4),
        ("neglect", 1),
        ("haverti", 2),
    ]
    assert meant in nearest_stems(word, stem, known, 1)[:2]


def test_the_most_frequent_of_equally_near_stems_comes_first() -> None:
    known = [("carts", 1), ("carte", 7), ("cards", 7)]
    assert nearest_stems("cartz", "cartz", known, 1) == ["carte", "carts"]


@pytest.mark.parametrize(
    ("typed", "meant", "rarity"),
    [("wher", "where", 1), ("wher", "when", 2), ("stom", "storm", 1),
     ("strom", "storm", 0), ("lavrof", "lavrov", 2), ("carrt", "cart", 1), ("talsk", "talks", 0)],
)  # fmt: skip
def test_swapped_letters_are_less_rare_than_others(typed: str, meant: str, rarity: int) -> None:
    assert rarity_of_slip(typed, meant) == rarity


def test_words_are_folded_as_the_index_folds_them() -> None:
    assert fold("Élodie") == "elodie"
    assert fold("Þóra Ægidius") == "thora aegidius"
    assert words_in("Élodie's 14 bridges, LM-4471") == {"Élodie", "s", "bridges", "LM"}
