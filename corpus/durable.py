"""Files and folders take their names only when they are whole, and on the disk."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

_PRIVATE = 0o600


def write_whole(path: Path, content: bytes, mode: int = _PRIVATE) -> None:
    """Write a file that has its name only when it is whole; in place of an earlier one.

    It is made under a name that nobody can guess or has planted.
    """
    aside = name_aside(path)
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(mode)  # exactly, whatever new files are allowed
        take_name(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def name_aside(path: Path) -> Path:
    """A random name in the same folder."""
    return path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}")


def take_name(aside: Path, path: Path, rename: Callable[[Path, Path], object] = os.replace) -> None:
    """Give a file or folder that is on the disk its name, and have that on the disk too."""
    rename(aside, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have what was written to a file, or which names a folder holds, on the disk."""
    with contextlib.suppress(OSError):  # not every system lets folders be opened
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
