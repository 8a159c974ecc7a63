import pytest

from corpus.records import Span
from qa.reader.people.offices_told import is_called_so

TRIAL = "Ada Lund, prosecuting, spoke first. Mr Brand, for the defence, said that Judge Tarn erred."
TOWN = "The mayor of Tarn, Ada Lund, met the former mayor, Otto Brand, and Ivo Holt, the coroner."


@pytest.mark.parametrize(
    ("question", "text", "name", "is_called"),
    [
        ("Who appeared for the prosecution?", TRIAL, "Ada Lund", True),
        ("Who appeared for the prosecution?", TRIAL, "Mr Brand", False),
        ("Who was defending?", TRIAL, "Ada Lund", False),
        ("Who represented him?", TRIAL, "Mr Brand", True),
        ("Which judge heard the case?", TRIAL, "Tarn", True),
        ("Which judge heard the case?", TRIAL, "Ada Lund", False),
        ("Who is the mayor?", TOWN, "Ada Lund", True),
        ("Who is the coroner?", TOWN, "Ivo Holt", True),
        ("Who is the coroner?", TOWN, "Ada Lund", False),
        ("Who was there?", TOWN, "Ada Lund", False),
    ],
)
def test_an_office_beside_the_name_shows_whose_it_is(
    question: str, text: str, name: str, is_called: bool
) -> None:
    start = text.index(name)
    assert is_called_so(question, text, Span(start, start + len(name))) is is_called
