"""Whether a version of the archive's table holds what was put there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from corpus.errors import ArchiveError
from corpus.records import Article, Passage
from corpus.store.lance.lance_rows import (
    ARTICLE,
    PASSAGE,
    article_columns,
    article_of,
    one_of,
)
from corpus.store.lance.lance_version import LanceVersion
from corpus.store.seals import NO_VECTOR, PassageRow, identity_seal, passages_seal
from corpus.store.store import Finding

_SEALS = ("digest", "identity_seal", "passages_seal")
_ARTICLES_READ = 200

ArticleRow = tuple[Any, ...]


def find_damage(version: LanceVersion) -> Iterator[Finding]:
    """All that is wrong; what cannot be read is a finding too, never an error."""
    try:
        ids = version.ids()
        _ = version.model
    except ArchiveError as error:
        yield Finding("facts", "", str(error))
        return
    yield from _stray_passages(version, set(ids))
    for at in range(0, len(ids), _ARTICLES_READ):
        block = sorted(set(ids[at : at + _ARTICLES_READ]))
        try:
            yield from _problems(version, block)
        except ArchiveError as error:
            yield Finding("file", "", str(error))


def problem_with_shown(version: LanceVersion, passages: Sequence[Passage]) -> Finding | None:
    """What is wrong with passages that are about to be shown; None if they have changed since."""
    shown: dict[Article, set[tuple[int, int]]] = {}
    for passage in passages:
        shown.setdefault(passage.article, set()).add((passage.start, passage.end))
    rows = _article_rows(version, sorted({article.id for article in shown}))
    for article, ranges in shown.items():
        for *row, digest, identity, _ in rows.get(article.id, ()):
            kept = article_of(row, version.place)
            if kept.digest != digest or identity_seal(kept.id, kept.origin, digest) != identity:
                return Finding("article", kept.id, "its content is not what was added")
            known = {(each.start, each.end) for each in version.passages_of(article)}
            if digest == article.digest and not ranges <= known:
                return Finding("passages", kept.id, "a passage is not where it was")
    return None


def _problems(version: LanceVersion, ids: Sequence[str]) -> Iterator[Finding]:
    passages = _passage_rows(version, ids)
    for id, rows in _article_rows(version, ids).items():
        if len(rows) > 1:
            yield Finding("identity", id, f"it stands there {len(rows)} times")
        *row, digest, identity, passages_sum = rows[0]
        try:
            article = article_of(row, version.place)
        except ArchiveError as error:
            yield Finding("article", id, str(error))
            continue
        if article.digest != digest:
            yield Finding("article", id, "its content is not what was added")
        elif identity_seal(article.id, article.origin, digest) != identity:
            yield Finding("identity", id, "its id, or the file that it is from, is altered")
        if passages_seal(passages.get(id, ())) != passages_sum:
            problem = "its passages or their vectors are not what was put there"
            yield Finding("passages", id, problem)


def _article_rows(version: LanceVersion, ids: Sequence[str]) -> Mapping[str, list[ArticleRow]]:
    columns = (*article_columns(version.table.columns), *_SEALS)
    found: dict[str, list[ArticleRow]] = {}
    if ids:
        where = f"kind = {ARTICLE} AND {one_of('article', ids)}"
        for row in version.table.read(columns, where).tuples(*columns):
            found.setdefault(row[0], []).append(row)
    return found


def _passage_rows(version: LanceVersion, ids: Sequence[str]) -> Mapping[str, list[PassageRow]]:
    """The passages of articles in their order, each with the bytes of its vector."""
    column, found = version.vectors, dict[str, list[PassageRow]]()
    where = f"kind = {PASSAGE} AND {one_of('article', ids)}"
    columns = ("article", "start", "end", *([column] if column else []))
    rows = version.table.read(columns, where)
    vectors = rows.vectors(column) if column else np.full((len(rows), 1), np.nan)
    for place, (id, start, end) in enumerate(rows.tuples("article", "start", "end")):
        vector = NO_VECTOR if np.isnan(vectors[place]).any() else vectors[place].tobytes()
        found.setdefault(id, []).append((start, end, vector))
    return {id: sorted(each, key=lambda row: row[:2]) for id, each in found.items()}


def _stray_passages(version: LanceVersion, ids: set[str]) -> Iterator[Finding]:
    owners = set(version.table.read(("article",), f"kind = {PASSAGE}").values("article"))
    if strays := owners - ids:
        yield Finding("passages", "", f"passages of {len(strays):,} articles belong to no article")
