"""One process of a machine embeds an archive at a time; who comes second follows, then goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from corpus.folder_locks import FolderLock
from corpus.store.store import Store
from embeddings.embed_waiting import PassagesDone, embed_waiting
from embeddings.models.encoder import Encoder

SECONDS_BETWEEN_LOOKS = 1.0


def embed_in_turn(
    store: Store, place: Path, encoder: Callable[[], Encoder], progress: PassagesDone
) -> int:
    """Embed what waits, as `embed_waiting`, once no other process does; how many there were.

    `place` is a folder that every process of this machine names for this store. While another one
    embeds, `progress` is told of what comes of that; if it is killed, this one goes on.
    """
    lock = _wait_for_turn(store, place, progress)
    try:
        return embed_waiting(store, encoder, progress)
    finally:
        lock.release()


def _wait_for_turn(store: Store, place: Path, progress: PassagesDone) -> FolderLock:
    left = store.size().waiting
    while (lock := FolderLock.claim(place)) is None:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        still_left = store.size().waiting
        progress(max(0, left - still_left))
        left = still_left
    return lock
