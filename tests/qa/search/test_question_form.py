"""A question typed in haste is read as one that was not."""

import pytest

from qa.search.question_form import with_mark


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who runs the ferry", "who runs the ferry?"),
        ("In which year did it open .", "In which year did it open?"),
        ("did the ferry sink", "did the ferry sink?"),
        ("Who runs the ferry?", "Who runs the ferry?"),
        ("ferry Tallis 2016", "ferry Tallis 2016"),
        ("ferry captain who drowned", "ferry captain who drowned"),
        ("and since when", "and since when?"),
        ("the ferry did sink", "the ferry did sink"),
        ("Who said “it will open”", "Who said “it will open”"),
        ("?", "?"),
    ],
)
def test_a_question_has_its_mark_and_keywords_have_none(typed: str, read: str) -> None:
    assert with_mark(typed) == read
