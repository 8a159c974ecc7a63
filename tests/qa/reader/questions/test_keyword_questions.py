import pytest

from qa.reader.questions.keyword_questions import spoken_question

TEXTS = [
    "The mill belongs to Ada Lund.",
    "Mayor Ida Brand spoke. The treasurer, Otto Lind, did not.",
]


@pytest.mark.parametrize(
    ("keywords", "spoken"),
    [
        ("mill owner", "who is the owner of mill"),
        ("judge flood inquiry", "who is the judge of flood inquiry"),
        ("tarn deputy mayor", "who is the deputy mayor of tarn"),
        ("karvelia defence minister list", "who is the defence minister of karvelia list"),
        ("members of the Tarn council", "who are the members of the Tarn council"),
        ("names of the victims", "who are the victims"),
        ("ulm school cleaner", "who is the cleaner of ulm school"),
    ],
)
def test_keywords_that_name_a_role_ask_who_has_it(keywords: str, spoken: str) -> None:
    assert spoken_question(keywords, TEXTS) == spoken


@pytest.mark.parametrize(
    "asked",
    [
        "Who is the owner of the mill?",
        "mill owner?",
        "what does the mill owner want",
        "has the owner sold the mill",
        "list mill owners",
        "members of parliament expenses",
        "cleaner air zone ulm",
        "owner",
        "mill fire",
        "mayor brand parking",  # somebody is named, and what is asked about is the parking
        "treasurer lind caravan",
        "the owner of the mill that burned down by the river last year",
    ],
)
def test_every_other_question_is_read_as_it_is(asked: str) -> None:
    assert spoken_question(asked, TEXTS) == asked
