"""A copy of an archive in one file, with its digest beside it, and the way back."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from datetime import datetime
from pathlib import Path

from corpus.durable import name_aside, sync, take_name, write_whole
from corpus.errors import ArchiveError, InputError
from corpus.store.file_access import create_file, has_log
from corpus.store.sqlite_file import ArchiveFile, OutOfReachError

_DIGEST = ".sha256"


def write_backup(file: ArchiveFile, copy: Path) -> str:
    """Write what a file holds now into another, and its digest beside that; the digest.

    Others may read and write the archive meanwhile. InputError where there is such a file
    already, or it cannot be made.
    """
    if os.path.lexists(copy):
        raise InputError(f"{copy} is there already: give another name")
    if not copy.absolute().parent.is_dir():
        raise InputError(f"no folder {copy.absolute().parent}: make it first")
    aside = name_aside(copy)
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        file.run("VACUUM INTO ?", (str(aside),))
        sync(aside)
        digest = _digest_of(aside)
        # `sha256sum --check` reads it.
        write_whole(_beside(copy), f"{digest}  {copy.name}\n".encode())
        take_name(aside, copy, os.link)  # which never replaces a file
    except FileExistsError as error:
        raise InputError(f"{copy} is there already: give another name") from error
    except OSError as error:
        raise InputError(f"cannot write {copy}: {error.strerror}") from error
    finally:
        aside.unlink(missing_ok=True)
    return digest


def restore_backup(copy: Path, path: Path) -> Path | None:
    """Have what a backup holds as the archive's file `path`; what was there is kept beside it.

    Returns where that is kept, None where there was nothing. InputError where the copy is not
    what `write_backup` wrote, or is none of ours; ArchiveError where there is no room for it. The
    archive is then as it was.
    """
    _check_digest(copy)
    # Opened as usual it would be made ready for writing, and then not be what was written.
    with closing(ArchiveFile.open(copy, access="immutable")) as backup:
        (verdict,) = backup.row("PRAGMA integrity_check(1)")
        if verdict != "ok":
            raise InputError(f"{copy} is damaged ({verdict}): restore another copy")
        kept = dated_name(path, "replaced")
        if _keep_readable(path, kept):
            with closing(ArchiveFile(path, patience=30, access="write")) as archive:
                archive.overwrite_with(backup)
            return kept
        return kept if _take_place(backup, path, kept) else None


def _keep_readable(path: Path, kept: Path) -> bool:
    """Write what is in an archive's file into another; False where nothing can be read."""
    if not path.exists():
        return False
    try:
        with closing(ArchiveFile.open(path)) as earlier:
            write_backup(earlier, kept)
    except OutOfReachError:  # a full disk is no fault of the file's
        raise
    except ArchiveError:
        return False
    return True


def _take_place(backup: ArchiveFile, path: Path, kept: Path) -> bool:
    """Make a file of a backup's content and put it where none can be read.

    What is there is `kept` under another name, as it is; whether anything was.
    """
    aside = name_aside(path)
    try:
        create_file(aside)
        with closing(ArchiveFile(aside, patience=30, access="write")) as fresh:
            fresh.overwrite_with(backup)
            fresh.row("PRAGMA wal_checkpoint(TRUNCATE)")
        sync(aside)
        is_something = has_log(path) or (path.exists() and path.stat().st_size > 0)
        if is_something:
            set_aside(path, kept)
        take_name(aside, path)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            aside.with_name(f"{aside.name}{ending}").unlink(missing_ok=True)
    return is_something


def dated_name(path: Path, why: str) -> Path:
    """A name beside an archive's file that says why it is kept, and when that was."""
    now = datetime.now().strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}-{why}-{now}{path.suffix}")


def set_aside(path: Path, kept: Path) -> None:
    """Give an archive's file, with the log beside it, another name."""
    for ending in ("-wal", "-journal", ""):
        part = path.with_name(f"{path.name}{ending}")
        if part.exists():
            part.rename(kept.with_name(f"{kept.name}{ending}"))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    sync(path.parent)


def _beside(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}{_DIGEST}")


def _check_digest(copy: Path) -> None:
    if not copy.is_file():
        raise InputError(f"no file {copy}")
    try:
        expected = _beside(copy).read_text("ascii").split()[0]
    except (OSError, ValueError, IndexError):
        return  # it was moved without its digest
    if _digest_of(copy) != expected:
        raise InputError(f"{copy} is not what was written: restore another copy")


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
