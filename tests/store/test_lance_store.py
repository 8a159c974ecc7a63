"""What holds of archives in Lance tables beside the contract of every store."""

import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from store_kit import (
    MODEL,
    STORES,
    an_article,
    embed,
    everything,
    fill,
    passages_of,
    put,
    put_waiting,
    vector_of,
)

from corpus.errors import ArchiveError, NoArticlesError
from corpus.store.open_store import holds_archive, open_store
from corpus.store.store import Finding, Store

pytest.importorskip("lancedb", reason="needs `pip install 'pullquote[s3]'`")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return STORES["lance"](tmp_path)


@pytest.fixture
def table(store: Store) -> object:
    """The archive's table as another program would write to it."""
    import lancedb

    fill(store, 10)
    return lancedb.connect(store.place.removeprefix("lance://")).open_table("archive")


def test_an_archive_is_made_only_where_that_is_asked(tmp_path: Path) -> None:
    address = f"lance://{tmp_path}/news"
    assert not holds_archive(address)
    with pytest.raises(NoArticlesError, match=r"no archive in lance://.*news: make one"):
        open_store(address)
    open_store(address, create=True).close()
    assert holds_archive(address)


def test_a_table_of_an_earlier_version_keeps_places_from_its_next_change_on(store: Store) -> None:
    import lancedb

    placeless = replace(an_article(4), place=None)
    put(store, placeless)
    lancedb.connect(store.place.removeprefix("lance://")).open_table("archive").drop_columns(
        ["place"]
    )
    store.check()
    assert store.article("a4") == placeless
    placed = replace(placeless, place="PORT TALLIS")
    put(store, placed)
    assert store.article("a4") == placed
    store.check()


@pytest.mark.parametrize(
    ("where", "column", "value", "kind"),
    [
        ("article = 'a3' AND kind = 1", "text", "'Another text.'", "article"),
        ("article = 'a3' AND kind = 1", "title", "'Another title'", "article"),
        ("article = 'a3' AND kind = 1", "precision", "'week'", "article"),
        ("article = 'a3' AND kind = 1", "origin", "'/elsewhere'", "identity"),
        ("article = 'a3' AND kind = 2", "start", "start + 1", "passages"),
        ("article = 'a3' AND kind = 2", "article", "'a4'", "passages"),
    ],
)
def test_what_another_program_altered_is_found(
    store: Store, table: object, where: str, column: str, value: str, kind: str
) -> None:
    store.check()
    table.update(where=where, values_sql={column: value})  # type: ignore[attr-defined]
    findings = list(store.find_damage())
    assert kind in {finding.kind for finding in findings}
    assert {finding.article for finding in findings} <= {"a3", "a4"}
    with pytest.raises(ArchiveError, match=r"is damaged.*a[34]"):
        store.check()


def test_an_article_that_stands_there_twice_is_found(store: Store, table: object) -> None:
    rows = table.search().where("article = 'a3' AND kind = 1").to_arrow()  # type: ignore[attr-defined]
    table.add(rows)  # type: ignore[attr-defined]
    assert Finding("identity", "a3", "it stands there 2 times") in list(store.find_damage())


def test_nothing_that_was_altered_is_shown(store: Store, table: object) -> None:
    passages = passages_of(an_article(3))
    store.verify(passages)
    table.update(where="article = 'a3' AND kind = 1", values_sql={"text": "'No.'"})  # type: ignore[attr-defined]
    with pytest.raises(ArchiveError, match="a3"):
        store.verify(passages)


def test_what_changed_since_it_was_read_is_no_damage(store: Store) -> None:
    fill(store, 5)
    put(store, replace(an_article(3), text="A lynx slept."))
    with store.change() as writing:
        writing.remove(["a4"])
    store.verify([*passages_of(an_article(3)), *passages_of(an_article(4))])


def test_a_model_with_longer_vectors_takes_the_place_of_the_first(store: Store) -> None:
    articles = fill(store, 5)
    with store.searches() as before, store.change() as writing:
        writing.record_model(replace(MODEL, fingerprint="toy@2", dimension=3))
        for article in articles:
            passages = passages_of(article)
            writing.put(article, passages, np.eye(3, dtype=np.float32))
    assert len(everything(before)) == 15
    assert store.model == replace(MODEL, fingerprint="toy@2", dimension=3)
    with store.searches() as searches:
        assert len(searches.dense(np.ones(3, np.float32), 100).keys) == 15
    store.check()


def test_processes_that_add_the_same_articles_at_once_add_each_once(
    store: Store, tmp_path: Path
) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        adding: list[Callable[[], None]] = [
            processes.submit(_add_rounds, tmp_path).result for _ in range(3)
        ]
        for wait in adding:
            wait()
    assert [article.id for article in store.articles()] == sorted(f"a{n}" for n in range(20))
    assert store.size().passages == 60
    store.check()


