"""Which sentences go on with the quotation before them."""

import pytest

from qa.reader.shaping.sentence_answers import answer_units
from qa.reader.shaping.split_quotations import join_split_quotations


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“It was cold,” the porter said. “The pipes had frozen.”", 1),
        ("“It was cold,” the porter said.\n\n“The pipes had frozen.”", 2),
        ("“It was cold,” the porter said. “We know,” said the mayor.", 2),
        ("The porter went home. “The pipes had frozen.”", 2),
        ("“It was cold,” the porter said. The pipes had frozen.", 2),
    ],
)
def test_more_of_a_quotation_is_joined_in_its_paragraph(text: str, count: int) -> None:
    units = answer_units(text)
    assert len(join_split_quotations(text, units, 500)) == count
    assert len(join_split_quotations(text, units, 20)) == len(units)
