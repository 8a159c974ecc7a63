"""What every store's searches keep to: one question's view of one version."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from store_kit import (
    DIMENSION,
    EVERYTHING,
    STORES,
    an_article,
    bm25,
    everything,
    fill,
    put,
    renamed,
    vector_of,
)

from corpus.arrays import Vectors
from corpus.records import Filters, Passage
from corpus.store.store import Searches, Store

Open = Callable[[], Store]
QUESTIONS = (
    "who saw the lynx on the hill?", "bridge cables", "ferry tickets in the storm",
    "the gull, the ship and the sailor", "lantern", "anchor rope cargo pier", "comet and camera",
    "whistle whistle beacon", "tide boat harbour cliff", "engine of the ship",
)  # fmt: skip


@pytest.fixture(params=STORES)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the store of this test once more."""
    return lambda: STORES[request.param](tmp_path)


@pytest.fixture
def store(open_again: Open) -> Store:
    return open_again()


def matrix(passages: dict[int, Passage]) -> Vectors:
    return np.array([vector_of(each.text) for each in passages.values()])


def test_dense_finds_what_a_product_over_all_vectors_finds(store: Store) -> None:
    fill(store, 120)
    filters = Filters(sources=("post",))
    for question in QUESTIONS:
        vector = vector_of(question)
        with store.searches() as searches:
            passages = everything(searches)
            cosines = (matrix(passages).astype(np.float64) @ vector).tolist()
            ranked = sorted(zip([-each for each in cosines], passages, strict=True))
            found = searches.dense(vector, 10)
            assert found.keys.tolist() == [key for _, key in ranked[:10]]
            assert found.scores.tolist() == pytest.approx(
                [-score for score, _ in ranked[:10]], abs=1e-6
            )
            allowed = [
                key
                for _, key in ranked
                if "post" in (passages[key].article.source or "").casefold()
            ]
            assert searches.dense(vector, 10, filters).keys.tolist() == allowed[:10]


def test_keywords_order_as_bm25_does(store: Store) -> None:
    fill(store, 120)
    shares = []
    for question in QUESTIONS:
        with store.searches() as searches:
            passages = everything(searches)
            scores = bm25(question, list(passages.values()))
            ranked = sorted(zip([-each for each in scores], passages, strict=True))
            found = searches.keyword(question, 10)
        # A store may round the length of a passage: what is as good as the tenth counts as it.
        tenth = -ranked[9][0]
        good = {key for score, key in ranked if -score >= tenth * 0.999 and score < 0}
        shares.append(len(good.intersection(found.keys.tolist())) / len(found.keys))
        assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)
    assert np.mean(shares) >= 0.95


@pytest.mark.parametrize("question", ["", "?", "zebra", "AND OR NOT", 'lynx" AND (', "-hill ~2 *"])
def test_no_question_breaks_the_keyword_search(store: Store, question: str) -> None:
    fill(store, 5)
    with store.searches() as searches:
        found = searches.keyword(question, 5)
        assert len(found.keys) == len(found.scores)


def test_equals_come_in_the_order_of_their_keys(store: Store) -> None:
    fill(store, 10)
    put(store, *(replace(renamed(an_article(3), f"twin{n}"), title="Twin") for n in range(30)))
    with store.searches() as searches:
        passages = everything(searches)
        first = next(each for each in passages.values() if each.article.id == "twin0")
        # The article that they copy has the same sentence.
        equals = sorted(key for key, each in passages.items() if each.text == first.text)
        assert len(equals) == 31
        for found in (searches.dense(vector_of(first.text), 10), searches.keyword("twin", 90)):
            ties: dict[float, list[int]] = {}
            for key, score in zip(found.keys.tolist(), found.scores.tolist(), strict=True):
                ties.setdefault(score, []).append(key)
            assert all(keys == sorted(keys) for keys in ties.values())
        assert searches.dense(vector_of(first.text), 10).keys.tolist() == equals[:10]


def test_more_is_asked_for_than_there_is(store: Store) -> None:
    fill(store, 4)
    with store.searches() as searches:
        assert len(searches.dense(vector_of("lynx"), EVERYTHING).keys) == 12
        assert len(searches.keyword("Story", EVERYTHING).keys) == 12
        assert len(searches.dense(vector_of("lynx"), 0).keys) == 0


def test_an_empty_store_finds_nothing(store: Store) -> None:
    for filters in (Filters(), Filters(sources=("post",))):
        with store.searches() as searches:
            assert len(searches.dense(vector_of("lynx"), 5, filters).keys) == 0
            assert len(searches.keyword("lynx", 5, filters).keys) == 0
            known = searches.known(vector_of("lynx"), np.empty(0, np.int64), days=True)
            assert len(known.cosines) == 0
            assert searches.passages([]) == {}


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_vector_that_is_not_finite_finds_nothing(store: Store, value: float) -> None:
    fill(store, 4)
    with store.searches() as searches:
        assert len(searches.dense(np.full(DIMENSION, value, np.float32), 5).keys) == 0


