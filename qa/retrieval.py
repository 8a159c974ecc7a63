"""A question finds passages: both searches, fused and filtered."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import keywords
from corpus.archive import Archive, Keys
from corpus.derived import derived
from corpus.keywords import KeywordIndex
from corpus.records import NO_FILTERS, Filters, Hit
from embeddings import index
from embeddings.encoder import Encoder
from embeddings.index import VectorIndex

Scores = NDArray[np.float32]

# How many passages each search brings.
DEPTH = 100
# A BM25 score counts for this much cosine. Chosen on public sets (nDCG@10 of 0.724 on news
# questions, 0.959 on web search questions): stretching each question's scores to [0, 1]
# first was worse, as it makes much of the best of many poor matches.
COSINE_OF_BM25 = 1 / 70


class Retriever:
    """Dense and keyword search over one archive, their scores fused.

    The indexes follow the archive: when another process has added articles, the next
    question searches them too.
    """

    def __init__(self, archive: Archive, encoder: Encoder) -> None:
        self._archive, self._encoder = archive, encoder
        self._stamp = ""

    def find(self, question: str, filters: Filters = NO_FILTERS, depth: int = DEPTH) -> list[Hit]:
        """The passages most likely to answer, best first, ties by passage key.

        Each search brings its best `depth`. A hit's score is a cosine, raised by BM25.
        """
        self._follow_the_archive()
        allowed = self._archive.passage_keys(filters) if filters else None
        vector = self._encoder.encode_question(question)
        dense_keys, _ = self._vectors.search(vector, depth, allowed)
        keyword_keys, bm25 = self._keywords.search(question, depth, allowed)
        keys = np.union1d(dense_keys, keyword_keys)
        cosines = self._vectors.cosines(vector, keys)
        by_keyword = dict(zip(keyword_keys.tolist(), bm25.tolist(), strict=True))
        shared_words = np.array([by_keyword.get(key, 0.0) for key in keys.tolist()], np.float32)
        scores = cosines + COSINE_OF_BM25 * shared_words
        return self._hits(keys, scores, cosines, by_keyword)

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

    def _hits(
        self, keys: Keys, scores: Scores, cosines: Scores, by_keyword: dict[int, float]
    ) -> list[Hit]:
        order = sorted(range(len(keys)), key=lambda row: (-scores[row], keys[row]))
        passages = self._archive.passages(keys[order].tolist())
        return [
            Hit(passages[key], float(scores[row]), float(cosines[row]), by_keyword.get(key))
            for row, key in ((row, int(keys[row])) for row in order)
            if key in passages
        ]


def _vectors_of(archive: Archive, folder: Path) -> None:
    index.build(folder, *archive.vectors())


def _keywords_of(archive: Archive, folder: Path) -> None:
    keywords.build(folder, archive.texts())
