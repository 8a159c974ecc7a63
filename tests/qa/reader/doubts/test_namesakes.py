import pytest

from qa.reader.doubts.namesakes import is_of_namesake


@pytest.mark.parametrize(
    ("sentence", "is_so"),
    [
        ("Otto Brand, 61, was jailed for a year.", True),
        ("Ida Brand was not there when Otto Brand was jailed.", False),
        ("Mrs Brand was jailed for a year.", False),
        ("Otto Lind was jailed for a year.", False),
        ("She was jailed for a year.", False),
    ],
)
def test_another_first_name_is_of_another_person(sentence: str, is_so: bool) -> None:
    assert is_of_namesake([("ida", "brand")], sentence) is is_so


def test_a_surname_alone_may_be_anybody_s() -> None:
    assert not is_of_namesake([("brand",)], "Otto Brand was jailed for a year.")
    assert not is_of_namesake([("mrs", "brand")], "Otto Brand was jailed for a year.")
