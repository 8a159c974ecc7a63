"""Files of one user's work: nobody else may read them, and what is added is on the disk.

A file is JSON Lines. Each line is added by one write, so a process that is killed leaves at most
its last line torn; that line is passed over, and whoever adds the next one begins below it.
Whoever changes a file is alone with it (`alone_in`): chats in two terminals share their clippings.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from corpus.durable import sync, write_whole
from qa.show.schema import to_json_line

try:
    import fcntl
except ImportError:  # not every system has it
    fcntl = None  # type: ignore[assignment]
_HAS_LOCKS = fcntl is not None

_OWNER_ONLY, _FOLDER_OF_OWNER = 0o600, 0o700
# A link that somebody put in the place of the file is not written through.
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Records(NamedTuple):
    """The objects of a file in their order, and how many lines were torn or strange."""

    objects: list[dict[str, object]]
    passed_over: int


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process changes what stands in a folder, and keep others waiting.

    The folder is made where there is none. Not to be entered twice by one process; where the
    system or the file system has no locks, nobody waits. OSError if the folder cannot be made.
    """
    make_private_folder(folder)
    if not _HAS_LOCKS:
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)  # which gives the lock up


def append_record(path: Path, record: Mapping[str, object]) -> None:
    """Add an object as one line; it is on the disk when this returns. OSError if it cannot be.

    The caller is alone in the folder.
    """
    is_new = not path.exists()
    file = os.open(path, _FLAGS, _OWNER_ONLY)
    try:
        _forbid_others(path, _OWNER_ONLY)
        line = to_json_line(record).encode() + b"\n"
        _write_all(file, line if _is_at_line_start(file) else b"\n" + line)
        os.fsync(file)
    finally:
        os.close(file)
    if is_new:
        sync(path.parent)


def read_records(path: Path) -> Records:
    """The objects of a file; none where there is no file."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Records([], 0)
    found = [parse_object(line) for line in lines if line.strip()]
    objects = [each for each in found if each is not None]
    return Records(objects, len(found) - len(objects))


def parse_object(line: bytes) -> dict[str, object] | None:
    """The JSON object that a line is; None where it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all; only its owner may read it.

    The caller is alone in the folder.
    """
    write_whole(path, text.encode("utf-8", "surrogatepass"), _OWNER_ONLY)


def make_private_folder(folder: Path) -> None:
    """Make the folder where there is none, for its owner alone."""
    folder.mkdir(mode=_FOLDER_OF_OWNER, parents=True, exist_ok=True)
    _forbid_others(folder, _FOLDER_OF_OWNER)


def _forbid_others(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o077:
        path.chmod(mode)


def _write_all(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]


def _is_at_line_start(file: int) -> bool:
    size = os.lseek(file, 0, os.SEEK_END)
    if size == 0:
        return True
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1) == b"\n"
