"""Files are brought in by a process of their own, so that nothing else has to wait for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from corpus.errors import InputError, PullquoteError
from corpus.records import Skipped
from qa.embedding_process import embed_quietly, leave_screen, start_beside_screen


@dataclass(frozen=True, slots=True)
class Imported:
    """What one import did; `undated` and `without_outlet` count among the new and the changed.

    `skipped` are the first of each kind of what was skipped, `skipped_in_all` counts all of it.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0
    undated: int = 0
    without_outlet: int = 0
    skipped: tuple[Skipped, ...] = ()
    skipped_in_all: int = 0


class Import(Protocol):
    """One import, not yet begun."""

    def run(self, progress: Callable[[int], None]) -> Imported:
        """Bring everything in; `progress` is told how many more articles are done.

        PullquoteError with one line where that cannot be, or when it was cancelled.
        """

    def cancel(self) -> None:
        """End it, from another thread: what is finished stays in the archive."""


class ImportProcess:
    """Brings files and folders into the archive in `folder`, which is made if there is none.

    Reading and embedding would hold Python's lock for longer than a screen may stand still. What is
    brought in can be asked by its words when `run` returns; the process goes on and embeds it,
    until it is done or this program ends: what waits then is embedded by the next import. Without
    `embeds` it waits at once.
    """

    def __init__(
        self, paths: list[Path], folder: Path, model: str | None, *, embeds: bool = True
    ) -> None:
        spawning = get_context("spawn")  # a fork would share this process's threads and locks
        self._told, telling = spawning.Pipe(duplex=False)
        self._telling = telling
        self._is_cancelled = False
        self._process = spawning.Process(
            target=_bring_in, args=(telling, paths, folder, model, embeds), daemon=True
        )

    def run(self, progress: Callable[[int], None]) -> Imported:
        """Bring everything in; `progress` is told how many more articles are done."""
        start_beside_screen(self._process)
        self._telling.close()
        try:
            while isinstance(told := self._told.recv(), int):
                progress(told)
        except EOFError:
            self._process.join()
            reason = "cancelled" if self._is_cancelled else "the import ended without a word"
            raise InputError(
                f"{reason}: what was finished is kept; add it again to go on"
            ) from None
        if isinstance(told, Imported):
            return told
        self._process.join()
        raise InputError(str(told))

    def wait(self) -> None:
        """Wait until all is embedded, too."""
        self._process.join()

    def cancel(self) -> None:
        """End it, from another thread: what is finished stays in the archive."""
        self._is_cancelled = True
        if self._process.pid is not None:
            self._process.terminate()


def _bring_in(
    telling: Connection, paths: list[Path], folder: Path, model: str | None, embeds: bool
) -> None:
    """What the process does: counts, then what it did, or one line that says what is wrong."""
    leave_screen()
    from embeddings.added import AddOptions
    from qa.archive_changes import add_files

    try:
        done = add_files(paths, folder, model, telling.send, AddOptions(words_only=True))
    except (PullquoteError, OSError) as error:
        telling.send(str(error))
        return
    telling.send(
        Imported(
            new=done.new,
            changed=done.changed,
            gone=done.gone,
            unchanged=done.unchanged,
            undated=done.undated,
            without_outlet=done.without_outlet,
            skipped=tuple(done.skipped),
            skipped_in_all=len(done.skipped),
        )
    )
    if embeds:
        embed_quietly(folder, model)
