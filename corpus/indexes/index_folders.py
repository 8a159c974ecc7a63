"""Indexes derived from the archive: stamped, checked, rebuilt at will, never trusted."""

from __future__ import annotations

import os
import random
import shutil
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from corpus.arrays import Keys
from corpus.durable import sync, take_name
from corpus.errors import ChangedWhileReadError
from corpus.folder_locks import HAS_LOCKS, FolderLock
from corpus.indexes.index_places import own_place, temporary_place
from corpus.indexes.index_source import IndexSource
from corpus.indexes.index_stamps import Stamp, file_names, read_stamp, write_stamp
from corpus.indexes.index_tidying import MAKING, IndexName, make_way, tidy

_ATTEMPTS = 20  # to open an index that others are just replacing
_LONGEST_PAUSE = 0.05  # seconds between them

Index = TypeVar("Index")


@dataclass(frozen=True, slots=True)
class PreviousIndex:
    """A sound index of an earlier generation, and what changed in the archive since.

    Passages with keys above `last_key` were added, and others may have got their vectors after
    its `generation`. `removed` are the keys of those that are gone, rising; some of them may have
    been added since, too.
    """

    folder: Path
    last_key: int
    removed: Keys
    generation: int


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
    """The folder of one derived index, rebuilt if it is missing, stale, torn, altered or foreign.

    `name` ends in the format's number, so that a newer program builds its own. `build` fills
    an empty folder from the archive. `extend` fills it from the index of an earlier generation,
    which takes less, and answers False where it would not: the index is then built. A folder is
    only ever seen complete: it is made aside and renamed, so two processes may make the same
    one at the same time. Call it inside a snapshot of the archive: then it holds the generation
    it is named after, as do its neighbours.
    """
    wanted = _Wanted(source, f"{name}-{source.stamp}", build, extend)
    if not source.writable:
        return wanted.find_or_make(temporary_place(source))
    try:
        return wanted.find_or_make(own_place(source))
    except (OSError, ValueError) as error:  # a full disk, as NumPy and tantivy tell it
        try:
            return wanted.find_or_make(temporary_place(source))
        except (OSError, ValueError):
            raise error from None


def index_of(source: IndexSource, kind: IndexKind) -> Path:
    """The folder of the archive's index of this kind, as it is now."""
    return index_folder(
        source, kind.FORMAT, partial(kind.build, source), partial(kind.extend, source)
    )


def open_index(
    source: IndexSource, kind: IndexKind, opener: Callable[[Path], Index]
) -> tuple[Index, FolderLock]:
    """An index of the archive as it is now, opened; nobody removes it until the lock is released.

    Other processes may be replacing indexes all the time: it is tried until one is held.
    """
    for _ in range(_ATTEMPTS):
        folder = index_of(source, kind)
        if lock := FolderLock.take(folder, shared=True):
            try:
                return opener(folder), lock
            except (OSError, ValueError, RuntimeError):  # each library has its own
                lock.release()
                if folder.exists() and HAS_LOCKS:
                    raise
        time.sleep(random.uniform(0, _LONGEST_PAUSE))
    raise ChangedWhileReadError(f"{source.folder}: its indexes are just being replaced: try again")


def link_files(folder: Path, previous: Path, *names: str) -> None:
    """Have files of a previous index in this one too, at no cost where the disk has links.

    They are one file then: what changes must go to a new file, never be written in place.
    """
    for name in names:
        try:
            os.link(previous / name, folder / name)
        except OSError:  # another disk, or one without links
            shutil.copyfile(previous / name, folder / name)


