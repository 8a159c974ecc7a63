"""Articles in other languages are found by questions in theirs; those in English as before."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from corpus.indexes import keywords
from corpus.indexes.index_source import FilterColumns, IndexedPassage
from corpus.indexes.keywords import KeywordIndex
from corpus.indexes.own_stems import own_terms, question_terms

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "other_languages.jsonl").read_text("utf-8").splitlines()
]
LANGUAGES = sorted({row["id"][:2] for row in GOLD})
ENGLISH = [
    ("Harbour shut", "The harbour of Brede is shut because the piles are rotten."),
    ("Library opens", "The mayor of Anholm opened a library with twelve thousand books."),
]


class Rows:
    """Rows of a gold set as passages, by their place."""

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        self.rows = rows

    def passages(self, after: int = 0) -> Iterable[IndexedPassage]:
        for key, (title, text) in enumerate(self.rows, start=1):
            yield IndexedPassage(FilterColumns(key, 0, 0, ""), title, text, text)


def index_of(rows: list[tuple[str, str]], folder: Path) -> KeywordIndex:
    folder.mkdir()
    keywords.build(Rows(rows), folder)
    return KeywordIndex(folder)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> KeywordIndex:
    rows = [(row["title"], row["text"]) for row in GOLD]
    return index_of(rows + ENGLISH, tmp_path_factory.mktemp("own") / "index")


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_of_a_language_find_its_articles(language: str, index: KeywordIndex) -> None:
    asked = [(key, row) for key, row in enumerate(GOLD, start=1) if row["id"][:2] == language]
    found = [index.search(row["question"], 1).keys.tolist() == [key] for key, row in asked]
    assert len(found) == 10
    assert sum(found) >= 9


def test_english_is_searched_as_if_no_other_language_were_there(
    index: KeywordIndex, tmp_path: Path
) -> None:
    alone = index_of(ENGLISH, tmp_path / "alone")
    question = "why is the harbour shut, and how many books has the library?"
    assert question_terms(question, frozenset(("de", "fr", "="))) == []
    assert not any(own_terms(title, text, text) for title, text in ENGLISH)
    offset = len(GOLD)
    keys = [key - offset for key in index.search(question, 2).keys.tolist()]
    assert keys == alone.search(question, 2).keys.tolist()


def test_forms_of_a_word_are_one_and_the_small_words_of_a_question_are_none() -> None:
    text = "Die Häfen von Brede sind geschlossen, weil die alten Pfähle verfault waren."
    held = set(own_terms("", text, text))
    terms = question_terms("Warum ist der alte Hafen geschlossen?", frozenset(("de", "ru")))
    assert len(terms) == 3
    assert set(terms) <= held


def test_chinese_and_japanese_are_searched_by_pairs_of_letters() -> None:
    text = "布雷德港关闭了十一周。"
    assert own_terms("港", text, text)[:4] == ["=港", "=布雷", "=雷德", "=德港"]
    assert "=德港" in question_terms("布雷德港什么时候关闭的？", frozenset("="))
    assert question_terms("布雷德港", frozenset()) == []


def test_a_language_that_is_not_known_has_no_stems() -> None:
    text = "Qorvex bantul shimra dolvek parrun, ostrel gavin murdok telisk."
    assert own_terms("", text, text) == []
