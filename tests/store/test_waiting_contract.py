"""Passages that wait for their vectors: found by their words at once, by meaning later."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from store_kit import (
    EVERYTHING,
    MODEL,
    STORES,
    an_article,
    articles_found,
    embed,
    everything,
    fill,
    passages_of,
    put,
    put_waiting,
    vector_of,
)

from corpus.records import NO_FILTERS, Filters
from corpus.store.store import Store

Open = Callable[[], Store]


@pytest.fixture(params=STORES)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the store of this test once more."""
    return lambda: STORES[request.param](tmp_path)


@pytest.fixture
def store(open_again: Open) -> Store:
    return open_again()


def test_what_waits_is_found_by_words_and_not_by_meaning(store: Store, open_again: Open) -> None:
    fill(store, 5)
    waiting = [an_article(number) for number in range(5, 12)]
    put_waiting(store, *waiting)
    for opened in (store, open_again()):
        dense, keyword = articles_found(opened, "every Story", NO_FILTERS)
        assert dense == {f"a{number}" for number in range(5)}
        assert keyword == {f"a{number}" for number in range(12)}
        assert opened.passages_of(waiting[0]) == passages_of(waiting[0])
        assert opened.size()[::2] == (36, 21)
        assert opened.size().embedded_share == pytest.approx(15 / 36)
        opened.check()
    dense, keyword = articles_found(store, "Story", Filters(sources=("post",)))
    assert dense < keyword


def test_those_that_wait_are_named_the_newest_first_and_undated_ones_last(store: Store) -> None:
    fill(store, 3)
    waiting = [an_article(number) for number in range(3, 20)]
    put_waiting(store, *waiting)
    dated = sorted(
        (each for each in waiting if each.published),
        key=lambda each: each.published.first if each.published else None,  # type: ignore[arg-type,return-value]
        reverse=True,
    )
    undated = [each.id for each in waiting if not each.published]
    named = store.waiting()
    days = {each.id: each.published and each.published.first for each in waiting}
    assert [days[id] for id in named] == [days[each.id] for each in dated] + [None] * len(undated)
    assert set(named[-len(undated) :]) == set(undated)


def test_vectors_that_come_late_are_as_if_they_had_always_been_there(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    articles = [an_article(number) for number in range(30)]
    put(store, *articles[:10])
    put_waiting(store, *articles[10:])
    articles_found(store, "Story", NO_FILTERS)  # what is derived from it is made, and extended
    for first in (20, 10):  # not in the order of their keys
        embed(store, *articles[first : first + 10])
        with store.searches() as searches:
            passages = everything(searches)
            assert len(passages) == 30 + (60 if first == 10 else 30)
            for key, passage in list(passages.items())[::7]:
                found = searches.dense(vector_of(passage.text), 1)
                assert (found.keys.tolist(), found.scores.tolist()) == ([key], [pytest.approx(1)])
    assert store.waiting() == []
    assert store.size().waiting == 0
    at_once = STORES[request.node.callspec.params["open_again"]](tmp_path / "at once")
    put(at_once, *articles)
    for article in articles:
        ours, theirs = store.vectors_of(article), at_once.vectors_of(article)
        assert ours is not None
        assert theirs is not None
        assert ours.tolist() == theirs.tolist()
    store.check()


def test_the_cosine_of_what_waits_is_not_known_and_what_is_gone_is_an_error(store: Store) -> None:
    fill(store, 4)
    put_waiting(store, an_article(4), an_article(5))
    vector = vector_of("lynx")
    with store.searches() as searches:
        embedded = searches.dense(vector, EVERYTHING).keys
        keys = np.sort(searches.keyword("Story", EVERYTHING).keys)
        known = searches.known(vector, keys, days=True)
        assert np.isnan(known.cosines).tolist() == (~np.isin(keys, embedded)).tolist()
        assert known.days is not None
        again = searches.known(vector, keys[::-1], days=False)  # as it is remembered
        assert np.array_equal(again.cosines, known.cosines[::-1], equal_nan=True)
        with pytest.raises(KeyError):
            searches.known(vector, np.append(keys, keys.max() + 9), days=False)


def test_vectors_of_an_earlier_version_are_not_taken(store: Store) -> None:
    fill(store, 3)
    put_waiting(store, an_article(3))
    newer = replace(an_article(3), text="A walrus was seen. It slept.")
    put_waiting(store, newer)
    embed(store, an_article(3), an_article(8))  # of which there is none
    assert store.waiting() == ["a3"]
    assert store.vectors_of(newer) is None
    embed(store, newer)
    vectors = store.vectors_of(newer)
    assert vectors is not None
    embedded = vectors.tolist()
    with store.change() as writing:  # they are there: nothing waits for these
        writing.put_vectors(newer, passages_of(newer), np.zeros_like(vectors))
    vectors = store.vectors_of(newer)
    assert vectors is not None
    assert vectors.tolist() == embedded
    store.check()


def test_a_change_that_raises_gives_no_vectors(store: Store, open_again: Open) -> None:
    article = an_article(1)
    put_waiting(store, article)
    stamp = store.stamp

    def fail() -> None:
        with store.change() as writing:
            passages = passages_of(article)
            writing.put_vectors(
                article, passages, np.stack([vector_of(each.text) for each in passages])
            )
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fail()
    for opened in (store, open_again()):
        assert (opened.waiting(), opened.stamp, opened.model) == (["a1"], stamp, MODEL)


def test_what_waits_goes_with_its_article(store: Store) -> None:
    put_waiting(store, an_article(1), an_article(2))
    with store.change() as writing:
        writing.remove(["a1"])
    assert store.waiting() == ["a2"]
    assert store.size().waiting == 3
    put(store, an_article(2))
    assert store.waiting() == []
    store.check()