def _add_rounds(folder: Path) -> None:
    store = STORES["lance"](folder)
    for first in range(0, 20, 5):
        put(store, *map(an_article, range(first, first + 5)))


# What lancedb 0.40.0 said on a slow machine, with three who wrote at once.
_TOO_MANY = (
    "lance error: Too many concurrent writers. Attempted 2 times, but failed on retry_timeout of "
    "30.000 seconds., /root/.cargo/registry/src/lance-13.0.0/src/io/commit.rs:128:5"
)


@pytest.mark.parametrize("failing", [0, 1, 5, 6])
def test_a_commit_that_others_got_ahead_of_is_tried_again(store: Store, failing: int) -> None:
    from corpus.store.lance.lance_database import Database
    from corpus.store.lance.lance_errors import ConflictError

    fill(store, 1)
    table = Database(store.place).open("archive")
    assert table is not None
    left = iter([_TOO_MANY] * failing)
    done: list[str] = []

    def write() -> None:
        for message in left:
            raise RuntimeError(message)
        done.append("written")

    if failing < 6:
        table._commit(write)
        assert done == ["written"]
        return
    with pytest.raises(ConflictError, match="too many processes write at once: run the command"):
        table._commit(write)


def test_an_index_of_vectors_finds_the_nearest_and_what_came_after_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus.store.lance import lance_upkeep  # whose libraries may be missing

    monkeypatch.setattr(lance_upkeep, "VECTORS_INDEXED_FROM", 1000)
    fill(store, 400)
    put_waiting(store, an_article(900))
    store.tend()
    assert "vector_24" in indexed_columns(store)
    put(store, *map(an_article, range(400, 420)))
    vectors = {
        (article.id, at): vector_of(passage.text)
        for article in store.articles()
        if article.id != "a900"
        for at, passage in enumerate(passages_of(article))
    }
    shares = []
    for number in range(0, 420, 14):
        vector = vector_of(f"question {number}")
        nearest = sorted(vectors, key=lambda each: -float(vectors[each] @ vector))[:10]
        with store.searches() as searches:
            found = searches.dense(vector, 10)
            passages = searches.passages(found.keys.tolist())
        places = {(each.article.id, passages_of(each.article).index(each))
                  for each in passages.values()}  # fmt: skip
        shares.append(len(places.intersection(nearest)) / 10)
        exact = [float(vector_of(each.text) @ vector) for each in passages.values()]
        assert found.scores.tolist() == pytest.approx(exact, abs=1e-6)
    assert np.mean(shares) >= 0.98


def test_what_is_in_memory_after_a_question_is_what_the_table_says(store: Store) -> None:
    fill(store, 40)
    put_waiting(store, an_article(300))
    assert _answers(store) == _answers(store)  # read, then from memory
    put(store, *map(an_article, range(60, 70)), replace(an_article(3), text="A lynx slept."))
    put(store, replace(an_article(8), origin="/elsewhere/8.txt"), an_article(7))
    embed(store, an_article(300))
    with store.change() as writing:
        writing.remove(["a4"])
        writing.move("a5", "/elsewhere/5.txt")
    for _ in range(2):
        assert _answers(store) == _answers(_opened_again(store))
        store.tend()  # after which all passages stand elsewhere
        put(store, *map(an_article, range(70, 75)))


def _answers(store: Store) -> list[object]:
    """What some questions find; what they bring into memory is there afterwards."""
    answers: list[object] = []
    for number in range(5):
        with store.searches() as searches:
            dense = searches.dense(vector_of(f"question {number}"), 50)
            words = searches.keyword("the ferry and the storm at the pier", 50)
            keys = np.union1d(dense.keys, words.keys)
            known = searches.known(vector_of(f"question {number}"), keys, days=True)
            passages = searches.passages(keys.tolist())
        cosines = np.nan_to_num(known.cosines, nan=2.0)  # of those that wait for their vectors
        answers += [dense.keys.tolist(), words.keys.tolist(), passages]
        answers += [each.round(5).tolist() for each in (dense.scores, words.scores, cosines)]
        answers += [each.tolist() for each in known.days or ()]
    for thread in threading.enumerate():
        if thread.name == "warming":
            thread.join()
    return answers


def _opened_again(store: Store) -> Store:
    return open_store(store.place)


def indexed_columns(store: Store) -> set[str]:
    import lancedb

    table = lancedb.connect(store.place.removeprefix("lance://")).open_table("archive")
    return {column for index in table.list_indices() for column in index.columns}
