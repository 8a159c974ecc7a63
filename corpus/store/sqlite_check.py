"""Whether what a file holds is what was put there: every byte that an answer can depend on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from corpus.errors import ArchiveError
from corpus.records import Article
from corpus.store.facts import Facts
from corpus.store.migrations import CORRECTIONS, SEALS, schema_problem
from corpus.store.seals import PassageRow, identity_seal, passages_seal
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_rows import (
    CORRECTION_COLUMNS,
    article_columns,
    article_of,
    correction_of,
)
from corpus.store.store import Finding

# How far the length of a vector may be from 1: they are written with seven digits.
_MAX_LENGTH_ERROR = 1e-3
_MOST_FILE_PROBLEMS = 20


def find_damage(file: ArchiveFile) -> Iterator[Finding]:
    """All that is wrong; what cannot be read is a finding too, never an error."""
    yield from _file_problems(file)
    if problem := Facts(file).find_problem():
        yield Finding("facts", "", problem)
    yield from _stray_rows(file)
    yield from correction_problems(file)
    try:
        keys = [key for (key,) in file.rows("SELECT key FROM articles ORDER BY key")]
    except ArchiveError as error:
        yield Finding("file", "", f"not all articles can be read: {error}")
        return
    dimension = dimension_of(file)
    for key in keys:
        yield from article_problems(file, key, dimension)


def article_problems(file: ArchiveFile, key: int, dimension: int) -> Iterator[Finding]:
    """What is wrong with one article and its passages."""
    name = f"with key {key}"
    try:
        row = file.row(
            f"SELECT {article_columns(file)}, last_day, digest FROM articles WHERE key = ?", (key,)
        )
        if row is None:
            return
        name = str(row[0])
        article = article_of(file.path, row[:-2])
        rows = passage_rows(file, key)
        seals = _seals(file, key)
    except ArchiveError as error:
        yield Finding("article", name, f"it cannot be read: {error}")
        return
    if seals is None and file.has(SEALS):
        yield Finding("seal", name, "it has no seals")
    last_day, digest = row[-2:]
    yield from _content_problems(article, last_day, digest, seals)
    problem = passages_problem(article, rows, seals[1] if seals else None, dimension)
    if problem:
        yield Finding("passages", name, problem)


def shown_problem(
    file: ArchiveFile, article: Article, shown: set[tuple[int, int]], dimension: int
) -> str | None:
    """What is wrong with an article that was read, or its passages at the `shown` places."""
    row = file.row("SELECT key, digest FROM articles WHERE id = ?", (article.id,))
    if row is None or row[1] != article.digest:  # it was changed since it was read
        return None
    findings = article_problems(file, row[0], dimension)
    if finding := next((each for each in findings if each.kind != "seal"), None):
        return str(finding)
    known = {(start, end) for start, end, _ in passage_rows(file, row[0])}
    return None if shown <= known else f"article {article.id}: a passage is not where it was"


def correction_problems(file: ArchiveFile) -> Iterator[Finding]:
    """What people set by hand of articles and cannot be read any more."""
    if not file.has(CORRECTIONS):
        return
    try:
        rows = list(file.rows(f"SELECT {CORRECTION_COLUMNS} FROM {CORRECTIONS}"))
    except ArchiveError as error:
        yield Finding("correction", "", f"what was set by hand cannot be read: {error}")
        return
    for row in rows:
        try:
            correction_of(file.path, row)
        except ArchiveError:
            problem = "what was set by hand cannot be read: set it again with `pullquote set`"
            yield Finding("correction", str(row[0]), problem)


def dimension_of(file: ArchiveFile) -> int:
    """The numbers of a vector: the model's, or where that cannot be read, the first passage's."""
    try:
        model = Facts(file).model
        return model.dimension if model else 0
    except ArchiveError:
        row = file.row("SELECT length(vector) / 4 FROM passages LIMIT 1")
        return int(row[0]) if row else 0


def passage_rows(file: ArchiveFile, key: int) -> list[PassageRow]:
    """An article's passages in the order in which they were put there."""
    query = "SELECT start, end, vector FROM passages WHERE article = ? ORDER BY key"
    return list(file.rows(query, (key,)))


