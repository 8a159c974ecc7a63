"""Indexes derived from the archive: stamped, checked, rebuilt at will, never trusted."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from corpus.arrays import Keys
from corpus.indexes.index_source import IndexSource
from corpus.indexes.index_stamps import file_names, is_sound, read_stamp, write_stamp

_BUILDING = "building-"
_LONGEST_BUILD = 24 * 60 * 60  # seconds; an older unfinished folder is of a killed process
_NAME = re.compile(r"(\D+)(\d+)-(\w+)-(\d+)")  # kind, format, archive's identity, generation


@dataclass(frozen=True, slots=True)
class PreviousIndex:
    """A sound index of an earlier generation, and what changed in the archive since.

    Passages with keys above `last_key` were added. `removed` are the keys of those that are
    gone, rising; some of them may have been added since, too.
    """

    folder: Path
    last_key: int
    removed: Keys


class IndexKind(Protocol):
    """A module that makes one kind of index."""

    @property
    def FORMAT(self) -> str:
        """Its name, ending in the format's number."""

    def build(self, source: IndexSource, folder: Path, /) -> None: ...
    def extend(self, source: IndexSource, folder: Path, previous: PreviousIndex, /) -> bool: ...


Build = Callable[[Path], None]
Extend = Callable[[Path, PreviousIndex], bool]


def index_folder(
    source: IndexSource, name: str, build: Build, extend: Extend | None = None
) -> Path:
    """The folder of one derived index, rebuilt if it is missing, stale, torn or altered.

    `name` ends in the format's number, so that a newer program builds its own. `build` fills
    an empty folder from the archive. `extend` fills it from the index of an earlier generation,
    which takes less, and answers False where it would not: the index is then built. A folder is
    only ever seen complete: it is made aside and renamed, so two processes may make the same
    one at the same time. Call it inside a snapshot of the archive: then it holds the generation
    it is named after, as do its neighbours.
    """
    folder = _places(source)[-1] / f"{name}-{source.stamp}"
    if not is_sound(folder):
        _remove(folder)
        _make_aside(source, folder, build, extend)
    _tidy(folder)
    return folder


def index_of(source: IndexSource, kind: IndexKind) -> Path:
    """The folder of the archive's index of this kind, as it is now."""
    return index_folder(
        source, kind.FORMAT, partial(kind.build, source), partial(kind.extend, source)
    )


def link_files(folder: Path, previous: Path, *names: str) -> None:
    """Have files of a previous index in this one too, at no cost where the disk has links.

    They are one file then: what changes must go to a new file, never be written in place.
    """
    for name in names:
        try:
            os.link(previous / name, folder / name)
        except OSError:  # another disk, or one without links
            shutil.copyfile(previous / name, folder / name)


def _places(source: IndexSource) -> list[Path]:
    """Where indexes are looked for; the last is where they are made."""
    own = source.folder / "derived"
    return [own] if source.writable else [own, Path(_temporary_place().name) / source.identity]


@cache
def _temporary_place() -> tempfile.TemporaryDirectory[str]:
    """Where indexes of archives without write access are made; it goes with this process."""
    return tempfile.TemporaryDirectory(prefix="pullquote-", ignore_cleanup_errors=True)


# -- making ---------------------------------------------------------------------------------


def _make_aside(source: IndexSource, folder: Path, build: Build, extend: Extend | None) -> None:
    aside = folder.with_name(f"{_BUILDING}{uuid.uuid4().hex}")
    aside.mkdir(parents=True)
    try:
        _fill(source, folder.name, aside, build, extend)
        write_stamp(aside, source.last_key)
        try:
            aside.rename(folder)
        except OSError:
            # Another process was faster; what it built from the same generation serves us.
            if not is_sound(folder):
                raise
    finally:
        _remove(aside)


def _fill(source: IndexSource, name: str, aside: Path, build: Build, extend: Extend | None) -> None:
    for place in _places(source)[:-1]:
        if is_sound(place / name):
            # Ready-made, but where nothing can be written: not even tantivy's locks.
            link_files(aside, place / name, *file_names(place / name))
            return
    if not (extend and _extend_previous(source, name, aside, extend)):
        build(aside)


def _extend_previous(source: IndexSource, name: str, aside: Path, extend: Extend) -> bool:
    """Whether the newest previous index could be extended; if not, `aside` is empty again."""
    previous = _newest_previous(source, name)
    if previous is None:
        return False
    try:
        if extend(aside, previous):
            return True
    except OSError:
        # Another process, which has made a newer one, is just removing it.
        if previous.folder.exists():
            raise
    _remove(aside)
    aside.mkdir()
    return False


def _newest_previous(source: IndexSource, name: str) -> PreviousIndex | None:
    """The newest sound index of an earlier generation, if it is known what changed since."""
    ours = _NAME.fullmatch(name)
    found: dict[int, Path] = {}
    for folder in (each for place in _places(source) for each in place.glob("*")):
        theirs = _NAME.fullmatch(folder.name)
        if ours and theirs and theirs.group(1, 2, 3) == ours.group(1, 2, 3):
            found[int(theirs[4])] = folder
    for generation in sorted(filter(source.generation.__gt__, found), reverse=True):
        removed = source.removed_since(generation)
        # Read once: another process may remove it any moment.
        if removed is not None and (stamp := read_stamp(found[generation])):
            return PreviousIndex(found[generation], stamp.last_key, removed)
    return None


# -- tidying --------------------------------------------------------------------------------


def _tidy(folder: Path) -> None:
    for other in folder.parent.iterdir():
        if _is_abandoned(other) or _is_superseded(other.name, folder.name):
            _remove(other)


def _is_abandoned(folder: Path) -> bool:
    """True if it was left half built by a process that was killed."""
    try:
        return (
            folder.name.startswith(_BUILDING)
            and time.time() - folder.stat().st_mtime > _LONGEST_BUILD
        )
    except FileNotFoundError:  # built and renamed just now
        return False


def _is_superseded(name: str, by: str) -> bool:
    """True if the index `by` replaces this one; a newer process may have built a newer one."""
    theirs, ours = _NAME.fullmatch(name), _NAME.fullmatch(by)
    if not theirs or not ours or theirs[1] != ours[1]:
        return False
    if theirs[3] != ours[3]:  # of an archive that is no longer in this folder
        return True
    return (int(theirs[4]), int(theirs[2])) < (int(ours[4]), int(ours[2]))


def _remove(folder: Path) -> None:
    # Another process may hold an old index open; where the system minds, it stays a while.
    if os.path.lexists(folder):
        shutil.rmtree(folder, ignore_errors=True)
