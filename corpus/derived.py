"""Indexes derived from the archive: stamped, checked, rebuilt at will, never trusted."""

from __future__ import annotations

import json
import os
import shutil
import uuid
import zlib
from collections.abc import Callable
from pathlib import Path

from corpus.archive import Archive

_STAMP = "stamp.json"


def derived(archive: Archive, name: str, build: Callable[[Path], None]) -> Path:
    """The folder of one derived index, built anew if it is missing, stale, torn or altered.

    `name` holds the format's version, so that a newer program builds its own. `build` fills
    an empty folder from the archive. A folder is only ever seen complete: it is built aside
    and renamed, so two processes may build the same one at the same time.
    """
    shelf = archive.folder / "derived"
    with archive.snapshot():
        folder = shelf / f"{name}-{archive.stamp}"
        if not _sound(folder):
            _remove(folder)
            _build_aside(shelf, folder, build)
    for other in shelf.glob(f"{name}-*"):
        if other != folder:
            _remove(other)
    return folder


def _build_aside(shelf: Path, folder: Path, build: Callable[[Path], None]) -> None:
    aside = shelf / f"building-{uuid.uuid4().hex}"
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
