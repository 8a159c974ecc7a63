"""A question finds passages: both searches, fused and filtered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Keys, Ranked, Scores, Vectors
from corpus.errors import ChangedWhileReadError
from corpus.passages import embedded_text
from corpus.records import NO_FILTERS, Filters
from corpus.store.store import Searches, Store
from embeddings.models.encoder import Encoder
from qa.search.exact_terms import find_exact_terms
from qa.search.hits import Hit
from qa.search.question_form import with_mark
from qa.search.recency import Shares, recency_scores
from qa.search.spelling import base_forms, mend_question
from qa.search.stopwatch import Stopwatch
from qa.search.term_matching import matched_share
from qa.search.time_expressions import Period, parse_period
from qa.search.waiting_passages import Pace, expected_cosines
from qa.search.weights import DEFAULT_WEIGHTS, Weights

_ATTEMPTS = 3  # to read one version of a store that others change


class _Candidate(NamedTuple):
    """A passage that was found, and what is known of it before its text is read: see `Hit`."""

    key: int
    score: float
    dense: float | None
    expected: float | None
    keyword: float | None
    dense_rank: int | None
    keyword_rank: int | None
    timely: float


class _Brought(NamedTuple):
    """The question's vector, and the score of each passage that a search brought, by key."""

    vector: Vectors
    dense: dict[int, float]
    keyword: dict[int, float]


