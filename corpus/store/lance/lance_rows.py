"""Articles and passages as the rows of one table, and filters as its conditions.

One table, so that an article and its passages are kept by one commit. A row is a fact about the
archive itself, an article, or a passage; what one kind does not have is empty.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, cast, get_args

import numpy as np

from corpus.arrays import UNDATED, Vectors
from corpus.errors import ArchiveError
from corpus.records import Article, Filters, Locator, Passage, Precision, PublicationDate
from corpus.store.lance.lance_columns import ColumnKind, Columns
from corpus.store.lance.lance_tables import IndexUse
from corpus.store.seals import NO_VECTOR, identity_seal, passages_seal

TABLE = "archive"
FACT, ARTICLE, PASSAGE = 0, 1, 2

# Where a story was written; tables that earlier versions made have no such column.
PLACE = "place"
COLUMNS: dict[str, ColumnKind] = {
    "key": "int64",
    "kind": "int8",
    "article": "string",  # the article's id, of an article and of its passages
    "first": "int32",  # the days of its date as ordinals, of both
    "last": "int32",
    "source": "string",  # of both
    "title": "string",
    "text": "string",
    "origin": "string",
    "precision": "string",
    "found_in": "string",
    "author": "string",
    "url": "string",
    "locators": "string",
    "digest": "string",
    "waits": "int8",  # 1 where passages wait for their vectors, of both
    "identity_seal": "int64",
    "passages_seal": "int64",
    "start": "int32",
    "end": "int32",
    "stems": "string",
    "own": "string",  # the terms of articles that are not in English
    "marks": "string",  # what those terms begin with
    PLACE: "string",
}
INDEXES: dict[str, IndexUse] = {
    "article": "range", "first": "range", "last": "range", "origin": "range",
    "source": "few values", "marks": "few values", "waits": "few values",
    "stems": "words", "own": "words",
}  # fmt: skip
_ARTICLE_COLUMNS = (
    "article", "title", "text", "origin", "first", "precision", "found_in", "source", "author",
    "url", "locators",
)  # fmt: skip


def article_columns(columns: Collection[str]) -> tuple[str, ...]:
    """What `article_of` takes, of a table with these columns."""
    return (*_ARTICLE_COLUMNS, PLACE) if PLACE in columns else _ARTICLE_COLUMNS


Put = tuple[Article, Sequence[Passage], Vectors | None]
"""An article, its passages and their vectors, if they have them; as `Writing.put` takes them."""


def vector_column(dimension: int) -> str:
    """The column of vectors with so many numbers: another model's may have more or fewer."""
    return f"vector_{dimension}"


def fact_row(name: str, value: str) -> Columns:
    """The row of a fact about the archive itself."""
    return {
        "key": [_key("fact", name)], "kind": [FACT], "title": [name], "text": [value],
    }  # fmt: skip


def article_block(put: Sequence[Put]) -> Columns:
    """The rows of articles, each with the seals of its passages."""
    articles = [article for article, *_ in put]
    digests = [article.digest for article in articles]
    days = [article.published for article in articles]
    return {
        "key": [_key("article", article.id) for article in articles],
        "kind": [ARTICLE] * len(articles),
        "article": [article.id for article in articles],
        "first": [day.first.toordinal() if day else UNDATED[0] for day in days],
        "last": [day.last.toordinal() if day else UNDATED[1] for day in days],
        "precision": [day and day.precision for day in days],
        "found_in": [day and day.found_in for day in days],
        **{name: [getattr(article, name) for article in articles] for name in _SAME_NAMES},
        "locators": [json.dumps(a.locators, ensure_ascii=False) for a in articles],
        "digest": digests,
        "waits": [1 if _waits(each) else None for each in put],
        "identity_seal": [
            identity_seal(article.id, article.origin, digest)
            for article, digest in zip(articles, digests, strict=True)
        ],
        "passages_seal": [seal_of(passages, vectors) for _, passages, vectors in put],
    }


_SAME_NAMES = ("title", "text", "origin", "source", "author", "url", PLACE)


