import pytest

from qa.reader.doubts.denied_sums import is_denied_sum


@pytest.mark.parametrize(
    ("question", "article", "sentence", "is_so"),
    [
        ("How much was Ada Lund fined?", "The ruling carries no fine.", "She has $90.", True),
        ("What was the ransom?", "They had demanded no ransom.", "She has $90.", True),
        ("How much was Ada Lund fined?", "Brand got no fine.", "Lund was fined $90.", False),
        ("How much is the fine?", "There was no fine until 2020.", "It is $50 now.", False),
        ("How much was Ada Lund fined?", "Ada Lund was in court.", "She has $90.", False),
        ("How much did Ada Lund win?", "The ruling carries no fine.", "She won $90.", False),
        ("Who was fined?", "The ruling carries no fine.", "She won $90.", False),
    ],
)
def test_where_there_was_none_no_other_number_is_that_sum(
    question: str, article: str, sentence: str, is_so: bool
) -> None:
    assert is_denied_sum(question, article, sentence) is is_so
