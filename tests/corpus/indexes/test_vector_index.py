from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import an_article

from corpus.arrays import Keys, Vectors
from corpus.indexes.index_folders import PreviousIndex
from corpus.indexes.vector_index import Compared, Limits, VectorIndex, build, extend
from corpus.records import Passage
from corpus.store.sqlite import SqliteStore
from corpus.store.store import ModelRecord

DIMENSION = 32
ALL = 1_000_000
HALF = 2e-4  # how exact cosines of so few numbers in half precision are


def unit(vectors: Vectors) -> Vectors:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def clustered(count: int, seed: int = 3) -> Vectors:
    """Vectors in forty heaps, as texts on forty subjects have them."""
    dice = np.random.default_rng(seed)
    heaps = np.random.default_rng(1).normal(size=(40, DIMENSION))
    return unit(heaps[dice.integers(0, 40, count)] + dice.normal(size=(count, DIMENSION)) / 2)


def put(archive: SqliteStore, vectors: Vectors, name: str) -> None:
    """Keep vectors as the passages of articles of twenty each: `name0`, `name1`, …"""
    with archive.change() as writing:
        writing.record_model(ModelRecord("toy", "toy@1", vectors.shape[1]))
        for number, first in enumerate(range(0, len(vectors), 20)):
            article = an_article(f"{name}{number}", "T", "A text.")
            few = vectors[first : first + 20]
            writing.put(article, [Passage(article, 0, 7)] * len(few), few)


@pytest.fixture
def empty(tmp_path: Path) -> SqliteStore:
    return SqliteStore.open(tmp_path / "archive", create=True)


@pytest.fixture
def small(empty: SqliteStore) -> SqliteStore:
    vectors = clustered(240)
    vectors[50] = vectors[20]  # a tie
    put(empty, vectors, "a")
    with empty.change() as writing:
        writing.remove(["a3", "a7"])
    return empty


@pytest.fixture
def large(empty: SqliteStore) -> SqliteStore:
    put(empty, clustered(4000), "a")
    return empty


Made = Callable[..., VectorIndex]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """An index of an archive, built or, after `earlier`, extended; `last` is its folder."""
    count = 0

    def make(archive: SqliteStore, **limits: int) -> VectorIndex:
        nonlocal count
        count += 1
        folder = tmp_path / f"index{count}"
        folder.mkdir()
        build(archive.index_source, folder, Limits(**limits))
        return VectorIndex(folder)

    return make


def nearest_by_hand(
    archive: SqliteStore, vector: np.ndarray, k: int, allowed: Keys | None = None
) -> list[int]:
    keys, vectors = archive.index_source.vectors()
    rated = sorted(
        (-float(score), int(key))
        for score, key in zip((vectors * vector).sum(axis=1), keys, strict=True)
        if allowed is None or key in allowed
    )
    return [key for _, key in rated[:k]]


def recall(archive: SqliteStore, index: VectorIndex, allowed: Keys | None = None) -> float:
    """The share of the true ten nearest that are found, for a hundred new vectors."""
    questions = clustered(100, seed=9)
    found = [set(index.search(question, 10, allowed)[0].tolist()) for question in questions]
    true = [set(nearest_by_hand(archive, question, 10, allowed)) for question in questions]
    return sum(len(a & b) for a, b in zip(found, true, strict=True)) / 1000


# -- every vector compared ------------------------------------------------------------------


@pytest.mark.parametrize("row", [0, 20, 77])
def test_search_finds_what_a_plain_product_finds(small: SqliteStore, made: Made, row: int) -> None:
    vector = small.index_source.vectors()[1][row]
    keys, scores = made(small).search(vector, 10)
    assert keys.tolist() == nearest_by_hand(small, vector, 10)
    every_key, vectors = small.index_source.vectors()
    by_key = dict(zip(every_key.tolist(), vectors @ vector, strict=True))
    assert scores.tolist() == pytest.approx([by_key[key] for key in keys.tolist()], abs=1e-6)


def test_filters_apply_inside_the_search(small: SqliteStore, made: Made) -> None:
    allowed, vector = small.index_source.vectors()[0][100::9], small.index_source.vectors()[1][0]
    keys, _ = made(small).search(vector, 10, allowed)
    assert keys.tolist() == nearest_by_hand(small, vector, 10, allowed)


def test_asking_for_more_than_there_is_gives_what_there_is(small: SqliteStore, made: Made) -> None:
    index, (keys, vectors) = made(small), small.index_source.vectors()
    assert len(index.search(vectors[0], 5000)[0]) == 200
    assert len(index.search(vectors[0], 5, keys[:3])[0]) == 3
    assert len(index.search(vectors[0], 5, keys[:0])[0]) == 0


