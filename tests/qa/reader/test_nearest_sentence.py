import pytest
from conftest import an_article

from corpus.records import Passage, Span
from qa.reader.nearest_sentence import coverage, nearest_sentence, sentence_around


def test_coverage_is_the_weighted_share_of_the_questions_words() -> None:
    assert coverage({"lynx": 3.0, "hill": 1.0}, "The lynxes slept.") == pytest.approx(0.75)
    assert coverage({}, "anything") == 0


def test_the_nearest_sentence_and_the_one_around_an_answer_are_ranges_of_the_article() -> None:
    text = "It rained. A lynx slept on a hill. Nobody saw it."
    passage = Passage(an_article("one", "Title", text), 11, len(text))
    nearest = nearest_sentence({"lynx": 1.0}, passage)
    assert text[slice(*nearest)] == "A lynx slept on a hill."
    assert text[slice(*sentence_around(Span(35, 41), passage))] == "Nobody saw it."


def test_a_quotation_is_shown_whole_in_the_sentence_around_an_answer() -> None:
    text = "It rained. “We saw a lynx. Nobody else did,” she said. It was late."
    passage = Passage(an_article("a", "T", text), 0, len(text))
    around = sentence_around(Span(text.index("Nobody"), text.index(" else")), passage)
    assert text[slice(*around)] == "“We saw a lynx. Nobody else did,” she said."
    nearest = nearest_sentence({"lynx": 1.0}, passage)
    assert text[slice(*nearest)] == "“We saw a lynx. Nobody else did,” she said."
