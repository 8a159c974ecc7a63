"""Files of one user's work: nobody else may read them, and what is added is on the disk.

A file is JSON Lines. Each line is added by one write, so a process that is killed leaves at most
its last line torn; that line is passed over, and whoever adds the next one begins below it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from qa.show.schema import to_json_line

_OWNER_ONLY, _FOLDER_OF_OWNER = 0o600, 0o700
# A link that somebody put in the place of the file is not written through.
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Records(NamedTuple):
    """The objects of a file in their order, and how many lines were torn or strange."""

    objects: list[dict[str, object]]
    passed_over: int


def append_record(path: Path, record: Mapping[str, object]) -> None:
    """Add an object as one line; it is on the disk when this returns. OSError if it cannot be."""
    is_new = not path.exists()
    make_private_folder(path.parent)
    file = os.open(path, _FLAGS, _OWNER_ONLY)
    try:
        _forbid_others(path, _OWNER_ONLY)
        line = to_json_line(record).encode() + b"\n"
        _write_all(file, line if _is_at_line_start(file) else b"\n" + line)
        os.fsync(file)
    finally:
        os.close(file)
    if is_new:
        _sync_folder(path.parent)


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
    """Put a text in the place of a file, whole or not at all; only its owner may read it."""
    make_private_folder(path.parent)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        try:
            _write_all(file, text.encode("utf-8", "surrogatepass"))
            os.fsync(file)
        finally:
            os.close(file)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    _sync_folder(path.parent)


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


def _sync_folder(folder: Path) -> None:
    """Have a new name in the folder on the disk, where the system can do that."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
