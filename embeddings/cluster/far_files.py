"""Files that another machine keeps are brought here to be read: the one door to fsspec."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import InputError


def fetch(folder: str, name: str, into: Path) -> bool:
    """Copy the file of this name below a folder's URL into a path; whether it is there.

    InputError where nothing here reads such addresses, or it may not be read.
    """
    from fsspec.core import url_to_fs

    into.parent.mkdir(parents=True, exist_ok=True)
    try:
        files, base = url_to_fs(folder)
        files.get_file(f"{base.rstrip('/')}/{name}", str(into))
    except FileNotFoundError:
        return False
    except Exception as error:  # each kind of place has errors of its own
        raise InputError(f"{name} below {folder} cannot be read: {error}") from error
    return True