def passage_block(put: Sequence[Put]) -> Columns | None:
    """The rows of their passages; None where they have none."""
    passages = [passage for _, each, _ in put for passage in each]
    if not passages:
        return None
    days = [passage.article.published for passage in passages]
    words = [_words(passage) for passage in passages]
    return {
        "key": [key_of(article, passage) for article, each, _ in put for passage in each],
        "kind": [PASSAGE] * len(passages),
        "article": [passage.article.id for passage in passages],
        "first": [day.first.toordinal() if day else UNDATED[0] for day in days],
        "last": [day.last.toordinal() if day else UNDATED[1] for day in days],
        "source": [passage.article.source for passage in passages],
        "start": [passage.start for passage in passages],
        "end": [passage.end for passage in passages],
        "waits": [1 if _waits(each) else None for each in put for _ in each[1]],
        "stems": [stems for stems, _, _ in words],
        "own": [own for _, own, _ in words],
        "marks": [marks for _, _, marks in words],
        **_vectors_of(put),
    }


def _waits(put: Put) -> bool:
    return put[2] is None and len(put[1]) > 0


def _vectors_of(put: Sequence[Put]) -> Columns:
    """The vectors of all passages, in their column; None of one that waits for it."""
    rows = [row for _, each, vectors in put for row in (each if vectors is None else vectors)]
    vectors = [row if isinstance(row, np.ndarray) else None for row in rows]
    columns = {vector_column(len(vector)) for vector in vectors if vector is not None}
    return dict.fromkeys(columns, vectors)


def key_of(article: Article, passage: Passage) -> int:
    """A passage's key: the same whoever adds it, and however often."""
    return _key("passage", article.id, article.digest, str(passage.start))


def seal_of(passages: Sequence[Passage], vectors: Vectors | None) -> int:
    """The checksum of where the passages stand, and of each number of their vectors."""
    rows = [NO_VECTOR] * len(passages) if vectors is None else [each.tobytes() for each in vectors]
    return passages_seal(
        (passage.start, passage.end, vector) for passage, vector in zip(passages, rows, strict=True)
    )


def article_of(row: Sequence[Any], place: str) -> Article:
    """The article whose values for `article_columns` these are."""
    id, title, text, origin, first, precision, found_in, source, author, url, locators, *later = row
    try:
        return Article(
            id=id,
            title=title,
            text=text,
            origin=origin,
            published=date_of(first, precision, found_in),
            source=source,
            author=author,
            url=url,
            locators=tuple(Locator(start, label) for start, label in json.loads(locators)),
            place=later[0] if later else None,
        )
    except (ValueError, TypeError) as error:
        raise damage_error(place, f"article {id} cannot be read") from error


def date_of(first: int, precision: str | None, found_in: str | None) -> PublicationDate | None:
    """The date whose values these are; ValueError where they are none."""
    if first <= UNDATED[0]:
        return None
    if precision not in get_args(Precision):
        raise ValueError(f"{precision!r} is no precision of a date")
    return PublicationDate(date.fromordinal(first), cast(Precision, precision), found_in or "")


def damage_error(place: str, finding: object) -> ArchiveError:
    """The error for rows that are not what was once written."""
    return ArchiveError(
        f"{place} is damaged ({finding}): remove that article and add it again, or copy a sound "
        "archive here with `pullquote copy`"
    )


def quoted(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def one_of(column: str, values: Iterable[str | int]) -> str:
    """The condition that a column has one of some values; one at least."""
    each = ", ".join(quoted(v) if isinstance(v, str) else str(v) for v in values)
    return f"{column} IN ({each})"


def conditions(filters: Filters, sources: Iterable[str]) -> str | None:
    """What `Filters.admit` lets through, of articles and passages; None where that is all.

    `sources` are the outlets that there are.
    """
    terms = []
    if filters.first:
        terms.append(f"first >= {filters.first.toordinal()}")
    if filters.last:
        terms.append(f"last <= {filters.last.toordinal()}")
    if filters.sources:
        named = [source for source in sources if filters.name_source(source)]
        terms.append(one_of("source", named) if named else "false")
    return " AND ".join(terms) or None


def _words(passage: Passage) -> tuple[str, str | None, str | None]:
    """What is searched of a passage: stems, terms of other languages, what those begin with."""
    # Here, because reading an archive needs no search library.
    from corpus.indexes.keywords import stems
    from corpus.indexes.own_stems import mark_of, own_terms

    article = passage.article
    # As if the passage began with its headline.
    words = stems(f"{article.title}\n{passage.text}")
    own = own_terms(article.title, passage.text, article.text)
    marks = " ".join(sorted({mark_of(term) for term in own}))
    return " ".join(words), " ".join(own) or None, marks or None


def _key(*parts: str) -> int:
    """A number of 63 bits, the same for the same parts."""
    joined = repr(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(joined).digest()[:8]) >> 1
