"""What is written inside one change, kept in memory until one commit keeps all of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from corpus.arrays import Vectors
from corpus.records import NO_FILTERS, Article, Filters, Passage
from corpus.store.lance.lance_columns import Columns
from corpus.store.lance.lance_rows import (
    PLACE,
    Put,
    article_block,
    fact_row,
    one_of,
    passage_block,
    quoted,
    vector_column,
)
from corpus.store.lance.lance_tables import Table
from corpus.store.lance.lance_version import LanceVersion
from corpus.store.seals import identity_seal
from corpus.store.store import ArticleVersion, ModelRecord

# Articles that become one block of rows.
_BLOCK = 256


class LanceWriting:
    """`Writing` into the archive's table; what is read inside a change is read through it."""

    def __init__(self, version: LanceVersion) -> None:
        self._version = version
        self._put: dict[str, Put] = {}
        self._filled: dict[str, Put] = {}  # vectors that came late
        self._moved: dict[str, str] = {}
        self._removed: set[str] = set()
        self._model: ModelRecord | None = None

    # -- `Writing` ----------------------------------------------------------------------

    def record_model(self, model: ModelRecord) -> None:
        self._model = model

    def put(self, article: Article, passages: Sequence[Passage], vectors: Vectors | None) -> None:
        if vectors is not None and len(passages) != len(vectors):
            raise ValueError(f"{len(passages)} passages with {len(vectors)} vectors")
        self._put[article.id] = (article, list(passages), vectors)
        self._moved.pop(article.id, None)
        self._removed.discard(article.id)

    def put_vectors(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        for current in self.articles([article.id]):
            waits = self.vectors_of(current) is None and len(passages) > 0
            if (
                waits
                and current.digest == article.digest
                and (
                    [(each.start, each.end) for each in self.passages_of(current)]
                    == [(each.start, each.end) for each in passages]
                )
            ):
                self._filled[article.id] = (current, list(passages), vectors)

    def move(self, id: str, origin: str) -> None:
        if id in self._put:
            article, passages, vectors = self._put[id]
            self._put[id] = (replace(article, origin=origin), passages, vectors)
        elif id not in self._removed:
            self._moved[id] = origin

    def remove(self, ids: Iterable[str]) -> None:
        for id in ids:
            self._put.pop(id, None)
            self._moved.pop(id, None)
            self._removed.add(id)

    # -- what it has come to so far -----------------------------------------------------

    @property
    def model(self) -> ModelRecord | None:
        return self._model or self._version.model

    def ids(self, filters: Filters = NO_FILTERS) -> list[str]:
        """The ids of the articles that pass the filters, rising."""
        kept = set(self._version.ids(filters)) - self._removed - self._put.keys()
        put = (article for article, *_ in self._put.values())
        passing = (each.id for each in put if filters.admit(each.published, each.source))
        return sorted(kept.union(passing))

    def articles(self, ids: Sequence[str]) -> Iterator[Article]:
        """Those of these articles that there are."""
        for id in ids:
            if id in self._put:
                yield self._put[id][0]
            elif id not in self._removed:
                for article in self._version.articles([id]):
                    yield replace(article, origin=self._moved.get(id, article.origin))

    def passages_of(self, article: Article) -> list[Passage]:
        if article.id in self._put:
            return list(self._put[article.id][1])
        return [] if article.id in self._removed else self._version.passages_of(article)

    def vectors_of(self, article: Article) -> Vectors | None:
        if article.id in (changed := self._put | self._filled):
            return changed[article.id][2]
        return None if article.id in self._removed else self._version.vectors_of(article)

    def versions(self, ids: Sequence[str]) -> dict[str, ArticleVersion]:
        return {
            article.id: ArticleVersion(article.digest, article.origin)
            for article in self.articles(ids)
        }

    def ids_under(self, path: str) -> dict[str, str]:
        """The articles from a file, or from below a folder."""
        folder = path.rstrip(os.sep) + os.sep
        put = {id: article.origin for id, (article, *_) in self._put.items()}
        changed = put | self._moved | dict.fromkeys(self._removed, "")
        kept = {
            id: origin for id, origin in self._version.ids_under(path).items() if id not in changed
        }
        moved = {i: o for i, o in changed.items() if o == path or o.startswith(folder)}
        return kept | {id: moved[id] for id in moved if id in put or self._version.versions([id])}

    # -- the commit ---------------------------------------------------------------------

    def commit(self, table: Table) -> None:
        """Keep all of it by one commit; nothing where nothing was written."""
        rewritten = bool(self._put or self._model or self._removed)
        if rewritten or len(self._moved) > 1 or (self._moved and self._filled):
            self._rewrite(table)
        elif self._filled:
            self._fill(table, list(self._filled.values()))
        elif self._moved:
            self._move(table, *next(iter(self._moved.items())))

    def _rewrite(self, table: Table) -> None:
        put = [*(self._filled | self._put).values(), *self._moved_whole()]
        if put or self._model:
            self._merge(table, put)
        else:
            table.delete(one_of("article", sorted(self._removed)))

    def _fill(self, table: Table, put: Sequence[Put]) -> None:
        """Give passages their vectors, if their articles are still what they were here."""
        self._have_columns(table, put)
        table.fill(list(self._blocks(put)), "target.kind = 2 OR target.digest = source.digest")

    def _have_columns(self, table: Table, put: Sequence[Put]) -> None:
        table.have_texts(PLACE)
        for dimension in sorted(
            {len(vector) for *_, each in put if each is not None for vector in each[:1]}
        ):
            table.have_vectors(vector_column(dimension), dimension)

    def _merge(self, table: Table, put: Sequence[Put]) -> None:
        self._have_columns(table, put)
        replaced = sorted({article.id for article, *_ in put} | self._removed)
        table.merge(list(self._blocks(put)), one_of("article", replaced) if replaced else None)

    def _blocks(self, put: Sequence[Put]) -> Iterator[Columns]:
        if self._model:
            yield fact_row("model", json.dumps(asdict(self._model)))
        for at in range(0, len(put), _BLOCK):
            block = put[at : at + _BLOCK]
            yield article_block(block)
            if passages := passage_block(block):
                yield passages

    def _moved_whole(self) -> list[Put]:
        """What was moved beside other changes, to be put again with them."""
        version, ids = self._version, sorted(self._moved.keys() - self._filled.keys())
        return [
            (
                replace(article, origin=self._moved[article.id]),
                version.passages_of(article),
                version.vectors_of(article),
            )
            for article in version.articles(ids)
        ]

    def _move(self, table: Table, id: str, origin: str) -> None:
        """Note where an article is now, if it is still what it was when the change began."""
        for digest, _ in self._version.versions([id]).values():
            where = f"article = {quoted(id)} AND digest = {quoted(digest)}"
            seal = identity_seal(id, origin, digest)
            table.update(where, {"origin": quoted(origin), "identity_seal": str(seal)})
