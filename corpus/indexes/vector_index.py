"""The nearest passages to a question's vector.

In a small archive every vector is compared. In a large one most are in an IVF index, whose
candidates are compared; passages added since it was built are all compared, and those removed
since are left out, until there are so many that it is extended or rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Keys, Ranked, Scores, Vectors
from corpus.indexes import half_rows
from corpus.indexes.half_rows import Block, HalfRows, round_to_half
from corpus.indexes.index_folders import PreviousIndex, link_files
from corpus.indexes.index_source import IndexSource
from corpus.indexes.index_stamps import FileVersion

# FAISS takes long to import, and a small archive needs none of it.
if TYPE_CHECKING:
    from corpus.indexes.ivf import IvfIndex

FORMAT = "vectors2"  # raise it when the files' layout changes
_IVF, _KEYS, _VECTORS, _GONE = "coarse.faiss", "keys.npy", "vectors.npy", "gone.npy"

# Filters that leave at most this many passages are searched exhaustively.
EXHAUSTIVE_BELOW = 1000
# Candidates of the IVF index that are compared, or twice as many as are asked for.
_CANDIDATES = 200
# More than a matrix product differs from the sums of products by which passages are ordered.
_ROUNDING_ERROR = 1e-5


class Limits(NamedTuple):
    """How many vectors an index holds before it is kept in another way."""

    # Comparing 10,000 vectors takes about a millisecond: above this it would be most of a search.
    compared: int = 30_000
    # Passages added since the IVF index was built; beyond this many they are added to it.
    unindexed: int = 10_000
    # Share of the IVF index's passages; beyond it the index is rebuilt.
    removed_share: float = 0.2


LIMITS = Limits()


def build(source: IndexSource, folder: Path, limits: Limits = LIMITS) -> None:
    """Write an index of all vectors of the archive into an empty folder."""
    size = source.count_vectors()
    if size <= limits.compared:
        _write(folder, *source.vectors(), gone=[])
        return
    from corpus.indexes.ivf import build_ivf, sample_size

    keys = source.vector_keys()
    drawn = np.linspace(0, size - 1, sample_size(size)).astype(int)
    _, sample = source.vectors_of(keys[drawn].tolist())
    blocks = half_rows.write_through(folder, source.vector_blocks())
    build_ivf(sample, size, blocks).save(folder / _IVF)
    _write(folder, keys[:0], sample[:0], gone=[])


def extend(
    source: IndexSource, folder: Path, previous: PreviousIndex, limits: Limits = LIMITS
) -> bool:
    """Write an index of what a previous one holds, less the removed and with the added.

    False where it is better rebuilt.
    """
    keys, vectors, gone = _read(previous.folder)
    if source.dimension not in (0, vectors.shape[1]):
        return False
    left = ~np.isin(keys, previous.removed)
    since = previous.last_key, previous.generation
    blocks = chain([(keys[left], vectors[left])], source.vector_blocks(*since))
    unindexed = int(left.sum()) + source.count_vectors(*since)
    if not (previous.folder / _IVF).exists():
        if unindexed <= limits.compared:
            _write(folder, *_join(blocks), gone=[])
        return unindexed <= limits.compared
    # What was removed and is not among the unindexed is in the IVF index.
    indexed = previous.removed[previous.removed <= previous.last_key]
    gone = np.union1d(gone, np.setdiff1d(indexed, keys))
    if len(gone) > limits.removed_share * half_rows.count(previous.folder):
        return False
    if unindexed > limits.unindexed:
        _write(folder, keys[:0], vectors[:0], gone)
        return _add_to_ivf(folder, previous.folder, blocks, unindexed)
    link_files(folder, previous.folder, _IVF, *half_rows.FILES)
    keys, vectors = _join(blocks)
    _write(folder, keys, round_to_half(vectors), gone)
    return True


def _add_to_ivf(folder: Path, previous: Path, blocks: Iterable[Block], count: int) -> bool:
    """Add `count` passages to the previous IVF index; False if it should be trained again."""
    from corpus.indexes.ivf import IvfIndex

    # By way of a link: another process may remove the previous index any moment.
    link_files(folder, previous, _IVF)
    ivf = IvfIndex.load(folder / _IVF)
    if ivf.needs_training(count):
        return False
    half_rows.copy(folder, previous)
    for block in half_rows.write_through(folder, blocks):
        ivf.add(*block)
    (folder / _IVF).unlink()  # it may be the previous one's file
    ivf.save(folder / _IVF)
    return True


def _join(blocks: Iterable[Block]) -> Block:
    """All of some blocks in one, by rising keys."""
    keys, vectors = (np.concatenate(each) for each in zip(*blocks, strict=True))
    # Where vectors came late, those of earlier passages follow those of later ones.
    if (np.diff(keys) < 0).any():
        order = np.argsort(keys)
        keys, vectors = keys[order], vectors[order]
    return keys, vectors


def _write(folder: Path, keys: Keys, vectors: Vectors, gone: Keys | list[int]) -> None:
    np.save(folder / _KEYS, keys)
    np.save(folder / _VECTORS, vectors)
    np.save(folder / _GONE, np.asarray(gone, np.int64))


def _read(folder: Path) -> tuple[Keys, Vectors, Keys]:
    return np.load(folder / _KEYS), np.load(folder / _VECTORS), np.load(folder / _GONE)


class Compared(NamedTuple):
    """Passages, in any order, with their cosines."""

    keys: Keys
    cosines: Scores

    def best(self, k: int) -> Ranked:
        """The nearest k, nearest first, ties by key."""
        order = np.lexsort((self.keys, -self.cosines))[:k]
        return Ranked(self.keys[order], self.cosines[order])


NOTHING_COMPARED = Compared(np.empty(0, np.int64), np.empty(0, np.float32))


class _Large(NamedTuple):
    """What an index of many vectors has loaded, which stays the same while few are added."""

    ivf: IvfIndex
    rows: HalfRows
    versions: list[FileVersion]

    @classmethod
    def load(cls, folder: Path) -> _Large:
        from corpus.indexes.ivf import IvfIndex

        versions = _versions(folder)
        return cls(IvfIndex.load(folder / _IVF), HalfRows(folder), versions)


def _versions(folder: Path) -> list[FileVersion]:
    return [FileVersion.of(folder / name) for name in (_IVF, *half_rows.FILES)]


class VectorIndex:
    """Search by cosine over all passages, exact or nearly so.

    With an IVF index some of the nearest can be missed, and cosines have four digits.
    """

    def __init__(self, folder: Path, previous: VectorIndex | None = None) -> None:
        """`previous`, of the change before, gives up what is large where its files are the same."""
        self._keys, self._vectors, gone = _read(folder)
        self._large: _Large | None = None
        if (folder / _IVF).exists():
            from corpus.indexes.ivf import bits_of

            large = previous._give_up_large(folder) if previous else None
            self._large = large or _Large.load(folder)
            self._gone = bits_of(gone) if len(gone) else None

    def close(self) -> None:
        """Close its files; a second time it does nothing."""
        if self._large:
            self._large.rows.close()

    def _give_up_large(self, folder: Path) -> _Large | None:
        """What was loaded from the files of a folder, if it was; this index serves no more then."""
        large = self._large
        if large is None or large.versions != _versions(folder):
            return None
        self._large = None
        return large

    def search(self, vector: Vectors, k: int, allowed: Keys | None = None) -> Ranked:
        """The keys and cosines of the nearest k passages, nearest first, ties by key.

        `allowed` are the only keys that may be found, rising; None allows all. Fewer than k
        where there are fewer; none for a vector that is not finite.
        """
        return self.compare(vector, k, allowed).best(k)

    def compare(self, vector: Vectors, k: int, allowed: Keys | None = None) -> Compared:
        """What a search for the nearest k compares the vector with: `search` is the best of it."""
        nothing_here = len(self._keys) == 0 and self._large is None
        if nothing_here or not np.isfinite(vector).all():
            return NOTHING_COMPARED
        return self.cosines(vector, self._candidates(vector, k, allowed))

    def cosines(self, vector: Vectors, keys: Keys) -> Compared:
        """The vector's cosines with these passages, in any order; an unknown key is left out."""
        here, rows = self._rows_of(keys)
        blocks = [(keys[here], self._vectors[rows])]
        if self._large:
            blocks.append(self._large.rows.read(keys[~here]))
        known, vectors = _join(blocks)
        # Row by row, so that equal vectors have equal cosines wherever they are kept.
        return Compared(known, np.clip((vectors * vector).sum(axis=1), -1, 1))

    def _candidates(self, vector: Vectors, k: int, allowed: Keys | None) -> Keys:
        if allowed is not None and len(allowed) <= EXHAUSTIVE_BELOW:
            return allowed
        candidates = self._nearest_unindexed(vector, k, allowed)
        if self._large:
            count = max(2 * k, _CANDIDATES)
            indexed = self._large.ivf.candidates(vector, count, allowed, self._gone)
            candidates = np.union1d(candidates, indexed)
        return candidates

    def _nearest_unindexed(self, vector: Vectors, k: int, allowed: Keys | None) -> Keys:
        """The nearest k of the passages that are all compared, and those as near as the last."""
        keys, vectors = self._keys, self._vectors
        if allowed is not None:
            _, rows = self._rows_of(allowed)
            keys, vectors = keys[rows], vectors[rows]
        products = vectors @ vector
        if k < len(products):
            last = np.partition(products, -k)[-k]
            keys = keys[products >= last - _ROUNDING_ERROR]
        return keys

    def _rows_of(self, keys: Keys) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
        """Which of these passages are not in the IVF index, and in which rows they are."""
        rows = np.searchsorted(self._keys, keys)
        here = rows < len(self._keys)
        here[here] = self._keys[rows[here]] == keys[here]
        return here, rows[here]
