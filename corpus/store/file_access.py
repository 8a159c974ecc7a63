"""How an archive's file may be opened, and whether it is still the one that was opened."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.errors import ArchiveError

Access = Literal["write", "read", "immutable"]
"""`immutable` takes no locks and writes nothing: nobody may write to the file meanwhile."""

_HEADER_BYTES = 100
DERIVED = "derived"  # the folder of the indexes, beside the file
# To remove an article changes a page or two of each table and index.
_SPARE, _SPARE_BYTES = "spare", 512 * 1024


class FileStamp(NamedTuple):
    """Which file was opened; for one that is read without locks, its state as well."""

    inode: tuple[int, int]
    state: tuple[int, int] | None

    def is_outdated(self, path: Path) -> bool:
        """Whether another file is there now, or, where the state counts, this one was changed."""
        now = file_stamp(path, "immutable" if self.state else "write")
        is_logged = self.state is not None and has_log(path)
        return now != self or is_logged


def file_stamp(path: Path, access: Access) -> FileStamp:
    """The file that is at a path now."""
    try:
        status = path.stat()
    except OSError:
        return FileStamp((0, 0), (0, 0) if access == "immutable" else None)
    state = (status.st_size, status.st_mtime_ns) if access == "immutable" else None
    return FileStamp((status.st_dev, status.st_ino), state)


def access_to(path: Path) -> Access:
    """How the file can be opened; without locks only where nobody can write to it."""
    if is_writable(path.parent) and os.access(path, os.W_OK):
        return "write"
    return "immutable" if _is_on_read_only_media(path) and not has_log(path) else "read"


def is_writable(folder: Path) -> bool:
    """Whether this user can make files in a folder."""
    return os.access(folder, os.W_OK)


def create_file(path: Path) -> None:
    """Make an empty file for a new archive, unless there is one, and the folder for it.

    A folder of our own making is the user's alone; in any other the file is for those whom the
    folder is for. ArchiveError where neither can be.
    """
    try:
        if not path.parent.exists():
            path.parent.parent.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            mode = path.parent.stat().st_mode & 0o666
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    except OSError as error:
        raise ArchiveError(f"no archive can be in {path.parent}: {error.strerror}") from error


def check_not_emptied(path: Path) -> None:
    """ArchiveError where indexes tell that there was something in a file that is empty now."""
    is_empty = path.exists() and path.stat().st_size == 0 and not has_log(path)
    if is_empty and (path.parent / DERIVED).is_dir():
        raise ArchiveError(
            f"{path} was emptied: restore it from a copy with `pullquote restore FILE`, or delete "
            f"it and the folder {DERIVED} beside it, and add the articles again"
        )


def keep_spare(folder: Path) -> None:
    """Keep some room beside an archive, which even on a full disk can be given up for a change."""
    spare = folder / _SPARE
    if os.path.lexists(spare):
        return
    with contextlib.suppress(OSError):
        mode = folder.stat().st_mode & 0o666
        opened = os.open(spare, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        try:
            is_whole = os.write(opened, bytes(_SPARE_BYTES)) == _SPARE_BYTES
        except OSError:
            is_whole = False
        os.close(opened)
        if not is_whole:
            spare.unlink()


def give_up_spare(folder: Path) -> bool:
    """Give that room up; whether there was any."""
    try:
        (folder / _SPARE).unlink()
    except OSError:
        return False
    return True


def is_cut_short(path: Path) -> bool:
    """Whether the file is shorter than its own header says, and no log makes up for it."""
    for _ in range(3):  # another process may just be bringing its log into the file
        if has_log(path):
            return False
        try:
            with path.open("rb") as file:
                header = file.read(_HEADER_BYTES)
                size = file.seek(0, os.SEEK_END)
        except OSError:
            return False
        page = int.from_bytes(header[16:18], "big")
        pages = int.from_bytes(header[28:32], "big")
        whole = pages * (65536 if page == 1 else page)
        # The count is good only if the program that wrote last has written it too.
        is_counted = len(header) == _HEADER_BYTES and header[24:28] == header[92:96]
        if not is_counted or size >= whole:
            return False
    return not has_log(path)


def has_log(path: Path) -> bool:
    """Whether there are changes beside the file that are not in it yet, or to be taken back.

    A journal stands there only while a file is made: its first page is written without a log.
    """
    for ending in ("wal", "journal"):
        with contextlib.suppress(OSError):
            if path.with_name(f"{path.name}-{ending}").stat().st_size > 0:
                return True
    return False


def _is_on_read_only_media(path: Path) -> bool:
    with contextlib.suppress(OSError, AttributeError):  # not every system tells
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    return False
