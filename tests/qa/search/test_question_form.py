"""A question typed in haste is read as one that was not."""

import pytest

from qa.search.question_form import with_accents, with_mark


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


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Who is Thora Bjork-Hansen?", "Who is Þóra Björk-Hansen?"),
        ("who is thora bjork", "who is Þóra Björk"),
        ("What did Walesa's aide say?", "What did Wałęsa's aide say?"),
        ("Who met Müller?", "Who met Muller?"),  # the other way round
        ("Who met Lefevre?", "Who met Lefevre?"),  # one text has it so
        ("Who wrote the resume?", "Who wrote the resume?"),  # no name
        ("Who is Björk?", "Who is Björk?"),
        ("東京?", "東京?"),
    ],
)
def test_a_name_is_read_with_the_letters_of_the_texts(typed: str, read: str) -> None:
    texts = ("Þóra Björk-Hansen met Wałęsa and Muller.", "A résumé by Lefèvre; Lefevre's own.")
    assert with_accents(typed, texts) == read


def test_without_accents_anywhere_nothing_is_changed() -> None:
    assert with_accents("Who is Thora?", ["Thora spoke."]) == "Who is Thora?"
