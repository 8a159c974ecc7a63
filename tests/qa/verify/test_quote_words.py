"""Words as quotations are compared by them, and the alignment of two runs of words."""

import random
from collections.abc import Sequence

import pytest

from qa.verify.quote_words import is_negation, is_number, split_at_omissions, split_words
from qa.verify.word_alignment import find_differences, find_exact, find_nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “over”", "it's over"),
        ("a well-known case", "A well known case"),
        ("1,000 boats", "1000 boats"),
        ("the ﬁrst day", "the first day"),
        ("wait – what?", "Wait, what"),
    ],
)
def test_typography_makes_no_other_words(one: str, other: str) -> None:
    assert split_words(one).folded == split_words(other).folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4.5 years", "45 years"),
        ("£49m", "$49m"),
        ("can", "can't"),
        ("10,5 per cent", "105 per cent"),
        ("12:30", "1230"),
    ],
)
def test_what_changes_the_meaning_makes_other_words(one: str, other: str) -> None:
    assert split_words(one).folded != split_words(other).folded


def test_every_word_is_a_range_of_its_text() -> None:
    text = "“It’s 1,000 or £4.5m,” she said."
    words = split_words(text)
    there = [text[slice(*span)] for span in words.spans]
    assert there == ["It’s", "1,000", "or", "£", "4.5m", "she", "said"]


@pytest.mark.parametrize("mark", ["…", "...", "[…]", "[...]", "(. . .)"])
def test_a_quotation_is_parted_where_it_leaves_out(mark: str) -> None:
    parts = split_at_omissions(f"the talks {mark} are frozen {mark}")
    assert parts == ["the talks", "are frozen"]


def test_words_that_turn_a_meaning_round_are_known() -> None:
    assert [*map(is_negation, ("not", "won't", "never", "knot"))] == [True, True, True, False]
    assert [*map(is_number, ("14", "£", "nine", "4.5m", "don't"))] == [True] * 4 + [False]


def edits_by_hand(one: Sequence[str], other: Sequence[str]) -> int:
    row = list(range(len(other) + 1))
    for first, word in enumerate(one, start=1):
        before, row = row, [first]
        for second, there in enumerate(other, start=1):
            row.append(min(before[second] + 1, row[-1] + 1, before[second - 1] + (word != there)))
    return row[-1]


def test_the_nearest_words_are_those_of_a_search_through_all() -> None:
    chance = random.Random(2)
    for _ in range(200):
        quote = [chance.choice("abcd") for _ in range(chance.randint(1, 5))]
        text = [chance.choice("abcd") for _ in range(chance.randint(0, 8))]
        ranges = [(a, b) for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
        least = min(edits_by_hand(quote, text[a:b]) for a, b in ranges)
        found = find_nearest(quote, text)
        assert found.edits == least
        assert edits_by_hand(quote, text[found.first : found.end]) == least


def test_parts_are_found_in_their_order_and_more_than_once() -> None:
    text = "a b c a b x c b a".split()
    assert [(p.first, p.end) for p in find_exact([["a", "b"]], text)] == [(0, 2), (3, 5)]
    assert [(p.first, p.end) for p in find_exact([["a", "b"], ["c"]], text)] == [(0, 3), (3, 7)]
    assert not [*find_exact([["c"], ["x"], ["c", "c"]], text)]


def test_differences_are_ranges_of_both() -> None:
    one, other = "we will cut jobs now".split(), "we will not cut nine jobs".split()
    changed = [(one[slice(*a)], other[slice(*b)]) for a, b in find_differences(one, other)]
    assert changed == [([], ["not"]), ([], ["nine"]), (["now"], [])]
