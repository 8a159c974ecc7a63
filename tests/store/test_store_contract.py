"""What every store keeps to: changes, articles, and how much there is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import WordEncoder
from store_kit import (
    DIMENSION,
    MODEL,
    STORES,
    an_article,
    articles_found,
    everything,
    fill,
    passages_of,
    passes,
    put,
    renamed,
    vector_of,
)

from corpus.errors import ArchiveError
from corpus.records import NO_FILTERS, Correction, Filters, Locator, PublicationDate
from corpus.store.store import ArticleVersion, FileState, Store
from embeddings.embed import embed_and_put

Open = Callable[[], Store]


@pytest.fixture(params=STORES)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the store of this test once more."""
    return lambda: STORES[request.param](tmp_path)


@pytest.fixture
def store(open_again: Open) -> Store:
    return open_again()


def ids(store: Store, filters: Filters = NO_FILTERS) -> list[str]:
    return [article.id for article in store.articles(filters)]


def test_articles_come_back_as_they_were_put_in(store: Store, open_again: Open) -> None:
    articles = fill(store, 30)
    for opened in (store, open_again()):
        assert sorted(opened.articles(), key=lambda each: each.id) == sorted(
            articles, key=lambda each: each.id
        )
        assert opened.article("a7") == articles[7]
        assert opened.passages_of(articles[7]) == passages_of(articles[7])
        assert opened.article("nobody") is None
        assert opened.model == MODEL


def test_the_pages_of_an_article_come_back_with_it_and_go_with_it(store: Store) -> None:
    article, plain = an_article(1), an_article(2)
    paged = replace(article, locators=(Locator(0, "page 1"), Locator(9, "chapter “Élan”")))
    put(store, paged, plain)
    with store.searches() as searches:
        assert {passage.article for passage in everything(searches).values()} == {paged, plain}
    assert store.article(article.id) == paged
    assert store.article(plain.id) == plain
    assert list(store.articles()) == [paged, plain]
    put(store, replace(paged, locators=()))
    assert store.article(article.id) == article


def test_articles_come_in_the_order_of_their_ids(store: Store) -> None:
    fill(store, 30)
    assert ids(store) == sorted(f"a{number}" for number in range(30))


ODD_IDS = {
    "apostrophe": "it's",
    "quotes": 'a "b"',
    "percent": "100%",
    "underscore": "a_b",
    "backslash": "a\\b",
    "unicode": "naïve — 日本",
    "space": " ",
    "4 KB": "x" * 4096,
    "injection": "'; DROP TABLE articles; --",
}


@pytest.mark.parametrize("id", ODD_IDS.values(), ids=ODD_IDS.keys())
def test_any_text_can_be_an_id(store: Store, id: str) -> None:
    odd = renamed(an_article(1), id)
    put(store, an_article(1), odd, an_article(2))
    assert store.article(id) == odd
    assert set(store.versions([id, "nobody"])) == {id}
    with store.change() as writing:
        writing.remove([id])
    assert store.article(id) is None
    assert ids(store) == ["a1", "a2"]


def test_an_article_replaces_the_one_with_its_id(store: Store) -> None:
    fill(store, 5)
    newer = replace(an_article(2), text="A walrus was seen. It slept.")
    put(store, newer)
    assert store.article("a2") == newer
    assert store.passages_of(newer) == passages_of(newer)
    with store.searches() as searches:
        found = [each for each in everything(searches).values() if each.article.id == "a2"]
        assert sorted(found, key=lambda each: each.start) == passages_of(newer)
        assert searches.keyword("Story 2", 1).keys.tolist()
        (walrus,) = searches.keyword("walrus", 5).keys.tolist()
        assert searches.passages([walrus])[walrus].text == "A walrus was seen."


def test_what_was_removed_is_never_found(store: Store) -> None:
    fill(store, 10)
    with store.change() as writing:
        writing.remove(["a3", "a4", "nobody"])
    for found in (ids(store), *articles_found(store, "Story bridge ferry", NO_FILTERS)):
        assert {"a3", "a4"}.isdisjoint(found)
    assert store.stats().articles == 8


def test_a_change_that_raises_keeps_nothing(store: Store, open_again: Open) -> None:
    fill(store, 4)
    stamp = store.stamp

    def fail() -> None:
        with store.change() as writing:
            writing.remove(["a1"])
            writing.move("a2", "/elsewhere")
            writing.record_model(replace(MODEL, fingerprint="other@1"))
            writing.put(an_article(9), [], np.zeros((0, DIMENSION), np.float32))
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fail()
    for opened in (store, open_again()):
        assert (ids(opened), opened.stamp, opened.model) == (["a0", "a1", "a2", "a3"], stamp, MODEL)
        assert opened.article("a2") == an_article(2)


