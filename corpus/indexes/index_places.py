"""Where indexes are looked for and made: beside the archive, else in a folder of this process."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from corpus.folder_locks import FolderLock
from corpus.indexes.index_source import IndexSource

_PREFIX = "pullquote-indexes-"
_MEMORY = Path("/dev/shm")  # a folder in memory, where the system has it
_LITTLE_ROOM = 64 * 1024 * 1024  # bytes


def own_place(source: IndexSource) -> Path:
    """The folder beside the archive; what is there instead of a folder makes way."""
    place = source.folder / "derived"
    if os.path.lexists(place) and not place.is_dir() and source.writable:
        place.unlink()
    return place


def temporary_place(source: IndexSource) -> Path:
    """A folder for an archive beside which nothing can be written."""
    return Path(_process_place()[0].name) / source.identity


@cache
def _process_place() -> tuple[tempfile.TemporaryDirectory[str], FolderLock | None]:
    """It goes with this process; what killed ones left goes now."""
    parent = Path(tempfile.gettempdir())
    if shutil.disk_usage(parent).free < _LITTLE_ROOM and os.access(_MEMORY, os.W_OK):
        parent = _MEMORY
    for left in parent.glob(f"{_PREFIX}*"):
        if lock := FolderLock.take(left, shared=False):
            shutil.rmtree(left, ignore_errors=True)
            lock.release()
    made = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=parent, ignore_cleanup_errors=True)
    return made, FolderLock.take(Path(made.name), shared=False)
