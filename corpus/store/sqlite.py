"""The archive: articles, passages and vectors in one SQLite file, the only truth."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from corpus.records import NO_FILTERS, Article, Filters, Passage, Precision, PublicationDate
from corpus.store.file_states import ReadFiles
from corpus.store.sqlite_file import PLACES, ArchiveFile, damaged

FILE_NAME = "archive.sqlite"
_FEW_REMOVALS = 10_000
_AT_ONCE = 1000  # keys in one statement
_BLOCK = 16_384  # vectors
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


class Filed(NamedTuple):
    """What filters look at of a passage.

    `first` and `last` are the days of its article's date, as proleptic ordinals; those of an
    undated article lie where no filter reaches. `source` is "" where it is not known.
    """

    key: int
    first: int
    last: int
    source: str


class Entry(NamedTuple):
    """What is searched of a passage."""

    filed: Filed
    title: str
    text: str


# Before every first day that a filter can ask for, and after every last one.
UNDATED = (0, date.max.toordinal() + 1)


class Archive:
    """A folder with one SQLite file and the indexes derived from it.

    Every change is one transaction, and raises `generation` by one. Passage keys are never
    used twice. Reading never blocks while another process writes.
    """

    def __init__(self, file: ArchiveFile) -> None:
        self.folder, self._file = file.path.parent, file
        self.read_files = ReadFiles(file)
        self._places = f"passages INDEXED BY {PLACES}" if file.has(PLACES) else "passages"
        self._extents: dict[tuple[str, Filters], Extent] | None = {}

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
    def generation(self) -> int:
        """How many changes it has seen."""
        return int(self._fact("generation") or 0)

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
            self._file.bring_up_to_date()
            self._extents = None  # what is counted meanwhile has no stamp of its own yet
            try:
                yield
            finally:
                self._extents = {}
            self._forget_old_removals()
            self._remember("generation", str(self.generation + 1))

    def _forget_old_removals(self) -> None:
        """Keep no more removals than serve: an index that lacks so many is built anew."""
        (count,) = self._file.row("SELECT count(*) FROM removed")
        if count <= max(_FEW_REMOVALS, self.count_passages() // 2):
            return
        (upto,) = self._file.row(
            "SELECT generation FROM removed ORDER BY generation LIMIT 1 OFFSET ?", (count // 2,)
        )
        self._file.run("DELETE FROM removed WHERE generation <= ?", (upto,))
        self._remember("removals since", str(upto))

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
        if self._extents is None:
            return self._counted(filters)
        # Every answer tells it: of a large archive it is counted once for each generation.
        asked = (self.stamp, filters)
        if asked not in self._extents:
            self._extents[asked] = self._counted(filters)
        return self._extents[asked]

    def _counted(self, filters: Filters) -> Extent:
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

    def count_passages(self, after: int = 0) -> int:
        """How many there are; only those whose key is above `after`, added since that was last."""
        query = "SELECT count(*) FROM passages"
        # With the condition SQLite would read the table, vectors and all.
        row = self._file.row(f"{query} WHERE key > ?", (after,)) if after else self._file.row(query)
        return cast(int, row[0])

    def passage_keys(self, filters: Filters) -> Keys:
        """The keys of all passages of the articles that pass the filters, rising."""
        where, values = _condition(filters)
        joined = f"JOIN articles ON article = articles.key {where}" if where else ""
        rows = self._file.rows(
            f"SELECT passages.key FROM passages {joined} ORDER BY article, passages.key", values
        )
        return np.sort(np.fromiter((key for (key,) in rows), dtype=np.int64))

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """The passages with these keys, in their order; passages of one article share it."""
        wanted = [int(key) for key in keys]
        rows = self._each_of(f"SELECT key, article, start, end FROM {self._places}", wanted)
        named = f"SELECT key, {_COLUMNS} FROM articles"
        articles = {
            key: _article(row)
            for key, *row in self._each_of(named, sorted({article for _, article, _, _ in rows}))
        }
        found = {key: Passage(articles[article], start, end) for key, article, start, end in rows}
        return {key: found[key] for key in wanted if key in found}

    def _each_of(self, select: str, keys: Sequence[int]) -> list[Any]:
        """The rows with these keys, a thousand in one statement: one each takes twice the time."""
        found: list[Any] = []
        for at in range(0, len(keys), _AT_ONCE):
            listed = ",".join(map(str, keys[at : at + _AT_ONCE]))
            found += self._file.all_rows(f"{select} WHERE key IN ({listed})")
        return found

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
        return ((entry.filed.key, entry.title, entry.text) for entry in self.entries())

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """What is searched of every passage, and what filters look at, by key.

        Only of those whose key is above `after`: of what was added since that was the last.
        """
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
                days = _days(*found)
            if known != article:
                raise damaged(self._file.path, f"passage {key} of no article")
            yield Entry(Filed(key, *days, source or ""), title, text[start:end])

    def filed(self) -> Iterator[Filed]:
        """What filters look at of every passage, by key."""
        # Indexes hold all of it: the tables would be read with their texts and vectors.
        dated = self._file.rows("SELECT key, first_day, last_day FROM articles ORDER BY first_day")
        days = {key: _days(first, last) for key, first, last in dated}
        sources = dict(self._file.rows("SELECT key, source FROM articles ORDER BY source"))
        rows = self._file.rows("SELECT key, article FROM passages ORDER BY article, key")
        return (Filed(key, *days[article], sources[article] or "") for key, article in rows)

    def vectors(self, after: int = 0) -> tuple[Keys, Vectors]:
        """All passage keys, rising, and their vectors, shape (passages, dimension).

        Only those whose key is above `after`: what was added since that was the last.
        """
        blocks = [self._keys_and_vectors([]), *self.vector_blocks(after)]
        keys, vectors = zip(*blocks, strict=True)
        return np.concatenate(keys), np.concatenate(vectors)

    def vector_blocks(self, after: int = 0) -> Iterator[tuple[Keys, Vectors]]:
        """What `vectors` gives, some thousands at a time."""
        rows = self._file.rows(
            "SELECT key, vector FROM passages WHERE key > ? ORDER BY key", (after,)
        )
        while block := list(islice(rows, _BLOCK)):
            yield self._keys_and_vectors(block)

    def vectors_of(self, keys: Iterable[int]) -> tuple[Keys, Vectors]:
        """The vectors of these passages, by key; a key that no passage has is left out."""
        wanted = sorted({int(key) for key in keys})
        rows = self._each_of("SELECT key, vector FROM passages", wanted)
        return self._keys_and_vectors(rows)

    def _keys_and_vectors(self, rows: Sequence[tuple[int, bytes]]) -> tuple[Keys, Vectors]:
        dimension = self.model.dimension if self.model else 0
        keys = np.fromiter((key for key, _ in rows), np.int64, len(rows))
        joined = np.frombuffer(b"".join(vector for _, vector in rows), np.float32)
        return keys, joined.reshape(len(rows), dimension)

    # -- what changed -------------------------------------------------------------------

    @property
    def last_key(self) -> int:
        """The highest key that a passage ever had: those added later have higher ones."""
        row = self._file.row("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(row[0]) if row else 0

    def removed_since(self, generation: int) -> Keys | None:
        """The keys of the passages removed after a generation; None if that is not known."""
        known_since = self._fact("removals since")
        if known_since is None or int(known_since) > generation:
            return None
        rows = self._file.rows(
            "SELECT key FROM removed WHERE generation > ? ORDER BY key", (generation,)
        )
        return np.fromiter((key for (key,) in rows), dtype=np.int64)

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


def _days(first: str | None, last: str | None) -> tuple[int, int]:
    if first is None or last is None:
        return UNDATED
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


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
