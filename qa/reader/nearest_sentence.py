"""The sentence of a passage that comes nearest to a question, by the words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.indexes.keywords import question_stems, stems
from corpus.records import Passage, Span
from qa.reader.shaping.sentence_answers import answer_units
from qa.search.hits import Hit


def word_rarities(question: str, candidates: Sequence[Hit]) -> dict[str, float]:
    """The idf of each word stem of the question among the candidates: how far it separates them."""
    holders: Counter[str] = Counter()
    for hit in candidates:
        holders.update(set(stems(hit.passage.text)))
    return {
        word: math.log(1 + (len(candidates) + 1) / (holders[word] + 0.5))
        for word in question_stems(question)
    }


def coverage(rarities: Mapping[str, float], text: str) -> float:
    """The share of the question's words, weighted by rarity, that a text holds; in [0, 1]."""
    words = set(stems(text))
    total = sum(rarities.values())
    shared = sum(rarity for word, rarity in rarities.items() if word in words)
    return shared / total if total else 0.0


def nearest_sentence(rarities: Mapping[str, float], passage: Passage) -> Span:
    """The first of the sentences with the highest coverage, as a range of the article.

    No quotation is cut in half.
    """
    spans = answer_units(passage.text) or (Span(0, len(passage.text)),)
    best = max(spans, key=lambda span: coverage(rarities, passage.text[span.start : span.end]))
    return Span(passage.start + best.start, passage.start + best.end)


def sentence_around(answer: Span, passage: Passage) -> Span:
    """The sentence, or the sentences, that an answer stands in; no quotation is cut in half."""
    inside = Span(answer.start - passage.start, answer.end - passage.start)
    touched = [
        unit for unit in answer_units(passage.text)
        if unit.start < inside.end and unit.end > inside.start
    ]  # fmt: skip
    start = min([inside.start, *(span.start for span in touched)])
    end = max([inside.end, *(span.end for span in touched)])
    return Span(passage.start + start, passage.start + end)
