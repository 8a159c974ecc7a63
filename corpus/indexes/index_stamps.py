"""The stamp of a derived index: what it was made from, and a checksum of each of its files."""

from __future__ import annotations

import json
import stat
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

_STAMP, _OWN = "stamp.json", "checksum"
_LARGEST_STAMP = 1 << 20  # bytes
# Nanoseconds for which a file's time of change says nothing: within one tick of a file system's
# clock it can be written to again without another time. The coarsest ticks are two seconds.
_UNSETTLED = 2_000_000_000
_MOST_KNOWN = 1000  # files whose checksums are remembered


class Stamp(NamedTuple):
    """What an index was made from.

    `last_key` is the highest passage key that the archive had then. `name` is the folder that it
    was made for, which holds the archive's own name; None in an index of an older program, which
    says no generation either.
    """

    last_key: int
    name: str | None
    generation: int | None
    token: int | None


class FileVersion(NamedTuple):
    """Which file, by the disk's own number, and as it was when: it has other names where linked."""

    device: int
    inode: int
    bytes: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path) -> FileVersion:
        status = path.lstat()
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    @property
    def is_settled(self) -> bool:
        """Whether another change from now on would show."""
        return self.changed_ns + _UNSETTLED < time.time_ns()


# What this process has read whole and checked. An index that is extended has most files in common
# with the one before, by links: they are read once and not for each change of the archive.
_known_checksums: dict[FileVersion, int] = {}


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write the stamp of an index that is otherwise complete."""
    entries: dict[str, object] = {
        "last key": stamp.last_key,
        "name": stamp.name,
        "generation": stamp.generation,
        "token": stamp.token,
        "files": _checksums(folder),
    }
    (folder / _STAMP).write_text(json.dumps(entries | {_OWN: _checksum_of(entries)}))


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of an index; None where the files are not as it says, or are gone."""
    try:
        entries = _entries(folder)
        return _stamp_of(entries) if entries["files"] == _checksums(folder) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def glance_at_stamp(folder: Path) -> Stamp | None:
    """What an index says of itself, its files unread; None where it says nothing."""
    try:
        return _stamp_of(_entries(folder))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def file_names(folder: Path) -> list[str]:
    """The files of an index, without its stamp and tantivy's locks.

    ValueError where one is no file of its own: what a link leads to may change any moment.
    """
    paths = sorted(folder.iterdir())
    if not all(stat.S_ISREG(path.lstat().st_mode) for path in paths):
        raise ValueError(f"{folder} holds something else than files")
    names = [path.name for path in paths]
    return [name for name in names if name != _STAMP and not name.endswith(".lock")]


def _entries(folder: Path) -> dict[str, object]:
    path = folder / _STAMP
    status = path.lstat()
    if folder.is_symlink() or not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_STAMP:
        raise ValueError(f"{path} is no stamp")
    entries = json.loads(path.read_text())
    if not isinstance(entries, dict):
        raise TypeError(f"{path} is no stamp")
    own = entries.pop(_OWN, None)
    if own != _checksum_of(entries) and (own is not None or "name" in entries):
        raise ValueError(f"{path} is altered")
    return entries


def _checksum_of(entries: dict[str, object]) -> int:
    """What tells that the stamp itself is as it was written; older programs write none."""
    return zlib.crc32(json.dumps(entries, sort_keys=True).encode())


def _stamp_of(entries: dict[str, object]) -> Stamp:
    last_key, name = entries["last key"], entries.get("name")
    numbers = [entries.get("generation"), entries.get("token")]
    generation, token = (int(each) if isinstance(each, int) else None for each in numbers)
    if not isinstance(last_key, int) or not (name is None or isinstance(name, str)):
        raise TypeError("a stamp's key is a number, and its name is a text")
    return Stamp(last_key, name, generation, token)


def _checksums(folder: Path) -> dict[str, int]:
    """CRC-32 of each file: enough against torn writes and flipped bits.

    Each file is read whole, at some GB a second: an index of a million passages takes a quarter
    of a second, and has then been read from the disk once. What this process has read before is
    not read again while its size and its time of change are what they were.
    """
    names = file_names(folder)
    with ThreadPoolExecutor() as threads:
        return dict(zip(names, threads.map(_checksum, map(folder.joinpath, names)), strict=True))


def _checksum(path: Path) -> int:
    version = FileVersion.of(path)
    known = _known_checksums.get(version)
    if known is not None:
        return known
    shows_changes = version.is_settled
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    if shows_changes and version == FileVersion.of(path):
        if len(_known_checksums) >= _MOST_KNOWN:
            _known_checksums.clear()
        _known_checksums[version] = value
    return value
