"""What the derived indexes read of an archive's file: passages, vectors, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import cast

import numpy as np

from corpus.arrays import UNDATED, Keys, Vectors
from corpus.indexes.index_source import FilterColumns, IndexedPassage
from corpus.records import NO_FILTERS, Filters
from corpus.store.facts import Facts
from corpus.store.migrations import HAS_NO_VECTOR, LATE_VECTORS, WAITING
from corpus.store.seals import NO_VECTOR
from corpus.store.sqlite_file import ArchiveFile, damage_error
from corpus.store.sqlite_rows import days_of, where_clause

# The passages up to a key that got their vectors after a generation. A cross join is read from the
# left: SQLite would begin with all passages of the archive.
_LATE = (
    f"FROM {LATE_VECTORS} CROSS JOIN passages ON key = passage"
    " WHERE generation > ? AND passage <= ?"
)
_BLOCK_VECTORS = 16_384  # about 24 MB of a model with 384 dimensions


class SqliteIndexSource:
    """`IndexSource` in an archive's file; see there."""

    def __init__(self, file: ArchiveFile, *, of_words: bool = False) -> None:
        self._file, self._facts, self._of_words = file, Facts(file), of_words

    @property
    def words(self) -> SqliteIndexSource:
        """The same archive, as what is made without vectors sees it."""
        return SqliteIndexSource(self._file, of_words=True)

    @property
    def folder(self) -> Path:
        return self._file.path.parent

    @property
    def writable(self) -> bool:
        """Whether indexes can be written beside the file."""
        return self._file.writable

    @property
    def identity(self) -> str:
        return self._facts.identity

    @property
    def generation(self) -> int:
        return self._facts.words_generation if self._of_words else self._facts.generation

    @property
    def stamp(self) -> str:
        return self._facts.words_stamp if self._of_words else self._facts.stamp

    def was_at(self, generation: int, token: int) -> bool:
        """Whether this archive, and not another copy of it, was at a generation's stamp."""
        return self._facts.token(generation) == token

    @property
    def dimension(self) -> int:
        """The numbers of a vector; 0 while there is no model."""
        model = self._facts.model
        return model.dimension if model else 0

    # -- passages -----------------------------------------------------------------------

    def count_passages(self, after: int = 0) -> int:
        query = "SELECT count(*) FROM passages"
        # With the condition SQLite would read the table, vectors and all.
        row = self._file.row(f"{query} WHERE key > ?", (after,)) if after else self._file.row(query)
        return cast(int, row[0])

    def passage_keys(self, filters: Filters) -> Keys:
        """The keys of all passages of the articles that pass the filters."""
        where, values = where_clause(filters)
        joined = f"JOIN articles ON article = articles.key {where}" if where else ""
        rows = self._file.rows(
            f"SELECT passages.key FROM passages {joined} ORDER BY article, passages.key", values
        )
        return np.sort(np.fromiter((key for (key,) in rows), dtype=np.int64))

    def known_keys(self, keys: Keys) -> Keys:
        """Those of these keys that passages have, rising."""
        rows = self._file.rows_by_key("SELECT key FROM passages", keys.tolist())
        return np.sort(np.fromiter((key for (key,) in rows), dtype=np.int64))

    def passages(self, after: int = 0) -> Iterator[IndexedPassage]:
        """What is searched of every passage, and what filters look at."""
        articles = self._file.rows(
            "SELECT key, title, text, first_day, last_day, source FROM articles WHERE key >="
            " (SELECT min(article) FROM passages WHERE key > ?) ORDER BY key",
            (after,),
        )
        passages = self._file.rows(
            "SELECT key, article, start, end FROM passages WHERE key > ? ORDER BY key", (after,)
        )
        # An article and its passages get their keys together, so both come in one order: each
        # article is read once, where a join reads it again for every passage.
        known, title, text, days, source = 0, "", "", UNDATED, None
        for key, article, start, end in passages:
            while known < article:
                known, title, text, *found, source = next(articles, (article + 1, *[None] * 5))
                days = days_of(self._file.path, *found)
            if known != article or not (isinstance(title, str) and isinstance(text, str)):
                raise damage_error(self._file.path, f"passage {key} of no article")
            columns = FilterColumns(key, *days, source or "")
            yield IndexedPassage(columns, title, text[start:end], text)

    def filter_columns(self) -> Iterator[FilterColumns]:
        """What filters look at of every passage."""
        # SQLite's indexes hold all of it: the tables would be read with their texts and vectors.
        dated = self._file.rows("SELECT key, first_day, last_day FROM articles ORDER BY first_day")
        days = {key: days_of(self._file.path, first, last) for key, first, last in dated}
        sources = dict(self._file.rows("SELECT key, source FROM articles ORDER BY source"))
        rows = self._file.rows("SELECT key, article FROM passages ORDER BY article, key")
        for key, article in rows:
            if article not in days:
                raise damage_error(self._file.path, f"passage {key} of no article")
            yield FilterColumns(key, *days[article], sources[article] or "")

    # -- vectors ------------------------------------------------------------------------

    def count_vectors(self, after: int = 0, late_since: int | None = None) -> int:
        """How many vectors `vector_blocks` gives."""
        count = self.count_passages(after) - self.count_waiting(after)
        if late_since is not None and self._file.has(LATE_VECTORS):
            count += cast(int, self._file.row(f"SELECT count(*) {_LATE}", (late_since, after))[0])
        return count

    def vector_keys(self) -> Keys:
        """The keys of all passages that have vectors, rising."""
        return np.setdiff1d(self.passage_keys(NO_FILTERS), self._waiting_keys())

    def vectors(self, after: int = 0) -> tuple[Keys, Vectors]:
        """The keys of all passages that have vectors, and these, shape (passages, dimension)."""
        blocks = [self._keys_and_vectors([]), *self.vector_blocks(after)]
        keys, vectors = zip(*blocks, strict=True)
        return np.concatenate(keys), np.concatenate(vectors)

    def vector_blocks(
        self, after: int = 0, late_since: int | None = None
    ) -> Iterator[tuple[Keys, Vectors]]:
        """What `vectors` gives, some thousands at a time, by rising keys.

        With `late_since`, also those of earlier passages that got theirs after this generation.
        """
        rows: Iterator[tuple[int, bytes]] = self._file.rows(
            "SELECT key, vector FROM passages WHERE key > ? ORDER BY key", (after,)
        )
        if late_since is not None and self._file.has(LATE_VECTORS):
            query = f"SELECT key, vector {_LATE} ORDER BY key"
            rows = chain(self._file.rows(query, (late_since, after)), rows)
        while block := list(islice(rows, _BLOCK_VECTORS)):
            yield self._keys_and_vectors(block)

    def vectors_of(self, keys: Iterable[int]) -> tuple[Keys, Vectors]:
        """The vectors of these passages; a key without any is left out."""
        wanted = sorted({int(key) for key in keys})
        return self._keys_and_vectors(
            self._file.rows_by_key("SELECT key, vector FROM passages", wanted)
        )

    def vectors_of_article(self, id: str) -> Vectors | None:
        """The vectors of an article's passages in their order; None while these wait."""
        rows = self._file.rows(
            "SELECT key, vector FROM passages WHERE article ="
            " (SELECT key FROM articles WHERE id = ?) ORDER BY start",
            (id,),
        )
        found = list(rows)
        _, vectors = self._keys_and_vectors(found)
        return vectors if len(vectors) == len(found) else None

    def _keys_and_vectors(self, rows: Sequence[tuple[int, bytes]]) -> tuple[Keys, Vectors]:
        rows = [row for row in rows if row[1] != NO_VECTOR]
        if any(len(vector) != 4 * self.dimension for _, vector in rows):
            raise damage_error(self._file.path, "a vector has not the model's dimension")
        keys = np.fromiter((key for key, _ in rows), np.int64, len(rows))
        joined = np.frombuffer(b"".join(vector for _, vector in rows), np.float32)
        return keys, joined.reshape(len(rows), self.dimension)

    # -- passages that wait for their vectors -------------------------------------------

    def count_waiting(self, after: int = 0) -> int:
        """How many passages wait."""
        if not self._file.has(LATE_VECTORS):
            return 0
        query = f"SELECT count(*) FROM passages INDEXED BY {WAITING} WHERE {HAS_NO_VECTOR}"
        return cast(int, self._file.row(f"{query} AND key > ?", (after,))[0])

    def waiting_articles(self) -> list[str]:
        """The ids of the articles whose passages wait, the newest first, undated ones last."""
        if not self._file.has(LATE_VECTORS):
            return []
        rows = self._file.rows(
            "SELECT id FROM articles WHERE key IN (SELECT article FROM passages"
            f" INDEXED BY {WAITING} WHERE {HAS_NO_VECTOR})"
            " ORDER BY first_day IS NULL, first_day DESC, key"
        )
        return [id for (id,) in rows]

    def _waiting_keys(self) -> Keys:
        if not self._file.has(LATE_VECTORS):
            return np.empty(0, np.int64)
        rows = self._file.rows(
            f"SELECT key FROM passages INDEXED BY {WAITING} WHERE {HAS_NO_VECTOR}"
        )
        return np.sort(np.fromiter((key for (key,) in rows), dtype=np.int64))

    # -- what changed -------------------------------------------------------------------

    @property
    def last_key(self) -> int:
        """The highest key that a passage ever had: those added later have higher ones."""
        row = self._file.row("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(row[0]) if row else 0

    def removed_since(self, generation: int) -> Keys | None:
        """The keys of the passages removed after a generation; None if that is not known."""
        known_since = self._facts.removals_since
        if known_since is None or known_since > generation:
            return None
        rows = self._file.rows(
            "SELECT key FROM removed WHERE generation > ? ORDER BY key", (generation,)
        )
        return np.fromiter((key for (key,) in rows), dtype=np.int64)
