"""Fits what the reader's scores mean, on questions that its weights were not made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields

import torch
from torch import Tensor
from torch.nn import functional

from corpus.store.store import Store
from embeddings.models.encoder import Encoder
from qa.assistant import as_spoken, choose_passages
from qa.evaluation.measures import normalise, token_f1
from qa.evaluation.refusal import RIGHT_F1
from qa.lab.training.sets import Example
from qa.reader.base import PassageReading
from qa.reader.rereading import RereadingReader
from qa.reader.settings import Calibration, OrderingWeights
from qa.reader.span_reader import SpanReader
from qa.reader.verdict import confidence_features, ordering_features, rank_answers
from qa.search.hits import Hit
from qa.search.retriever import Retriever

_NEVER_LOGIT = -1e9
_MAX_ITERATIONS = 500
# Of the questions that people ask an archive: what is fitted to more of them refuses too much.
_UNANSWERABLE_SHARE = 3 / 10
# What a weight's distance from its earlier value costs, squared, beside the mean loss: where few
# questions tell of what a weight stands for, it would else be what their chance makes it.
_PULL = 0.01


# Readers that say of each passage by itself what it answers.
PassageReader = SpanReader | RereadingReader


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as it was read: the readings, and which passages hold the answer.

    `is_answerable` says whether the archive answers; where it does not, nothing holds.
    """

    example: Example
    readings: list[PassageReading]
    holds: list[bool]
    is_answerable: bool

    def is_held_by(self, passage: PassageReading) -> bool:
        """Whether one of its passages holds the answer."""
        return any(
            holds and reading.hit is passage.hit
            for reading, holds in zip(self.readings, self.holds, strict=True)
        )


def ask_archive(
    examples: Sequence[Example],
    archive: Store,
    encoder: Encoder,
    reader: PassageReader,
    *,
    without_answer: bool = False,
) -> list[AskedQuestion]:
    """Ask the archive each question; `without_answer` as if its paragraph were not there."""
    retriever = Retriever(archive, encoder)
    questions: list[AskedQuestion] = []
    for example in examples:
        hits = retriever.find(example.question).hits
        if without_answer:
            hits = [hit for hit in hits if not _holds_answer(hit, example)]
        chosen = choose_passages(hits)
        spoken = as_spoken(example.question, hits, chosen)
        readings = reader.read_passages(spoken, chosen)
        holds = [_holds_answer(reading.hit, example) for reading in readings]
        is_answerable = example.answer is not None and not without_answer
        questions.append(AskedQuestion(example, readings, holds, is_answerable))
    return questions


def _holds_answer(hit: Hit, example: Example) -> bool:
    """Whether it is the judged paragraph, or says the same elsewhere."""
    if hit.passage.article.id == example.paragraph.id:
        return example.answer is not None
    text = hit.passage.text.casefold()
    return any(answer.casefold() in text for answer in example.answers)


def fit_order(questions: Sequence[AskedQuestion]) -> OrderingWeights:
    """The weights under which the passages that are read right are likeliest among those read.

    One that holds the answer, and of which the reader makes another, is better not put first.
    """
    names = [field.name for field in fields(OrderingWeights)]
    marked = [(each.readings, _read_right(each)) for each in questions]
    telling = [(readings, right) for readings, right in marked if any(right) and not all(right)]
    most = max(len(readings) for readings, _ in telling)
    features = torch.zeros((len(telling), most, len(names)), dtype=torch.float64)
    read, wanted = (torch.zeros((len(telling), most), dtype=torch.bool) for _ in range(2))
    for row, (readings, right) in enumerate(telling):
        places = slice(len(readings))
        of_readings = [ordering_features(reading) for reading in readings]
        features[row, places] = torch.tensor([[one[name] for name in names] for one in of_readings])
        read[row, places], wanted[row, places] = True, torch.tensor(right)

    def loss(weights: Tensor) -> Tensor:
        logits = features @ weights
        among, best = (logits.masked_fill(~chosen, _NEVER_LOGIT) for chosen in (read, wanted))
        return (among.logsumexp(-1) - best.logsumexp(-1)).mean()

    return OrderingWeights(*minimize(loss, len(names)))


def _read_right(question: AskedQuestion) -> list[bool]:
    """Which passages hold the answer and are read so."""
    return [
        holds and is_right(question.example, reading)
        for reading, holds in zip(question.readings, question.holds, strict=True)
    ]


def fit_calibration(
    questions: Sequence[AskedQuestion],
    ordering: OrderingWeights,
    earlier: Calibration,
    *,
    pull: float = _PULL,
) -> Calibration:
    """The weights under which the best passage's answer is right as often as they say.

    What speaks for an answer never counts against it: no weight but the last is below 0. Weights
    of which these questions tell little stay near the `earlier` ones. The questions without an
    answer count as much as if they were `_UNANSWERABLE_SHARE` of all.
    """
    best = [(each, rank_answers(each.readings, ordering)[0]) for each in questions if each.readings]
    names = [field.name for field in fields(Calibration)]
    of_passages = [confidence_features(passage) for _, passage in best]
    features = torch.tensor([[one[name] for name in names[:-1]] for one in of_passages]).double()
    right = torch.tensor([float(is_right(each.example, passage)) for each, passage in best])
    importance = _weigh_questions([each.is_answerable for each, _ in best])
    before = torch.tensor(astuple(earlier)).double()

    def loss(weights: Tensor) -> Tensor:
        logits = features @ weights[:-1] + weights[-1]
        moved = (weights - before)[:-1].square().sum()
        missed = functional.binary_cross_entropy_with_logits(logits, right.double(), importance)
        return missed + pull * moved

    return Calibration(*minimize(loss, len(names), free=1))


def _weigh_questions(answerable: Sequence[bool]) -> Tensor:
    """What each question counts: 1 where there is an answer, and all of the others their share."""
    there = torch.tensor(answerable)
    others = (~there).sum()
    if not others or not there.any():
        return torch.ones(len(answerable), dtype=torch.float64)
    of_others = there.sum() * _UNANSWERABLE_SHARE / (1 - _UNANSWERABLE_SHARE) / others
    return torch.where(there, 1.0, of_others.double())


def minimize(loss: Callable[[Tensor], Tensor], number: int, free: int = 0) -> list[float]:
    """As many weights with the least loss, all but the last `free` ones at least 0."""
    roots = torch.full((number,), 0.3, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([roots], max_iter=_MAX_ITERATIONS, line_search_fn="strong_wolfe")

    def weights() -> Tensor:
        bound = number - free
        return torch.cat([roots[:bound].square(), roots[bound:]])

    def step() -> Tensor:
        optimizer.zero_grad()
        found = loss(weights())
        torch.autograd.backward(found)
        return found

    optimizer.step(step)  # type: ignore[no-untyped-call]
    return [round(each, 4) for each in weights().detach().tolist()]


def is_right(example: Example, passage: PassageReading) -> bool:
    """Whether a passage's answer, or what is marked in it, says an accepted one.

    A sentence or a list says what it holds: nobody marks all of a quotation as the answer.
    """
    if not example.answers:
        return False
    article = passage.hit.passage.article
    said = [article.text[slice(*span)] for span in (passage.core, passage.span) if span]
    if passage.shape != "span" and any(_holds(said[-1], answer) for answer in example.answers):
        return True
    return any(token_f1(text, example.answers) >= RIGHT_F1 for text in said)


def _holds(text: str, answer: str) -> bool:
    return f" {normalise(answer)} " in f" {normalise(text)} "
