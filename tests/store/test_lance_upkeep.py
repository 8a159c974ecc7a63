"""Upkeep of Lance tables: what many small commits leave behind, beside those who use them."""

import time
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from store_kit import (
    EVERYTHING,
    STORES,
    an_article,
    articles_found,
    everything,
    fill,
    put,
    vector_of,
)

from corpus.records import NO_FILTERS
from corpus.store.store import Store

pytest.importorskip("lancedb", reason="needs `pip install 'pullquote[s3]'`")

pytestmark = pytest.mark.slow

# What a table is left in, however many have committed to it: docs/scale.md promises it.
MOST_FRAGMENTS = 8
SPAWN = get_context("spawn")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with STORES["lance"](tmp_path) as opened:
        yield opened


def table_of(store: Store) -> Any:
    """The archive's table as another program sees it."""
    import lancedb

    return lancedb.connect(store.place.removeprefix("lance://")).open_table("archive")


def unindexed(table: Any) -> dict[str, int]:
    """How many rows each index does not hold."""
    return {
        index.columns[0]: table.index_stats(index.name).num_unindexed_rows
        for index in table.list_indices()
    }


def fragments(table: Any) -> int:
    return int(table.stats()["fragment_stats"]["num_fragments"])


def test_after_two_hundred_small_commits_little_is_left_to_do(store: Store) -> None:
    for number in range(200):
        put(store, an_article(number))
    # `add` has tended it every 50 commits, and does so when it ends.
    put(store, an_article(200))
    store.tend()
    table = table_of(store)
    assert fragments(table) <= MOST_FRAGMENTS
    assert set(unindexed(table).values()) == {0}
    assert len(list(store.articles())) == 201
    dense, keyword = articles_found(store, "Story", NO_FILTERS)
    assert dense == keyword == {f"a{number}" for number in range(201)}
    store.check()


def test_small_pieces_of_a_process_that_did_not_tend_are_joined_by_another(
    store: Store, tmp_path: Path
) -> None:
    fill(store, 3)
    for number in range(3, 20):
        with STORES["lance"](tmp_path) as another:  # its own count of commits begins anew
            put(another, an_article(number))
    table = table_of(store)
    assert fragments(table) > MOST_FRAGMENTS
    assert max(unindexed(table).values()) > 0
    store.tend()
    table = table_of(store)
    assert fragments(table) <= MOST_FRAGMENTS
    assert set(unindexed(table).values()) == {0}


def test_a_view_that_was_open_and_versions_of_today_outlive_the_upkeep(store: Store) -> None:
    fill(store, 20)
    first = table_of(store).version
    with store.searches() as before:
        for number in range(20, 40):
            put(store, an_article(number))
        store.tend()
        assert {each.article.id for each in everything(before).values()} == {
            f"a{number}" for number in range(20)
        }
    earlier = table_of(store)
    assert first in {each["version"] for each in earlier.list_versions()}
    earlier.checkout(first)
    assert earlier.count_rows("kind = 1") == 20


def test_versions_older_than_a_day_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.store.lance import lance_tables

    fill(store, 20)
    first = table_of(store).version
    put(store, an_article(20))
    monkeypatch.setattr(lance_tables, "_KEPT", timedelta(0))  # the day is over
    store.tend()
    assert first not in {each["version"] for each in table_of(store).list_versions()}
    assert store.stats().articles == 21
    store.check()


def add_until(folder: Path, end: Event) -> None:
    """Add an article at a time."""
    with STORES["lance"](folder) as store:
        for number in range(100, 100_000):
            if end.is_set():
                return
            put(store, an_article(number))


def ask_until(folder: Path, end: Event) -> None:
    """Ask for what was there from the beginning, which upkeep must not hide for a moment."""
    wanted = {f"a{number}" for number in range(60)}
    vector = vector_of("lynx")
    with STORES["lance"](folder) as store:
        while not end.is_set():
            with store.searches() as searches:
                dense = searches.dense(vector, EVERYTHING).keys.tolist()
                keyword = searches.keyword("Story", EVERYTHING).keys.tolist()
                assert {each.article.id for each in searches.passages(dense).values()} >= wanted
                assert sorted(dense) == sorted(keyword)


def test_upkeep_beside_an_adder_and_two_who_ask_disturbs_none(store: Store, tmp_path: Path) -> None:
    fill(store, 60)
    end = SPAWN.Event()
    others = [
        SPAWN.Process(target=target, args=(tmp_path, end))
        for target in (add_until, ask_until, ask_until)
    ]
    for each in others:
        each.start()
    while store.stats().articles < 65:  # all are at work
        assert others[0].is_alive()
        time.sleep(0.05)
    for _ in range(5):
        before = store.stats().articles
        store.tend()
        while store.stats().articles == before:
            assert others[0].is_alive()
            time.sleep(0.05)
    end.set()
    for each in others:
        each.join()
    assert [each.exitcode for each in others] == [0, 0, 0]
    store.tend()
    table = table_of(store)
    assert fragments(table) <= MOST_FRAGMENTS
    assert set(unindexed(table).values()) == {0}
    store.check()