@pytest.mark.parametrize("limit", [ALL, 100])
def test_a_vector_that_is_not_finite_finds_nothing(
    small: SqliteStore, made: Made, limit: int
) -> None:
    index = made(small, compared=limit)
    assert len(index.search(np.full(DIMENSION, np.nan, np.float32), 5)[0]) == 0


def test_an_empty_index_finds_nothing(empty: SqliteStore, made: Made) -> None:
    assert len(made(empty).search(np.ones(DIMENSION, np.float32), 5)[0]) == 0


def by_key(compared: Compared) -> dict[int, float]:
    return dict(zip(compared.keys.tolist(), compared.cosines.tolist(), strict=True))


@pytest.mark.parametrize(("limit", "error"), [(ALL, 1e-6), (100, HALF)])
def test_cosines_are_those_of_a_plain_product(
    small: SqliteStore, made: Made, limit: int, error: float
) -> None:
    keys, vectors = small.index_source.vectors()
    rows = [5, 150, 20]
    found = by_key(made(small, compared=limit).cosines(vectors[3], keys[rows]))
    expected = vectors[rows] @ vectors[3]
    assert [found[key] for key in keys[rows].tolist()] == pytest.approx(expected, abs=error)


def test_a_passage_that_is_not_here_has_no_cosine(small: SqliteStore, made: Made) -> None:
    keys, vectors = small.index_source.vectors()
    for limit in (ALL, 100):
        asked = np.array([0, keys[0], keys[-1] + 1])
        found = made(small, compared=limit).cosines(vectors[3], asked)
        assert found.keys.tolist() == [keys[0]]


