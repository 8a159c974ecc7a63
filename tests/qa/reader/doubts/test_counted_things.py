"""A number of tins is no number of tubs, unless the text names those as well."""

import pytest

from corpus.records import Span
from qa.reader.doubts.counted_things import counts_other_things


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("How many tubs of ice were recalled?", "It recalled 610 tins of milk.", True),
        ("How many tins were recalled?", "It recalled 610 tins of milk.", False),
        ("How many cans were recalled?", "It recalled 610 tins of milk.", False),
        ("How many tubs were recalled?", "Tubs were recalled, and 610 tins of milk.", False),
        ("How many nurses work there?", "It has 610 qualified doctors.", True),
        ("How many people work there?", "It has 610 qualified doctors.", False),
        ("How many nurses work there?", "It has 610 staff.", False),
        ("How much milk was there?", "It recalled 610 tins of milk.", False),
    ],
)
def test_a_number_counts_what_stands_behind_it(question: str, text: str, is_so: bool) -> None:
    start = text.index("610")
    assert counts_other_things(question, text, Span(start, start + 3)) is is_so
