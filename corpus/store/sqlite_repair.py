"""A damaged file becomes a sound one: what is sound is kept, and only what is bad is dropped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.arrays import Vectors
from corpus.durable import name_aside, sync, take_name
from corpus.errors import ArchiveError
from corpus.records import Article, Passage
from corpus.store.corrections import SqliteCorrections
from corpus.store.facts import Facts
from corpus.store.file_access import create_file
from corpus.store.seals import PassageRow
from corpus.store.sqlite import SqliteStore
from corpus.store.sqlite_backup import dated_name
from corpus.store.sqlite_check import (
    article_problems,
    correction_problems,
    dimension_of,
    passage_rows,
)
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_format import create_tables
from corpus.store.sqlite_rows import article_columns, article_of
from corpus.store.store import Finding, ModelRecord

# Articles written in one transaction: enough for full speed, few enough to hold in memory.
_WRITTEN_TOGETHER = 64
_INDEXES = ("articles_by_origin", "articles_by_date", "articles_by_source")


class Remaking(NamedTuple):
    """How passages are made again: `recut` cuts an article and embeds its passages with `model`.

    Without `keeps_vectors` all are, since it is not known what made those that are there.
    """

    recut: Callable[[Article], tuple[list[Passage], Vectors]]
    model: ModelRecord | None
    keeps_vectors: bool = True


@dataclass(slots=True)
class Repaired:
    """What was done: `mended` lost nothing; what `lost` names is not in the archive any more.

    `kept` is where the damaged file is now, with all that was in it.
    """

    kept: Path
    articles: int = 0
    mended: list[Finding] = field(default_factory=list)
    lost: list[Finding] = field(default_factory=list)


class _Salvaged(NamedTuple):
    article: Article
    rows: list[PassageRow] | None  # None where it is to be cut again


def repair_file(
    path: Path, remaking: Remaking, progress: Callable[[int], None] = lambda _: None
) -> Repaired:
    """Put a sound file in the place of a damaged one, which is kept beside it.

    ArchiveError where nothing of the file can be read.
    """
    aside = name_aside(path)
    done = Repaired(dated_name(path, "damaged"))
    try:
        with closing(ArchiveFile.open(path)) as damaged:
            create_file(aside)
            with closing(ArchiveFile(aside, patience=30, access="write")) as fresh:
                create_tables(fresh)
                _take_over_facts(Facts(damaged), Facts(fresh))
                _fill(SqliteStore(fresh), damaged, remaking, done, progress)
                done.lost += correction_problems(damaged)
                SqliteCorrections(fresh).record(SqliteCorrections(damaged).sound())
                fresh.row("PRAGMA wal_checkpoint(TRUNCATE)")
        _take_place(aside, path, done.kept)
    finally:
        for ending in ("", "-wal", "-shm"):
            aside.with_name(f"{aside.name}{ending}").unlink(missing_ok=True)
    return done


def _fill(
    store: SqliteStore,
    damaged: ArchiveFile,
    remaking: Remaking,
    done: Repaired,
    progress: Callable[[int], None],
) -> None:
    recut, model, keeps_vectors = remaking
    dimension = model.dimension if model else dimension_of(damaged)
    for batch in _batches(_article_keys(damaged)):
        salvaged = [_salvage(damaged, key, dimension, done) for key in batch]
        with store.change() as writing:
            if model and store.model is None:
                writing.record_model(model)
            for article, rows in filter(None, salvaged):
                if rows is None or not keeps_vectors:
                    writing.put(article, *recut(article))
                else:
                    writing.put(article, *_as_put(article, rows, dimension))
                done.articles += 1
        progress(len(batch))


def _salvage(file: ArchiveFile, key: int, dimension: int, done: Repaired) -> _Salvaged | None:
    """What of an article is sound; None where its content is not."""
    findings = list(article_problems(file, key, dimension))
    if any(finding.kind in ("article", "file") for finding in findings):
        done.lost += findings
        return None
    row = file.row(f"SELECT {article_columns(file)} FROM articles WHERE key = ?", (key,))
    if row is None:
        return None
    done.mended += findings
    article = article_of(file.path, row)
    needs_cutting = any(finding.kind == "passages" for finding in findings)
    return _Salvaged(article, None if needs_cutting else passage_rows(file, key))


def _as_put(
    article: Article, rows: Sequence[PassageRow], dimension: int
) -> tuple[list[Passage], Vectors | None]:
    joined = b"".join(vector for *_, vector in rows)
    passages = [Passage(article, start, end) for start, end, _ in rows]
    if rows and not joined:  # they wait for them still
        return passages, None
    return passages, np.frombuffer(joined, np.float32).reshape(len(rows), dimension)


def _article_keys(file: ArchiveFile) -> list[int]:
    """The keys of all articles, also of those that a damaged page hides from a plain scan."""
    found: set[int] = set()
    is_whole = _collect(file, "SELECT key FROM articles", found)
    if not is_whole:
        for index in _INDEXES:
            _collect(file, f"SELECT key FROM articles INDEXED BY {index}", found)
        with suppress(ArchiveError):
            (last,) = file.row("SELECT seq FROM sqlite_sequence WHERE name = 'articles'")
            found.update(range(1, int(last) + 1))
    return sorted(found)


def _collect(file: ArchiveFile, query: str, found: set[int]) -> bool:
    try:
        found.update(key for (key,) in file.rows(query))
    except ArchiveError:
        return False
    return True


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(keys), _WRITTEN_TOGETHER):
        yield keys[at : at + _WRITTEN_TOGETHER]


def _take_over_facts(old: Facts, new: Facts) -> None:
    """Keep the archive's own name and count on from its changes, where they can be read."""
    with suppress(ArchiveError):
        new.record("identity", old.identity)
    with suppress(ArchiveError):
        new.record("generation", str(old.generation))


def _take_place(aside: Path, path: Path, kept: Path) -> None:
    for ending in ("-wal", ""):
        part = path.with_name(f"{path.name}{ending}")
        if part.exists():
            os.link(part, kept.with_name(f"{kept.name}{ending}"))
    sync(kept)
    sync(path.parent)
    # The old log must not be taken for one of the new file.
    for ending in ("-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    take_name(aside, path)
