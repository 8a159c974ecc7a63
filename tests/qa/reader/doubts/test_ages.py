import pytest

from corpus.records import Span
from qa.reader.doubts.ages import is_age_of_other, is_of_no_such_age


@pytest.mark.parametrize(
    ("question", "sentence", "is_so"),
    [
        ("How old is Ada Lund?", "Ida Brand, 28, took her place.", True),
        ("How old is Ada Lund?", "Ida Brand, who is 28, took her place.", True),
        ("How old is Ada Lund?", "Mrs Lund, 28, took her place.", False),
        ("How old is Ada Lund?", "She is 28.", False),
        ("How old is the miner Ada Lund?", "Ida Brand, 28, took her place.", True),
        ("How old is Ada Lund's mother?", "Ida Brand, 28, took her place.", False),
        ("How old is the man who shot Ada Lund?", "Ida Brand, 28, shot her.", False),
        ("How old is the mayor?", "Ida Brand, 28, is mayor.", False),
    ],
)
def test_an_age_is_of_the_name_before_it(question: str, sentence: str, is_so: bool) -> None:
    start = sentence.index("28")
    assert is_age_of_other(question, sentence, Span(start, start + 2)) is is_so


@pytest.mark.parametrize(
    ("question", "article", "sentence", "is_so"),
    [
        (
            "Who is the 38-year-old man who was held?",
            "Sgt Brand leads the search. A man of 38 was held.",
            "Sgt Brand leads the search.",
            True,
        ),
        (
            "Who is the 38-year-old man who was held?",
            "A man of 38 was held. Otto Brand, 38, is to be tried.",
            "Otto Brand, 38, is to be tried.",
            False,
        ),
        (
            "Who is the 38-year-old man who was held?",
            "Otto Brand was held. He turned 38 in May.",
            "Otto Brand was held.",
            False,
        ),
        (
            "Who was held?",
            "Sgt Brand leads the search. A man of 38 was held.",
            "Sgt Brand leads the search.",
            False,
        ),
    ],
)
def test_somebody_without_a_name_is_nobody_who_is_named(
    question: str, article: str, sentence: str, is_so: bool
) -> None:
    assert is_of_no_such_age(question, article, sentence, "") is is_so
