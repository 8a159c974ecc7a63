from pathlib import Path

import numpy as np
import pytest

from corpus.archive import Keys, Vectors
from embeddings.index import VectorIndex, build


@pytest.fixture
def points() -> tuple[Keys, Vectors]:
    dice = np.random.default_rng(5)
    vectors = dice.normal(size=(200, 16)).astype(np.float32)
    vectors[50] = vectors[20]  # a tie
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.sort(dice.choice(10_000, 200, replace=False)).astype(np.int64), vectors


@pytest.fixture
def index(points: tuple[Keys, Vectors], tmp_path: Path) -> VectorIndex:
    build(tmp_path, *points)
    return VectorIndex(tmp_path)


def nearest_by_hand(
    points: tuple[Keys, Vectors], vector: np.ndarray, k: int, allowed: set[int] | None = None
) -> list[int]:
    keys, vectors = points
    rated = sorted(
        (-float(score), int(key))
        for score, key in zip(vectors @ vector, keys, strict=True)
        if allowed is None or int(key) in allowed
    )
    return [key for _, key in rated[:k]]


@pytest.mark.parametrize("row", [0, 20, 77])
def test_search_finds_what_a_plain_product_finds(
    points: tuple[Keys, Vectors], index: VectorIndex, row: int
) -> None:
    vector = points[1][row]
    keys, scores = index.search(vector, 10)
    assert keys.tolist() == nearest_by_hand(points, vector, 10)
    by_key = dict(zip(points[0].tolist(), points[1] @ vector, strict=True))
    assert scores.tolist() == pytest.approx([by_key[key] for key in keys.tolist()], abs=1e-6)


def test_filters_apply_inside_the_search(points: tuple[Keys, Vectors], index: VectorIndex) -> None:
    allowed = points[0][100::9]
    keys, _ = index.search(points[1][0], 10, allowed)
    assert keys.tolist() == nearest_by_hand(points, points[1][0], 10, set(allowed.tolist()))


def test_asking_for_more_than_there_is_gives_what_there_is(
    points: tuple[Keys, Vectors], index: VectorIndex
) -> None:
    assert len(index.search(points[1][0], 5000)[0]) == 200
    assert len(index.search(points[1][0], 5, points[0][:3])[0]) == 3
    assert len(index.search(points[1][0], 5, points[0][:0])[0]) == 0


def test_a_vector_that_is_not_finite_finds_nothing(index: VectorIndex) -> None:
    assert len(index.search(np.full(16, np.nan, np.float32), 5)[0]) == 0


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    build(tmp_path, np.empty(0, np.int64), np.empty((0, 16), np.float32))
    assert len(VectorIndex(tmp_path).search(np.ones(16, np.float32), 5)[0]) == 0


def test_cosines_are_exact(points: tuple[Keys, Vectors], index: VectorIndex) -> None:
    vector = points[1][3]
    by_hand = points[1][[5, 150, 20]] @ vector
    assert index.cosines(vector, points[0][[5, 150, 20]]).tolist() == pytest.approx(by_hand)
