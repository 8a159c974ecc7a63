"""What a question takes for granted, and a text does not bear out, counts against an answer."""

from datetime import date

import pytest

from corpus.records import Article, Passage, PublicationDate, Span
from qa.reader.doubts.premises import (
    BEARER_PENALTY,
    PERSON_PENALTY,
    PLACE_PENALTY,
    RELATION_PENALTY,
    TIME_PENALTY,
    UNKNOWN_PENALTY,
    check_premises,
)
from qa.reader.questions.asked import Asked
from qa.reader.spans import ScoredSpan


def lost(question: str, text: str, answer: str) -> float:
    """What an answer in an article of 9 July 2023 loses."""
    published = PublicationDate(date(2023, 7, 9), "day", "text")
    article = Article("a", "News", text, "/a", published=published)
    passage = Passage(article, 0, len(text))
    start = text.index(answer)
    found = [ScoredSpan(Span(start, start + len(answer)), 0.0)]
    (checked,) = check_premises(Asked(question), passage, found)
    return -checked.score


@pytest.mark.parametrize(
    ("question", "text", "loses"),
    [
        ("Who won in 2019?", "Ada Lund won on Saturday.", TIME_PENALTY),
        ("Who won in 2023?", "Ada Lund won on Saturday.", 0),
        ("Who won in 2022?", "Ada Lund won last year.", 0),
        ("Who won in 2022?", "Ada Lund won on Saturday.", TIME_PENALTY),
        ("Who will play in 2024?", "Ada Lund will play next summer.", 0),
        ("Who led the strike of 1984?", "It began in 1984. Ada Lund led it.", 0),
        ("Who won in 1996?", "It is her first win since 1996. Ada Lund won.", TIME_PENALTY),
        ("Who was there in 2013?", "Ada Lund won, ten years ago.", 0),
        ("Who was mayor in 2021?", "Ada Lund is mayor.", 0),  # an office is held for years
        ("Who spoke on 6 January 2021?", "Ada Lund spoke at the riot.", 0),
        ("Who won?", "Ada Lund won on Saturday.", 0),
        ("Who won in 1924?", "Ada Lund won in the hall, there since 1924.", TIME_PENALTY),
        ("Who has won since 2019?", "Since 2019 Ada Lund has won.", 0),
    ],
)
def test_a_sentence_is_of_its_article_s_year_or_of_one_named_before(
    question: str, text: str, loses: float
) -> None:
    assert lost(question, text, "Ada Lund") == loses


@pytest.mark.parametrize(
    ("question", "loses"),
    [
        ("For how long was Ida Brand jailed?", BEARER_PENALTY),
        ("For how long was Otto Brand jailed?", 0),
        ("For how long was Brand jailed?", 0),
    ],
)
def test_of_two_with_one_surname_the_first_is_meant(question: str, loses: float) -> None:
    text = "Otto Brand is a thief. The former clerk got two years. His wife, Ida Brand, wept."
    assert lost(question, text, "two years") == loses


def test_a_sentence_that_goes_on_about_the_second_is_about_her() -> None:
    text = "Otto Brand stole. His wife is Ida Brand. She got two years."
    assert lost("For how long was Ida Brand jailed?", text, "two years") == 0


def test_a_relation_may_be_told_by_the_sentence_before() -> None:
    question = "Where was Ada Lund born?"
    assert lost(question, "Ada Lund lives here. She was on leave in Tarn.", "Tarn") == (
        RELATION_PENALTY
    )
    assert lost(question, "Ada Lund talked of her birth. It was in Tarn.", "Tarn") == 0


