"""An article about another loch does not answer; a misspelt or a shortened name is the same."""

import pytest

from qa.reader.doubts.other_places import is_of_other_place
from qa.reader.questions.asked import Asked


@pytest.mark.parametrize(
    ("question", "article", "is_so"),
    [
        ("Who swam across Loch Tarn?", "The swim across Loch Brae was won by Ada Lund.", True),
        ("Who swam across Loch Tarn?", "It is colder than Loch Brae. Loch Tarn is deep.", False),
        ("Who swam across Loch Tarn?", "The swim across the loch was won by Ada Lund.", False),
        ("Who swam across Loch Tarrn?", "Loch Tarn and Loch Brae were swum.", False),
        ("Who runs Hillside School?", "The head of Brookside School is Ada Lund.", True),
        ("Who runs Hillside School?", "The School opened in May; Hillside has 80 pupils.", False),
        ("Who runs Hillside School?", "Ada Lund is its head.", False),
        ("Who works at St Bride's Hospital?", "Ada Lund works at St Anne's Hospital.", True),
        ("Who works at St Bride's Hospital?", "Ada Lund works at St Bride’s.", False),
        ("Who won the swim?", "The swim across Loch Brae was won by Ada Lund.", False),
        ("Who met Ada Lund?", "Ada Lund met Otto Brand at Brookside School.", False),
    ],
)
def test_another_name_of_the_kind_is_another_place(
    question: str, article: str, is_so: bool
) -> None:
    assert is_of_other_place(Asked(question).names, article) is is_so
