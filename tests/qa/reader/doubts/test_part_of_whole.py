"""A part and its whole are both numbers; one of them is asked for."""

from __future__ import annotations

import pytest

from corpus.records import Span
from qa.reader.doubts.part_of_whole import is_the_whole


@pytest.mark.parametrize(
    ("question", "text", "number", "is_whole"),
    [
        ("How many jobs go?", "The mill will cut 70 of its 310 jobs.", "310", True),
        ("How many jobs go?", "The mill will cut 70 of its 310 jobs.", "70", False),
        ("How many jobs had the mill?", "It will cut 70 of its 310 jobs.", "310", False),
        ("How many boats sank?", "Three boats out of twelve sank.", "twelve", True),
        ("How many boats were there?", "Three boats out of twelve sank.", "twelve", False),
        ("How many boats sank?", "On a night of storms 12 boats sank.", "12", False),
        ("How many people came?", "The mayor of Tarn and 40 others came.", "40", False),
    ],
)
def test_the_whole_is_not_its_part(question: str, text: str, number: str, is_whole: bool) -> None:
    start = text.index(number)
    assert is_the_whole(question, text, Span(start, start + len(number))) is is_whole
