"""Indexes derived from the archive: stamped, checked, rebuilt at will, never trusted."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
import uuid
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from corpus.archive import Archive

_STAMP = "stamp.json"
_ASIDE = "building-"
_A_DAY = 24 * 60 * 60  # seconds; no index takes so long to build
_NAME = re.compile(r"(\D+)(\d+)-(\w+)-(\d+)")  # kind, format, archive's identity, generation


def derived(archive: Archive, name: str, build: Callable[[Path], None]) -> Path:
    """The folder of one derived index, built anew if it is missing, stale, torn or altered.

    `name` ends in the format's number, so that a newer program builds its own. `build` fills
    an empty folder from the archive. A folder is only ever seen complete: it is built aside
    and renamed, so two processes may build the same one at the same time. Call it inside an
    `archive.snapshot()`: then it holds the generation it is named after, as do its neighbours.
    """
    shelf = _shelf(archive)
    folder = shelf / f"{name}-{archive.stamp}"
    if not _sound(folder):
        _remove(folder)
        _build_aside(shelf, folder, build)
    for other in shelf.iterdir():
        if _is_rubble(other) or _is_superseded(other.name, folder.name):
            _remove(other)
    return folder


def _shelf(archive: Archive) -> Path:
    if archive.writable:
        return archive.folder / "derived"
    return Path(_lent_for_this_run().name) / archive.identity


@cache
def _lent_for_this_run() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="pullquote-", ignore_cleanup_errors=True)


def _is_rubble(folder: Path) -> bool:
    """Whether it was left half built by a process that was killed."""
    try:
        return folder.name.startswith(_ASIDE) and time.time() - folder.stat().st_mtime > _A_DAY
    except FileNotFoundError:  # built and renamed just now
        return False


def _is_superseded(name: str, by: str) -> bool:
    """Whether nobody needs an index any more; a newer process may have built a newer one."""
    theirs, ours = _NAME.fullmatch(name), _NAME.fullmatch(by)
    if not theirs or not ours or theirs[1] != ours[1]:
        return False
    if theirs[3] != ours[3]:  # an archive that is no longer in this folder
        return True
    return (int(theirs[4]), int(theirs[2])) < (int(ours[4]), int(ours[2]))


def _build_aside(shelf: Path, folder: Path, build: Callable[[Path], None]) -> None:
    aside = shelf / f"{_ASIDE}{uuid.uuid4().hex}"
    aside.mkdir(parents=True)
    try:
        build(aside)
        (aside / _STAMP).write_text(json.dumps(_checksums(aside)))
        try:
            aside.rename(folder)
        except OSError:
            # Another process was faster; what it built from the same generation serves us.
            if not _sound(folder):
                raise
    finally:
        _remove(aside)


def _sound(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / _STAMP).read_text()) == _checksums(folder))
    except (OSError, ValueError):
        return False


def _checksums(folder: Path) -> dict[str, int]:
    """CRC-32 of each file: enough against torn writes and flipped bits."""
    return {
        path.name: _checksum(path)
        for path in sorted(folder.iterdir())
        if path.name != _STAMP and not path.name.endswith(".lock")
    }


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def _remove(folder: Path) -> None:
    # Another process may hold an old index open; where the system minds, it stays a while.
    if os.path.lexists(folder):
        shutil.rmtree(folder, ignore_errors=True)
