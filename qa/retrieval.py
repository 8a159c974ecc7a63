"""A question finds passages: both searches, fused and filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus import catalogue, keywords
from corpus.archive import Archive, Keys, Vectors
from corpus.catalogue import Catalogue
from corpus.derived import index_of
from corpus.keywords import KeywordIndex
from corpus.records import NO_FILTERS, Filters, Hit
from corpus.splitting import embedded_text
from embeddings import index
from embeddings.encoder import Encoder
from embeddings.index import VectorIndex
from qa.clock import Clock
from qa.exacts import exacts, held
from qa.periods import Period, meant
from qa.timeliness import REPORTED, timely

Scores = NDArray[np.float32]

# How many passages each search brings.
DEPTH = 100
# A BM25 score counts for this much cosine: the best mean nDCG@10 over six public sets, of
# 1/120 to 1/18, and as good on news; web search questions alone would have less. Stretching
# each question's scores to [0, 1] first was worse: it makes much of the best of many poor
# matches.
COSINE_OF_BM25 = 1 / 30
# What it is worth to hold every name, number and quotation of the question letter by letter.
COSINE_OF_EXACT = 0.1
# What it is worth to be of the time that the question names; or, where it names none but comes
# with a day of its own, to be new on that day: a tie-breaker.
COSINE_OF_PERIOD = {"relative": 0.4, "absolute": 0.25}
COSINE_OF_RECENCY = 0.15

Search = Literal["fused", "dense", "keyword"]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one question, best first, and the milliseconds that each stage took."""

    hits: list[Hit]
    stages: dict[str, float]


class Retriever:
    """Dense and keyword search over one archive, their scores fused.

    The indexes follow the archive: when another process has added articles, the next
    question searches them too. `search` can leave one of the two out, to measure the other.
    """

    def __init__(self, archive: Archive, encoder: Encoder, search: Search = "fused") -> None:
        self._archive, self._encoder, self._search = archive, encoder, search
        self._stamp = ""

    def find(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        depth: int = DEPTH,
        asked_on: date | None = None,
    ) -> Found:
        """The passages most likely to answer, ties by passage key.

        Each search brings its best `depth`, and as many of the time that the question names,
        which is counted from `asked_on` (today if it is None). A hit's score is a cosine, raised
        by BM25, by what the passage holds letter by letter, and by its date.
        """
        # One generation for both indexes and all that is looked up, whatever is added meanwhile.
        with self._archive.snapshot():
            self._follow_the_archive()
            return self._found(question, filters, depth, asked_on)

    def _found(self, question: str, filters: Filters, depth: int, asked_on: date | None) -> Found:
        period = meant(question, asked_on or date.today())
        scopes = [filters, _within(period, filters)] if period else [filters]
        allowed = [self._allowed(scope) for scope in scopes]
        clock = Clock()
        vector = self._encoder.encode_question(question)
        clock.lap("encode")
        dense: dict[int, float] = {}
        if self._search != "keyword":
            for keys in allowed:
                dense = _scored(*self._vectors.search(vector, depth, keys)) | dense
        clock.lap("dense")
        keyword: dict[int, float] = {}
        if self._search != "dense":
            for scope in scopes:
                keyword = _scored(*self._keywords.search(question, depth, scope)) | keyword
        clock.lap("keyword")
        hits = self._fused(vector, dense, keyword)
        if self._search == "fused":
            hits = _raised(hits, exacts(question), period, asked_on)
        clock.lap("fuse")
        return Found(hits, clock.laps)

    def _fused(
        self, vector: Vectors, dense: Mapping[int, float], keyword: Mapping[int, float]
    ) -> list[Hit]:
        keys = np.array(sorted({*dense, *keyword}), np.int64)
        cosines = _scored(keys, self._vectors.cosines(vector, keys))
        weight = 0.0 if self._search == "keyword" else 1.0
        scores = {
            key: weight * cosine + COSINE_OF_BM25 * keyword.get(key, 0.0)
            for key, cosine in cosines.items()
        }
        dense_ranks, keyword_ranks = _ranks(dense), _ranks(keyword)
        passages = self._archive.passages(keys.tolist())
        hits = [
            Hit(
                passage, scores[key], cosines[key], keyword.get(key),
                dense_ranks.get(key), keyword_ranks.get(key),
            )
            for key, passage in passages.items()
        ]  # fmt: skip
        # The passages come by key, and sorting keeps the order of equals.
        return sorted(hits, key=lambda hit: -hit.score)

    def _follow_the_archive(self) -> None:
        stamp = self._archive.stamp
        if stamp == self._stamp:
            return
        archive = self._archive
        self._vectors = VectorIndex(index_of(archive, index))
        self._keywords = KeywordIndex(index_of(archive, keywords))
        self._catalogue: Catalogue | None = None
        self._stamp = stamp

    def _allowed(self, filters: Filters) -> Keys | None:
        """The passages that pass the filters; None where all do."""
        if not filters:
            return None
        if self._catalogue is None:  # most questions come without filters
            self._catalogue = Catalogue(index_of(self._archive, catalogue))
        return self._catalogue.keys(filters)


def _within(period: Period, filters: Filters) -> Filters:
    """The filters, narrowed to the period and the days in which it is still reported."""
    first, last = max(filters.first or date.min, period.first), period.last + REPORTED
    return replace(filters, first=first, last=min(filters.last or date.max, last))


def _scored(keys: Keys, scores: Scores) -> dict[int, float]:
    return dict(zip(keys.tolist(), scores.tolist(), strict=True))


def _ranks(scores: Mapping[int, float]) -> dict[int, int]:
    order = sorted(scores, key=lambda key: (-scores[key], key))
    return {key: rank for rank, key in enumerate(order, start=1)}


def _raised(
    hits: Sequence[Hit], named: Sequence[str], period: Period | None, asked_on: date | None
) -> list[Hit]:
    """The hits in their new order: raised by what they hold letter by letter, and by their date."""
    of_time = COSINE_OF_PERIOD[period.kind] if period else COSINE_OF_RECENCY
    raised = [
        replace(
            hit,
            exact=(exact := held(named, embedded_text(hit.passage)) if named else 0.0),
            timely=(time := timely(hit.passage.article.published, period, asked_on)),
            score=hit.score + COSINE_OF_EXACT * exact + of_time * time,
        )
        for hit in hits
    ]
    return sorted(raised, key=lambda hit: -hit.score)
