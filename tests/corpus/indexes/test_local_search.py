from functools import partial

import numpy as np
import pytest
from conftest import WordEncoder, an_article

from corpus.indexes import vector_index
from corpus.indexes.vector_index import Limits, build
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put


@pytest.fixture(params=["every vector compared", "most in an IVF index"])
def many(
    request: pytest.FixtureRequest, archive: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> SqliteStore:
    if "IVF" in request.param:
        monkeypatch.setattr(vector_index, "build", partial(build, limits=Limits(compared=100)))
    texts = (f"Word{n} was said of word{n % 7} by speaker{n % 11}." for n in range(300))
    articles = [an_article(f"a{n}", f"Subject {n}", text) for n, text in enumerate(texts)]
    embed_and_put(articles, archive, WordEncoder())
    return archive


def test_cosines_are_the_same_whether_a_search_has_computed_them_or_not(
    many: SqliteStore, encoder: WordEncoder
) -> None:
    asked, other = map(encoder.encode_question, ("word3 and speaker4", "word5"))
    keys, _ = many.index_source.vectors()
    again = SqliteStore.open(many.folder)
    with many.searches() as searches, again.searches() as fresh:
        searches.dense(other, 5)
        found, scores = searches.dense(asked, 7)
        wanted = np.concatenate([np.setdiff1d(keys, found)[:5], found])
        expected = fresh.known(asked, wanted, days=False).cosines
        assert searches.known(asked, wanted, days=False).cosines.tolist() == expected.tolist()
        assert searches.known(asked, found, days=False).cosines.tolist() == scores.tolist()
        # An equal vector is the same question, whichever object holds it.
        assert searches.known(asked.copy(), found, days=False).cosines.tolist() == scores.tolist()
        expected = fresh.known(other, found, days=False).cosines
        assert searches.known(other, found, days=False).cosines.tolist() == expected.tolist()


def test_indexes_are_opened_once_for_each_version(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    def indexes() -> object:
        with archive.searches() as searches:
            return searches._indexes

    before = indexes()
    assert indexes() is before
    with archive.change() as writing:
        writing.remove(["lynx"])
    assert indexes() is not before
