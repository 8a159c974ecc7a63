"""How well the reader reads and refuses, on questions that it was not made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch

from qa.evaluation.measures import exact_match, token_f1
from qa.evaluation.refusal import auroc
from qa.lab.training.calibrating import Asked, is_right
from qa.lab.training.model import ReaderModel
from qa.lab.training.sets import Example
from qa.reader.inputs import Inputs, Text, pad_inputs
from qa.reader.settings import Calibration, OrderingWeights, ReaderSettings
from qa.reader.spans import best_spans
from qa.reader.verdict import calibrated_logit, rank_answers

_AT_ONCE = 16


class Reading(NamedTuple):
    """Means over questions, in percent, of the best span, be "not here" better or not."""

    exact_match: float
    f1: float


def measure_reading(model: ReaderModel, inputs: Inputs, examples: Sequence[Example]) -> Reading:
    """PassageReading each example's own paragraph."""
    exact = f1 = 0.0
    longest = ReaderSettings.load().spans.answer_pieces
    for first in range(0, len(examples), _AT_ONCE):
        some = examples[first : first + _AT_ONCE]
        read = [inputs.of(e.question, [Text(e.paragraph.title, e.paragraph.text)])[0] for e in some]
        batch = pad_inputs(read)
        with torch.inference_mode():
            start, end, _ = model(*map(torch.from_numpy, (batch.ids, batch.mask, batch.types)))
        for example, input, starts, ends in zip(
            some, read, start.numpy(), end.numpy(), strict=True
        ):
            best, *_ = best_spans(input, starts, ends, longest)
            text = example.paragraph.text[best.span.start : best.span.end]
            exact += exact_match(text, example.answers)
            f1 += token_f1(text, example.answers)
    return Reading(100 * exact / len(examples), 100 * f1 / len(examples))


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
    asked: Sequence[Asked], ordering: OrderingWeights, calibration: Calibration
) -> Answering:
    """Measure questions with an answer and without one together."""
    asked = [each for each in asked if each.readings]  # where nothing was found, nothing is said
    ordered = [rank_answers(each.readings, ordering) for each in asked]
    sure = [calibrated_logit(order[0], calibration) for order in ordered]
    there = [each.answered for each in asked]
    holding = {
        id(each.hit): holds for a in asked for each, holds in zip(a.readings, a.holds, strict=True)
    }
    pairs = list(zip(asked, ordered, sure, there, strict=True))
    return Answering(
        found=_mean(each.holds[0] for each, _, _, is_there in pairs if is_there),
        first=_mean(holding[id(order[0].hit)] for _, order, _, is_there in pairs if is_there),
        right=_mean(is_right(e.example, order[0]) for e, order, _, is_there in pairs if is_there),
        auroc=auroc(sure, there) or 0.0,
        wrongly_refused=_mean(logit < 0 for _, _, logit, is_there in pairs if is_there),
        wrongly_answered=_mean(logit >= 0 for _, _, logit, is_there in pairs if not is_there),
    )


def _mean(values: Iterable[bool]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0