def test_what_is_read_inside_a_change_is_what_was_written_so_far(store: Store) -> None:
    articles = fill(store, 4)
    newer = replace(articles[2], text="A walrus slept.")
    with store.change() as writing:
        writing.remove(["a1"])
        writing.move("a3", "/elsewhere/3.txt")
        writing.put(newer, passages_of(newer), np.array([vector_of(newer.text)]))
        writing.record_model(replace(MODEL, fingerprint="other@1"))
        assert store.article("a1") is None
        assert store.article("a2") == newer
        assert store.article("a3") == replace(articles[3], origin="/elsewhere/3.txt")
        assert ids(store) == ["a0", "a2", "a3"]
        assert set(store.versions(["a1", "a2"])) == {"a2"}
        assert store.passages_of(newer) == passages_of(newer)
        assert store.model == replace(MODEL, fingerprint="other@1")
    assert ids(store) == ["a0", "a2", "a3"]
    assert store.article("a3") == replace(articles[3], origin="/elsewhere/3.txt")


def test_an_article_that_is_put_again_and_removed_in_one_change_is_gone(store: Store) -> None:
    articles = fill(store, 3)
    with store.change() as writing:
        writing.remove(["a1"])
        for article in (articles[1], articles[2]):
            passages = passages_of(article)
            writing.put(article, passages, np.array([vector_of(each.text) for each in passages]))
        writing.remove(["a2"])
    assert ids(store) == ["a0", "a1"]
    assert store.size().passages == len(passages_of(articles[0])) + len(passages_of(articles[1]))


def test_every_change_gives_another_stamp(store: Store, open_again: Open) -> None:
    stamps = [store.stamp]
    fill(store, 2)
    stamps.append(store.stamp)
    with store.change() as writing:
        writing.remove(["a1"])
    stamps.append(store.stamp)
    assert len(set(stamps)) == 3
    assert len({stamp.rpartition("-")[0] for stamp in stamps}) == 1
    assert open_again().stamp == stamps[-1]


def test_two_stores_never_share_a_stamp(store: Store, tmp_path: Path) -> None:
    for make in STORES.values():
        other = make(tmp_path / "other")
        fill(store, 2)
        fill(other, 2)
        assert other.stamp != store.stamp


