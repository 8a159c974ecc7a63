"""The one place that reads an archive's address and chooses the engine for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError, NoArticlesError
from corpus.store.lance.lance_places import SCHEMES, place_of, scheme_of
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.sqlite_backup import restore_backup, write_backup
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.store import Store

if TYPE_CHECKING:
    from corpus.store.sqlite_repair import Remaking, Repaired


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """Open the archive at an address; with `create`, make an empty one where there is none.

    An address is the path of a folder, or one as "s3://bucket/news" of a place for Lance tables.
    ArchiveError where there is no archive or it is none of ours; InputError for an address of a
    kind that is not supported, or whose libraries are not installed.
    """
    if is_shared(address):
        # Here, because its libraries take seconds to import, and need not be there.
        from corpus.store.lance.lance_store import LanceStore

        return LanceStore.open(str(address), create=create)
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


def shown(address: str | Path) -> str:
    """An address as it was typed: a path keeps only one slash of "s3://bucket/news".

    Of one that is refused, since it may hold a key, only what it begins with.
    """
    try:
        return place_of(address) if is_shared(address) else str(address)
    except InputError:
        return f"{scheme_of(address)}://BUCKET/FOLDER"


def place_name(address: str | Path) -> str:
    """An address as people and programs are told of it: an absolute path, or "s3://bucket/news"."""
    return place_of(address) if is_shared(address) else str(Path(address).resolve())


def holds_archive(address: str | Path) -> bool:
    """Whether there is an archive at an address."""
    if is_shared(address):
        try:
            open_store(address).close()
        except NoArticlesError:
            return False
        return True
    return (_folder_of(address) / FILE_NAME).exists()


def is_shared(address: str | Path) -> bool:
    """Whether an address is of Lance tables, rather than of a folder of this machine."""
    return scheme_of(address) in SCHEMES


def _folder_of(address: str | Path) -> Path:
    if scheme := scheme_of(address):
        if scheme in SCHEMES:
            raise InputError(
                f"{place_of(address)}: this is for archives in a folder of this machine; "
                "`pullquote copy` copies one from anywhere to anywhere"
            )
        raise InputError(
            f"archives at {scheme}:// addresses are not supported; give the path of a folder, or "
            f"an address that begins with {', '.join(f'{each}://' for each in SCHEMES)}"
        )
    return Path(address)
