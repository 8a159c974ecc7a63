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
        ("How many doctors died?", "Doctors left. It lost 610 patients.", True),
        ("How many doctors died?", "It lost 610 patients and doctors.", False),
        ("How many jobs do the cranes cost?", "It has 610 new cranes. Jobs will go.", True),
        ("How many jobs do the cranes cost?", "It has 610 jobs. Cranes will come.", False),
        ("How many jobs do the cranes cost?", "It has 610 new cranes.", False),
        ("How many parks and gardens are there?", "It has 610 gardens and parks.", False),
        ("How many market stalls are there?", "It has 610 stalls. The market is old.", False),
        ("How many seedless kinds are there?", "It has 610 kinds, none seedless.", False),
        ("How many cranes take jobs?", "It has 610 new cranes. Jobs will go.", False),
    ],
)
def test_a_number_counts_what_stands_behind_it(question: str, text: str, is_so: bool) -> None:
    start = text.index("610")
    assert counts_other_things(question, text, Span(start, start + 3)) is is_so
