"""The one place that reads an archive's address and chooses the engine for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.sqlite_backup import restore_backup, write_backup
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.store import Store

if TYPE_CHECKING:
    from corpus.store.sqlite_repair import Remaking, Repaired

# Two letters at least, since "C:/news" is a folder; one slash, since a path keeps only one.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/")


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """Open the archive at an address; with `create`, make an empty one where there is none.

    An address is the path of a folder. ArchiveError where there is no archive or it is none of
    ours; InputError for an address of a kind that is not supported.
    """
    return SqliteStore.open(_folder_of(address), create=create)


def back_up(address: str | Path, copy: Path) -> str:
    """Write all of an archive into one file, with its SHA-256 beside it, which is returned.

    Others may use the archive meanwhile. InputError where the file cannot be made or is there.
    """
    with closing(ArchiveFile.open(_folder_of(address) / FILE_NAME)) as file:
        return write_backup(file, copy)


def restore(address: str | Path, copy: Path) -> Path | None:
    """Have what `back_up` wrote as the archive; where what was there is kept, if there was any.

    InputError where the copy is not as it was written: the archive is then as it was.
    """
    return restore_backup(copy, _folder_of(address) / FILE_NAME)


def repair(
    address: str | Path, remaking: Remaking, progress: Callable[[int], None] = lambda _: None
) -> Repaired:
    """Keep what is sound of an archive and drop only what is bad; see `repair_file`."""
    from corpus.store.sqlite_repair import repair_file  # which a question needs not

    return repair_file(_folder_of(address) / FILE_NAME, remaking, progress)


def _folder_of(address: str | Path) -> Path:
    if scheme := _SCHEME.match(str(address)):
        raise InputError(
            f"{address}: archives at {scheme[1]}:// addresses are not supported; "
            "give the path of a folder"
        )
    return Path(address)


def holds_archive(folder: Path) -> bool:
    """Whether there is an archive in a folder."""
    return (folder / FILE_NAME).exists()
