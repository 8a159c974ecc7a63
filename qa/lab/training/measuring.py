"""How well the reader reads and refuses, on questions that it was not made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch

from qa.evaluation.measures import exact_match, token_f1
from qa.evaluation.refusal import auroc
from qa.lab.training.calibrating import AskedQuestion, is_right
from qa.lab.training.model import AnyModel
from qa.lab.training.sets import Example
from qa.reader.inputs import Inputs, Text, pad_inputs
from qa.reader.settings import Calibration, OrderingWeights, ReaderSettings
from qa.reader.spans import best_spans
from qa.reader.verdict import calibrated_logit, rank_answers

_BATCH_QUESTIONS = 16


class Reading(NamedTuple):
    """Means over questions, in percent, of the best span, be "not here" better or not."""

    exact_match: float
    f1: float


def measure_reading(model: AnyModel, inputs: Inputs, examples: Sequence[Example]) -> Reading:
    """Read each example's own paragraph."""
    exact = f1 = 0.0
    for first in range(0, len(examples), _BATCH_QUESTIONS):
        batch = examples[first : first + _BATCH_QUESTIONS]
        for example, text in zip(batch, _read_batch(model, inputs, batch), strict=True):
            exact += exact_match(text, example.answers)
            f1 += token_f1(text, example.answers)
    return Reading(100 * exact / len(examples), 100 * f1 / len(examples))


def _read_batch(model: AnyModel, inputs: Inputs, examples: Sequence[Example]) -> list[str]:
    """The best span of each example's paragraph."""
    longest = ReaderSettings.load().spans.answer_pieces
    texts = [Text(example.paragraph.title, example.paragraph.text) for example in examples]
    read = [inputs.of(e.question, [text])[0] for e, text in zip(examples, texts, strict=True)]
    batch = pad_inputs(read)
    with torch.inference_mode():
        start, end, _ = model(*map(torch.from_numpy, (batch.ids, batch.mask, batch.types)))
    rows = zip(read, start.numpy(), end.numpy(), strict=True)
    spans = [best_spans(*row, longest)[0].span for row in rows]
    return [text.passage[slice(*span)] for text, span in zip(texts, spans, strict=True)]


class Answering(NamedTuple):
    """Shares of questions asked of an archive, in [0, 1].

    `found` and `first` are over those whose answer is there: the right passage first by the
    searches alone, and by the reader. `right` are answers with at least half of the words
    right; `auroc` is how well the confidence tells the questions with an answer from those
    without; `wrongly_refused` and `wrongly_answered` are at even odds.
    """

    found: float
    first: float
    right: float
    auroc: float
    wrongly_refused: float
    wrongly_answered: float


def measure_answering(
    questions: Sequence[AskedQuestion], ordering: OrderingWeights, calibration: Calibration
) -> Answering:
    """Measure questions with an answer and without one together."""
    # Where nothing was found, nothing is said.
    ranked = [(q, rank_answers(q.readings, ordering)[0]) for q in questions if q.readings]
    logits = [calibrated_logit(best, calibration) for _, best in ranked]
    there = [question.is_answerable for question, _ in ranked]
    answerable = [(question, best) for question, best in ranked if question.is_answerable]
    return Answering(
        found=_share(question.holds[0] for question, _ in answerable),
        first=_share(question.is_held_by(best) for question, best in answerable),
        right=_share(is_right(question.example, best) for question, best in answerable),
        auroc=auroc(logits, there) or 0.0,
        wrongly_refused=_share(
            logit < 0 for logit, is_there in zip(logits, there, strict=True) if is_there
        ),
        wrongly_answered=_share(
            logit >= 0 for logit, is_there in zip(logits, there, strict=True) if not is_there
        ),
    )


def _share(values: Iterable[bool]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0
