"""Slips of the hand are mended, and nothing else of a question is changed."""

from collections.abc import Sequence

import pytest
from conftest import WordEncoder, an_article

from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.search.retriever import Retriever
from qa.search.spelling import base_forms, mend_question

LANGUAGE = frozenset(
    "harbor centers reorganized theater who what when where whom did does list beach benches names "
    "mourning tiers three filling prize course constable leveled".split()
)
TEXTS = (
    "Foreign Minister Lavrov named the rebels in Hamburg. Lavrov left early.",
    "The strongest gust of the storm was measured at the Vardell lighthouse in Karvelia.",
    "The minister resigned. His resignation pleased Élodie Caldera, who sat on a bench.",
    "The centre of the harbour was reorganised in Otto Brand's theatre.",
    "Carter and Carver, Carver and Carvel, met NATO. Carver left the crier, a crier of criers.",
    "Morning tires there, filing prise and corse: a counsellor and a constable fled.",
    "One talk led to talks, and a storm of talks.",
)


def is_word(word: str) -> bool:
    return word.casefold() in LANGUAGE


@pytest.fixture
def store(archive: SqliteStore, encoder: WordEncoder) -> SqliteStore:
    articles = [an_article(f"n{n}", f"News {n}", text) for n, text in enumerate(TEXTS)]
    embed_and_put(articles, archive, encoder)
    return archive


def mended(question: str, store: SqliteStore) -> str:
    with store.searches() as searches:
        return mend_question(question, searches, is_word)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("lavrof rebel list", "lavrov rebel list"),
        ("What did Lavrof say in Hambrug?", "What did Lavrov say in Hamburg?"),
        ("LAVROF REBELS", "LAVROV REBELS"),
        ("Lavrof's names", "Lavrov's names"),
        ("storngest gust of the stom", "strongest gust of the storm"),
        ("when did he anounce his resigantion", "when did he announce his resignation"),
        ("karvelya", "karvelia"),
        ("elodei caldera", "élodie caldera"),
        ("who is Carvor", "who is Carver"),  # of two that are as near, the more frequent
        ("crter", "carter"),  # a letter left out before one that was changed
        ("caldra gust", "caldera gust"),
        # spelt as elsewhere, and a word of the language
        ("Harbor centers", "Harbour centres"),
        ("center reorganized by the theater", "centre reorganised by the theatre"),
        ("counselors of harbors", "counsellors of harbours"),
        # two letters swapped, before the letter that was left out
        ("gust talsk", "gust talks"),
        # small words, which are not indexed
        ("Waht did teh minister adn Lavrov say", "What did the minister and Lavrov say"),
        ("Wehn did he go to thier bench?", "When did he go to their bench?"),
        # a word that no article has, but English
        ("Who was injjured?", "Who was injured?"),
        # within a sentence, a name with one letter amiss
        ("Who saw the Constalbe?", "Who saw the Constable?"),
        ("Who saw Caldra?", "Who saw Caldera?"),
    ],
)
def test_a_word_that_is_not_known_becomes_the_nearest(
    question: str, meant: str, store: SqliteStore
) -> None:
    assert mended(question, store) == meant


@pytest.mark.parametrize(
    "question",
    [
        "What did Lavrov say in Hamburg?",
        "Who resigns?",  # known in another form
        "beach",  # a word of the language, though only "bench" is known
        '"Lavrof" and ‘Hambrug’',
        "Lavr",
        "lar rebles1 l4vrov",
        "NATE and the rebels",  # an abbreviation
        "mourning tiers three filling prize course",  # words that only look like other spellings
        "Who saw Constablek?",  # a name that only looks like a word
        "who saw policek",
        "Who saw Injjured?",  # perhaps a name
        "hwo saw it",  # "who" or "how"
        "wer hta das",  # no English
        "wer ist im sturm",  # German, and not the English "storm"
        "Navrov",  # another first letter
        "Lafrof",  # two slips in a short word
        "Lavrovskayev",
        "lavrof@example.org /lavrof",
        "2016 12:30 Çé 東京 ?!",
        "",
    ],
)
def test_all_else_stays(question: str, store: SqliteStore) -> None:
    assert mended(question, store) == question


def test_a_word_may_be_a_form_of_a_shorter_one() -> None:
    assert base_forms("tubs") == ["tubs", "tub"]
    assert base_forms("mended") == ["mended", "mende", "mend"]
    assert base_forms("as") == ["as"]


class Letters(WordEncoder):
    """An encoder whose vocabulary holds few words."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [1 if is_word(text) else len(text) for text in texts]


def test_the_mended_question_is_searched_and_told(store: SqliteStore) -> None:
    found = Retriever(store, Letters()).find("who is lavrof?")
    assert found.asked == "who is lavrov?"
    assert found.hits[0].passage.article.id == "n0"
    assert found.hits[0].keyword is not None
    assert Retriever(store, WordEncoder()).find("who is lavrof?").asked == "who is lavrof?"
