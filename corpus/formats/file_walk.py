"""Which files below a folder are read, and how many documents are not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from corpus.formats.registry import PAGE_ENDINGS, holds_page, is_supported
from corpus.formats.saved_parts import documents_among_parts, folders_of_parts
from corpus.formats.source import extension_of


def files_under(path: Path, exclude: Sequence[str] = ()) -> Iterator[Path]:
    """The files below a folder that a format reads, sorted; a file gives itself.

    Hidden files and folders are left out, and a link to a folder is not followed: it may
    lead back. A folder that cannot be listed gives itself too, so that `read` can say so.
    `exclude` are patterns of names, or of paths below the folder such as "drafts/*".
    """
    if not path.is_dir():
        yield path
        return
    unlisted: list[OSError] = []
    for folder, name in _walk(path, unlisted.append, exclude):
        if is_supported(name) or (_may_be_page(name) and holds_page(Path(folder, name))):
            yield Path(folder, name)
    yield from (Path(error.filename) for error in unlisted)


def count_other_documents(path: Path, exclude: Sequence[str] = ()) -> Counter[str]:
    """How many files of each kind, by extension, `files_under` leaves out below a folder."""
    # No paths are made of the names: of tens of thousands that would be felt.
    counts: Counter[str] = Counter()
    for folder, name in _walk(path, lambda _: None, exclude):
        if not is_supported(name) and not (_may_be_page(name) and holds_page(Path(folder, name))):
            counts[extension_of(name) or "without an ending"] += 1
    return counts


def _may_be_page(name: str) -> bool:
    return extension_of(name) in PAGE_ENDINGS


def _walk(
    path: Path, unlisted: Callable[[OSError], object], exclude: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The folder and the name of every file below a folder that is not hidden, sorted.

    What a browser saved beside a page is left out: its pictures, styles and advertisers' frames.
    """
    waiting = [str(path)]
    while waiting:  # no recursion: nobody knows how deep a tree is
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            unlisted(error)
            continue
        shown = [
            entry
            for entry in entries
            if not (entry.name.startswith(".") or _is_excluded(path, folder, entry.name, exclude))
        ]
        names = [entry.name for entry in shown if not _leads_to_folder(entry)]
        below = [entry.name for entry in shown if entry.is_dir(follow_symlinks=False)]
        parts = folders_of_parts(names, below) if below else set()
        for each in sorted(parts):
            yield from documents_among_parts(Path(folder, each))
        yield from ((folder, name) for name in names)
        waiting += [f"{folder}{os.sep}{name}" for name in reversed(below) if name not in parts]


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _is_excluded(path: Path, folder: str, name: str, exclude: Sequence[str]) -> bool:
    if not exclude:
        return False
    below = Path(folder, name).relative_to(path).as_posix()
    return any(fnmatch(name, each) or fnmatch(below, each.rstrip("/")) for each in exclude)
