"""Which files below a folder are read, and how many documents are not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.formats.registry import PAGE_ENDINGS, holds_page, is_supported
from corpus.formats.source import extension_of, stem_of

_PAGES = (".html", ".htm", ".xhtml")
# Of the folder that "Web page, complete" puts beside a page, in the languages of the browsers.
_PARTS_ENDINGS = (
    "_files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_file",
    "_pliki", "_soubory", "-filer", "_filer", ".files",
)  # fmt: skip
_NO_PARTS = (".pdf", ".docx", ".odt", ".rtf", ".epub", ".eml", ".msg", ".mbox")


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
        if is_supported(name) or (_may_be_page(name) and holds_page(Path(folder, name))):
            yield Path(folder, name)
    yield from (Path(error.filename) for error in unlisted)


def count_other_documents(path: Path) -> Counter[str]:
    """How many files of each kind, by extension, `files_under` leaves out below a folder."""
    # No paths are made of the names: of tens of thousands that would be felt.
    counts: Counter[str] = Counter()
    for folder, name in _walk(path, lambda _: None):
        if not is_supported(name) and not (_may_be_page(name) and holds_page(Path(folder, name))):
            counts[extension_of(name) or "without an ending"] += 1
    return counts


def _may_be_page(name: str) -> bool:
    return extension_of(name) in PAGE_ENDINGS


def _walk(path: Path, unlisted: Callable[[OSError], object]) -> Iterator[tuple[str, str]]:
<<<<<<< HEAD
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
=======
    """The folder and the name of every file below a folder that is not hidden, sorted.

    What a browser saved beside a page is left out: its pictures, styles and advertisers' frames.
    """
    for folder, below, names in os.walk(path, onerror=unlisted):
        below[:] = sorted(name for name in below if not name.startswith("."))
        pages = {stem_of(name) for name in names if extension_of(name) in _PAGES}
        if pages and any(map(_page_of_parts, below)):
            for name in [name for name in below if _page_of_parts(name) in pages]:
                below.remove(name)
                yield from _documents_among_parts(Path(folder, name))
        yield from ((folder, name) for name in sorted(names) if not name.startswith("."))


def _page_of_parts(folder: str) -> str | None:
    """The name of the page whose parts a folder of this name holds; None if it is no such name."""
    ending = next((each for each in _PARTS_ENDINGS if folder.endswith(each)), None)
    return folder.removesuffix(ending) if ending else None


def _documents_among_parts(folder: Path) -> Iterator[tuple[str, str]]:
    """What lies among a page's parts and is none of them, such as a PDF that somebody put there."""
    names = (path.name for path in folder.iterdir()) if os.access(folder, os.R_OK) else ()
    yield from ((str(folder), name) for name in sorted(names) if extension_of(name) in _NO_PARTS)
>>>>>>> 35055cb (Feeds, WordPress exports, web archives, saved pages, mirrors of sites and subtitles)
