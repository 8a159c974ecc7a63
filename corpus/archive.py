"""The archive: articles, passages and vectors in one SQLite file, the only truth."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from corpus.archive_file import ArchiveFile, damaged
from corpus.records import NO_FILTERS, Article, Filters, Passage, Precision, PublicationDate

FILE_NAME = "archive.sqlite"
_COLUMNS = "id, title, text, origin, first_day, date_precision, date_found_in, source, author, url"

Keys = NDArray[np.int64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """The embedding model that made an archive's vectors."""

    name: str
    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is, of the whole archive or of what some filters leave."""

    articles: int
    undated: int
    first: date | None
    last: date | None


class Archive:
    """A folder with one SQLite file and the indexes derived from it.

    Every change is one transaction, and raises `generation` by one. Passage keys are never
    used twice. Reading never blocks while another process writes.
    """

    def __init__(self, file: ArchiveFile) -> None:
        self.folder, self._file = file.path.parent, file

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, patience: float = 30) -> Archive:
        """Open an archive; with `create`, make an empty one where there is none.

        A folder that cannot be written to can still be asked. `patience` is how many seconds
        to wait while another process writes. ArchiveError where there is no archive, or the
        file is none of ours.
        """
        return cls(ArchiveFile.open(folder / FILE_NAME, create=create, patience=patience))

    def close(self) -> None:
        self._file.close()

    # -- what it is ---------------------------------------------------------------------

    @property
    def writable(self) -> bool:
        """Whether its folder can be written to; if not, it can only be asked."""
        return self._file.writable

    @property
    def identity(self) -> str:
        """This archive's own name, drawn when it was made; kept through every change."""
        return self._fact("identity") or ""

    @property
    def stamp(self) -> str:
        """This archive's identity and generation: equal stamps mean equal content."""
        return f"{self.identity}-{self._fact('generation')}"

    @property
    def model(self) -> ModelRecord | None:
        """The model its vectors were made with; None until the first article is added."""
        fingerprint = self._fact("model fingerprint")
        if fingerprint is None:
            return None
        name, dimension = self._fact("model name"), self._fact("model dimension")
        return ModelRecord(name or "", fingerprint, int(dimension or 0))

    def _fact(self, name: str) -> str | None:
        row = self._file.row("SELECT value FROM facts WHERE name = ?", (name,))
        return cast(str, row[0]) if row else None

    def _remember(self, name: str, value: str) -> None:
        self._file.run("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    # -- writing ------------------------------------------------------------------------

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """One transaction: all of what is written inside it is kept, or none."""
        with self._file.transaction("IMMEDIATE"):
            yield
            generation = int(self._fact("generation") or 0) + 1
            self._remember("generation", str(generation))

    def record_model(self, model: ModelRecord) -> None:
        """Say which model makes the vectors; inside `change`."""
        self._remember("model name", model.name)
        self._remember("model fingerprint", model.fingerprint)
        self._remember("model dimension", str(model.dimension))

    def put(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Keep an article with its passages and their vectors, in the place of an earlier
        version; inside `change`. `vectors` has shape (len(passages), dimension)."""
        self._file.run("DELETE FROM articles WHERE id = ?", (article.id,))
        day = article.published
        key = self._file.run(
            f"INSERT INTO articles ({_COLUMNS}, last_day, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.id, article.title, article.text, article.origin,
             day and day.first.isoformat(), day and day.precision, day and day.found_in,
             article.source, article.author, article.url,
             day and day.last.isoformat(), article.digest),
        )  # fmt: skip
        self._file.run_each(
            "INSERT INTO passages (article, start, end, vector) VALUES (?, ?, ?, ?)",
            (
                (key, passage.start, passage.end, vector.tobytes())
                for passage, vector in zip(passages, vectors, strict=True)
            ),
        )

    def move(self, id: str, origin: str) -> None:
        """An unchanged article's file stands elsewhere now; inside `change`."""
        self._file.run("UPDATE articles SET origin = ? WHERE id = ?", (origin, id))

    def remove(self, ids: Iterable[str]) -> None:
        """Forget articles with all that belongs to them; inside `change`."""
        self._file.run_each("DELETE FROM articles WHERE id = ?", ((id,) for id in ids))

    # -- articles -----------------------------------------------------------------------

    def article(self, id: str) -> Article | None:
        """The article with this id, or None."""
        row = self._file.row(f"SELECT {_COLUMNS} FROM articles WHERE id = ?", (id,))
        return _article(row) if row else None

    def articles(self, filters: Filters = NO_FILTERS) -> Iterator[Article]:
        """Every article that passes the filters, in the order of their ids."""
        where, values = _condition(filters)
        rows = self._file.rows(f"SELECT {_COLUMNS} FROM articles {where} ORDER BY id", values)
        return map(_article, rows)

    def article_holding(self, text: str) -> str | None:
        """The first article, by id, whose text holds this text, or None: reads them all."""
        row = self._file.row(
            "SELECT id FROM articles WHERE instr(text, ?) > 0 ORDER BY id LIMIT 1", (text,)
        )
        return cast(str, row[0]) if row else None

    def digest_and_origin(self, id: str) -> tuple[str, str] | None:
        """What is needed to tell whether an article changed, without reading it."""
        query = "SELECT digest, origin FROM articles WHERE id = ?"
        return cast("tuple[str, str] | None", self._file.row(query, (id,)))

    def under(self, path: str) -> dict[str, str]:
        """The articles read from a file, or from anywhere below a folder: id → origin."""
        # Up to the character after the separator: exactly what begins with "path/". On "/"
        # itself another separator would double.
        folder = path.rstrip(os.sep)
        rows = self._file.rows(
            "SELECT id, origin FROM articles WHERE origin = ? OR (origin >= ? AND origin < ?)",
            (path, folder + os.sep, folder + chr(ord(os.sep) + 1)),
        )
        return dict(rows)

    def extent(self, filters: Filters = NO_FILTERS) -> Extent:
        """How many articles pass the filters, and the span of their dates."""
        where, values = _condition(filters)
        count, undated, first, last = self._file.row(
            "SELECT count(*), count(*) - count(first_day), min(first_day), max(last_day)"
            f" FROM articles {where}",
            values,
        )
        return Extent(count, undated, first and date.fromisoformat(first),
                      last and date.fromisoformat(last))  # fmt: skip

    def sources(self) -> dict[str, int]:
        """Each outlet with the number of its articles, the largest first."""
        return dict(
            self._file.rows(
                "SELECT source, count(*) FROM articles WHERE source IS NOT NULL"
                " GROUP BY source ORDER BY count(*) DESC, source"
            )
        )

    # -- passages -----------------------------------------------------------------------

    def count_passages(self) -> int:
        (count,) = self._file.row("SELECT count(*) FROM passages")
        return cast(int, count)

    def passage_keys(self, filters: Filters) -> Keys:
        """The keys of all passages of the articles that pass the filters, rising."""
        where, values = _condition(filters)
        rows = self._file.rows(
            "SELECT passages.key FROM passages JOIN articles ON passages.article = articles.key"
            f" {where} ORDER BY passages.key",
            values,
        )
        return np.fromiter((key for (key,) in rows), dtype=np.int64)

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """The passages with these keys; passages of one article share it."""
        found: dict[int, Passage] = {}
        articles: dict[int, Article] = {}
        for key in keys:
            row = self._file.row(
                "SELECT article, start, end FROM passages WHERE key = ?", (int(key),)
            )
            if row is None:
                continue
            article_key, start, end = row
            if article_key not in articles:
                articles[article_key] = self._article_with_key(article_key)
            found[int(key)] = Passage(articles[article_key], start, end)
        return found

    def _article_with_key(self, key: int) -> Article:
        query = f"SELECT {_COLUMNS} FROM articles WHERE key = ?"
        return _article(self._file.row(query, (key,)))

    def passages_of(self, article: Article) -> list[Passage]:
        """An article's passages in their order."""
        rows = self._file.rows(
            "SELECT start, end FROM passages WHERE article ="
            " (SELECT key FROM articles WHERE id = ?) ORDER BY start",
            (article.id,),
        )
        return [Passage(article, start, end) for start, end in rows]

    def texts(self) -> Iterator[tuple[int, str, str]]:
        """Of every passage its key, its article's title and its own text, by key."""
        rows = self._file.rows(
            "SELECT passages.key, title, text, start, end FROM passages"
            " JOIN articles ON passages.article = articles.key ORDER BY passages.key"
        )
        return ((key, title, text[start:end]) for key, title, text, start, end in rows)

    def vectors(self) -> tuple[Keys, Vectors]:
        """All passage keys, rising, and their vectors, shape (passages, dimension)."""
        dimension = self.model.dimension if self.model else 0
        count = self.count_passages()
        keys = np.empty(count, dtype=np.int64)
        vectors = np.empty((count, dimension), dtype=np.float32)
        rows = self._file.rows("SELECT key, vector FROM passages ORDER BY key")
        for row, (key, vector) in enumerate(rows):
            keys[row] = key
            vectors[row] = np.frombuffer(vector, dtype=np.float32)
        return keys, vectors

    def snapshot(self) -> contextlib.AbstractContextManager[None]:
        """Reads inside see one generation, whatever another process writes meanwhile."""
        return self._file.transaction("DEFERRED")

    def check(self) -> None:
        """Read all of the file; ArchiveError with what SQLite or we find wrong with it."""
        (verdict,) = self._file.row("PRAGMA integrity_check(1)")
        (astray,) = self._file.row(
            "SELECT count(*) FROM passages LEFT JOIN articles ON article = articles.key"
            " WHERE text IS NULL OR start < 0 OR end > length(text) OR length(vector) != ?",
            (4 * (self.model.dimension if self.model else 0),),
        )
        if verdict != "ok":
            raise damaged(self._file.path, verdict)
        if astray:
            raise damaged(self._file.path, f"{astray:,} passages that do not fit")


def _article(row: Sequence[str | None]) -> Article:
    id, title, text, origin, first, precision, found_in, source, author, url = row
    published = None
    if first is not None:
        published = PublicationDate(
            date.fromisoformat(first), cast(Precision, precision), found_in or ""
        )
    return Article(str(id), str(title), str(text), str(origin), published, source, author, url)


def _condition(filters: Filters) -> tuple[str, list[str]]:
    """The WHERE clause that lets through what the filters do, and its values."""
    terms, values = [], []
    if filters.first:
        terms.append("first_day >= ?")
        values.append(filters.first.isoformat())
    if filters.last:
        terms.append("last_day <= ?")
        values.append(filters.last.isoformat())
    if filters.sources:
        terms.append(
            "("
            + " OR ".join("instr(casefold(ifnull(source, '')), ?) > 0" for _ in filters.sources)
            + ")"
        )
        values.extend(source.casefold() for source in filters.sources)
    return ("WHERE " + " AND ".join(terms) if terms else ""), values
