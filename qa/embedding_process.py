"""What waits for its vectors gets them in a process of its own, beside a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext, redirect_stderr, suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import Protocol

from corpus.errors import PullquoteError

# Added to how readily this process stands back: whoever asks meanwhile is to be answered first.
_NICENESS = 10


class Embedding(Protocol):
    """What embeds an archive, not yet begun."""

    def start(self) -> None:
        """Begin; it goes on by itself."""

    def stop(self) -> None:
        """End it, from any thread: what is embedded stays."""


class EmbeddingProcess:
    """Embeds what waits in the archive in `folder`, until it is done or this program ends.

    If another process embeds it already, this one only waits, to go on if that is killed.
    """

    def __init__(self, folder: Path, model: str | None) -> None:
        self._process = get_context("spawn").Process(
            target=_embed, args=(folder, model), daemon=True
        )
        self._lock, self._is_stopped = Lock(), False

    def start(self) -> None:
        """Start the process, which takes some hundredths of a second."""
        with self._lock:
            if not self._is_stopped:
                start_beside_screen(self._process)

    def stop(self) -> None:
        """End the process: what is embedded stays."""
        with self._lock:
            self._is_stopped = True
            if self._process.pid is not None:
                self._process.terminate()
                self._process.join()

    def wait(self) -> None:
        """Wait until all is embedded."""
        self._process.join()


def start_beside_screen(process: BaseProcess) -> None:
    """Start a process; it is handed the file behind sys.stderr, and that of a screen has none."""
    with redirect_stderr(sys.__stderr__):
        process.start()


def leave_screen() -> None:
    """Print nothing from now on: the screen belongs to whoever started this process."""
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def embed_quietly(folder: Path, model: str | None) -> None:
    """Embed what waits, as long as the program lives that started this process.

    Where that cannot be, it waits still, and can be asked by its words.
    """
    from qa.archive_changes import embed_archive

    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with suppress(PullquoteError, OSError):
        embed_archive(folder, model, lambda _: nullcontext(_end_with(os.getppid())))


def _embed(folder: Path, model: str | None) -> None:
    leave_screen()
    embed_quietly(folder, model)


def _end_with(parent: int) -> Callable[[int], None]:
    """What ends this process when the one that started it has been killed."""

    def progress(_: int) -> None:
        if os.getppid() != parent:
            raise SystemExit

    return progress
