"""Reads the best passages beside the question: the one user of the shipped weights."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.passages import short_title
from corpus.records import Passage, Span
from embeddings.models.onnx_session import Floats, OnnxModel
from embeddings.models.tokenizer import WordPieces
from qa.reader.answer_types import Kind, fits, kind_of
from qa.reader.inputs import Input, Inputs, Text, batched
from qa.reader.spans import ScoredSpan, best_spans
from qa.search.hits import Hit

READER = "MiniLM-L6 spans 4"  # another name with other weights: runs made with them differ
WEIGHTS = Path(__file__).parent / "weights" / "reader.onnx"

# Of a passage's best spans so many are looked at; one that is not of the kind that the
# question asks for loses so much of its score.
_SPANS, _MISFIT = 5, 2.0
_BREAK = re.compile(r"\n\n")


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader made of one hit.

    `span` is the best answer of its passage, a range of the article's text, None only where
    the passage holds no word; `margin` is how much better it is than "not here", and `rank`
    how well the passage as a whole answers. Both are logits.
    """

    hit: Hit
    span: Span | None
    margin: float
    rank: float


class SpanReader:
    """A small encoder that reads question and passage together."""

    def __init__(self, model: OnnxModel, words: WordPieces) -> None:
        self._model, self._inputs = model, Inputs(words)
        self._cores = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reader")

    @classmethod
    def load(cls, tokenizer: Path, weights: Path = WEIGHTS) -> SpanReader:
        """The shipped weights; `tokenizer` is the folder of the model that they began as."""
        return cls(OnnxModel(weights, threads=1), WordPieces(tokenizer))

    def read(self, question: str, hits: Sequence[Hit]) -> list[Read]:
        """What each hit answers, in the order given."""
        kind = kind_of(question)
        inputs = self._inputs.of(question, [_text(hit.passage) for hit in hits])
        # A passage on each core: side by side in a batch they would be padded, and one on all
        # cores at once takes nearly twice as long.
        scores = self._cores.map(self._scores, inputs)
        return [
            self._read(hit, kind, input, *scored)
            for hit, input, scored in zip(hits, inputs, scores, strict=True)
        ]

    def _scores(self, input: Input) -> tuple[Floats, Floats, float]:
        batch = batched([input])
        start, end, rank = self._model.run({"ids": batch.ids, "types": batch.types})
        return start[0], end[0], float(rank[0])

    def _read(
        self, hit: Hit, kind: Kind, input: Input, start: Floats, end: Floats, rank: float
    ) -> Read:
        passage = hit.passage
        # An answer is never a part of two paragraphs.
        breaks = [match.start() for match in _BREAK.finditer(passage.text)]
        spans = best_spans(input, start, end, _SPANS, breaks)
        if not spans:
            return Read(hit, None, -10.0, rank)
        best = max((_fitted(found, kind, passage.text) for found in spans), key=lambda s: s.score)
        span = Span(passage.start + best.span.start, passage.start + best.span.end)
        return Read(hit, span, best.score, rank)


def _fitted(found: ScoredSpan, kind: Kind, text: str) -> ScoredSpan:
    if fits(kind, text[found.span.start : found.span.end]):
        return found
    return found._replace(score=found.score - _MISFIT)


def _text(passage: Passage) -> Text:
    return Text(short_title(passage.article), passage.text)