# -- making ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An index that is to be there: its folder's name, and how it is made."""

    source: IndexSource
    name: str
    build: Build
    extend: Extend | None

    def find_or_make(self, place: Path) -> Path:
        folder = place / self.name
        if not self._is_sound(folder):
            self._make(place)
        tidy(self.source, folder)
        return folder

    def _is_sound(self, folder: Path) -> bool:
        """True if its files are as they were when it was made, for this archive as it is now."""
        stamp = read_stamp(folder)
        if stamp is None:
            return False
        # An older program's says only how often the archive was changed; that is enough as long
        # as no newer one has changed it.
        is_older = stamp.name is None and self.name.endswith(f"-{self.source.generation}")
        return is_older or stamp.name == self.name

    def _make(self, place: Path) -> None:
        aside, lock = _new_folder(place, self.source.folder)
        try:
            self._fill(aside)
            source, token = self.source, int(self.name.rpartition("-")[2])
            write_stamp(aside, Stamp(source.last_key, self.name, source.generation, token))
            _finish(aside, source.folder)
            self._give_name(aside, place / self.name)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
            if lock:
                lock.release()

    def _give_name(self, aside: Path, folder: Path) -> None:
        for _ in range(_ATTEMPTS):
            try:
                take_name(aside, folder, os.rename)
                return
            except OSError:
                # Another process was faster; what it built from the same generation serves us.
                if self._is_sound(folder):
                    return
                if not os.path.lexists(folder):
                    raise
                make_way(folder)
        raise ChangedWhileReadError(f"{folder} is just being replaced: try again")

    def _fill(self, aside: Path) -> None:
        ready = own_place(self.source) / self.name
        if aside.parent != ready.parent and self._is_sound(ready):
            # Ready-made, but where nothing can be written: not even tantivy's locks.
            link_files(aside, ready, *file_names(ready))
        elif not (self.extend and self._extend_previous(aside, self.extend)):
            self.build(aside)

    def _extend_previous(self, aside: Path, extend: Extend) -> bool:
        """Whether the newest previous index could be extended; if not, `aside` is empty again."""
        found = _newest_previous(self.source, self.name, {aside.parent, own_place(self.source)})
        if found is None:
            return False
        previous, lock = found
        try:
            if extend(aside, previous):
                return True
        except OSError:
            # Another process, which has made a newer one, is just removing it.
            if previous.folder.exists():
                raise
        finally:
            lock.release()
        for left in aside.iterdir():
            left.unlink()
        return False


def _new_folder(place: Path, archive: Path) -> tuple[Path, FolderLock | None]:
    """An empty folder in a place, for those whom the archive's folder is for."""
    mode = archive.stat().st_mode & 0o777
    place.mkdir(mode=mode, parents=True, exist_ok=True)
    for _ in range(_ATTEMPTS):
        aside = place / f"{MAKING}{uuid.uuid4().hex}"
        aside.mkdir(mode=mode)
        # It may be taken for one that was left behind until it is locked.
        lock = FolderLock.take(aside, shared=False)
        if lock or aside.exists():
            return aside, lock
    raise ChangedWhileReadError(f"{place} is just being tidied up: try again")


def _finish(folder: Path, archive: Path) -> None:
    """Have all files on the disk, readable for whom the archive is; linked ones are already."""
    mode = archive.stat().st_mode & 0o666
    for path in folder.iterdir():
        if path.stat().st_nlink == 1:
            path.chmod(mode)
            sync(path)
    sync(folder)


def _newest_previous(
    source: IndexSource, name: str, places: set[Path]
) -> tuple[PreviousIndex, FolderLock] | None:
    """The newest sound index of an earlier generation, if it is known what changed since."""
    ours = IndexName.of(Path(name))
    found: dict[int, Path] = {}
    for folder in (each for place in places for each in place.glob("*")):
        theirs = IndexName.of(folder)
        if (
            ours
            and theirs
            and theirs[:3] == ours[:3]
            and theirs.generation is not None
            and theirs.generation < source.generation
            and source.was_at(theirs.generation, theirs.token)
        ):
            found[theirs.generation] = folder
    for generation in sorted(found, reverse=True):
        removed = source.removed_since(generation)
        if removed is None or not (lock := FolderLock.take(found[generation], shared=True)):
            continue
        if stamp := read_stamp(found[generation]):
            return PreviousIndex(found[generation], stamp.last_key, removed, generation), lock
        lock.release()
    return None
