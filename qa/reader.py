"""Passages become an answer: the sentence that answers best, or a refusal."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from corpus.keywords import question_stems, stems
from corpus.records import Hit, Span
from corpus.sentences import sentences
from embeddings.encoder import Encoder

Sentence = tuple[Span, str]  # where it stands in the article, and its text

# In how many passages of a question sentences are compared by their vectors.
READ = 5
# What the cosine weighs in a sentence's score against the share of the question's words.
COSINE_WEIGHT = 0.5
# Confidence is a logistic function of two things measured on the best passage; the three
# numbers were fitted on public questions, each asked with and without its answer there.
_COSINE, _COVERAGE, _BIAS = 8.6, 5.2, -7.4
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader made of one question: each hit's best sentence, and how likely it is
    that the first one answers, in [0, 1]."""

    sentences: tuple[Span, ...]
    confidence: float


class SentenceReader:
    """Points at the sentence of each passage that is nearest to the question.

    A sentence is near when it shares the question's rare words and, in the best passages,
    when its vector is near too: encoding every sentence of every passage would be slow.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, question: str, hits: Sequence[Hit], candidates: Sequence[Hit]) -> Reading:
        """Find the best sentence of each hit; `candidates` tell which words are rare."""
        if not hits:
            return Reading((), 0.0)
        weights = _rarity(question_stems(question), candidates)
        found = [_nearof(hit) for hit in hits]
        cosines = self._cosines(question, found[:READ])
        best = [_best(weights, *each) for each in zip_longest(found, cosines, fillvalue=())]
        return Reading(tuple(best), confidence(weights, hits[0]))

    def _cosines(self, question: str, close: list[list[Sentence]]) -> list[list[float]]:
        """The cosine of each sentence with the question, passage by passage."""
        texts = [text for near in close for _, text in near]
        vectors = self._encoder.encode_passages(texts)
        cosines = iter((vectors @ self._encoder.encode_question(question)).tolist())
        return [list(islice(cosines, len(near))) for near in close]


def _best(weights: dict[str, float], found: Sequence[Sentence], cosines: Sequence[float]) -> Span:
    """The first of the best sentences; without cosines, by the shared words alone."""
    shared = [coverage(weights, text) for _, text in found]
    scores = [
        COSINE_WEIGHT * cosine + (1 - COSINE_WEIGHT) * words
        for cosine, words in zip_longest(cosines, shared, fillvalue=0.0)
    ]
    return found[scores.index(max(scores))][0]


def _nearof(hit: Hit) -> list[Sentence]:
    passage = hit.passage
    return [
        (Span(passage.start + start, passage.start + end), passage.text[start:end])
        for start, end in sentences(passage.text)
    ]


def _rarity(words: Sequence[str], candidates: Sequence[Hit]) -> dict[str, float]:
    """How much each word of the question tells the candidates apart (their idf)."""
    seen: Counter[str] = Counter()
    for hit in candidates:
        seen.update(set(stems(hit.passage.text)))
    return {word: math.log(1 + (len(candidates) + 1) / (seen[word] + 0.5)) for word in words}


def coverage(weights: dict[str, float], text: str) -> float:
    """The share of the question's words, by weight, that a text holds."""
    held = set(stems(text))
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0


def confidence(weights: dict[str, float], best: Hit) -> float:
    """How likely the best passage is to answer: in [0, 1]."""
    text = f"{best.passage.article.title}\n{best.passage.text}"
    evidence = _COSINE * (best.dense or 0.0) + _COVERAGE * coverage(weights, text) + _BIAS
    return 1 / (1 + math.exp(-evidence))
