import pytest

from qa.reader.doubts.own_names import lacks_own_name


@pytest.mark.parametrize(
    ("question", "words", "lacks"),
    [
        ("What is Ada Lund's dog called?", "a plumber", True),
        ("What is Ada Lund's dog called?", "Bruno", False),
        ("What was the horse called that he had a share in?", "caravan", True),
        ("What was the film called?", "“drowned”", False),
        ("What is the process called?", "kerning", False),  # it has no name of its own
        ("What did she buy?", "caravan", False),
        ("What was the name of the driver?", "A man of 40", True),
        ("What was the full name of the driver?", "Ada Lund", False),
    ],
)
def test_what_has_a_name_of_its_own_is_not_called_by_a_common_word(
    question: str, words: str, lacks: bool
) -> None:
    assert lacks_own_name(question, words) is lacks
