"""The nearest passages to a question's vector.

Of a small archive every vector is compared. Of a large one most are known to a coarse index,
whose candidates are compared; what was added lately is compared in full, and what was removed
lately is left out, until there is so much of it that the coarse index is brought up to date or
made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.indexes.index_folders import Earlier, share
from corpus.records import NO_FILTERS
from corpus.store.sqlite import Archive, Keys, Vectors
from embeddings.vectors import half_rows as rows
from embeddings.vectors.half_rows import Block, Rows, rounded

# FAISS takes long to import, and a small archive needs none of it.
if TYPE_CHECKING:
    from embeddings.vectors.ivf import CoarseIndex

FORMAT = "vectors2"  # raise it when the files' layout changes
_COARSE, _KEYS, _VECTORS, _GONE = "coarse.faiss", "keys.npy", "vectors.npy", "gone.npy"

# Comparing 10,000 vectors takes about a millisecond: above this it would be most of a search.
MOST_COMPARED = 30_000
# So many that were added lately are compared beside a coarse index before they join it.
MOST_RECENT = 10_000
# A coarse index of which more is gone is made anew.
MOST_GONE = 0.2
# Of so few allowed passages all are compared.
_FEW = 1000
# So many candidates of a coarse index are compared, or twice as many as are asked for.
_CANDIDATES = 200
_ROUNDING = 1e-5  # more than matrix products differ by from our own

Scores = NDArray[np.float32]


def build(archive: Archive, folder: Path, most_compared: int = MOST_COMPARED) -> None:
    """Write an index of all vectors of the archive into an empty folder."""
    size = archive.count_passages()
    if size <= most_compared:
        _write(folder, *archive.vectors(), gone=[])
        return
    from embeddings.vectors.ivf import coarse_index, sample_size

    keys = archive.passage_keys(NO_FILTERS)
    drawn = np.linspace(0, size - 1, sample_size(size)).astype(int)
    _, sample = archive.vectors_of(keys[drawn].tolist())
    blocks = rows.kept(folder, archive.vector_blocks())
    coarse_index(sample, size, blocks).save(folder / _COARSE)
    _write(folder, keys[:0], sample[:0], gone=[])


def extend(
    archive: Archive,
    folder: Path,
    earlier: Earlier,
    most_compared: int = MOST_COMPARED,
    most_recent: int = MOST_RECENT,
) -> bool:
    """Write an index of what an earlier one holds, less the removed and with the added.

    False where it is better built anew.
    """
    keys, vectors, gone = _read(earlier.folder)
    if archive.model and archive.model.dimension != vectors.shape[1]:
        return False
    left = ~np.isin(keys, earlier.removed)
    blocks = chain([(keys[left], vectors[left])], archive.vector_blocks(earlier.last_key))
    recent = int(left.sum()) + archive.count_passages(after=earlier.last_key)
    if not (earlier.folder / _COARSE).exists():
        if recent <= most_compared:
            _write(folder, *_joined(blocks), gone=[])
        return recent <= most_compared
    # What is gone and was not added lately is known to the coarse index.
    known = earlier.removed[earlier.removed <= earlier.last_key]
    gone = np.union1d(gone, np.setdiff1d(known, keys))
    if len(gone) > MOST_GONE * (archive.count_passages() - recent + len(gone)):
        return False
    if recent <= most_recent:
        share(folder, earlier.folder, _COARSE, *rows.FILES)
        keys, vectors = _joined(blocks)
        _write(folder, keys, rounded(vectors), gone)
        return True
    _write(folder, keys[:0], vectors[:0], gone)
    return _join_coarse(folder, earlier.folder, blocks, recent)


def _join_coarse(folder: Path, earlier: Path, blocks: Iterable[Block], count: int) -> bool:
    """Add so many passages to a coarse index; False if it would grow too much."""
    from embeddings.vectors.ivf import CoarseIndex

    share(folder, earlier, _COARSE)
    coarse = CoarseIndex.load(folder / _COARSE)
    if coarse.is_outgrown_by(count):
        return False
    rows.copy(folder, earlier)
    for block in rows.kept(folder, blocks):
        coarse.add(*block)
    (folder / _COARSE).unlink()  # it may be the earlier one's file
    coarse.save(folder / _COARSE)
    return True


def _joined(blocks: Iterable[Block]) -> Block:
    keys, vectors = zip(*blocks, strict=True)
    return np.concatenate(keys), np.concatenate(vectors)


def _write(folder: Path, keys: Keys, vectors: Vectors, gone: Keys | list[int]) -> None:
    np.save(folder / _KEYS, keys)
    np.save(folder / _VECTORS, vectors)
    np.save(folder / _GONE, np.asarray(gone, np.int64))


def _read(folder: Path) -> tuple[Keys, Vectors, Keys]:
    return np.load(folder / _KEYS), np.load(folder / _VECTORS), np.load(folder / _GONE)


class VectorIndex:
    """Search by cosine over all passages, exact or nearly so.

    With a coarse index some of the nearest can be missed, and cosines have four digits.
    """

    def __init__(self, folder: Path) -> None:
        self._keys, self._vectors, gone = _read(folder)
        self._coarse: CoarseIndex | None = None
        if (folder / _COARSE).exists():
            from embeddings.vectors.ivf import CoarseIndex, bits_of

            self._coarse, self._rows = CoarseIndex.load(folder / _COARSE), Rows(folder)
            self._gone = bits_of(gone) if len(gone) else None
        # What was compared with the last question: most of it is asked for again.
        self._asked: Vectors | None = None
        self._known = (np.empty(0, np.int64), np.empty(0, np.float32))

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: Keys | None = None
    ) -> tuple[Keys, Scores]:
        """The keys and cosines of the nearest k passages, nearest first, ties by key.

        `allowed` are the only keys that may be found, rising; None allows all. Fewer than k
        where there are fewer; none for a vector that is not finite.
        """
        nothing_here = len(self._keys) == 0 and self._coarse is None
        if nothing_here or not np.isfinite(vector).all():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if allowed is not None and len(allowed) <= _FEW:
            candidates = allowed
        else:
            candidates = self._compared(vector, k, allowed)
            if self._coarse:
                count = max(2 * k, _CANDIDATES)
                known = self._coarse.candidates(vector, count, allowed, self._gone)
                candidates = np.union1d(candidates, known)
        keys, scores = self._scored(vector, candidates)
        self._remember(vector, keys, scores)
        order = np.lexsort((keys, -scores))[:k]
        return keys[order], scores[order]

    def cosines(self, vector: NDArray[np.float32], keys: Keys) -> Scores:
        """The cosine of a question's vector with each of these passages, each named once.

        KeyError for one that is not here.
        """
        known, _ = self._known
        others = np.setdiff1d(keys, known, assume_unique=True) if vector is self._asked else keys
        if len(others):
            self._remember(vector, *self._scored(vector, others))
        known, scores = self._known
        places = np.searchsorted(known, keys)
        if len(keys) and not (places.max() < len(known) and np.array_equal(known[places], keys)):
            raise KeyError(np.setdiff1d(keys, known).tolist())
        return scores[places]

    def _remember(self, vector: Vectors, keys: Keys, scores: Scores) -> None:
        if vector is self._asked:
            keys = np.concatenate([self._known[0], keys])
            scores = np.concatenate([self._known[1], scores])
        self._asked = vector
        keys, first = np.unique(keys, return_index=True)
        self._known = keys, scores[first]

    def _compared(self, vector: Vectors, k: int, allowed: Keys | None) -> Keys:
        """The nearest k of the passages that are kept here, and all as near as these."""
        keys, vectors = self._keys, self._vectors
        if allowed is not None:
            _, places = self._places(allowed)
            keys, vectors = keys[places], vectors[places]
        products = vectors @ vector
        if k < len(products):
            last = np.partition(products, -k)[-k]
            keys = keys[products >= last - _ROUNDING]
        return keys

    def _scored(self, vector: Vectors, keys: Keys) -> tuple[Keys, Scores]:
        """These passages with their cosines, in any order; a key of no passage is left out."""
        here, places = self._places(keys)
        keys, vectors = _joined(
            [(keys[here], self._vectors[places])]
            + ([self._rows.of(keys[~here])] if self._coarse else [])
        )
        # Row by row, so that equal vectors have equal cosines wherever they are kept.
        return keys, np.clip((vectors * vector).sum(axis=1), -1, 1)

    def _places(self, keys: Keys) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
        """Which of these passages are compared in full, and in which rows those are."""
        places = np.searchsorted(self._keys, keys)
        here = places < len(self._keys)
        here[here] = self._keys[places[here]] == keys[here]
        return here, places[here]
