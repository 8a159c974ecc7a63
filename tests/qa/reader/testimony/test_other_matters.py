"""Amounts and times of other things than the first row tells; the answers are in brackets."""

import pytest

from corpus.records import Span
from qa.reader.testimony.other_matters import is_amount_of_other_matter, is_time_of_other_matter


def unmarked(marked: str) -> tuple[str, Span]:
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), Span(start, end)


@pytest.mark.parametrize(
    ("question", "row", "first", "is_other"),
    [
        ("What will the quay cost?", "It costs each house [£40].", "It costs [£57m].", True),
        ("What will the quay cost?", "It costs [£40] a year.", "It costs [£57m].", True),
        ("What will the quay cost?", "It costs [£61m].", "It costs [£57m].", False),
        ("How many died?", "The blast injured [30].", "The blast killed [12].", True),
        ("How many died?", "It left [30] people hurt.", "The blast killed [12].", True),
        ("How many died?", "Killing [14] and injuring 30.", "The blast killed [12].", False),
        ("How many jobs go?", "It cuts [120] jobs in Wales.", "It cuts [340] jobs.", True),
        ("How many jobs go in Wales?", "It cuts [120] jobs in Wales.", "It cuts [340].", False),
        ("How many jobs go?", "It cuts [120] jobs in May.", "It cuts [340] jobs.", False),
    ],
)
def test_amounts_of_something_else(question: str, row: str, first: str, is_other: bool) -> None:
    both = (*unmarked(row), *unmarked(first))
    assert is_amount_of_other_matter(question, *both) is is_other


@pytest.mark.parametrize(
    ("question", "row", "first", "is_other"),
    [
        ("When does it close?", "It is closed on [Monday].", "It closes on [4 May].", True),
        ("When does it close?", "It opened on [1 May].", "It closes on [4 May].", True),
        ("When does it close?", "It shuts on [5 May].", "It closes on [4 May].", False),
        ("When does it close?", "It stays open until [5 May].", "It closes on [4 May].", False),
        ("Until when is it on?", "They met on [Monday].", "It is on until [Friday].", True),
        ("Until when is it on?", "It runs to [Monday].", "It is on until [Friday].", False),
    ],
)
def test_times_of_something_else(question: str, row: str, first: str, is_other: bool) -> None:
    both = (*unmarked(row), *unmarked(first))
    assert is_time_of_other_matter(question, *both) is is_other
