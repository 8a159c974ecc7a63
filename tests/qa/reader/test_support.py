"""How much of a question a passage bears out."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import an_article

from corpus.records import Passage, PublicationDate, Span
from qa.reader.base import PassageReading, Support
from qa.reader.support import QuestionSupport
from qa.search.hits import Hit


def support_of(question: str, text: str, answer: str, published: int | None = None) -> Support:
    article = an_article("a", "Harbour vote", text)
    if published:
        article = replace(article, published=PublicationDate(date(published, 5, 1), "year", "text"))
    hit = Hit(Passage(article, 0, len(text)), 1.0)
    start = text.index(answer)
    reading = PassageReading(hit, Span(start, start + len(answer)), 1.0, 1.0)
    return QuestionSupport(question, [hit]).measure(reading)


TEXT = "Mara Quill won the vote in Tarnbridge. The count took three hours."


def test_every_word_of_the_question_may_stand_in_passage_and_headline() -> None:
    assert support_of("Who won the harbour vote in Tarnbridge?", TEXT, "Mara Quill") == (1, 1, 1, 1)


def test_what_stands_only_beside_the_sentence_is_the_passage_s() -> None:
    support = support_of("Who won, three hours?", TEXT, "Mara Quill")
    assert support.passage == 1.0
    assert support.sentence == pytest.approx(1 / 3)


def test_a_word_that_no_passage_holds_weighs_most() -> None:
    support = support_of("Who won the vote in Eastmoor?", TEXT, "Mara Quill")
    assert support.passage < 2 / 3


@pytest.mark.parametrize(
    ("published", "share"), [(2019, 1.0), (2020, 0.5), (2018, 0.0), (None, 0.0)], ids=str
)
def test_a_year_may_be_that_of_the_date(published: int | None, share: float) -> None:
    assert support_of("Who won in 2019?", TEXT, "Mara Quill", published).figures == share


def test_a_name_may_stand_anywhere_in_the_article() -> None:
    asked = "Did Mara Quill win in {} on Sunday?"
    assert support_of(asked.format("Tarnbridge"), TEXT, "three hours").names == 1.0
    assert support_of(asked.format("Eastmoor"), TEXT, "three hours").names == pytest.approx(2 / 3)
    assert support_of("how long did it take?", TEXT, "three hours").names == 1.0


def test_a_name_may_be_the_place_where_the_article_was_written() -> None:
    article = replace(an_article("a", "Vote", "Mara Quill won."), place="EASTMOOR")
    hit = Hit(Passage(article, 0, 15), 1.0)
    reading = PassageReading(hit, Span(0, 10), 1.0, 1.0)
    assert QuestionSupport("Who won the vote in Eastmoor?", [hit]).measure(reading).names == 1.0


def test_figures_are_the_same_with_and_without_commas() -> None:
    text = "The firm cut 1,200 jobs on 04 May."
    assert support_of("Who cut 1200 jobs on 4 May?", text, "The firm").figures == 1.0


def test_a_figure_of_the_question_may_stand_as_a_word() -> None:
    text = "Hesper won the cup in seven games."
    assert support_of("Who won game 7 of the cup?", text, "Hesper").figures == 1.0
    assert support_of("Who won game 6 of the cup?", text, "Hesper").figures == 0.0
