"""What was only offered was not paid, and what one side wants the other does not offer."""

import pytest

from corpus.records import Span
from qa.reader.doubts.undone_deeds import is_not_done, is_of_other_side


def split(marked: str) -> tuple[str, Span]:
    sentence = marked.replace("[", "").replace("]", "")
    return sentence, Span(marked.index("["), marked.index("]") - 1)


@pytest.mark.parametrize(
    ("question", "marked", "after", "is_so"),
    [
        ("What raise did they settle for?", "The port has offered [4%].", "", True),
        ("What raise did they settle for?", "The port offered [4%].", "The union agreed.", False),
        ("What raise did they settle for?", "They settled for [4%].", "", False),
        ("How much did Brand pay for it?", "Brand has offered [£9m].", "", True),
        ("How much did Brand pay for it?", "It has offered [£9m].", "No deal was signed.", True),
        ("How much did Brand pay for it?", "It offered [£9m].", "Lund has not accepted.", True),
        ("How much did Brand pay for it?", "He accepted the [£2m] offer and paid it.", "", False),
        ("How much did Brand pay for it?", "Brand, who had offered £8m, paid [£9m].", "", False),
        ("How much did Brand offer for it?", "Brand has offered [£9m].", "", False),
        ("What did the union demand?", "The union demanded [9%].", "", False),
        ("How much did the firm refuse to pay?", "The union demanded [9%].", "", False),
        ("How much will the hall cost?", "The firm proposed [£9m].", "", False),
        ("When did voters approve it?", "It still needs their votes in [May].", "", True),
        ("When did voters approve it?", "It has yet to go to them in [May].", "", True),
        ("When did voters approve it?", "They approved it in [May].", "", False),
        ("When did the show start?", "The show, which must be seen, began in [May].", "", False),
        ("When will voters decide?", "It still needs their votes in [May].", "", False),
    ],
)
def test_an_offer_and_a_demand_are_no_deed(
    question: str, marked: str, after: str, is_so: bool
) -> None:
    assert is_not_done(question, *split(marked), after) is is_so


@pytest.mark.parametrize(
    ("question", "marked", "is_so"),
    [
        ("What raise do the nurses want?", "The firm has offered [4%].", True),
        ("What raise are the nurses after?", "The firm has offered [4%].", True),
        ("What raise do the nurses want?", "It offered 4%, but they want [9%].", False),
        ("What raise was offered?", "It offered 4%, but they want [9%].", True),
        ("What raise was offered?", "It offered [4%], but they want 9%.", False),
        ("What offer do the nurses want?", "The firm has offered [4%].", False),
        ("What raise did they get?", "The firm has offered [4%].", False),
    ],
)
def test_one_side_s_figure_is_not_the_other_s(question: str, marked: str, is_so: bool) -> None:
    assert is_of_other_side(question, *split(marked)) is is_so
