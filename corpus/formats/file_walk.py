"""Which files below a folder are read, and how many documents are not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.formats.registry import OTHER_DOCUMENTS, is_supported
from corpus.formats.source import extension_of


def files_under(path: Path) -> Iterator[Path]:
    """The files below a folder that a format reads, sorted; a file gives itself.

    Hidden files and folders are left out, and a link to a folder is not followed: it may
    lead back. A folder that cannot be listed gives itself too, so that `read` can say so.
    """
    if not path.is_dir():
        yield path
        return
    unlisted: list[OSError] = []
    for folder, name in _walk(path, unlisted.append):
        if is_supported(name):
            yield Path(folder, name)
    yield from (Path(error.filename) for error in unlisted)


def count_other_documents(path: Path) -> Counter[str]:
    """How many documents of each kind, by extension, `files_under` leaves out below a folder."""
    # No paths are made of the names: of tens of thousands that would be felt.
    extensions = (extension_of(name) for _, name in _walk(path, lambda _: None))
    return Counter(extension for extension in extensions if extension in OTHER_DOCUMENTS)


def _walk(path: Path, unlisted: Callable[[OSError], object]) -> Iterator[tuple[str, str]]:
    """The folder and the name of every file below a folder that is not hidden, sorted."""
    for folder, below, names in os.walk(path, onerror=unlisted):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from ((folder, name) for name in sorted(names) if not name.startswith("."))
