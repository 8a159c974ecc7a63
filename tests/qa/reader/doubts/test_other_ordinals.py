import pytest

from qa.reader.doubts.other_ordinals import is_of_other_ordinal


@pytest.mark.parametrize(
    ("question", "sentence", "is_so"),
    [
        ("What is her third novel called?", "Her second novel, Salt, won.", True),
        ("What is her third novel called?", "Her third novel, Salt, won.", False),
        ("What is her third novel called?", "Her second and third novels won.", False),
        ("What is her third novel called?", "Her second prize was for Salt.", False),
        ("What is her third novel called?", "A second-hand novel was sold.", False),
        ("What is her novel called?", "Her second novel, Salt, won.", False),
        ("Who won the second half?", "Behind in the first half, Tarn won.", False),
        ("Who was player of the series?", "Ada Lund was player of the match.", True),
        ("Who was player of the match?", "Ada Lund was player of the match.", False),
        (
            "Who was player of the series?",
            "Ada Lund, player of the match, was that of the series too.",
            False,
        ),
    ],
)
def test_another_in_the_row_is_another_thing(question: str, sentence: str, is_so: bool) -> None:
    assert is_of_other_ordinal(question, sentence) is is_so
