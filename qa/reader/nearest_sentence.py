"""The sentence of a passage that comes nearest to a question, by the words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.indexes.keywords import question_stems, stems
from corpus.records import Passage, Span
from corpus.sentences import sentences
from qa.search.hits import Hit


def rarity(question: str, candidates: Sequence[Hit]) -> dict[str, float]:
    """How much each word of the question tells the candidates apart (their idf)."""
    seen: Counter[str] = Counter()
    for hit in candidates:
        seen.update(set(stems(hit.passage.text)))
    return {
        word: math.log(1 + (len(candidates) + 1) / (seen[word] + 0.5))
        for word in question_stems(question)
    }


def coverage(weights: Mapping[str, float], text: str) -> float:
    """The share of the question's words, by weight, that a text holds."""
    held = set(stems(text))
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0


def nearest_sentence(weights: Mapping[str, float], passage: Passage) -> Span:
    """The first of the sentences that hold most of the question, as a range of the article."""
    spans = list(sentences(passage.text)) or [Span(0, len(passage.text))]
    best = max(spans, key=lambda span: coverage(weights, passage.text[span.start : span.end]))
    return Span(passage.start + best.start, passage.start + best.end)


def sentence_around(answer: Span, passage: Passage) -> Span:
    """The sentence, or the sentences, that an answer stands in."""
    inside = Span(answer.start - passage.start, answer.end - passage.start)
    held = [s for s in sentences(passage.text) if s.start < inside.end and s.end > inside.start]
    start = min([inside.start, *(span.start for span in held)])
    end = max([inside.end, *(span.end for span in held)])
    return Span(passage.start + start, passage.start + end)
