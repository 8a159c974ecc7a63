import pytest

from qa.reader.doubts.owners import is_of_other_owner


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("What is Ada Lund's first play called?", "Brand's last play, “Ash”, is on.", True),
        ("What is Ada Lund's first play called?", "Lund's first play is “Ash”.", False),
        ("What is Ada Lund's first play called?", "Her first play is “Ash”.", False),
        ("What is Ada Lund's first play called?", "Brand's sister has seen “Ash”.", False),
        ("What is the first play called?", "Brand's last play, “Ash”, is on.", False),
        ("What is Tarn's policy?", "Unlike Tarn, Brand's policy is to wait.", False),
    ],
)
def test_what_is_told_of_anothers_thing_does_not_answer(
    question: str, sentence: str, is_other: bool
) -> None:
    assert is_of_other_owner(question, sentence) is is_other
