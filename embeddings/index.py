"""The nearest passages to a question's vector: the one door to FAISS."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.archive import Keys, Vectors

FORMAT = "vectors1"  # raise it when the file's layout changes
_FILE = "flat.faiss"

Scores = NDArray[np.float32]


def build(folder: Path, keys: Keys, vectors: Vectors) -> None:
    """Write an exact index of unit vectors, shape (len(keys), dimension), into a folder."""
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(vectors, keys)
    faiss.write_index(index, str(folder / _FILE))


class VectorIndex:
    """Exact search by cosine over all passages."""

    def __init__(self, folder: Path) -> None:
        self._index = faiss.read_index(str(folder / _FILE))

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: Keys | None = None
    ) -> tuple[Keys, Scores]:
        """The keys and cosines of the nearest k passages, nearest first, ties by key.

        `allowed` are the only keys that may be found; None allows all. Fewer than k where
        there are fewer; none for a vector that is not finite.
        """
        k = min(k, self._index.ntotal if allowed is None else len(allowed))
        if k == 0 or not np.isfinite(vector).all():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters()
            # FAISS keeps no reference of its own: the name keeps the selector alive.
            parameters.sel = selector = faiss.IDSelectorBatch(allowed)  # noqa: F841
        # More threads would cost one question more than they give, also over 200,000 passages.
        faiss.omp_set_num_threads(1)
        scores, keys = self._index.search(vector[np.newaxis], k, params=parameters)
        # FAISS fills up with key -1, which in Python would be the last row.
        found = [(-score, key) for score, key in zip(scores[0], keys[0], strict=True) if key >= 0]
        found.sort()
        return (
            np.array([key for _, key in found], dtype=np.int64),
            np.array([-score for score, _ in found], dtype=np.float32),
        )

    def cosines(self, vector: NDArray[np.float32], keys: Keys) -> Scores:
        """The cosine of a question's vector with each of these passages."""
        if len(keys) == 0:
            return np.empty(0, np.float32)
        rows = self._index.reconstruct_batch(keys)
        return (rows @ vector).astype(np.float32)
