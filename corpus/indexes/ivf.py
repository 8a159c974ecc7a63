"""Where the nearest of many vectors probably are: the one door to FAISS.

An inverted file (IVF): the vectors are grouped into lists of neighbours, and each is kept in a few
bits. A search looks through the lists nearest to the question and brings candidates, which are to
be compared exactly: an error here can lose a passage, never bring a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isqrt
from pathlib import Path
from typing import cast

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Keys, Scores, Vectors

# Vectors for each list, from which the lists are trained; more made them no better.
_TRAINING_VECTORS = 64
# As many lists are searched as hold this share of the true nearest of made-up questions.
_RECALL = 0.985
_QUESTIONS, _NEAREST = 200, 10
# With a filter, which leaves fewer vectors in each list, at most this many times as many lists
# are searched.
_MAX_WIDENING = 4

Bits = NDArray[np.uint8]


class IvfIndex:
    """Lists of neighbours, each vector kept as four bits for every two of its numbers."""

    def __init__(self, index: faiss.IndexIVFPQFastScan) -> None:
        self._index = index

    @classmethod
    def train(cls, sample: Vectors, size: int) -> IvfIndex:
        """An empty index for about `size` vectors like those of the sample."""
        dimension, lists = sample.shape[1], isqrt(size)
        pairs = dimension // 2 if dimension % 2 == 0 else dimension
        made = faiss.index_factory(
            dimension, f"IVF{lists},PQ{pairs}x4fs", faiss.METRIC_INNER_PRODUCT
        )
        index = cast(faiss.IndexIVFPQFastScan, made)
        index.cp.niter, index.cp.max_points_per_centroid = 10, _TRAINING_VECTORS
        index.cp.min_points_per_centroid = index.pq.cp.min_points_per_centroid = 1
        index.train(sample)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> IvfIndex:
        return cls(cast(faiss.IndexIVFPQFastScan, faiss.read_index(str(path))))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def add(self, keys: Keys, vectors: Vectors) -> None:
        self._index.add_with_ids(vectors, keys)

    def needs_training(self, more: int) -> bool:
        """True if adding `more` vectors calls for retraining: n > (2 nlist)²."""
        return bool(self._index.ntotal + more > (2 * self._index.nlist) ** 2)

    def choose_probes(self, questions: Vectors, nearest: Vectors) -> None:
        """Set how many lists are searched: as many as it takes to find most of what is nearest.

        `nearest` are the vectors nearest to each question, shape (questions, some, dimension).
        """
        order = self._index.quantizer.search(questions, self._index.nlist)[1]
        ranks = np.argsort(order, axis=1)  # of each list, for each question
        lists = self._index.quantizer.search(nearest.reshape(-1, nearest.shape[2]), 1)[1]
        needed = np.take_along_axis(ranks, lists.reshape(len(questions), -1), axis=1)
        self._index.nprobe = 1 + int(np.quantile(needed, _RECALL, method="higher"))

    def candidates(
        self, vector: Vectors, count: int, allowed: Keys | None = None, gone: Bits | None = None
    ) -> Keys:
        """About `count` keys, the nearest probably among them.

        `allowed` are the only keys that may be found, rising; without it all may, except those
        whose bits are in `gone`.
        """
        parameters, widening = faiss.SearchParametersIVF(), 1.0
        # FAISS keeps no references of its own: the names keep bits and selectors alive.
        if allowed is not None:
            bits = bits_of(allowed)
            parameters.sel = chosen = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
            widening = max(1.0, self._index.ntotal / max(len(allowed), 1)) ** 0.5
        elif gone is not None:
            chosen = faiss.IDSelectorBitmap(len(gone), faiss.swig_ptr(gone))
            parameters.sel = others = faiss.IDSelectorNot(chosen)  # noqa: F841
        probes = self._index.nprobe * min(widening, _MAX_WIDENING)
        parameters.nprobe = min(self._index.nlist, round(probes))
        _, keys = self._index.search(vector[np.newaxis], count, params=parameters)
        # FAISS fills up with key -1.
        return np.asarray(keys[0][keys[0] >= 0], np.int64)


def bits_of(keys: Keys) -> Bits:
    """An array that has the bit of each of these keys set, as FAISS reads it; they rise."""
    has = np.zeros(int(keys[-1]) + 1 if len(keys) else 0, bool)
    has[keys] = True
    return np.packbits(has, bitorder="little")


class NprobeTuner:
    """Made-up questions, and the true nearest of the vectors that they are compared with.

    A question is a passage moved by the difference between other passages. Among several ways to
    make questions up, this is the one whose nearest passages were spread over the lists as those
    of real questions are.
    """

    def __init__(self, sample: Vectors) -> None:
        rng = np.random.default_rng(len(sample))
        first, *others = (sample[rng.integers(0, len(sample), _QUESTIONS)] for _ in range(5))
        questions = first + (others[0] - others[1]) + (others[2] - others[3]) / 2
        lengths = np.linalg.norm(questions, axis=1, keepdims=True)
        self.questions = np.asarray(questions / np.maximum(lengths, 1e-12), np.float32)
        self._scores = np.empty((_QUESTIONS, 0), np.float32)
        self.nearest = np.empty((_QUESTIONS, 0, sample.shape[1]), np.float32)

    def compare(self, vectors: Vectors) -> None:
        """Compare the questions with more vectors."""
        scores, best = _best(self.questions @ vectors.T)
        nearest = np.concatenate([self.nearest, vectors[best]], axis=1)
        self._scores, best = _best(np.hstack([self._scores, scores]))
        self.nearest = np.take_along_axis(nearest, best[:, :, np.newaxis], axis=1)


def _best(scores: Scores) -> tuple[Scores, NDArray[np.intp]]:
    """The few highest scores of each row, and their columns."""
    columns = np.argpartition(-scores, min(_NEAREST, scores.shape[1]) - 1, axis=1)[:, :_NEAREST]
    return np.take_along_axis(scores, columns, axis=1), columns


def build_ivf(sample: Vectors, size: int, blocks: Iterable[tuple[Keys, Vectors]]) -> IvfIndex:
    """An index of about `size` vectors, which come in blocks; `sample` is drawn from them."""
    index, tuner = IvfIndex.train(sample, size), NprobeTuner(sample)
    for keys, vectors in blocks:
        index.add(keys, vectors)
        tuner.compare(vectors)
    index.choose_probes(tuner.questions, tuner.nearest)
    return index


def sample_size(size: int) -> int:
    """How many vectors an index of `size` vectors is trained from."""
    return min(size, _TRAINING_VECTORS * isqrt(size))
