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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

from corpus.store.sqlite import Archive, Keys

_STAMP = "stamp.json"
_ASIDE = "building-"
_A_DAY = 24 * 60 * 60  # seconds; no index takes so long to build
_NAME = re.compile(r"(\D+)(\d+)-(\w+)-(\d+)")  # kind, format, archive's identity, generation


@dataclass(frozen=True, slots=True)
class Earlier:
    """A sound index of an earlier generation, and what changed in the archive since.

    Passages with keys above `last_key` were added. `removed` are the keys of those that are
    gone, rising; some of them may have been added since, too.
    """

    folder: Path
    last_key: int
    removed: Keys


class Kind(Protocol):
    """A module that makes one kind of index."""

    @property
    def FORMAT(self) -> str:
        """Its name, ending in the format's number."""

    def build(self, archive: Archive, folder: Path, /) -> None: ...
    def extend(self, archive: Archive, folder: Path, earlier: Earlier, /) -> bool: ...


Build = Callable[[Path], None]
Extend = Callable[[Path, Earlier], bool]


def derived(archive: Archive, name: str, build: Build, extend: Extend | None = None) -> Path:
    """The folder of one derived index, built anew if it is missing, stale, torn or altered.

    `name` ends in the format's number, so that a newer program builds its own. `build` fills
    an empty folder from the archive. `extend` fills it from the index of an earlier generation,
    which takes less, and answers False where it would not: the index is then built. A folder is
    only ever seen complete: it is made aside and renamed, so two processes may make the same
    one at the same time. Call it inside an `archive.snapshot()`: then it holds the generation
    it is named after, as do its neighbours.
    """
    folder = _shelves(archive)[-1] / f"{name}-{archive.stamp}"
    if not _sound(folder):
        _remove(folder)
        _make_aside(archive, folder, build, extend)
    _tidy(folder)
    return folder


def index_of(archive: Archive, kind: Kind) -> Path:
    """The folder of the archive's index of this kind, as it is now."""
    return derived(
        archive, kind.FORMAT, partial(kind.build, archive), partial(kind.extend, archive)
    )


def share(folder: Path, earlier: Path, *names: str) -> None:
    """Have files of an earlier index in this one too, at no cost where the disk has links.

    They are one file then: what changes must be written anew, never in place.
    """
    for name in names:
        try:
            os.link(earlier / name, folder / name)
        except OSError:  # another disk, or one without links
            shutil.copyfile(earlier / name, folder / name)


def _shelves(archive: Archive) -> list[Path]:
    """Where indexes are looked for; the last is where they are made."""
    own = archive.folder / "derived"
    return [own] if archive.writable else [own, Path(_lent_for_this_run().name) / archive.identity]


@cache
def _lent_for_this_run() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="pullquote-", ignore_cleanup_errors=True)


# -- making ---------------------------------------------------------------------------------


def _make_aside(archive: Archive, folder: Path, build: Build, extend: Extend | None) -> None:
    aside = folder.with_name(f"{_ASIDE}{uuid.uuid4().hex}")
    aside.mkdir(parents=True)
    try:
        _fill(archive, folder.name, aside, build, extend)
        stamp = {"last key": archive.last_key, "files": _checksums(aside)}
        (aside / _STAMP).write_text(json.dumps(stamp))
        try:
            aside.rename(folder)
        except OSError:
            # Another process was faster; what it built from the same generation serves us.
            if not _sound(folder):
                raise
    finally:
        _remove(aside)


def _fill(archive: Archive, name: str, aside: Path, build: Build, extend: Extend | None) -> None:
    for shelf in _shelves(archive)[:-1]:
        if _sound(shelf / name):
            # Ready-made, but where nothing can be written: not even tantivy's locks.
            share(aside, shelf / name, *_files(shelf / name))
            return
    if not (extend and _extended(archive, name, aside, extend)):
        build(aside)


def _extended(archive: Archive, name: str, aside: Path, extend: Extend) -> bool:
    """Whether the newest earlier index could be extended; if not, `aside` is empty again."""
    earlier = _newest_earlier(archive, name)
    if earlier is None:
        return False
    try:
        if extend(aside, earlier):
            return True
    except OSError:
        # Another process, which has made a newer one, is just removing it.
        if earlier.folder.exists():
            raise
    _remove(aside)
    aside.mkdir()
    return False


def _newest_earlier(archive: Archive, name: str) -> Earlier | None:
    """The newest sound index of an earlier generation, if it is known what changed since."""
    ours = _NAME.fullmatch(name)
    found: dict[int, Path] = {}
    for folder in (each for shelf in _shelves(archive) for each in shelf.glob("*")):
        theirs = _NAME.fullmatch(folder.name)
        if ours and theirs and theirs.group(1, 2, 3) == ours.group(1, 2, 3):
            found[int(theirs[4])] = folder
    for generation in sorted(filter(archive.generation.__gt__, found), reverse=True):
        removed = archive.removed_since(generation)
        # Read once: another process may remove it any moment.
        if removed is not None and (stamp := _sound_stamp(found[generation])):
            return Earlier(found[generation], stamp["last key"], removed)
    return None


# -- checking -------------------------------------------------------------------------------


def _sound(folder: Path) -> bool:
    return _sound_stamp(folder) is not None


def _sound_stamp(folder: Path) -> dict[str, Any] | None:
    """The stamp of an index whose files are as it says; None where they are not, or it is gone."""
    try:
        stamp: dict[str, Any] = json.loads((folder / _STAMP).read_text())
        return stamp if stamp["files"] == _checksums(folder) else None
    except (OSError, ValueError, KeyError):
        return None


def _checksums(folder: Path) -> dict[str, int]:
    """CRC-32 of each file: enough against torn writes and flipped bits.

    All of every file is read, at some GB a second: an index of a million passages takes a
    quarter of a second, and has then been read from the disk once.
    """
    names = _files(folder)
    with ThreadPoolExecutor() as threads:
        return dict(zip(names, threads.map(_checksum, map(folder.joinpath, names)), strict=True))


def _files(folder: Path) -> list[str]:
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if name != _STAMP and not name.endswith(".lock")]


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


# -- tidying --------------------------------------------------------------------------------


def _tidy(folder: Path) -> None:
    for other in folder.parent.iterdir():
        if _is_rubble(other) or _is_superseded(other.name, folder.name):
            _remove(other)


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


def _remove(folder: Path) -> None:
    # Another process may hold an old index open; where the system minds, it stays a while.
    if os.path.lexists(folder):
        shutil.rmtree(folder, ignore_errors=True)
