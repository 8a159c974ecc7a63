"""A question finds passages: both searches, fused and filtered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus import keywords
from corpus.archive import Archive, Keys, Vectors
from corpus.derived import derived
from corpus.keywords import KeywordIndex
from corpus.records import NO_FILTERS, Filters, Hit
from embeddings import index
from embeddings.encoder import Encoder
from embeddings.index import VectorIndex
from qa.clock import Clock

Scores = NDArray[np.float32]

# How many passages each search brings.
DEPTH = 100
# A BM25 score counts for this much cosine: the best mean nDCG@10 over six public sets, of
# 1/120 to 1/18, and as good on news; web search questions alone would have less. Stretching
# each question's scores to [0, 1] first was worse: it makes much of the best of many poor
# matches.
COSINE_OF_BM25 = 1 / 30


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

    def find(self, question: str, filters: Filters = NO_FILTERS, depth: int = DEPTH) -> Found:
        """The passages most likely to answer, ties by passage key.

        Each search brings its best `depth`. A hit's score is a cosine, raised by BM25.
        """
        # One generation for both indexes and all that is looked up, whatever is added meanwhile.
        with self._archive.snapshot():
            self._follow_the_archive()
            return self._found(question, filters, depth)

    def _found(self, question: str, filters: Filters, depth: int) -> Found:
        allowed = self._archive.passage_keys(filters) if filters else None
        clock = Clock()
        nothing = np.empty(0, np.int64)
        vector = self._encoder.encode_question(question)
        clock.lap("encode")
        dense = nothing
        if self._search != "keyword":
            dense, _ = self._vectors.search(vector, depth, allowed)
        clock.lap("dense")
        keyword, bm25 = nothing, np.empty(0, np.float32)
        if self._search != "dense":
            keyword, bm25 = self._keywords.search(question, depth, allowed)
        clock.lap("keyword")
        hits = self._fused(vector, dense, keyword, bm25)
        clock.lap("fuse")
        return Found(hits, clock.laps)

    def _fused(self, vector: Vectors, dense: Keys, keyword: Keys, bm25: Scores) -> list[Hit]:
        keys = np.union1d(dense, keyword)
        cosines = self._vectors.cosines(vector, keys)
        by_keyword = dict(zip(keyword.tolist(), bm25.tolist(), strict=True))
        words = np.array([by_keyword.get(key, 0.0) for key in keys.tolist()], np.float32)
        weight = 0.0 if self._search == "keyword" else 1.0
        scores = weight * cosines + COSINE_OF_BM25 * words
        dense_ranks, keyword_ranks = _ranks(dense), _ranks(keyword)
        order = sorted(range(len(keys)), key=lambda row: (-scores[row], keys[row]))
        passages = self._archive.passages(keys[order].tolist())
        return [
            Hit(
                passages[key], float(scores[row]), float(cosines[row]), by_keyword.get(key),
                dense_ranks.get(key), keyword_ranks.get(key),
            )
            for row, key in ((row, int(keys[row])) for row in order)
            if key in passages
        ]  # fmt: skip

    def _follow_the_archive(self) -> None:
        stamp = self._archive.stamp
        if stamp == self._stamp:
            return
        archive = self._archive
        self._vectors = VectorIndex(derived(archive, index.FORMAT, partial(_vectors_of, archive)))
        self._keywords = KeywordIndex(
            derived(archive, keywords.FORMAT, partial(_keywords_of, archive))
        )
        self._stamp = stamp


def _ranks(keys: Keys) -> dict[int, int]:
    return {key: rank for rank, key in enumerate(keys.tolist(), start=1)}


def _vectors_of(archive: Archive, folder: Path) -> None:
    index.build(folder, *archive.vectors())


def _keywords_of(archive: Archive, folder: Path) -> None:
    keywords.build(folder, archive.texts())
