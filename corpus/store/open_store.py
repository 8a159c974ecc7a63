"""The one place that reads an archive's address and chooses the engine for it."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import InputError
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.store import Store

# Two letters at least, since "C:/news" is a folder; one slash, since a path keeps only one.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/")


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """Open the archive at an address; with `create`, make an empty one where there is none.

    An address is the path of a folder. ArchiveError where there is no archive or it is none of
    ours; InputError for an address of a kind that is not supported.
    """
    if scheme := _SCHEME.match(str(address)):
        raise InputError(
            f"{address}: archives at {scheme[1]}:// addresses are not supported; "
            "give the path of a folder"
        )
    return SqliteStore.open(Path(address), create=create)


def holds_archive(folder: Path) -> bool:
    """Whether there is an archive in a folder."""
    return (folder / FILE_NAME).exists()
