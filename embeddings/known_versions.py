"""The versions of articles in a store, asked for many at a time."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.store.store import ArticleVersion, Store


class KnownVersions:
    """What a store holds of some articles; one by one they would be asked for for minutes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, ArticleVersion | None] = {}

    def look_up(self, ids: Iterable[str]) -> None:
        """Ask for these together, and forget the others: they will be needed next."""
        wanted = list(dict.fromkeys(ids))
        found = self._store.versions(wanted)
        self._known = {id: found.get(id) for id in wanted}

    def get(self, id: str) -> ArticleVersion | None:
        """The version of one article, None where there is none."""
        if id not in self._known:
            self._known[id] = self._store.versions([id]).get(id)
        return self._known[id]

    def forget(self, ids: Iterable[str]) -> None:
        """Ask again for these, which were written."""
        for id in ids:
            self._known.pop(id, None)
