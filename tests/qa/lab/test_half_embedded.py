"""The figures of archives that are embedded in part."""

import random
from math import log2

import pytest
from conftest import WordEncoder, an_article

from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.evaluation.gold import GoldQuestion
from qa.lab.half_embedded import keep_embedded, measure_ndcg, ndcg_of


def test_ndcg_as_it_is_computed_by_hand() -> None:
    assert ndcg_of(["a", "b"], {"a": 1}) == 1
    assert ndcg_of(["b", "a"], {"a": 1}) == pytest.approx(1 / log2(3))
    graded = (1 + 3 / log2(3)) / (3 + 1 / log2(3))
    assert ndcg_of(["one", "two", "other"], {"one": 1, "two": 2}) == pytest.approx(graded)
    assert ndcg_of([*"bcdefghijk", "a"], {"a": 1}) == 0  # the eleventh
    assert ndcg_of(["a"], {}) == 0


@pytest.fixture
def stories(archive: SqliteStore) -> SqliteStore:
    embed_and_put(
        [an_article(f"s{each}", f"Story {each}", "It rained.") for each in range(16)],
        archive,
        WordEncoder(),
    )
    return archive


@pytest.mark.parametrize("share", [1.0, 0.5, 0.0])
def test_so_many_articles_wait_and_are_found_by_their_words(
    stories: SqliteStore, share: float
) -> None:
    keep_embedded(stories, share)
    ids = sorted(article.id for article in stories.articles())
    random.Random(3).shuffle(ids)
    assert set(stories.waiting()) == set(ids[round(share * 20) :])
    stories.check()
    asked = [
        GoldQuestion("1", "which engineer found cracks in the bridge?", articles={"bridge": 1}),
        GoldQuestion("2", "who photographed the lynx in the hills?", articles={"lynx": 1}),
    ]
    assert measure_ndcg(stories, WordEncoder(), asked, 0.0) == 1
