"""Vectors in a file, of which a few are read at a time: in half precision, by passage key.

A cosine made of them differs from the exact one in the fifth digit. They are read as they are
asked for and not mapped into memory, where a large archive's would stay.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from corpus.store.sqlite import Keys, Vectors

_KEYS, _ROWS = "known-keys.npy", "known.f16"
FILES = (_KEYS, _ROWS)

Block = tuple[Keys, Vectors]


def kept(folder: Path, blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks of rising keys with their vectors on, and add them to the rows in a folder."""
    keys = [np.load(folder / _KEYS)] if (folder / _KEYS).exists() else []
    with (folder / _ROWS).open("ab") as file:
        for block in blocks:
            keys.append(block[0])
            file.write(block[1].astype(np.float16).tobytes())
            yield block
    np.save(folder / _KEYS, np.concatenate(keys))


def copy(folder: Path, earlier: Path) -> None:
    """Have the rows of another folder in this one, where more can then be added."""
    for name in FILES:
        shutil.copyfile(earlier / name, folder / name)


def rounded(vectors: Vectors) -> Vectors:
    """Vectors as they are when they have been kept."""
    return vectors.astype(np.float16).astype(np.float32)


class Rows:
    """The rows that are kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._keys: Keys = np.load(folder / _KEYS)
        self._file = (folder / _ROWS).open("rb", buffering=0)
        size = (folder / _ROWS).stat().st_size
        self._width = size // max(len(self._keys), 1)  # bytes of a row

    def of(self, keys: Keys) -> Block:
        """Those of these passages that are kept here, with their vectors."""
        places = np.searchsorted(self._keys, keys)
        here = places < len(self._keys)
        here[here] = self._keys[places[here]] == keys[here]
        read = b"".join(self._row(place) for place in places[here].tolist())
        rows = np.frombuffer(read, np.float16).reshape(-1, self._width // 2)
        return keys[here], rows.astype(np.float32)

    def _row(self, place: int) -> bytes:
        if hasattr(os, "pread"):  # not everywhere
            return os.pread(self._file.fileno(), self._width, place * self._width)
        self._file.seek(place * self._width)
        return self._file.read(self._width)
