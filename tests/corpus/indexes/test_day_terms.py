import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.arrays import UNDATED
from corpus.indexes.day_terms import FIRST, LAST, terms_of_day, terms_of_range

BEFORE, AFTER = UNDATED
DAYS = st.integers(BEFORE + 1, AFTER - 1)


@given(DAYS, DAYS, st.integers(BEFORE, AFTER))
@example(1, AFTER - 1, BEFORE)
@example(1, AFTER - 1, AFTER)
@example(735_000, 735_000, 735_000)
@example(735_000, 734_999, 735_000)
def test_a_day_has_one_term_of_each_range_that_it_is_in(first: int, last: int, day: int) -> None:
    terms = list(terms_of_range(FIRST, first, last))
    assert len(terms) == len(set(terms))
    shared = set(terms).intersection(terms_of_day(FIRST, day))
    assert len(shared) == (1 if first <= day <= last else 0)


@given(DAYS, st.integers(0, 40))
def test_the_days_next_to_a_range_are_not_in_it(first: int, more: int) -> None:
    last = min(first + more, AFTER - 1)
    terms = set(terms_of_range(LAST, first, last))
    for day in (first - 1, last + 1):
        assert terms.isdisjoint(terms_of_day(LAST, day))


@pytest.mark.parametrize("days", [365, 3650, AFTER])
def test_a_range_is_few_terms(days: int) -> None:
    assert len(list(terms_of_range(FIRST, 734_500, 734_500 + days))) < 250


def test_a_first_day_is_not_taken_for_a_last_one() -> None:
    assert set(terms_of_day(FIRST, 735_000)).isdisjoint(terms_of_range(LAST, 1, AFTER))
