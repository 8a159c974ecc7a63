"""A sentence about the Queen Odile does not answer about the Queen Marthe."""

import pytest

from qa.reader.doubts.other_things import is_of_other_thing
from qa.reader.questions.asked import Asked

BEFORE = "Lady Brae sank."


@pytest.mark.parametrize(
    ("question", "sentence", "before", "is_so"),
    [
        ("When was the Lady Brae built?", "The Lady Tarn was built in 1961.", "", True),
        ("When was the Lady Brae built?", "The Lady Brae was built in 1961.", "", False),
        (
            "When was the Lady Brae built?",
            "The Lady Tarn and the Lady Brae were built in 1961.",
            "",
            False,
        ),
        ("When was the Lady Brae built?", "It was built in 1961.", "", False),
        ("When was the Lady Brae built?", "A lady saw it in 1961.", "", False),
        ("When was the Lady Brae built?", "The Brae was older than the Lady Tarn.", "", False),
        ("When was the Lady Brae built?", "She is of 1961, as the Lady Tarn is.", BEFORE, False),
        ("When was the Lady Braye built?", "The Lady Brae was built in 1961.", "", False),
        ("When did Lady Brae die?", "Lady Tarn said she died in 1961.", "", False),
        ("Who won at Camp Arden?", "Ada Lund won at Camp Orrin.", "", True),
        ("Who won at Lake Arden Hotel?", "Ada Lund won at the hotel by Lake Arden.", "", False),
        ("When was Ada Lund born?", "The Queen Ida was built in 1961.", "", False),
    ],
)
def test_another_name_with_the_same_first_word_is_another_thing(
    question: str, sentence: str, before: str, is_so: bool
) -> None:
    assert is_of_other_thing(Asked(question).names, sentence, before) is is_so
