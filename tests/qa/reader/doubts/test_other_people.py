"""A sentence that begins with somebody else says nothing of who is asked about."""

import pytest

from corpus.records import Span
from qa.reader.doubts.other_people import is_about_other_person, is_told_of_other

BEFORE = "The baker Ada Lund won the seat. "


def is_about_other(question: str, sentence: str, answer: str, before: str = "") -> bool:
    start = sentence.index(answer)
    return is_about_other_person(question, sentence, Span(start, start + len(answer)), before)


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "before", "is_so"),
    [
        ("When did Otto Brand lose it?", "Captain Lund lost it in May.", "May", "", True),
        ("When did Otto Brand lose it?", "The baker Ada Lund lost it in May.", "May", "", True),
        ("When did Otto Brand lose it?", "Ada Lund, 41, lost it in May.", "May", "", True),
        ("When was Mr Brand jailed?", "Mrs Lund was jailed in May.", "May", "", True),
        ("When did Otto Brand lose it?", "She lost it in May.", "May", BEFORE, True),
        ("When did Ada Lund lose it?", "She lost it in May.", "May", BEFORE, False),
        (
            "When did Otto Brand lose it?",
            "Captain Lund and Brand lost it in May.",
            "May",
            "",
            False,
        ),
        ("When did Otto Brand lose it?", "Captain Lund said it was in May.", "May", "", False),
        ("When did Otto Brand lose it?", "It was in May.", "May", BEFORE, False),
        ("Who did Otto Brand employ?", "Mrs Lund was his baker.", "Mrs Lund", "", False),
        ("When did they lose it?", "Captain Lund lost it in May.", "May", "", False),
        ("When did Otto Brand lose it?", "The Port Tallis ferry lost it in May.", "May", "", False),
    ],
)
def test_whoever_a_sentence_begins_with_it_is_about(
    question: str, sentence: str, answer: str, before: str, is_so: bool
) -> None:
    assert is_about_other(question, sentence, answer, before) is is_so


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "is_so"),
    [
        ("How many runs did Brae win by?", "Tarn won by nine runs.", "nine", True),
        ("How many runs did Tarn win by?", "Tarn won by nine runs.", "nine", False),
        ("By how much did Ada Lund win?", "Lund narrowly won by nine votes.", "nine", False),
        ("By how much did Ada Lund win?", "Otto Brand beat her by nine votes.", "nine", True),
        ("How many cows does Otto Brand have?", "Ada Lund, who has 12 cows, left.", "12", True),
        ("How many cows does Ada Lund have?", "Lund, a miner, who has 12 cows.", "12", False),
        ("How many cows does Otto Brand have?", "Ada Lund saw 12 cows.", "12", False),
        ("How many cows are there?", "Ada Lund, who has 12 cows, left.", "12", False),
    ],
)
def test_a_number_is_told_of_whoever_stands_before_it(
    question: str, sentence: str, answer: str, is_so: bool
) -> None:
    start = sentence.index(answer)
    inside = Span(start, start + len(answer))
    assert is_told_of_other(question, sentence, inside) is is_so
