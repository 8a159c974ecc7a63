"""What a search finds: a passage, and what its place was made of."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with all that its place was made of.

    `score` orders the hits of one question; `dense` is a cosine in [-1, 1]; `keyword` is a BM25
    score. A rank, from 1, is None where that search did not bring the passage. `exact` is the
    share of the question's names, numbers and quotations that it holds, `timely` how well its
    date suits the time that the question means. `expected` is what the cosine of a passage that
    waits for its vector was taken for; `dense` is then None. `read` is the reader's logit that it
    answers, None where it was not read; `fused` is then what the searches alone gave it.
    """

    passage: Passage
    score: float
    dense: float | None = None
    keyword: float | None = None
    dense_rank: int | None = None
    keyword_rank: int | None = None
    exact: float = 0.0
    timely: float = 0.0
    read: float | None = None
    fused: float | None = None
    expected: float | None = None
