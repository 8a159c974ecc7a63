"""The work of an import, which is the same wherever it is done: reading files, and keeping them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from corpus.records import Article, Skipped
from corpus.store.store import Store
from embeddings.embed import cut_and_put
from embeddings.models.encoder import Encoder

ReadFile: TypeAlias = Callable[[Path, Path], Iterable[Article | Skipped]]
"""Gives what a file holds below the folder that was added; see `registry.read`."""
Kept: TypeAlias = Callable[[int], None]
"""Called when articles are kept, with how many of their passages have vectors by then."""


class FileFound(NamedTuple):
    """A file below the folder that is added; one that has not changed is not read again."""

    path: Path
    is_unchanged: bool


FileRead: TypeAlias = tuple[Path, Article | Skipped | None]
"""Something that a file holds; None, once, for a file that was not read."""


class IngestWork(Protocol):
    """Who reads files and keeps articles; ids are given by the import itself."""

    @property
    def batch_passages(self) -> int:
        """About how many passages should be handed to `keep` together."""

    def read(self, files: Iterable[FileFound], root: Path) -> Iterator[FileRead]:
        """What each file holds, in the order of the files."""

    def keep(self, articles: list[Article], kept: Kept) -> None:
        """Cut and keep articles: each is whole or absent. `kept` may be called later."""

    def finish(self) -> None:
        """Return when everything is kept."""


class WorkHere:
    """All is done by this process, at once; passages wait for their vectors."""

    # Enough for full speed, few enough that an interrupted import loses a second of work.
    batch_passages = 256

    def __init__(self, store: Store, encoder: Callable[[], Encoder], read: ReadFile) -> None:
        self._store, self._encoder, self._read_file = store, encoder, read

    def read(self, files: Iterable[FileFound], root: Path) -> Iterator[FileRead]:
        """What each file holds, in the order of the files."""
        for file, is_unchanged in files:
            if is_unchanged:
                yield file, None
            else:
                yield from ((file, each) for each in self._read_file(file, root))

    def keep(self, articles: list[Article], kept: Kept) -> None:
        """Keep a batch in one transaction."""
        cut_and_put(articles, self._store, self._encoder())
        kept(0)

    def finish(self) -> None:
        """Nothing is left to wait for."""