def passages_problem(
    article: Article, rows: Sequence[PassageRow], seal: int | None, dimension: int
) -> str | None:
    """What is wrong with an article's passages, if anything; `seal` is None where there is none."""
    if not all(map(_has_form, rows)):
        return "a passage's place is no number, or its vector is none"
    if not all(0 <= start < end <= len(article.text) for start, end, _ in rows):
        return "a passage is not within its text"
    if seal is not None and seal != passages_seal(rows):
        return "its passages or their vectors are not what was put there"
    if problem := _vectors_problem([vector for *_, vector in rows], dimension):
        return problem
    # Without a seal only their form can be looked at: they cover the text, each part once.
    return _cover_problem(article.text, rows) if seal is None else None


def _has_form(row: Sequence[object]) -> bool:
    return tuple(map(type, row)) == (int, int, bytes)


def _content_problems(
    article: Article, last_day: object, digest: object, seals: tuple[int, int] | None
) -> Iterator[Finding]:
    found = article.digest
    sealed = seals[0] == identity_seal(article.id, article.origin, found) if seals else None
    if digest != found and sealed:
        yield Finding("digest", article.id, "its digest is altered; the article is not")
    elif digest != found:
        yield Finding("article", article.id, "its content is not what was added")
    elif sealed is False:
        yield Finding("identity", article.id, "its id, or the file that it is from, is altered")
    if last_day != (article.published.last.isoformat() if article.published else None):
        yield Finding("identity", article.id, "its date's last day is altered")


def _vectors_problem(vectors: Sequence[bytes], dimension: int) -> str | None:
    if not any(vectors):  # they wait for them
        return None
    if any(len(vector) != 4 * dimension for vector in vectors):
        return "a vector has not the model's dimension"
    rows = np.frombuffer(b"".join(vectors), np.float32).reshape(len(vectors), dimension)
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1)
    # A text without any word may have no direction.
    sound = (np.abs(lengths - 1) < _MAX_LENGTH_ERROR) | (lengths == 0)
    return None if sound.all() else "a vector is none: its length is not 1"


def _cover_problem(text: str, rows: Sequence[PassageRow]) -> str | None:
    end = 0
    for start, stop, _ in sorted(rows, key=lambda row: row[:2]):
        if start < end:
            return "two passages hold the same words"
        if text[end:start].strip() or not text[start:stop].strip():
            return "its passages leave words out"
        end = stop
    return "its passages leave words out" if text[end:].strip() else None


def _file_problems(file: ArchiveFile) -> Iterator[Finding]:
    try:
        verdicts = list(file.rows(f"PRAGMA integrity_check({_MOST_FILE_PROBLEMS})"))
        tables = list(file.rows("SELECT name, sql FROM sqlite_master"))
        file_format = file.format
    except ArchiveError as error:
        yield Finding("file", "", str(error))
        return
    yield from (
        Finding("file", "", " ".join(str(verdict).split()))
        for (verdict,) in verdicts
        if verdict != "ok"
    )
    if problem := schema_problem(tables, file_format):
        yield Finding("file", "", problem)


def _stray_rows(file: ArchiveFile) -> Iterator[Finding]:
    """What belongs to nothing, and what is there though it is said to be gone."""
    strays = {
        "passages belong to no article": "SELECT count(*) FROM passages"
        " WHERE article NOT IN (SELECT key FROM articles)",
    }
    if file.has(SEALS):
        strays["seals belong to no article"] = (
            f"SELECT count(*) FROM {SEALS} WHERE article NOT IN (SELECT key FROM articles)"
        )
    if file.has("removed"):
        strays["passages are noted as removed and are there"] = (
            "SELECT count(*) FROM removed WHERE key IN (SELECT key FROM passages)"
        )
    for problem, query in strays.items():
        try:
            (count,) = file.row(query)
        except ArchiveError as error:
            yield Finding("file", "", str(error))
            continue
        if count:
            yield Finding("passages", "", f"{count:,} {problem}")


def _seals(file: ArchiveFile, key: int) -> tuple[int, int] | None:
    if not file.has(SEALS):
        return None
    row = file.row(f"SELECT identity, passages FROM {SEALS} WHERE article = ?", (key,))
    return (row[0], row[1]) if row else None
