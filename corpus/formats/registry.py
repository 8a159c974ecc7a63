"""Files become articles: one reader for each format, and a reason for what cannot be read."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from corpus.formats import csv_records as table
from corpus.formats import html, markdown
from corpus.formats import json_records as json
from corpus.formats import plain_text as plain
from corpus.formats.encoding import CHUNK, Unreadable, opened
from corpus.formats.source import stem_of
from corpus.records import Article, Skipped

Reader = Callable[[Path, str], Iterable[Article | Skipped]]

_READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".json": json.read,
    ".jsonl": json.read_lines,
    ".ndjson": json.read_lines,
    ".csv": table.read,
    ".tsv": table.read,
}
_OF_RECORDS = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
# What often holds an article too, and no reader takes: pages saved with their pictures and styles
# bring more that never does.
_OTHER_DOCUMENTS = frozenset(
    ".pdf .doc .docx .odt .rtf .epub .mobi .pages .ps .djvu .eml .msg .mbox .mht .mhtml .webarchive"
    " .warc .wacz .xml .rss .xls .xlsx .ods .ppt .pptx .odp .zip .tar .tgz .7z .rar .rst"
    " .tex".split()
)
# What stands once in about every record: enough to tell their number for a progress bar.
_ONCE = {".json": b'"title"'}


def files_under(path: Path) -> Iterator[Path]:
    """The files below a folder that a reader takes, sorted; a file gives itself.

    Hidden files and folders are left out, and a link to a folder is not followed: it may
    lead back. A folder that cannot be listed gives itself too, so that `read` can say so.
    """
    if not path.is_dir():
        yield path
        return
    unlisted: list[OSError] = []
    files = (Path(folder, name) for folder, name in _listed(path, unlisted.append))
    yield from (file for file in files if _ending(file) in _READERS)
    yield from (Path(error.filename) for error in unlisted)


def passed_over(path: Path) -> Counter[str]:
    """How many documents of each kind, by ending, `files_under` leaves out below a folder."""
    # No paths are made of the names: of tens of thousands that would be felt.
    endings = ("." + name.rpartition(".")[2].lower() for _, name in _listed(path, lambda _: None))
    return Counter(ending for ending in endings if ending in _OTHER_DOCUMENTS)


def _listed(path: Path, unlisted: Callable[[OSError], object]) -> Iterator[tuple[str, str]]:
    """The folder and the name of every file below a folder that is not hidden, sorted."""
    for folder, below, names in os.walk(path, onerror=unlisted):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from ((folder, name) for name in sorted(names) if not name.startswith("."))


def read(path: Path, root: Path) -> Iterator[Article | Skipped]:
    """The articles of one file, cleaned; what cannot be read is Skipped with its reason.

    `root` is the folder that was added: an article without an id of its own gets its path
    from there, without the ending.
    """
    if not has_utf8_name(path):
        yield Skipped(_as_utf8(path), "its name is not UTF-8: rename it")
        return
    if path.is_dir():
        yield Skipped(str(path), "is a folder that cannot be listed")
        return
    reader = _READERS.get(_ending(path))
    if reader is None:
        known = ", ".join(sorted(_READERS))
        yield Skipped(str(path), f"its ending is none of those that are read: {known}")
        return
    empty = True
    try:
        for found in reader(path, id_by_path(path, root)):
            empty = False
            yield found
    except Unreadable as reason:
        yield Skipped(str(path), str(reason))
    else:
        if empty:  # said, so that what it held before is not taken for gone
            yield Skipped(str(path), "holds no articles")


def id_by_path(path: Path, root: Path) -> str:
    """The id of what has none of its own: its path below the added folder, without the ending."""
    return path.with_name(stem_of(path)).relative_to(root).as_posix()


def has_utf8_name(path: Path) -> bool:
    """Whether a path can be kept and shown: file systems take any bytes for a name."""
    return _as_utf8(path) == str(path)


def _as_utf8(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def holds_records(path: Path) -> bool:
    """Whether a file holds records with ids of their own, rather than one article."""
    return _ending(path) in _OF_RECORDS


def estimated_records(path: Path) -> int:
    """About how many articles a file holds."""
    if not holds_records(path):
        return 1
    mark = _ONCE.get(_ending(path), b"\n")
    try:
        with opened(path) as stream:
            count = sum(chunk.count(mark) for chunk in iter(lambda: stream.read(CHUNK), b""))
    except Unreadable:
        return 1
    return max(count, 1)


@cache
def fingerprint() -> str:
    """Changes with everything that changes what is read from a file, our own source among it."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(source.read_bytes())
    for library in ("trafilatura", "chardet", "lxml"):
        digest.update(importlib.metadata.version(library).encode())
    return digest.hexdigest()


def _ending(path: Path) -> str:
    endings = [ending.lower() for ending in path.suffixes[-2:]]
    return endings[-2] if len(endings) == 2 and endings[-1] == ".gz" else (endings or [""])[-1]
