"""The stamp of a derived index: what it was made from, and a checksum of each of its files."""

from __future__ import annotations

import json
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

_STAMP = "stamp.json"


class Stamp(NamedTuple):
    """The highest passage key that the archive had when the index was made."""

    last_key: int


def write_stamp(folder: Path, last_key: int) -> None:
    """Write the stamp of an index that is otherwise complete."""
    stamp = {"last key": last_key, "files": _checksums(folder)}
    (folder / _STAMP).write_text(json.dumps(stamp))


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of an index; None where the files are not as it says, or are gone."""
    try:
        stamp = json.loads((folder / _STAMP).read_text())
        return Stamp(int(stamp["last key"])) if stamp["files"] == _checksums(folder) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_sound(folder: Path) -> bool:
    """True if the index is there and its files are as they were when it was made."""
    return read_stamp(folder) is not None


def file_names(folder: Path) -> list[str]:
    """The files of an index, without its stamp and tantivy's locks."""
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if name != _STAMP and not name.endswith(".lock")]


def _checksums(folder: Path) -> dict[str, int]:
    """CRC-32 of each file: enough against torn writes and flipped bits.

    Each file is read whole, at some GB a second: an index of a million passages takes a quarter
    of a second, and has then been read from the disk once.
    """
    names = file_names(folder)
    with ThreadPoolExecutor() as threads:
        return dict(zip(names, threads.map(_checksum, map(folder.joinpath, names)), strict=True))


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value
