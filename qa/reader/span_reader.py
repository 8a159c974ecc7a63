"""Reads the best passages beside the question: the one user of the shipped weights."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from corpus.errors import ModelError
from corpus.passages import short_title
from corpus.records import Passage, Span
from embeddings.models.onnx_session import Floats, OnnxModel
from embeddings.models.packaged import folder_of
from embeddings.models.tokenizer import WordPieces
from qa.reader.base import PassageReading, Reader, Verdict
from qa.reader.inputs import Input, Inputs, Text, pad_inputs
from qa.reader.questions.asked import Asked
from qa.reader.settings import SHIPPED_READER, WEIGHTS_FILE, ReaderSettings, digest_of_file
from qa.reader.shaping.answer_shape import shape_answer
from qa.reader.spans import best_spans
from qa.reader.support import QuestionSupport
from qa.reader.verdict import make_verdict
from qa.search.hits import Hit

# What a passage without any word gets: surely "not here".
_MARGIN_OF_NOTHING = -10.0
_PARAGRAPH_BREAK = re.compile(r"\n\n")


class SpanReader(Reader):
    """A small encoder that reads question and passage together."""

    def __init__(self, model: OnnxModel, words: WordPieces, settings: ReaderSettings) -> None:
        self.settings = settings
        self._model, self._inputs = model, Inputs(words, settings.input)
        self._cores = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reader")

    @classmethod
    def load(cls, folder: Path = SHIPPED_READER) -> SpanReader:
        """The reader in a folder: `reader.json`, and the weights that it describes.

        ModelError where one is missing, where they do not belong together, or where the base
        model's tokenizer is not the one that the weights were made with.
        """
        settings = ReaderSettings.load(folder)
        tokenizer, weights = folder_of(settings.base_model), folder / WEIGHTS_FILE
        _check_digest(tokenizer / "tokenizer.json", settings.tokenizer_sha256)
        _check_digest(weights, settings.weights_sha256)
        return cls(OnnxModel(weights, threads=1), WordPieces(tokenizer), settings)

    @property
    def name(self) -> str:
        return self.settings.name

    def as_record(self) -> dict[str, str]:
        return self.settings.as_record()

    def close(self) -> None:
        self._cores.shutdown()

    def read(self, question: str, hits: Sequence[Hit]) -> Verdict:
        readings = self.read_passages(question, hits)
        return make_verdict(readings, self.settings.ordering, self.settings.calibration)

    def read_passages(self, question: str, hits: Sequence[Hit]) -> list[PassageReading]:
        """What each hit answers by itself, in the order given: what calibration is fitted on."""
        asked = Asked(question)
        inputs = self._inputs.of(question, [_text_of(hit.passage) for hit in hits])
        # A passage on each core: side by side in a batch they would be padded, and one on all
        # cores at once takes nearly twice as long.
        scores = self._cores.map(self._score, inputs)
        readings = [
            self._read_passage(hit, asked, input, *scored)
            for hit, input, scored in zip(hits, inputs, scores, strict=True)
        ]
        support = QuestionSupport(question, hits)
        return [replace(reading, support=support.measure(reading)) for reading in readings]

    def _score(self, input: Input) -> tuple[Floats, Floats, float]:
        batch = pad_inputs([input])
        inputs = {"ids": batch.ids, "types": batch.types}
        wanted = {name: each for name, each in inputs.items() if name in self._model.inputs}
        start, end, relevance = self._model.run(wanted)
        return start[0], end[0], float(relevance[0])

    def _read_passage(
        self, hit: Hit, asked: Asked, input: Input, start: Floats, end: Floats, relevance: float
    ) -> PassageReading:
        passage, limits = hit.passage, self.settings.spans
        # An answer is never a part of two paragraphs.
        breaks = [match.start() for match in _PARAGRAPH_BREAK.finditer(passage.text)]
        spans = best_spans(
            input, start, end, limits.answer_pieces,
            most=limits.considered, breaks=breaks, piece_penalty=limits.piece_penalty,
        )  # fmt: skip
        if not spans:
            return PassageReading(hit, None, _MARGIN_OF_NOTHING, relevance)
        answer = shape_answer(asked, passage, spans, limits.misfit_penalty)
        span, core = (
            Span(passage.start + each.start, passage.start + each.end)
            for each in (answer.span, answer.core)
        )
        return PassageReading(
            hit, span, answer.score, relevance, answer.lead,
            core=core, shape=answer.shape, misfit=answer.misfit, attested=answer.attested,
        )  # fmt: skip


def _text_of(passage: Passage) -> Text:
    return Text(short_title(passage.article), passage.text)


def _check_digest(path: Path, expected: str) -> None:
    if not path.is_file():
        raise ModelError(f"the reader needs {path}, which is missing: reinstall Pullquote")
    if digest_of_file(path) != expected:
        raise ModelError(
            f"{path} is not the file that the reader was made with: reinstall Pullquote"
        )
