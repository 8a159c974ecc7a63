"""What is written into the archive's file inside one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from corpus.arrays import Vectors
from corpus.records import Article, Passage
from corpus.store.facts import Facts
from corpus.store.migrations import CHANGES, LATE_VECTORS, LOCATORS, SEALS, WRITTEN_AT
from corpus.store.seals import NO_VECTOR, PassageRow, identity_seal, passages_seal
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_rows import ARTICLE_COLUMNS, article_row, locators_value
from corpus.store.store import ModelRecord

# Removals are logged for indexes of earlier generations, at least this many.
_LOGGED_REMOVALS = 10_000


class SqliteWriting:
    """`Writing` in an archive's file; it serves inside one change."""

    only_vectors = True  # so far: what is made of words alone then stays as it is

    def __init__(self, file: ArchiveFile, facts: Facts) -> None:
        self._file, self._facts = file, facts

    def record_model(self, model: ModelRecord) -> None:
        self._facts.record_model(model)

    def put(self, article: Article, passages: Sequence[Passage], vectors: Vectors | None) -> None:
        self.only_vectors = False
        self._file.run("DELETE FROM articles WHERE id = ?", (article.id,))
        digest = article.digest
        rows = _passage_rows(passages, vectors)
        key = self._file.run(
            f"INSERT INTO articles ({ARTICLE_COLUMNS}, last_day, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *article_row(article),
                article.published.last.isoformat() if article.published else None,
                digest,
            ),
        )
        if article.locators:
            self._file.run(f"INSERT INTO {LOCATORS} VALUES (?, ?)", (key, locators_value(article)))
        if article.place:
            self._file.run(f"INSERT INTO {WRITTEN_AT} VALUES (?, ?)", (key, article.place))
        self._file.run_each(
            "INSERT INTO passages (article, start, end, vector) VALUES (?, ?, ?, ?)",
            ((key, *row) for row in rows),
        )
        self._seal(key, identity_seal(article.id, article.origin, digest), passages_seal(rows))

    def put_vectors(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        row = self._file.row("SELECT key, digest FROM articles WHERE id = ?", (article.id,))
        if row is None or row[1] != article.digest:
            return
        found = list(
            self._file.rows(
                "SELECT key, start, end, vector FROM passages WHERE article = ? ORDER BY key",
                row[:1],
            )
        )
        if [each[1:] for each in found] == _passage_rows(passages, None):
            self._fill(row[0], [key for key, *_ in found], _passage_rows(passages, vectors))

    def _fill(self, article: int, keys: Sequence[int], rows: Sequence[PassageRow]) -> None:
        self._file.run_each(
            "UPDATE passages SET vector = ? WHERE key = ?",
            ((vector, key) for key, (*_, vector) in zip(keys, rows, strict=True)),
        )
        generation = self._facts.generation + 1  # of this change
        self._file.run_each(
            f"INSERT OR REPLACE INTO {LATE_VECTORS} VALUES (?, ?)",
            ((key, generation) for key in keys),
        )
        self._file.run(
            f"UPDATE {SEALS} SET passages = ? WHERE article = ?", (passages_seal(rows), article)
        )

    def move(self, id: str, origin: str) -> None:
        self.only_vectors = False
        row = self._file.row("SELECT key, digest FROM articles WHERE id = ?", (id,))
        if row is None:
            return
        self._file.run("UPDATE articles SET origin = ? WHERE key = ?", (origin, row[0]))
        self._file.run(
            f"UPDATE {SEALS} SET identity = ? WHERE article = ?",
            (identity_seal(id, origin, row[1]), row[0]),
        )

    def remove(self, ids: Iterable[str]) -> None:
        self.only_vectors = False
        self._file.run_each("DELETE FROM articles WHERE id = ?", ((id,) for id in ids))

    def _seal(self, key: int | None, identity: int, passages: int) -> None:
        self._file.run(
            f"INSERT OR REPLACE INTO {SEALS} VALUES (?, ?, ?)", (key, identity, passages)
        )


def _passage_rows(passages: Sequence[Passage], vectors: Vectors | None) -> list[PassageRow]:
    """Passages as the archive's table has them; without vectors they wait for these."""
    if vectors is None:
        return [(passage.start, passage.end, NO_VECTOR) for passage in passages]
    return [
        (passage.start, passage.end, vector.tobytes())
        for passage, vector in zip(passages, vectors, strict=True)
    ]


def trim_removals(file: ArchiveFile, facts: Facts, count_passages: Callable[[], int]) -> None:
    """Trim the removal log where it is long beside the passages; an older index is rebuilt."""
    (count,) = file.row("SELECT count(*) FROM removed")
    # Counting the passages of a large archive takes longer than a small change.
    if count <= _LOGGED_REMOVALS or count <= count_passages() // 2:
        return
    (upto,) = file.row(
        "SELECT generation FROM removed ORDER BY generation LIMIT 1 OFFSET ?", (count // 2,)
    )
    file.run("DELETE FROM removed WHERE generation <= ?", (upto,))
    file.run(f"DELETE FROM {CHANGES} WHERE generation < ?", (upto,))
    file.run(f"DELETE FROM {LATE_VECTORS} WHERE generation <= ?", (upto,))
    facts.record("removals since", str(upto))
