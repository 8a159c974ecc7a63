import pytest

from qa.reader.doubts.own_names import is_of_other_body, lacks_own_name


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
        ("What party did she leave?", "republican", True),
        ("What party did she leave?", "the Greens", False),
    ],
)
def test_what_has_a_name_of_its_own_is_not_called_by_a_common_word(
    question: str, words: str, lacks: bool
) -> None:
    assert lacks_own_name(question, words) is lacks


@pytest.mark.parametrize(
    ("question", "words", "is_so"),
    [
        ("Which agency sent the drivers?", "Tarn Green Hospital", True),
        ("Which agency sent the drivers?", "Tarn Staff", False),
        ("Which paper interviewed Ada Lund?", "Saturday", True),
        ("Which paper interviewed Ada Lund?", "the Saturday Echo", False),
        ("Which airline flies there?", "Brookside School", True),
        ("Which law did she bring in?", "Health Minister", True),
        ("Which law did she bring in?", "the Mining Act", False),
        ("Which paper interviewed Ada Lund?", "the Examiner", False),
        ("Which school won?", "Brookside Academy", False),
        ("Which school won?", "Tarn Prison", True),
        ("Which building burned?", "Tarn Green Hospital", False),
        ("What did the agency say?", "Saturday", False),
        ("Which agency's drivers came?", "Saturday", False),
    ],
)
def test_a_body_of_another_kind_is_not_asked_for(question: str, words: str, is_so: bool) -> None:
    assert is_of_other_body(question, words) is is_so
