"""Questions made from headlines by rules."""

import pytest

from corpus.headings import Heading
from qa.browse.questions_from_headlines import question_from, suggest_questions


@pytest.mark.parametrize(
    ("headline", "question"),
    [
        (
            "Mediator freezes peace talks in Oslo until May 7",
            "Who froze peace talks in Oslo?",
        ),
        ("Rebel army takes Port Tallis after four-year siege", "Who took Port Tallis?"),
        ("Norland calls for a halt to fishing", "Who or what called for a halt to fishing?"),
        (
            "More than 250 killed in Tallis in over a week, monitor says",
            "How many were killed in Tallis in over a week?",
        ),
        ("12 dead in ferry fire", "How many died in ferry fire?"),
        (
            "Brandvold says US has handed over a list of rebel ships",
            "What did Brandvold say about the US?",
        ),
        ("Minister says nothing will change", ""),
        ("Council opens", ""),
        ("A comet nobody ordered", ""),
        ("Who opens the new pier today?", ""),
        ("“We will win” opens a new rift", ""),
        ("Council opens talks with", ""),
        ("250 killed", ""),
        ("", ""),
    ],
)
def test_a_headline_becomes_a_question_or_none(headline: str, question: str) -> None:
    assert question_from(headline) == question


def test_the_same_question_is_suggested_once_with_its_first_article() -> None:
    title = "Mediator freezes peace talks in Oslo"
    headings = [Heading("a", title), Heading("b", "Nothing new"), Heading("c", title)]
    assert [tuple(each) for each in suggest_questions(headings)] == [
        ("Who froze peace talks in Oslo?", "a")
    ]
