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
    waiting = [str(path)]
    while waiting:  # no recursion: nobody knows how deep a tree is
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            unlisted(error)
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        below = [entry.path for entry in shown if entry.is_dir(follow_symlinks=False)]
        yield from ((folder, entry.name) for entry in shown if not _leads_to_folder(entry))
        waiting += reversed(below)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
