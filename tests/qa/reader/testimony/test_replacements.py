"""A later article may say that something else takes an answer's place."""

from datetime import date

import pytest
from conftest import an_article

from corpus.records import Passage, PublicationDate, Span
from qa.answers import Evidence
from qa.reader.nearest_sentence import sentence_around
from qa.reader.testimony.replacements import replaces, reverses
from qa.reader.testimony.speaking_rows import SpeakingRow
from qa.reader.testimony.tenses import is_of_this_time
from qa.reader.values.answer_values import value_of
from qa.search.hits import Hit

ASKED = "When does the Tallis school open?"


def speaking(number: int, marked: str, day: str) -> SpeakingRow:
    text = marked.replace("[", "").replace("]", "")
    answer = Span(marked.index("["), marked.index("]") - 1)
    passage = Passage(an_article(f"a{number}", "School", text, day), 0, len(text))
    row = Evidence(Hit(passage, 1.0), sentence_around(answer, passage), answer)
    return SpeakingRow(number, row, answer)


FIRST = speaking(0, "The Tallis school opens on [Thursday].", "2022-03-01")


@pytest.mark.parametrize(
    ("question", "later", "day", "is_so"),
    [
        (ASKED, "Pupils, who were to come on Thursday, now wait till [9 May].", "2022-03-05", True),
        (ASKED, "It was put off from Thursday to [9 May].", "2022-03-05", True),
        (ASKED, "The gates, originally due on Thursday, open on [9 May] now.", "2022-03-05", True),
        (ASKED, "The gates, originally due on Thursday, open on [9 May] now.", "2022-02-05", False),
        (ASKED, "After a match on Thursday they now play on [9 May].", "2022-03-05", False),
        (ASKED, "Thursday was warm, and it opens on [9 May].", "2022-03-05", False),
        (
            "When was it first to open?",
            "It was put off from Thursday to [9 May].",
            "2022-03-05",
            False,
        ),
    ],
)
def test_a_later_sentence_names_what_was_to_be_and_what_is_now(
    question: str, later: str, day: str, is_so: bool
) -> None:
    assert replaces(question, speaking(1, later, day), FIRST) is is_so


@pytest.mark.parametrize(
    ("question", "sentence", "is_so"),
    [
        ("What did the board decide about the mill?", "It voted to rescind its order.", True),
        ("What did the board decide about the mill?", "The order was overturned in May.", True),
        ("What did the board decide about the mill?", "It voted to sell the mill.", False),
        ("Who decided to close the mill?", "It voted to rescind its order.", False),
        ("What did the board decide in 2019?", "It voted to rescind its order.", False),
        ("Why did the board reverse its decision?", "It voted to rescind its order.", False),
        ("What did Ada Lund say?", "It voted to rescind its order.", False),
    ],
)
def test_a_decision_may_be_taken_back(question: str, sentence: str, is_so: bool) -> None:
    assert reverses(question, sentence) is is_so


@pytest.mark.parametrize(
    ("question", "time", "is_so"),
    [
        ("When did they last win it before this year?", "1 March 2022", True),
        ("When did they last win it before this year?", "1998", False),
        ("When did they last win it?", "1 March 2022", False),
    ],
)
def test_the_time_before_is_not_that_of_the_report(question: str, time: str, is_so: bool) -> None:
    published = PublicationDate(date(2022, 3, 3), "day", "record")
    assert is_of_this_time(question, value_of(time, "time", published), published) is is_so
