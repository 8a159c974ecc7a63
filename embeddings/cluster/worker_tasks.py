"""What a worker does: it reads files, and cuts, embeds and commits articles.

A task may be done twice, where a worker died that had done it: what is there already is not
written again.
"""

from __future__ import annotations

import platform
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias

from corpus.errors import ArchiveError, InputError, PullquoteError
from corpus.formats.reading_process import ReadingProcess
from corpus.formats.registry import fingerprint
from corpus.records import Article, Skipped
from corpus.store.file_states import file_state
from corpus.store.store import Store
from embeddings.cluster.far_files import fetch
from embeddings.embed import Embedded, check_model, cut_and_embed_all, cut_and_put, put_embedded
from embeddings.models.encoder import Encoder

# Seconds until a commit is tried again: others may have committed at the same moment, again and
# again, or the place was away. To embed again would take longer.
_PAUSES_SECONDS = (1, 5, 15)


class FileThere(NamedTuple):
    """A file by its path, its name below the folder that is added, and its size in bytes."""

    path: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class FilesToRead:
    """Files below the folder `root`, which a worker sees under the same path or at a URL.

    `readers` stands for the code that reads them, which must be the same everywhere.
    """

    files: tuple[FileThere, ...]
    root: str
    readers: str
    at: str | None = None


class FilesReadThere(NamedTuple):
    """What each file holds; None for one that the machine does not see."""

    machine: str
    found: list[list[Article | Skipped] | None]


Opener: TypeAlias = Callable[[str, str | None], tuple[Store, Encoder]]


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """Which archive is filled with which model, and the function that opens both."""

    opener: Opener
    address: str
    model: str | None


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a worker keeps from task to task: one archive and the model that fills it."""

    store: Store
    encoder: Encoder
    lock: threading.Lock = field(default_factory=threading.Lock)


_OPENING, _READING = threading.Lock(), threading.Lock()


def read_files(wanted: FilesToRead) -> FilesReadThere:
    """Read some files, each as `registry.read` does, in a process that can be ended."""
    if fingerprint() != wanted.readers:
        raise InputError(
            f"the worker on {platform.node()} reads files by another version of Pullquote, or of "
            "the libraries for it: install the same versions there"
        )
    with _naming_this_machine(), _READING, _in_reach(wanted) as (folder, paths):
        found = [
            None if path is None else _read(path, folder, file, wanted.root)
            for file, path in zip(wanted.files, paths, strict=True)
        ]
    return FilesReadThere(platform.node(), found)


def keep(place: ArchivePlace, articles: list[Article], *, embeds: bool) -> int:
    """Cut articles, embed them and keep them in one commit; how many passages were embedded."""
    opened = _opened(place)
    with opened.lock:
        stored = opened.store.versions([article.id for article in articles])
        new = [each for each in articles if stored.get(each.id) != (each.digest, each.origin)]
        if not new:
            return 0
        if not embeds:
            cut_and_put(new, opened.store, opened.encoder)
            return 0
        embedded = cut_and_embed_all(new, opened.encoder)
        _put(embedded, opened)
    return sum(len(passages) for _, passages, _ in embedded)


@contextmanager
def _in_reach(wanted: FilesToRead) -> Iterator[tuple[Path, list[Path | None]]]:
    """The folder, and each file in it that there is, on this machine."""
    if wanted.at is None:
        paths = [Path(file.path) for file in wanted.files]
        yield Path(wanted.root), [path if path.exists() else None for path in paths]
        return
    with TemporaryDirectory(prefix="pullquote-") as made:
        folder = Path(made, Path(wanted.root).name)  # the folder's own name can be a date
        copies = [folder / file.name for file in wanted.files]
        yield (
            folder,
            [
                copy if fetch(wanted.at, file.name, copy) else None
                for file, copy in zip(wanted.files, copies, strict=True)
            ],
        )


def _read(path: Path, folder: Path, file: FileThere, root: str) -> list[Article | Skipped]:
    state = file_state(path)
    if state and state.size != file.size:
        return [Skipped(file.path, f"the worker on {platform.node()} finds another file there")]
    return [_as_there(each, str(folder), root) for each in _reading().read(path, folder)]


def _as_there(found: Article | Skipped, folder: str, root: str) -> Article | Skipped:
    """What was read of a copy below `folder`, as if it had been read below `root`."""
    if folder == root:
        return found
    if isinstance(found, Article):
        return replace(found, origin=root + found.origin.removeprefix(folder))
    return replace(found, where=root + found.where.removeprefix(folder))


@cache
def _reading() -> ReadingProcess:
    return ReadingProcess()


def _opened(place: ArchivePlace) -> _Opened:
    with _OPENING:
        return _open(place)


@cache
def _open(place: ArchivePlace) -> _Opened:
    with _naming_this_machine():
        store, encoder = place.opener(place.address, place.model)
        check_model(store, encoder)
    return _Opened(store, encoder)


@contextmanager
def _naming_this_machine() -> Iterator[None]:
    try:
        yield
    except PullquoteError as error:
        raise type(error)(f"the worker on {platform.node()}: {error}") from error


def _put(embedded: list[Embedded], opened: _Opened) -> None:
    for pause in _PAUSES_SECONDS:
        try:
            return put_embedded(embedded, opened.store, opened.encoder)
        except ArchiveError:
            time.sleep(pause * random.uniform(0.5, 1.5))
    return put_embedded(embedded, opened.store, opened.encoder)
