"""What the contract of stores is tested with: every store there is, and a small library in each."""

from __future__ import annotations

import atexit
import math
import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import numpy as np
import pytest

from corpus.arrays import Vectors
from corpus.indexes.keywords import question_stems, stems
from corpus.records import Article, Filters, Passage, Precision, PublicationDate
from corpus.store.open_store import open_store
from corpus.store.store import ModelRecord, Searches, Store
from qa.lab.cluster.object_store import BUCKET, ObjectStore

# Opens the store of a test, or makes it; called twice it opens the same one twice. A new kind of
# store is put under the whole contract by a line here.
STORES: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: open_store(folder / "archive", create=True),
    "s3": lambda folder: open_store(f"{an_address(folder)}/archive", create=True),
    "lance": lambda folder: open_store(f"lance://{_with_lance(folder)}/lance", create=True),
}

DIMENSION = 24
MODEL = ModelRecord("toy", "toy@1", DIMENSION)
EVERYTHING = 10_000  # more passages than any test has

_WORDS = (
    "bridge ferry lynx comet harbour cable camera hill boat cliff gull ship tide pier rope "
    "engine whistle ticket storm anchor lantern cargo sailor beacon"
).split()
_PRECISIONS: tuple[Precision, ...] = ("day", "month", "year")
_OUTLETS = ("Tallis Courier", "Northern Post", "The POST of Élan", "100% News", None)


@cache
def object_store() -> ObjectStore:
    """An object store of several nodes on this machine, started once and ended with the tests."""
    if not os.environ.get("PULLQUOTE_CLUSTER"):
        pytest.skip("`make test-cluster` runs it, on an object store of its own")
    opened = ExitStack()
    atexit.register(opened.close)
    folder = opened.enter_context(TemporaryDirectory())
    started = opened.enter_context(ObjectStore(Path(folder)))
    os.environ.update(started.environment)
    return started


def an_address(folder: Path) -> str:
    """An address in the bucket for what a test would keep in this folder."""
    object_store()
    return f"s3://{BUCKET}{folder}"


def _with_lance(folder: Path) -> Path:
    pytest.importorskip("lancedb", reason="needs `pip install 'pullquote[s3]'`")
    return folder


def an_article(number: int) -> Article:
    """One of many articles: dates of every precision, outlets and places, and none of them."""
    rng = np.random.default_rng(number)
    published = None
    if number % 5:
        precision = _PRECISIONS[number % 3]
        day = date(2019, 1, 1) + timedelta(days=int(rng.integers(0, 900)))
        first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}
        published = PublicationDate(first[precision], precision, "record")
    sentences = (" ".join(rng.choice(_WORDS, rng.integers(4, 25))) for _ in range(3))
    return Article(
        id=f"a{number}",
        title=f"Story {number}",
        text=" ".join(f"{sentence}." for sentence in sentences),
        origin=f"/news/{number % 7}/{number}.txt",
        published=published,
        source=_OUTLETS[number % len(_OUTLETS)],
        place="PORT TALLIS" if number % 3 == 0 else None,
    )


def passages_of(article: Article) -> list[Passage]:
    """A passage for each sentence."""
    ends = [place + 1 for place, character in enumerate(article.text) if character == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [Passage(article, *span) for span in zip(starts, ends, strict=True)]


def vector_of(text: str) -> Vectors:
    """A unit vector of this text's own, the same for equal texts."""
    vector = np.random.default_rng(crc32(text.encode())).normal(size=DIMENSION)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def put(store: Store, *articles: Article) -> None:
    """Keep articles in one change, each passage with the vector of its text."""
    with store.change() as writing:
        writing.record_model(MODEL)
        for article in articles:
            passages = passages_of(article)
            rows = [vector_of(passage.text) for passage in passages]
            writing.put(article, passages, np.array(rows, np.float32).reshape(-1, DIMENSION))


def put_waiting(store: Store, *articles: Article) -> None:
    """Keep articles in one change, their passages without vectors."""
    with store.change() as writing:
        writing.record_model(MODEL)
        for article in articles:
            writing.put(article, passages_of(article), None)


def embed(store: Store, *articles: Article) -> None:
    """Give the passages of articles the vectors of their texts, in one change."""
    with store.change() as writing:
        for article in articles:
            passages = passages_of(article)
            writing.put_vectors(
                article, passages, np.array([vector_of(each.text) for each in passages])
            )


def fill(store: Store, count: int) -> list[Article]:
    articles = [an_article(number) for number in range(count)]
    put(store, *articles)
    return articles


def everything(searches: Searches) -> dict[int, Passage]:
    """Every passage by its key, in the order of keys."""
    keys = searches.dense(vector_of("anything"), EVERYTHING).keys
    return searches.passages(sorted(keys.tolist()))


def articles_found(store: Store, question: str, filters: Filters) -> tuple[set[str], set[str]]:
    """The ids of all articles that the search by vectors finds, and of those that words find."""
    with store.searches() as searches:
        found = (
            searches.dense(vector_of(question), EVERYTHING, filters),
            searches.keyword(question, EVERYTHING, filters),
        )
        dense, keyword = (
            {each.article.id for each in searches.passages(ranked.keys.tolist()).values()}
            for ranked in found
        )
    return dense, keyword


def passes(article: Article, filters: Filters) -> bool:
    """What filters mean, as a person would check it: day by day, and outlet by outlet."""
    if filters.first or filters.last:
        if article.published is None:
            return False
        day = article.published.first
        while day <= article.published.last:
            if day < (filters.first or day) or day > (filters.last or day):
                return False
            day += timedelta(days=1)
    outlet = (article.source or "").casefold()
    return not filters.sources or any(name.casefold() in outlet for name in filters.sources)


def bm25(question: str, passages: Sequence[Passage]) -> list[float]:
    """The BM25 score of each passage, with its headline: k1 = 1.2, b = 0.75."""
    counts = [Counter(stems(f"{each.article.title}\n{each.text}")) for each in passages]
    mean = sum(each.total() for each in counts) / len(counts)
    scores = [0.0] * len(passages)
    for stem in question_stems(question):
        having = sum(stem in each for each in counts)
        idf = math.log(1 + (len(counts) - having + 0.5) / (having + 0.5))
        for place, each in enumerate(counts):
            longer = 1.2 * (1 - 0.75 + 0.75 * each.total() / mean)
            scores[place] += idf * each[stem] * 2.2 / (each[stem] + longer)
    return scores


def renamed(article: Article, id: str) -> Article:
    return replace(article, id=id)
