"""Slips of the hand, counted as by a textbook: every way between two short words is tried."""

from functools import cache
from itertools import product

import pytest

from corpus.indexes.near_words import count_edits, fold, has_changed_letter, nearest_stems, words_in


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
    ("typed", "meant", "changed"),
    [("wher", "where", False), ("wher", "when", True), ("stom", "storm", False),
     ("strom", "storm", False), ("lavrof", "lavrov", True), ("carrt", "cart", False)],
)  # fmt: skip
def test_a_changed_letter_is_told_from_one_left_out_or_swapped(
    typed: str, meant: str, changed: bool
) -> None:
    assert has_changed_letter(typed, meant) is changed


def test_words_are_folded_as_the_index_folds_them() -> None:
    assert fold("Élodie") == "elodie"
    assert words_in("Élodie's 14 bridges, LM-4471") == {"Élodie", "s", "bridges", "LM"}
