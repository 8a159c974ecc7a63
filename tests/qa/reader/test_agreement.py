import pytest

from qa.answers import AnswerGroup
from qa.reader.agreement import answer_words, group_answers, is_same_answer


@pytest.mark.parametrize(
    ("one", "other", "does"),
    [
        ("Staffan de Mistura", "de Mistura", True),
        ("the 14 cables", "14 cables.", True),
        ("“Nine weeks”", "nine weeks", True),
        ("14 cables", "40 cables", False),
        ("three", "thirty-three", False),
        ("Lind", "Lindgren", False),
        ("the", "", False),
    ],
)
def test_answers_agree_when_one_holds_the_other(one: str, other: str, does: bool) -> None:
    words = answer_words(one), answer_words(other)
    assert is_same_answer(*words) is is_same_answer(*reversed(words)) is does


def test_who_gives_which_answer_is_counted_with_copies() -> None:
    answers = ["de Mistura", None, "Kerry", "Staffan de Mistura", "John Kerry"]
    assert group_answers(answers, [1, 1, 2, 3, 1]) == (
        AnswerGroup("de Mistura", (0, 3), 4),
        AnswerGroup("Kerry", (2, 4), 3),
    )
