"""Vectors in a file that are read a few at a time: in half precision, by passage key.

A cosine made from them differs from the exact one in the fifth digit. They are read as they are
asked for and not mapped into memory, where a large archive's would stay.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from corpus.arrays import Keys, Vectors

_KEYS, _ROWS = "known-keys.npy", "known.f16"
FILES = (_KEYS, _ROWS)

Block = tuple[Keys, Vectors]


def write_through(folder: Path, blocks: Iterable[Block]) -> Iterator[Block]:
    """Append each block of keys with their vectors to the rows in a folder and yield it."""
    keys = [np.load(folder / _KEYS)] if (folder / _KEYS).exists() else []
    with (folder / _ROWS).open("ab") as file:
        for block in blocks:
            keys.append(block[0])
            file.write(block[1].astype(np.float16).tobytes())
            yield block
    np.save(folder / _KEYS, np.concatenate(keys))


def copy(folder: Path, previous: Path) -> None:
    """Have the rows of another folder in this one, where more can then be appended."""
    for name in FILES:
        shutil.copyfile(previous / name, folder / name)


def count(folder: Path) -> int:
    """How many rows there are, by the head of a file; the archive would have to count its own."""
    return len(np.load(folder / _KEYS, mmap_mode="r"))


def round_to_half(vectors: Vectors) -> Vectors:
    """Vectors as they are once written and read."""
    return vectors.astype(np.float16).astype(np.float32)


class HalfRows:
    """The rows in a folder."""

    def __init__(self, folder: Path) -> None:
        keys: Keys = np.load(folder / _KEYS)
        # Rows are in the order in which they were written, which is not that of their keys where
        # vectors came late.
        rises = bool((np.diff(keys) > 0).all())
        self._order = None if rises else np.argsort(keys)
        self._keys = keys if self._order is None else keys[self._order]
        self._file = (folder / _ROWS).open("rb", buffering=0)
        size = (folder / _ROWS).stat().st_size
        self._row_bytes = size // max(len(self._keys), 1)

    def close(self) -> None:
        self._file.close()

    def read(self, keys: Keys) -> Block:
        """Those of these passages that have a row, with their vectors."""
        places = np.searchsorted(self._keys, keys)
        here = places < len(self._keys)
        here[here] = self._keys[places[here]] == keys[here]
        places = places[here] if self._order is None else self._order[places[here]]
        content = b"".join(self._read_row(place) for place in places.tolist())
        rows = np.frombuffer(content, np.float16).reshape(-1, self._row_bytes // 2)
        return keys[here], rows.astype(np.float32)

    def _read_row(self, place: int) -> bytes:
        if hasattr(os, "pread"):  # not on every system
            return os.pread(self._file.fileno(), self._row_bytes, place * self._row_bytes)
        self._file.seek(place * self._row_bytes)
        return self._file.read(self._row_bytes)
