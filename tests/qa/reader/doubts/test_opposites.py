import pytest

from corpus.records import Span
from qa.reader.doubts.opposites import says_opposite

FIRE = "The fire killed four people and injured nine, and sixty were rescued."
COURT = "Ida Brand was jailed for a year. Her partner, Otto Lind, was cleared."
RACE = "Zoe Moor won the women's race; the men's race went to Karl Tidd."


@pytest.mark.parametrize(
    ("question", "text", "answer", "is_opposite"),
    [
        ("How many people were injured in the fire?", FIRE, "four", True),
        ("How many people were injured in the fire?", FIRE, "nine", False),
        ("How many people died in the fire?", FIRE, "nine", True),
        ("How many people died in the fire?", FIRE, "four", False),
        ("Who was jailed?", COURT, "Otto Lind", True),
        ("Who was jailed?", COURT, "Ida Brand", False),
        ("Who was acquitted?", COURT, "Ida Brand", True),
        ("Who was acquitted?", COURT, "Otto Lind", False),
        ("Who won the women's race?", RACE, "Karl Tidd", True),
        ("Who won the women's race?", RACE, "Zoe Moor", False),
        ("Who won the race?", RACE, "Karl Tidd", False),
        ("Who did Tarn beat in the final?", "Tarn lost the final to Hesper.", "Hesper", True),
        ("Who did Tarn beat in the final?", "Tarn won the final against Hesper.", "Hesper", False),
        ("Who was convicted of theft?", "Karl Tidd denies stealing it.", "Karl Tidd", True),
        ("How much did he steal?", "He stole £58,000 and has paid back £6,500.", "£6,500", True),
        ("How much did he steal?", "He stole £58,000 and has paid back £6,500.", "£58,000", False),
        ("How many died when the roof fell?", "He did not climb up; all 11 died.", "11", False),
        ("How much did the van cost?", "Ending it saves £31,000 a year.", "£31,000", True),
        ("How much did the van cost?", "It cost £31,000, which they raised.", "£31,000", False),
        ("How much was raised?", "They raised £31,000.", "£31,000", False),
        ("How many nurses work there?", "It is short of 43 nurses.", "43", True),
        ("How many nurses work there?", "It has 43 nurses; two left.", "43", False),
        ("How many nurses lost their jobs?", "They put 43 nurses out of work.", "43", False),
        ("How many nurses is it short of?", "It is short of 43 nurses.", "43", False),
        ("Who was accused of theft?", "Karl Tidd denies stealing it.", "Karl Tidd", False),
    ],
)
def test_a_clause_that_says_the_opposite_is_told(
    question: str, text: str, answer: str, is_opposite: bool
) -> None:
    start = text.index(answer)
    span = Span(start, start + len(answer))
    is_number = question.startswith("How")
    assert says_opposite(question, text, span, is_number=is_number) is is_opposite
