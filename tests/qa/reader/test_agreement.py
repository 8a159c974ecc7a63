import pytest

from qa.reader.agreement import answer_words, is_same_answer


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