class _Scored(NamedTuple):
    """Passages by rising keys, with what their place is made of before their text is read.

    `cosines` are those that are known, and expected ones where a passage `waits` for its vector.
    """

    keys: Keys
    scores: Shares
    cosines: Scores
    timely: Shares
    waits: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one question, best first, and the milliseconds that each stage took.

    `asked` is the question as it was searched, slips of the hand mended.
    """

    hits: list[Hit]
    stages: dict[str, float]
    asked: str


class Retriever:
    """Dense and keyword search over one store, their scores fused.

    Each question sees the newest version: when another process has added articles, the next
    question searches them too. `weights` say what counts for how much.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        weights: Weights = DEFAULT_WEIGHTS,
        pace: Pace | None = None,
    ) -> None:
        """`pace` says how many passages that wait may be embedded while a question is answered."""
        self._store, self._encoder, self.weights = store, encoder, weights
        self._pace = pace or Pace()
        self._keyword_thread = ThreadPoolExecutor(1, thread_name_prefix="keywords")

    def close(self) -> None:
        """End its thread and close its encoder; the store stays open."""
        self._keyword_thread.shutdown()
        self._encoder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def find(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        asked_on: date | None = None,
        top: int = 0,
    ) -> Found:
        """The passages most likely to answer, best first, ties by passage key.

        A word that the archive does not know is searched for as its nearest word that it knows.
        There are at most `weights.fetched`, or what `top` rows of evidence need if that is more.
        Each search brings its best `weights.depth`, and as many of the time that the question
        names, which is counted from `asked_on` (today if it is None). A hit's score is a cosine,
        raised by BM25, by its date, and by what the passage holds letter by letter.
        """
        depth = max(self.weights.depth, top)
        fetched = max(self.weights.fetched, self.weights.fetched_per_row * top)
        # One version for all searches and all that is looked up, whatever is added meanwhile;
        # where that version cannot be held, the next one is searched.
        for _ in range(_ATTEMPTS - 1):
            with suppress(ChangedWhileReadError):
                return self._find_once(question, filters, asked_on, depth, fetched)
        return self._find_once(question, filters, asked_on, depth, fetched)

    def _find_once(
        self, question: str, filters: Filters, asked_on: date | None, depth: int, fetched: int
    ) -> Found:
        with self._store.searches() as searches:
            stopwatch = Stopwatch()
            question = mend_question(question, searches, self._is_word)
            period = parse_period(question, asked_on or date.today())
            scopes = [filters, *([_within(period, filters, self.weights)] if period else [])]
            brought = self._search(searches, question, depth, scopes, stopwatch)
            scored = self._look_up(searches, brought, period, asked_on)
            candidates = self._rank(brought, scored, fetched)
            hits = self._fetch(searches, candidates, question)
            stopwatch.lap("fuse")
        return Found(hits, stopwatch.stages, question)

    def _is_word(self, word: str) -> bool:
        """Whether the model learned a word whole: then it is one of the language, and no slip."""
        return 1 in self._encoder.count_tokens(base_forms(word))

    def _search(
        self,
        searches: Searches,
        question: str,
        depth: int,
        scopes: Sequence[Filters],
        stopwatch: Stopwatch,
    ) -> _Brought:
        # Keywords are searched while the question is encoded: that lap is what is left of it.
        by_keyword = self._keyword_thread.submit(
            self._search_keywords, searches, question, depth, scopes
        )
        vector = self._encoder.encode_question(with_mark(question))
        stopwatch.lap("encode")
        dense = self._search_dense(searches, vector, depth, scopes)
        stopwatch.lap("dense")
        keyword = by_keyword.result()
        stopwatch.lap("keyword")
        return _Brought(vector, dense, keyword)

    def _search_dense(
        self, searches: Searches, vector: Vectors, depth: int, scopes: Sequence[Filters]
    ) -> dict[int, float]:
        if self.weights.search == "keyword":
            return {}
        return _merge(searches.dense(vector, depth, scope) for scope in scopes)

    def _search_keywords(
        self, searches: Searches, question: str, depth: int, scopes: Sequence[Filters]
    ) -> dict[int, float]:
        if self.weights.search == "dense":
            return {}
        return _merge(searches.keyword(question, depth, scope) for scope in scopes)

    def _look_up(
        self,
        searches: Searches,
        brought: _Brought,
        period: Period | None,
        asked_on: date | None,
    ) -> _Scored:
        """What is known of the passages that the searches brought, without reading them."""
        keys = np.array(sorted({*brought.dense, *brought.keyword}), np.int64)
        has_time = self.weights.search == "fused" and (period or asked_on) is not None
        cosines, days = searches.known(brought.vector, keys, days=has_time)
        bm25 = np.array([brought.keyword.get(key, 0.0) for key in keys.tolist()])
        cosines = self._embed_best(searches, brought.vector, keys, cosines, bm25)
        waits = np.isnan(cosines)
        cosines = expected_cosines(cosines, bm25)
        timely = np.zeros(len(keys))
        if days is not None:
            timely = recency_scores(days, period, asked_on, self.weights)
        of_time = self.weights.period(period.kind) if period else self.weights.recency
        of_cosine = 0.0 if self.weights.search == "keyword" else 1.0
        scores = of_cosine * cosines + self.weights.bm25 * bm25 + of_time * timely
        return _Scored(keys, scores, cosines, timely, waits)

    def _embed_best(
        self,
        searches: Searches,
        vector: Vectors,
        keys: Keys,
        cosines: Scores,
        bm25: NDArray[np.float64],
    ) -> Scores:
        """The cosines, with those of the best word hits that wait, as many as take no time."""
        waiting = np.flatnonzero(np.isnan(cosines))
        best = waiting[np.argsort(-bm25[waiting], kind="stable")][: self._pace.affordable()]
        if len(best) == 0 or self.weights.search == "keyword":
            return cosines
        passages = searches.passages(keys[best].tolist())
        texts = [embedded_text(passages[key]) for key in keys[best].tolist()]
        stopwatch = Stopwatch()
        vectors = self._encoder.encode_passages(texts)
        self._pace.observe(len(texts), stopwatch.elapsed() / 1000)
        cosines = cosines.copy()
        cosines[best] = np.clip(vectors @ vector, -1, 1)
        return cosines

    def _rank(self, brought: _Brought, scored: _Scored, fetched: int) -> list[_Candidate]:
        """The best of what the searches brought, best first."""
        dense_ranks, keyword_ranks = _ranks(brought.dense), _ranks(brought.keyword)
        best = np.lexsort((scored.keys, -scored.scores))[:fetched]
        columns = (column[best].tolist() for column in scored)
        return [
            _Candidate(
                key=key,
                score=score,
                dense=None if waits else cosine,
                expected=cosine if waits else None,
                keyword=brought.keyword.get(key),
                dense_rank=dense_ranks.get(key),
                keyword_rank=keyword_ranks.get(key),
                timely=suits,
            )
            for key, score, cosine, suits, waits in zip(*columns, strict=True)
        ]

    def _fetch(
        self, searches: Searches, candidates: Sequence[_Candidate], question: str
    ) -> list[Hit]:
        """The candidates as hits, raised by what they hold letter by letter, in that order."""
        named = find_exact_terms(question) if self.weights.search == "fused" else ()
        passages = searches.passages([each.key for each in candidates])
        hits: list[Hit] = []
        for each in candidates:
            if passage := passages.get(each.key):
                exact = matched_share(named, embedded_text(passage)) if named else 0.0
                hits.append(
                    Hit(
                        passage,
                        score=each.score + self.weights.exact * exact,
                        dense=each.dense,
                        keyword=each.keyword,
                        dense_rank=each.dense_rank,
                        keyword_rank=each.keyword_rank,
                        exact=exact,
                        timely=each.timely,
                        expected=each.expected,
                    )
                )
        return sorted(hits, key=lambda hit: -hit.score)


def _within(period: Period, filters: Filters, weights: Weights) -> Filters:
    """The filters, narrowed to the period and the days in which it is still reported."""
    first = max(filters.first or date.min, period.first)
    last = period.last + timedelta(weights.reported_days)
    return replace(filters, first=first, last=min(filters.last or date.max, last))


def _merge(found: Iterable[Ranked]) -> dict[int, float]:
    """The scores of all that several searches found, by key."""
    scores: dict[int, float] = {}
    for keys, values in found:
        scores = dict(zip(keys.tolist(), values.tolist(), strict=True)) | scores
    return scores


def _ranks(scores: Mapping[int, float]) -> dict[int, int]:
    order = sorted(scores, key=lambda key: (-scores[key], key))
    return {key: rank for rank, key in enumerate(order, start=1)}