FILTERS = [
    NO_FILTERS,
    Filters(first=date(2019, 7, 1)),
    Filters(last=date(2020, 5, 31)),
    Filters(date(2019, 3, 1), date(2020, 3, 31)),
    Filters(date(2020, 1, 1), date(2020, 12, 31)),
    Filters(date(2020, 1, 2), date(2020, 12, 31)),
    Filters(date(2020, 1, 1), date(2020, 12, 30)),
    Filters(first=date.min),
    Filters(last=date.max),
    Filters(sources=("TALLIS",)),
    Filters(sources=("post", "courier")),
    Filters(sources=("élan",)),
    Filters(sources=("%",)),
    Filters(sources=("nobody",)),
    Filters(first=date(2019, 7, 1), sources=("post",)),
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_filters_let_through_what_they_say_everywhere(store: Store, filters: Filters) -> None:
    articles = fill(store, 80)
    expected = {each.id for each in articles if passes(each, filters)}
    assert expected == {each.id for each in articles if filters.admit(each.published, each.source)}
    assert set(ids(store, filters)) == expected
    assert store.stats(filters).articles == len(expected)
    dense, keyword = articles_found(store, "every Story", filters)
    assert dense == expected
    assert keyword == expected  # each headline holds the word


def test_stats_count_the_undated_and_span_the_dates(store: Store, open_again: Open) -> None:
    empty = store.stats()
    assert (empty.articles, empty.undated, empty.first, empty.last) == (0, 0, None, None)
    articles = fill(store, 30)
    dates = [each.published for each in articles if each.published]
    stats = store.stats()
    assert (stats.articles, stats.undated) == (30, 30 - len(dates))
    assert (stats.first, stats.last) == (min(d.first for d in dates), max(d.last for d in dates))
    with open_again().change() as writing:
        writing.remove(["a0", "a1"])
    assert store.stats().articles == 28
    assert store.size().passages == 28 * 3
    assert store.size().bytes > 0


def test_outlets_are_counted_the_largest_first(store: Store) -> None:
    fill(store, 12)
    assert list(store.sources().items()) == [
        ("Northern Post", 3), ("Tallis Courier", 3), ("100% News", 2), ("The POST of Élan", 2)
    ]  # fmt: skip


def test_articles_are_known_by_where_they_came_from(store: Store) -> None:
    articles = fill(store, 20)
    put(store, replace(an_article(20), origin="/newsroom/20.txt"))
    assert store.ids_under("/news") == {each.id: each.origin for each in articles}
    assert set(store.ids_under("/news/3")) == {"a3", "a10", "a17"}
    assert len(store.ids_under("/")) == 21
    assert store.ids_under("/news/3/10.txt") == {"a10": "/news/3/10.txt"}
    with store.change() as writing:
        writing.move("a10", "/moved/10.txt")
    assert store.ids_under("/moved") == {"a10": "/moved/10.txt"}
    assert store.versions(["a10"]) == {"a10": ArticleVersion(articles[10].digest, "/moved/10.txt")}


def test_a_text_is_found_in_the_first_article_that_holds_it(store: Store) -> None:
    fill(store, 3)
    put(store, replace(an_article(3), text="It cost 100% of 'it'."), replace(
        an_article(4), text="It cost 100% of 'it'."))  # fmt: skip
    assert store.find_text("100% of 'it'") == "a3"
    assert store.find_text("100_ of") is None


def test_another_model_is_refused_and_changes_nothing(store: Store) -> None:
    embed_and_put([an_article(1)], store, WordEncoder())
    stamp = store.stamp
    with pytest.raises(ArchiveError, match=r"words@1.*words@2"):
        embed_and_put([an_article(2)], store, WordEncoder("words@2"))
    assert (ids(store), store.stamp) == (["a1"], stamp)


def test_files_are_remembered_as_they_were_when_they_were_read(
    store: Store, open_again: Open
) -> None:
    file, state = Path("/news/it's 1.txt"), FileState(120, 1_600_000_000_000_000_000)
    assert store.file_states.articles_in(file, state, "readers 1") is None
    store.file_states.remember({str(file): (state, 3)}, "readers 1")
    remembered = open_again().file_states
    assert remembered.articles_in(file, state, "readers 1") == 3
    assert remembered.articles_in(file, state, "readers 2") is None
    assert remembered.articles_in(file, state._replace(size=121), "readers 1") is None


def test_a_sound_store_passes_its_check(store: Store) -> None:
    store.check()
    fill(store, 5)
    store.check()


def test_a_store_is_closed_twice_and_opened_again(store: Store, open_again: Open) -> None:
    with store:
        fill(store, 3)
        with store.searches() as searches:
            assert len(everything(searches)) == 9
    store.close()
    with open_again() as opened:
        assert opened.place == store.place
        assert len(ids(opened)) == 3


def test_another_thread_may_use_a_store(store: Store) -> None:
    with ThreadPoolExecutor(1) as other:
        other.submit(fill, store, 5).result()
        assert len(ids(store)) == 5
        found = other.submit(articles_found, store, "Story", NO_FILTERS).result()
    assert found == articles_found(store, "Story", NO_FILTERS)


def test_threads_that_use_a_store_at_once_see_whole_changes(store: Store) -> None:
    """One adds and removes five articles together, while others ask: they find all or none."""
    articles = fill(store, 5)
    with ThreadPoolExecutor(3) as threads:
        asking = [threads.submit(articles_found, store, "Story", NO_FILTERS) for _ in range(30)]
        for _ in range(5):
            with store.change() as writing:
                for article in articles:
                    writing.remove([article.id])
            put(store, *articles)
        found = [each.result() for each in asking]
    assert all(dense == keyword and len(dense) in (0, 5) for dense, keyword in found)


def test_what_was_set_by_hand_is_kept_apart_from_the_articles(
    store: Store, open_again: Open
) -> None:
    assert store.corrections.all() == {}
    day = PublicationDate(date(2016, 2, 1), "month", "set by hand")
    first = Correction(day, "Élan Post", None)
    store.corrections.record({"a1": first, "never added": Correction(author="Ann Vale")})
    store.corrections.record({"a1": Correction(author="Bo Aune").after(first)})
    assert open_again().corrections.all() == {
        "a1": Correction(day, "Élan Post", "Bo Aune"),
        "never added": Correction(author="Ann Vale"),
    }