@pytest.mark.parametrize(
    ("question", "text", "answer", "loses"),
    [
        (
            "What caused the fire?",
            "The wind came from the hill. It is too early to say what caused the fire.",
            "wind", UNKNOWN_PENALTY,
        ),
        (
            "Who measured the beams?",
            "Nobody has said who measured them. We stopped asking. He left. It was Ada Lund.",
            "Ada Lund", UNKNOWN_PENALTY,
        ),
        (
            "What is the name of the second man?",
            "A second man was held. Police have not named him. It rained. We left. Mr Brand went.",
            "Mr Brand", UNKNOWN_PENALTY,
        ),
        (
            "How many were hurt in the crash?",
            "Police would not say how many were hurt. The fire service said nine.",
            "nine", 0,
        ),
        (
            "Who opened the bridge?",
            "Ada Lund opened it. Nobody has said who measured the beams.",
            "Ada Lund", 0,
        ),
        (
            "Which clerk failed to send the order?",
            "Mayor Brand spoke. She declined to name the clerk. We left. It rained. It was hot.",
            "Mayor Brand", UNKNOWN_PENALTY,
        ),
        (
            "Which road failed the test?",
            "Mayor Brand spoke. She declined to name the clerk. We left. It rained. It was hot.",
            "Mayor Brand", 0,
        ),
        (
            "How much of the costs must the council pay the builder?",
            "It spent 90 pounds. The council must pay part of the builder's costs. The bill has "
            "not been worked out.",
            "90 pounds", UNKNOWN_PENALTY,
        ),
        (
            "What did Ada Lund say about the fire?",
            "It is too early to say what caused the fire, said Ada Lund.",
            "too early", 0,
        ),
    ],
)  # fmt: skip
def test_what_the_article_says_is_unknown_has_no_answer_there(
    question: str, text: str, answer: str, loses: float
) -> None:
    assert lost(question, text, answer) == loses


def test_candidates_come_back_best_first() -> None:
    text = "Ida Brand won in 2019. Otto Lind won on Saturday."
    published = PublicationDate(date(2023, 7, 9), "day", "text")
    passage = Passage(Article("a", "", text, "/a", published=published), 0, len(text))
    otto, ida = (ScoredSpan(Span(at, at + 9), score) for at, score in ((23, 3.0), (0, 1.0)))
    checked = check_premises(Asked("Who won in 2018?"), passage, [otto, ida])
    assert [each.span for each in checked] == [ida.span, otto.span]


def test_an_article_about_another_place_of_the_kind_does_not_answer() -> None:
    text = "The swim across Loch Brae was won by Ada Lund."
    assert lost("Who won the swim across Loch Tarn?", text, "Ada Lund") == (
        PLACE_PENALTY + BEARER_PENALTY
    )
    assert lost("Who won the swim across Loch Brae?", text, "Ada Lund") == 0


def test_a_sentence_about_the_others_does_not_answer_about_one() -> None:
    text = "Salt was on the list. The other books were by Ada Lund and Otto Brand."
    assert lost("Who wrote the novel Salt?", text, "Ada Lund") == BEARER_PENALTY
    assert lost("Who wrote the other books?", text, "Ada Lund") == 0
    assert lost("Which authors are read in Salt?", text, "Ada Lund") == 0


def test_what_is_told_of_somebody_else_does_not_answer() -> None:
    text = "The baker Ada Lund won. She had 15,318 votes. Otto Brand had fewer."
    assert lost("How many votes did Otto Brand have?", text, "15,318") == PERSON_PENALTY
    assert lost("How many votes did Ada Lund have?", text, "15,318") == 0


def test_the_other_dead_are_of_those_who_are_asked_about() -> None:
    text = "Otto Brand died at Tarn. The other dead were Ada Lund and her son."
    assert lost("Who died at the Tarn mill?", text, "Ada Lund") == 0


def test_a_number_with_what_it_counts_is_told_by_its_own_sentence() -> None:
    text = "Three men died. Some 70 engines came to the hall. About 12 were in it."
    assert lost("How many people died in the hall?", text, "70 engines") == RELATION_PENALTY
    text = "A wall fell and killed them. There were 12 of them in the hall."
    assert lost("How many people died in the hall?", text, "12") == 0


def test_what_is_denied_or_stays_as_it_is_tells_no_relation() -> None:
    question = "Who will succeed Otto Brand?"
    text = "Otto Brand will stay. Ada Lund denied that they look for a new head."
    assert lost(question, text, "Ada Lund") == RELATION_PENALTY
    assert lost(question, "Otto Brand is to go. Ada Lund is his successor.", "Ada Lund") == 0