def test_rows_are_the_same_on_a_system_without_pread(
    small: SqliteStore, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, vectors = small.index_source.vectors()
    expected = made(small, compared=100).cosines(vectors[3], keys[:20])
    monkeypatch.delattr("os.pread", raising=False)
    found = made(small, compared=100).cosines(vectors[3], keys[:20])
    assert by_key(found) == by_key(expected)


# -- most of them in a coarse index ---------------------------------------------------------


def test_a_coarse_index_finds_nearly_all_that_is_nearest(large: SqliteStore, made: Made) -> None:
    assert recall(large, made(large, compared=1000)) >= 0.97


@pytest.mark.parametrize("step", [3, 3000 // 1100])
def test_a_coarse_index_finds_only_what_is_allowed(
    large: SqliteStore, made: Made, step: int
) -> None:
    index, allowed = made(large, compared=1000), large.index_source.vectors()[0][500::step]
    keys, _ = index.search(clustered(1)[0], 50, allowed)
    assert len(keys) == 50
    assert set(keys.tolist()) <= set(allowed.tolist())
    assert recall(large, index, allowed) >= 0.97


def test_of_few_allowed_passages_the_nearest_are_found_for_certain(
    large: SqliteStore, made: Made
) -> None:
    index, allowed = made(large, compared=1000), large.index_source.vectors()[0][::40]
    assert recall(large, index, allowed) == 1.0


def test_what_a_coarse_index_brings_has_its_own_cosine(large: SqliteStore, made: Made) -> None:
    keys, vectors = large.index_source.vectors()
    found, scores = made(large, compared=1000).search(vectors[7], 50)
    assert scores.tolist() == pytest.approx(
        (vectors[found - keys[0]] @ vectors[7]).tolist(), abs=HALF
    )
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    assert found[0] == keys[7]


def test_a_flipped_byte_in_a_coarse_index_never_brings_what_is_not_there(
    large: SqliteStore, made: Made, tmp_path: Path
) -> None:
    made(large, compared=1000)
    path, (keys, vectors) = tmp_path / "index1" / "coarse.faiss", large.index_source.vectors()
    whole = path.read_bytes()
    for place in range(len(whole) // 3, len(whole), len(whole) // 50):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            index = VectorIndex(path.parent)
        except RuntimeError:  # FAISS has seen it
            continue
        for question in clustered(5, seed=9):
            found, scores = index.search(question, 200)
            rows = np.searchsorted(keys, found)
            assert keys[rows].tolist() == found.tolist()
            assert scores.tolist() == pytest.approx((vectors[rows] @ question).tolist(), abs=HALF)


@pytest.mark.parametrize("dimension", [7, 8])
def test_vectors_of_any_dimension_are_indexed(
    empty: SqliteStore, made: Made, dimension: int
) -> None:
    vectors = unit(np.random.default_rng(2).normal(size=(500, dimension)))
    put(empty, vectors, "a")
    found, _ = made(empty, compared=100).search(vectors[40], 1)
    assert found.tolist() == [empty.index_source.vectors()[0][40]]


# -- brought up to date ---------------------------------------------------------------------


class Kept:
    """An index of an archive that changes: built once, then extended while it can be."""

    def __init__(self, archive: SqliteStore, folder: Path, **limits: int) -> None:
        self.archive, self.folder, self.limits, self.turns = archive, folder, limits, 0
        self._make(build, compared=limits["compared"])

    def _make(self, how: Callable[..., bool | None], *known: PreviousIndex, **limits: int) -> bool:
        self.place = self.folder / f"kept{self.turns}"
        self.place.mkdir(parents=True)
        self.turns += 1
        self.generation, self.last_key = self.archive.generation, self.archive.index_source.last_key
        source = self.archive.index_source
        return how(source, self.place, *known, Limits(**limits)) is not False

    def extend(self) -> bool:
        removed = self.archive.index_source.removed_since(self.generation)
        assert removed is not None
        previous = PreviousIndex(self.place, self.last_key, removed, self.generation)
        return self._make(extend, previous, **self.limits)

    def index(self) -> VectorIndex:
        return VectorIndex(self.place)

    @property
    def coarse(self) -> Path:
        return self.place / "coarse.faiss"


def change(archive: SqliteStore, count: int, removed: list[str], seed: int = 11) -> None:
    put(archive, clustered(count, seed), f"more{seed}-")
    with archive.change() as writing:
        writing.remove(removed)


def test_a_small_index_brought_up_to_date_is_the_one_built_anew(
    small: SqliteStore, made: Made, tmp_path: Path
) -> None:
    kept = Kept(small, tmp_path, compared=ALL)
    for seed, removed in ((11, ["a1", "a2"]), (12, ["more11-0", "a9"])):
        change(small, 50, removed, seed)
        assert kept.extend()
        for question in clustered(10, seed=9):
            ours, theirs = kept.index().search(question, 20), made(small).search(question, 20)
            assert [each.tolist() for each in ours] == [each.tolist() for each in theirs]


def test_a_large_index_is_not_built_again_for_a_small_change(
    large: SqliteStore, tmp_path: Path
) -> None:
    kept = Kept(large, tmp_path, compared=1000, unindexed=200)
    before = kept.coarse
    added_first = large.index_source.last_key + 1
    lost = large.index_source.vectors()[0][:40]
    change(large, 100, ["a0", "a1"])
    assert kept.extend()
    assert kept.coarse.samefile(before)
    index = kept.index()
    keys, vectors = large.index_source.vectors()
    for row in np.flatnonzero(keys >= added_first):
        assert index.search(vectors[row], 1)[0].tolist() == [keys[row]]
    for question in clustered(50, seed=3)[:40]:  # the vectors of those that are gone
        assert set(index.search(question, 200)[0].tolist()).isdisjoint(lost.tolist())
    assert recall(large, index) >= 0.97


def test_what_was_added_and_removed_again_is_never_found(
    large: SqliteStore, tmp_path: Path
) -> None:
    kept = Kept(large, tmp_path, compared=1000, unindexed=200)
    change(large, 100, [])
    assert kept.extend()
    change(large, 40, ["more11-0", "more12-0", "a5"], seed=12)
    assert kept.extend()
    everything = kept.index().search(clustered(1)[0], 5000)[0]
    assert set(everything.tolist()) <= set(large.index_source.vectors()[0].tolist())
    assert recall(large, kept.index()) >= 0.97


def test_when_much_was_added_it_joins_the_coarse_index(large: SqliteStore, tmp_path: Path) -> None:
    kept = Kept(large, tmp_path, compared=1000, unindexed=200)
    before, as_it_was = kept.coarse, kept.coarse.read_bytes()
    change(large, 600, ["a0"])
    assert kept.extend()
    assert before.read_bytes() == as_it_was
    assert not kept.coarse.samefile(before)
    assert len(np.load(kept.place / "keys.npy")) == 0
    assert recall(large, kept.index()) >= 0.97
    change(large, 100, ["more11-3"], seed=12)
    assert kept.extend()
    assert recall(large, kept.index()) >= 0.97
    assert set(kept.index().search(clustered(1)[0], 9000)[0].tolist()) <= set(
        large.index_source.vectors()[0].tolist()
    )


@pytest.mark.parametrize("unindexed", [200, 5000], ids=["joining", "beside"])
def test_vectors_that_came_late_are_found_as_those_that_did_not(
    large: SqliteStore, tmp_path: Path, unindexed: int
) -> None:
    late = clustered(600, seed=21)
    articles = [an_article(f"late{number}", "T", "A text.") for number in range(30)]
    with large.change() as writing:
        for article in articles:
            writing.put(article, [Passage(article, 0, 7)] * 20, None)
    put(large, clustered(100, seed=22), "after")
    kept = Kept(large, tmp_path, compared=1000, unindexed=unindexed)
    for chosen in (articles[20:], articles[:10]):  # later keys first
        with large.change() as writing:
            for article in chosen:
                first = 20 * articles.index(article)
                passages = [Passage(article, 0, 7)] * 20
                writing.put_vectors(article, passages, late[first : first + 20])
        assert kept.extend()
    keys, vectors = large.index_source.vectors()
    assert len(keys) == 4500
    index = kept.index()
    for row in range(0, 4500, 9):
        found, (cosine,) = index.cosines(vectors[row], keys[row : row + 1])
        assert (found.tolist(), cosine) == ([keys[row]], pytest.approx(1, abs=HALF))
    assert recall(large, index) >= 0.97


@pytest.mark.parametrize(
    ("added", "removed", "limit"),
    [(13_000, 0, 1000), (0, 41, 1000), (200, 0, 4100)],
    ids=["outgrown", "much is gone", "small no more"],
)
def test_a_change_that_is_too_large_asks_for_a_new_index(
    large: SqliteStore, tmp_path: Path, added: int, removed: int, limit: int
) -> None:
    kept = Kept(large, tmp_path, compared=limit, unindexed=200)
    change(large, added, [f"a{number}" for number in range(removed)])
    assert not kept.extend()


def test_another_models_vectors_ask_for_a_new_index(small: SqliteStore, tmp_path: Path) -> None:
    kept = Kept(small, tmp_path, compared=ALL)
    put(small, unit(np.ones((240, 5), np.float32)), "a")
    assert not kept.extend()


def test_equal_vectors_are_ordered_by_key_wherever_they_are_kept(
    large: SqliteStore, tmp_path: Path
) -> None:
    kept = Kept(large, tmp_path, compared=1000, unindexed=200)
    put(large, clustered(4000)[:20], "twin")
    assert kept.extend()
    keys, vectors = large.index_source.vectors()
    for row in range(20):
        found, scores = kept.index().search(vectors[row], 2)
        assert found.tolist() == [keys[row], keys[4000 + row]]
        assert scores[0] == scores[1]


# -- what is loaded already -----------------------------------------------------------------


def test_what_is_large_is_not_loaded_again_while_its_files_are_the_same(
    large: SqliteStore, tmp_path: Path
) -> None:
    kept = Kept(large, tmp_path, compared=1000, unindexed=200)
    opened = kept.index()
    ivf = opened._large.ivf if opened._large else None
    for seed, removed in ((11, ["a0"]), (12, ["more11-0", "a5"])):
        change(large, 40, removed, seed)
        assert kept.extend()
        opened, fresh = VectorIndex(kept.place, opened), kept.index()
        assert opened._large
        assert opened._large.ivf is ivf
        for question in clustered(20, seed=9):
            ours, theirs = opened.search(question, 50), fresh.search(question, 50)
            assert [each.tolist() for each in ours] == [each.tolist() for each in theirs]


@pytest.mark.parametrize("turn", ["rebuilt", "damaged", "small"])
def test_what_is_large_is_loaded_again_where_its_files_are_others(
    large: SqliteStore, tmp_path: Path, turn: str
) -> None:
    kept = Kept(large, tmp_path, compared=1000, unindexed=200)
    opened = kept.index()
    ivf = opened._large.ivf if opened._large else None
    match turn:
        case "rebuilt":
            change(large, 600, [])
            assert kept.extend()
        case "damaged":
            kept.coarse.write_bytes(kept.coarse.read_bytes())
        case "small":
            kept = Kept(large, tmp_path / "small", compared=ALL)
    after = VectorIndex(kept.place, opened)
    assert after._large is None or after._large.ivf is not ivf
    opened.close()
    for question in clustered(20, seed=9):
        ours, theirs = after.search(question, 50), kept.index().search(question, 50)
        assert [each.tolist() for each in ours] == [each.tolist() for each in theirs]
