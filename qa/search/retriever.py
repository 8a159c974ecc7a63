"""A question finds passages: both searches, fused and filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.indexes import filter_columns as catalogue
from corpus.indexes import keywords
from corpus.indexes.filter_columns import Catalogue
from corpus.indexes.index_folders import index_of
from corpus.indexes.keywords import KeywordIndex
from corpus.passages import embedded_text
from corpus.records import NO_FILTERS, Filters, Hit
from corpus.store.sqlite import Archive, Keys, Vectors
from embeddings.models.encoder import Encoder
from embeddings.vectors import vector_index as index
from embeddings.vectors.vector_index import VectorIndex
from qa.search.exact_terms import find_exact_terms
from qa.search.recency import REPORTED, timely
from qa.search.stopwatch import Stopwatch
from qa.search.term_matching import matched_share
from qa.search.time_expressions import Period, parse_period

Scores = NDArray[np.float32]

# How many passages each search brings.
DEPTH = 100
# Of all that they bring so many are looked at: to read from a large archive takes long.
LOOKED_AT = 50
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


class _Candidate(NamedTuple):
    """A passage that was found, and all that is known of it before it is read: see `Hit`."""

    key: int
    score: float
    dense: float
    keyword: float | None
    dense_rank: int | None
    keyword_rank: int | None
    timely: float


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
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="keywords")
        self._stamp = ""

    def close(self) -> None:
        """End the thread that searches by keywords."""
        self._beside.shutdown()

    def find(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        depth: int = DEPTH,
        asked_on: date | None = None,
        most: int = LOOKED_AT,
    ) -> Found:
        """At most so many passages, those most likely to answer, ties by passage key.

        Each search brings its best `depth`, and as many of the time that the question names,
        which is counted from `asked_on` (today if it is None). A hit's score is a cosine, raised
        by BM25, by its date, and by what the passage holds letter by letter.
        """
        # One generation for both indexes and all that is looked up, whatever is added meanwhile.
        with self._archive.snapshot():
            self._follow_the_archive()
            return self._found(question, filters, depth, asked_on, most)

    def _found(
        self, question: str, filters: Filters, depth: int, asked_on: date | None, most: int
    ) -> Found:
        period = parse_period(question, asked_on or date.today())
        scopes = [filters, _within(period, filters)] if period else [filters]
        allowed = [self._allowed(scope) for scope in scopes]
        stopwatch = Stopwatch()
        # Words are searched for while the question is encoded: that lap is what is left of it.
        by_words = self._beside.submit(self._by_words, question, depth, scopes)
        vector = self._encoder.encode_question(question)
        stopwatch.lap("encode")
        dense: dict[int, float] = {}
        if self._search != "keyword":
            for keys in allowed:
                dense = _scored(*self._vectors.search(vector, depth, keys)) | dense
        stopwatch.lap("dense")
        keyword = by_words.result()
        stopwatch.lap("keyword")
        candidates = self._candidates(vector, dense, keyword, period, asked_on, most)
        hits = self._hits(candidates, question)
        stopwatch.lap("fuse")
        return Found(hits, stopwatch.stages)

    def _by_words(self, question: str, depth: int, scopes: Sequence[Filters]) -> dict[int, float]:
        keyword: dict[int, float] = {}
        if self._search != "dense":
            for scope in scopes:
                keyword = _scored(*self._keywords.search(question, depth, scope)) | keyword
        return keyword

    def _candidates(
        self,
        vector: Vectors,
        dense: Mapping[int, float],
        keyword: Mapping[int, float],
        period: Period | None,
        asked_on: date | None,
        most: int,
    ) -> list[_Candidate]:
        """The best of what was brought, best first, by what is known without reading it."""
        keys = np.array(sorted({*dense, *keyword}), np.int64)
        cosines = self._vectors.cosines(vector, keys)
        bm25 = np.array([keyword.get(key, 0.0) for key in keys.tolist()])
        time = np.zeros(len(keys))
        if self._search == "fused" and (period or asked_on):
            time = timely(self._catalogue.days(keys), period, asked_on)
        of_time = COSINE_OF_PERIOD[period.kind] if period else COSINE_OF_RECENCY
        weight = 0.0 if self._search == "keyword" else 1.0
        scores = weight * cosines + COSINE_OF_BM25 * bm25 + of_time * time
        best = np.lexsort((keys, -scores))[:most]
        columns = (each[best].tolist() for each in (keys, scores, cosines, time))
        dense_ranks, keyword_ranks = _ranks(dense), _ranks(keyword)
        return [
            _Candidate(
                key, score, cosine, keyword.get(key), dense_ranks.get(key),
                keyword_ranks.get(key), suits,
            )
            for key, score, cosine, suits in zip(*columns, strict=True)
        ]  # fmt: skip

    def _hits(self, candidates: Sequence[_Candidate], question: str) -> list[Hit]:
        """The candidates as hits, raised by what they hold letter by letter, in that order."""
        named = find_exact_terms(question) if self._search == "fused" else ()
        passages = self._archive.passages(each.key for each in candidates)
        hits: list[Hit] = []
        for each in candidates:
            if passage := passages.get(each.key):
                exact = matched_share(named, embedded_text(passage)) if named else 0.0
                hits.append(
                    Hit(
                        passage, each.score + COSINE_OF_EXACT * exact, each.dense, each.keyword,
                        each.dense_rank, each.keyword_rank, exact, each.timely,
                    )
                )  # fmt: skip
        return sorted(hits, key=lambda hit: -hit.score)

    def _follow_the_archive(self) -> None:
        stamp = self._archive.stamp
        if stamp == self._stamp:
            return
        archive = self._archive
        self._vectors = VectorIndex(index_of(archive, index))
        self._keywords = KeywordIndex(index_of(archive, keywords))
        self.__dict__.pop("_catalogue", None)
        self._stamp = stamp

    @cached_property
    def _catalogue(self) -> Catalogue:  # most questions need none
        return Catalogue(index_of(self._archive, catalogue))

    def _allowed(self, filters: Filters) -> Keys | None:
        """The passages that pass the filters; None where all do."""
        return self._catalogue.keys(filters) if filters else None


def _within(period: Period, filters: Filters) -> Filters:
    """The filters, narrowed to the period and the days in which it is still reported."""
    first, last = max(filters.first or date.min, period.first), period.last + REPORTED
    return replace(filters, first=first, last=min(filters.last or date.max, last))


def _scored(keys: Keys, scores: Scores) -> dict[int, float]:
    return dict(zip(keys.tolist(), scores.tolist(), strict=True))


def _ranks(scores: Mapping[int, float]) -> dict[int, int]:
    order = sorted(scores, key=lambda key: (-scores[key], key))
    return {key: rank for rank, key in enumerate(order, start=1)}
