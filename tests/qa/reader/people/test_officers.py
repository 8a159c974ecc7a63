"""Who has the office of a place that a question names."""

import pytest

from qa.reader.people.officers import asked_officer, is_officer

ARTICLE = (
    "Council leader Ada Lund said the council had a plan for Tarn. Ulm's manager, Tom Orr, was "
    "angry. “No,” said the Brack manager, Bo Falk, who left. The group was split. Its leader, Ina "
    "Ott, said so. Mayor Karl Rehn spoke. Lena Varn, the mayor of Ulm, left. The deputy manager of "
    "Ulm, Max Poe, stayed. The opposition leader, Ute Hein, laughed."
)


@pytest.mark.parametrize(
    ("asked", "name", "has_it"),
    [
        ("the Ulm boss", "Orr", True),
        ("the Ulm boss", "Falk", False),
        ("the Brack manager", "Falk", True),
        ("the Brack manager", "Orr", False),
        ("the Tarn leader", "Lund", True),
        ("the Tarn leader", "Ott", False),
        ("the Tarn leader", "Hein", False),
        ("the mayor of Tarn", "Rehn", True),
        ("the mayor of tarn", "Rehn", True),
        ("the mayor of Tarn", "Varn", False),
        ("the Ulm mayor", "Varn", True),
        ("the Ulm manager", "Poe", False),
        ("the mayor of Selm", "Rehn", False),  # a place that the article does not have
    ],
)
def test_an_officer_of_the_place_and_of_no_other(asked: str, name: str, has_it: bool) -> None:
    officer = asked_officer(asked)
    assert officer is not None
    assert is_officer([name.casefold()], officer, ARTICLE, ARTICLE) is has_it


@pytest.mark.parametrize("asked", ["Ada Lund", "Ada Lund the mayor", "the mayor", "Mr Ott", "Ulm"])
def test_names_and_bare_offices_are_no_officers_of_a_place(asked: str) -> None:
    assert asked_officer(asked) is None