def test_cosines_and_days_are_known_in_the_order_asked_for(store: Store) -> None:
    fill(store, 60)
    vector = vector_of("lynx")
    with store.searches() as searches:
        passages = everything(searches)
        cosines = dict(zip(passages, (matrix(passages) @ vector).tolist(), strict=True))
        searches.dense(vector, 20)
        keys = np.array(list(passages)[::-7], np.int64)
        known = searches.known(vector, keys, days=True)
        assert known.cosines.tolist() == pytest.approx(
            [cosines[key] for key in keys.tolist()], abs=1e-5
        )
        assert known.days is not None
        for key, first, last, dated in zip(keys.tolist(), *known.days, known.days.known,
                                           strict=True):  # fmt: skip
            published = passages[key].article.published
            assert dated == (published is not None)
            if published:
                days = (published.first.toordinal(), published.last.toordinal())
                assert (first, last) == days
        assert searches.known(vector, keys, days=False).days is None


def test_a_passage_that_is_gone_is_not_known(store: Store) -> None:
    fill(store, 4)
    with store.searches() as searches:
        keys = list(everything(searches))
    with store.change() as writing:
        writing.remove(["a1"])
    with store.searches() as searches:
        gone = set(keys) - set(everything(searches))
        assert len(gone) == 3
        with pytest.raises(KeyError):
            searches.known(vector_of("lynx"), np.array(sorted(keys)), days=False)
        assert set(searches.passages(keys)) == set(keys) - gone


def test_fifteen_hundred_passages_come_at_once(store: Store) -> None:
    fill(store, 500)
    with store.searches() as searches:
        keys = searches.dense(vector_of("lynx"), 1500).keys
        assert len(keys) == 1500
        passages = searches.passages(keys.tolist())
        assert list(passages) == keys.tolist()
        assert len({id(each.article) for each in passages.values()}) == 500
        assert len(searches.known(vector_of("hill"), keys, days=True).cosines) == 1500


def found(searches: Searches) -> list[object]:
    """All that a view says, as values that can be compared."""
    vector = vector_of("lynx")
    dense = searches.dense(vector, 50)
    keyword = searches.keyword("Story lynx", 50)
    known = searches.known(vector, keyword.keys, days=True)
    assert known.days is not None
    return [
        *(part.tolist() for part in (*dense, *keyword, known.cosines, *known.days)),
        searches.passages(dense.keys.tolist()),
    ]


def test_a_view_sees_nothing_of_a_change_made_after_it_was_opened(
    store: Store, open_again: Open
) -> None:
    fill(store, 10)
    other = open_again()
    with store.searches() as searches:
        before = found(searches)
        with other.change() as writing:
            writing.remove(["a1", "a2"])
        put(other, replace(an_article(3), text="A lynx slept."))
        assert found(searches) == before
    with store.searches() as searches:
        assert found(searches) != before
        assert "a1" not in {each.article.id for each in everything(searches).values()}


def test_a_view_opened_and_first_asked_after_a_change_elsewhere_is_of_one_version(
    store: Store, open_again: Open
) -> None:
    fill(store, 10)
    other = open_again()
    with store.searches() as searches:
        with other.change() as writing:
            writing.remove(["a1"])
        # Nothing was asked before the change: a part made only now is still of the first version.
        filtered = searches.dense(vector_of("lynx"), 50, Filters(sources=("post", "courier")))
        keyword = searches.keyword("Story", 50)
        assert {"a1"} <= {each.article.id for each in searches.passages(
            filtered.keys.tolist()).values()}  # fmt: skip
        assert len(keyword.keys) == 30


def test_tending_changes_nothing_that_is_found(store: Store, open_again: Open) -> None:
    fill(store, 40)
    with store.change() as writing:
        writing.remove(["a1", "a2"])
    put(store, replace(an_article(3), text="A lynx slept."))
    with store.searches() as searches:
        before = found(searches)
        open_again().tend()
        assert found(searches) == before
    with store.searches() as searches:
        assert searches.passages(everything(searches).keys()) == everything(searches)
        assert found(searches)[0] == before[0]
    assert len(list(store.articles())) == 38


def test_the_nearest_word_is_of_the_same_first_letter_and_as_it_is_written(store: Store) -> None:
    article = replace(an_article(1), title="Lavrov in Rome", text="Larvae ate the Lavender there.")
    put(store, article)
    store.tend()
    with store.searches() as searches:
        assert searches.knows_word("lavrov")
        assert searches.knows_word("Eats") is searches.knows_word("lavrof") is False
        assert searches.knows_word("larva")  # in another form
        assert searches.nearest_word("lavrof", 1) == "Lavrov"
        assert searches.nearest_word("lavendre", 2) == "Lavender"
        assert searches.nearest_word("tavrov", 1) is None
        assert searches.nearest_word("lafrof", 1) is None
        assert searches.nearest_word("lafrof", 2) == "Lavrov"
        assert searches.nearest_word("", 1) is None
