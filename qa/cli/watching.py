"""A folder is watched: what changes in it is added, as soon as it stays as it is for a moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

SECONDS = 2.0  # between two looks: a file that is being copied changes from one to the next


def watch_files(
    paths: Sequence[Path],
    exclude: Sequence[str],
    on_change: Callable[[], object],
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Call `on_change` whenever the files have changed, and are as they were a look before.

    It looks by itself: what systems tell of changes differs, and nothing of network drives.
    `wait` waits for so many seconds, and ends the watch by raising.
    """
    known = seen = _states(paths, exclude)
    while True:
        wait(SECONDS)
        now = _states(paths, exclude)
        if now != known and now == seen:
            on_change()
            known = now
        seen = now


def _states(paths: Sequence[Path], exclude: Sequence[str]) -> dict[Path, tuple[int, int]]:
    from corpus.formats.file_walk import files_under

    states = {}
    for path in paths:
        for file in files_under(path.resolve(), exclude):
            try:
                status = file.stat()
            except OSError:  # it went while we looked
                continue
            states[file] = (status.st_size, status.st_mtime_ns)
    return states
