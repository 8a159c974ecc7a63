import pytest

from qa.reader.doubts.namesakes import is_of_first_bearer, is_of_namesake


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


@pytest.mark.parametrize(
    ("first", "article", "is_so"),
    [
        ("ida", "Otto Brand, 61, has 12 cows.", True),
        ("ida", "Otto Brand, 61, is a brand of his own.", False),  # perhaps no surname
        ("ida", "Otto Brand said that he has 12 cows.", False),
        ("otto", "Otto Brand has 12 cows.", False),
        ("bill", "William Brand, 61, has 12 cows.", False),
        ("rob", "Robert Brand, 61, has 12 cows.", False),
        ("sergei", "Sergey Brand, 61, has 12 cows.", False),
        ("ida", "Mr Brand has 12 cows.", False),
    ],
)
def test_an_article_that_names_another_only_is_about_that_one(
    first: str, article: str, is_so: bool
) -> None:
    assert is_of_first_bearer([(first, "brand")], article, "There are 12 cows.", "") is is_so
