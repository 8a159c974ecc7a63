from dataclasses import replace

import pytest
from conftest import an_article

from corpus.records import Article
from qa.search.revisions import find_revisions, is_correction

STORY = an_article("story", "Lifeboat thief has term cut", "He paid back £90,000.", "2021-04-22",
                   "Vale News")  # fmt: skip
CORRECTION = an_article(
    "correction",
    "Correction: Graham Ollery",
    "Our report of 22 April, “Lifeboat thief has term cut”, gave a wrong figure. He paid £19,000.",
    "2021-04-24",
    "Vale News",
)
OTHER = an_article("other", "Lifeboat saves dog", "A dog was saved.", "2021-04-20", "Vale News")


def revisions(*articles: Article) -> dict[str, str]:
    found = find_revisions(articles)
    return {articles[old].id: articles[new].id for old, new in found.items()}


def test_a_correction_revises_the_story_whose_headline_it_names() -> None:
    assert revisions(STORY, OTHER, CORRECTION) == {"story": "correction"}


def test_a_correction_with_the_same_headline_revises_the_story() -> None:
    marked = replace(CORRECTION, title="CORRECTED: Lifeboat thief has term cut", text="He paid.")
    assert revisions(STORY, marked, OTHER) == {"story": "correction"}


def test_a_later_version_at_the_same_address_revises_the_earlier_one() -> None:
    first = replace(STORY, url="https://www.vale.example/lifeboat?from=mail")
    second = replace(STORY, id="second", url="http://vale.example/lifeboat/",
                     published=CORRECTION.published)  # fmt: skip
    assert revisions(first, second) == {"story": "second"}
    assert revisions(first, replace(second, url="https://vale.example/lifeboats")) == {}


@pytest.mark.parametrize(
    "correction",
    [
        replace(CORRECTION, source="Other Post"),
        replace(CORRECTION, published=OTHER.published),
        replace(CORRECTION, published=None),
        replace(CORRECTION, text="Our report on a dog gave a wrong name."),
        replace(CORRECTION, title="Lifeboat thief at home", text="He is at home."),
    ],
    ids=["outlet", "earlier", "undated", "another story", "no correction"],
)
def test_what_only_looks_like_a_correction_revises_nothing(correction: Article) -> None:
    assert revisions(STORY, correction) == {}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Mill burns", "This story has been updated. It first named eight engines.", True),
        ("Mill burns", "An earlier version of this article said that two had died.", True),
        ("Clarification: the mill", "We are sorry.", True),
        ("Mill burns", "The story of the mill is old. A house of correction stood there.", False),
        ("Mill burns", "The report said that the mill was shut and a clock had been corrected "
         "by hand in an earlier version of the tower.", False),
        ("Update on the mill", "It still burns.", False),
        ("UPDATE 2-Mill burns", "It still burns.", True),
        ("Corrections and clarifications", "We are sorry.", True),
        ("Corrections officer jailed", "He sold keys.", False),
        ("Updated plan for the mill", "It may reopen.", False),
        ("Mill burns", "This month's report said that the mill was shut.", False),
        ("Mill burns", "This version of the plan was wrong, the mayor said.", False),
        ("Mill burns", "Our report in March said that the mill was shut.", False),
        ("Mill burns", "Our report in March wrongly named the owner.", True),
        ("Mill burns", "A previous version said that two had died.", True),
    ],
)  # fmt: skip
def test_corrections_say_so_of_themselves(title: str, text: str, expected: bool) -> None:
    assert is_correction(an_article("a", title, text)) is expected
