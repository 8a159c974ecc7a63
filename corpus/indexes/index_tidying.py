"""What goes of the indexes beside an archive: what no one needs, uses or makes any more."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
import uuid
from pathlib import Path
from typing import NamedTuple

from corpus.folder_locks import HAS_LOCKS, FolderLock
from corpus.indexes.index_source import IndexSource
from corpus.indexes.index_stamps import glance_at_stamp

MAKING = "making-"
_BUILDING = "building-"  # older programs make theirs under this name, and lock nothing
_LONGEST_BUILD = 24 * 60 * 60  # seconds; an older unfinished folder is of a killed process
_NAME = re.compile(r"(\D+)(\d+)-(\w+)-(\d+)")  # kind, format, archive's name, last change's number


class IndexName(NamedTuple):
    """What a folder's name and its stamp say: which index it is, and of which version."""

    kind: str
    format: int
    identity: str
    token: int
    generation: int | None  # None where it does not say

    @classmethod
    def of(cls, folder: Path) -> IndexName | None:
        """The name of an index; None for a folder that is none."""
        match = _NAME.fullmatch(folder.name)
        if match is None:
            return None
        kind, format, identity, token = match.groups()
        stamp = glance_at_stamp(folder)
        generation = None
        if stamp and stamp.name == folder.name:
            generation = stamp.generation
        elif stamp and stamp.name is None:  # an older program names it after the generation
            generation = int(token)
        return cls(kind, int(format), identity, int(token), generation)


def tidy(source: IndexSource, folder: Path) -> None:
    """Remove what is left beside an index that is in use now: all but the one before it."""
    ours = IndexName.of(folder)
    superseded: list[tuple[int, Path]] = []
    for other in folder.parent.iterdir():
        theirs = IndexName.of(other)
        if other.name.startswith((MAKING, _BUILDING)):
            _remove_abandoned(other)
        elif ours and theirs and theirs.kind == ours.kind and other.name != folder.name:
            if _is_useless(theirs, ours, source):
                remove(other)
            elif theirs.generation is not None and theirs.generation < source.generation:
                superseded.append((theirs.generation, other))
    # Whoever has just looked up the one before may still be about to open it.
    for _, other in sorted(superseded)[:-1]:
        remove(other)


def _is_useless(theirs: IndexName, ours: IndexName, source: IndexSource) -> bool:
    """True for an index of another archive, of an older format, or of another copy's changes."""
    generation = theirs.generation
    if generation is None or theirs.identity != ours.identity:
        return True
    if generation > source.generation:  # a newer process may have built it
        return False
    return theirs.format < ours.format or not source.was_at(generation, theirs.token)


def remove(folder: Path) -> None:
    """Remove an index that nobody uses; out of sight first, so that nobody sees half of it."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    lock = FolderLock.take(folder, shared=False)
    if lock is None and HAS_LOCKS:
        return  # in use, or gone
    with contextlib.suppress(OSError):
        hidden = folder.with_name(f"{MAKING}{uuid.uuid4().hex}")
        folder.rename(hidden)
        shutil.rmtree(hidden, ignore_errors=True)
    if lock:
        lock.release()


def _remove_abandoned(folder: Path) -> None:
    """Remove what a process that was killed left half built, or half removed."""
    lock = FolderLock.take(folder, shared=False) if folder.name.startswith(MAKING) else None
    with contextlib.suppress(FileNotFoundError):  # built and renamed just now
        if lock or time.time() - folder.stat().st_mtime > _LONGEST_BUILD:
            shutil.rmtree(folder, ignore_errors=True)
    if lock:
        lock.release()


def make_way(folder: Path) -> None:
    """Take away whatever has an index's name and is not that index."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    hidden = folder.with_name(f"{MAKING}{uuid.uuid4().hex}")
    with contextlib.suppress(FileNotFoundError):
        folder.rename(hidden)
        shutil.rmtree(hidden, ignore_errors=True)
