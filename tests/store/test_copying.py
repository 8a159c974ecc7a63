"""An archive in any kind of store becomes the same archive in any other."""

from dataclasses import replace
from pathlib import Path

import pytest
from store_kit import (
    MODEL,
    STORES,
    an_article,
    fill,
    passages_of,
    put,
    put_waiting,
    vector_of,
)

from corpus.errors import ArchiveError
from corpus.records import Correction
from corpus.store.copying import Copied, copy_archive
from corpus.store.store import Store


@pytest.fixture(params=STORES)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return STORES[request.param](tmp_path / "from")


@pytest.fixture(params=STORES)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return STORES[request.param](tmp_path / "to")


def copy(source: Store, target: Store) -> Copied:
    told: list[int] = []
    done = copy_archive(source, target, told.append)
    assert sum(told) == source.stats().articles
    return done


def test_a_copy_holds_all_of_it(source: Store, target: Store) -> None:
    articles = fill(source, 30)
    put_waiting(source, an_article(30))
    correction = Correction(source="Élan Post")
    source.corrections.record({"a1": correction})
    assert copy(source, target) == Copied(31, 0, 0)
    assert list(target.articles()) == list(source.articles())
    assert target.versions(["a3"]) == source.versions(["a3"])
    assert (target.model, target.waiting()) == (MODEL, ["a30"])
    assert target.corrections.all() == {"a1": correction}
    for article in articles[::7]:
        assert target.passages_of(article) == passages_of(article)
        ours, theirs = source.vectors_of(article), target.vectors_of(article)
        assert ours is not None
        assert theirs is not None
        assert ours.tobytes() == theirs.tobytes()
    with source.searches() as ours_, target.searches() as theirs_:
        vector = vector_of("lynx")
        assert theirs_.dense(vector, 20).scores.tolist() == pytest.approx(
            ours_.dense(vector, 20).scores.tolist(), abs=1e-6
        )
    target.check()


def test_a_copy_that_broke_off_goes_on_and_what_changed_is_copied_again(
    source: Store, target: Store
) -> None:
    articles = fill(source, 10)
    put(target, *articles[:4], an_article(99))
    put(source, replace(articles[1], text="A walrus slept."))
    assert copy(source, target) == Copied(7, 3, 1)
    assert target.article("a1") == source.article("a1")
    assert copy(source, target) == Copied(0, 10, 1)
    assert target.article("a99") == an_article(99)


def test_vectors_that_came_since_are_copied(source: Store, target: Store) -> None:
    put_waiting(source, an_article(1))
    copy(source, target)
    put(source, an_article(1))
    assert copy(source, target) == Copied(1, 0, 0)
    assert target.waiting() == []


def test_an_archive_of_another_model_is_no_place_for_a_copy(source: Store, target: Store) -> None:
    fill(source, 3)
    with target.change() as writing:
        writing.record_model(replace(MODEL, fingerprint="toy@2"))
    stamp = target.stamp
    with pytest.raises(ArchiveError, match=r"toy@2.*toy@1.*reembed"):
        copy(source, target)
    assert target.stamp == stamp
