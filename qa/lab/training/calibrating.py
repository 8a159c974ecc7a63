"""Fits what the reader's scores mean, on questions that its weights were not made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import torch
from torch import Tensor
from torch.nn import functional

from corpus.store.sqlite import SqliteStore
from embeddings.models.encoder import Encoder
from qa.assistant import choose_passages
from qa.evaluation.measures import token_f1
from qa.evaluation.refusal import RIGHT_F1
from qa.lab.training.sets import Example
from qa.reader.base import PassageReading, RankedPassage
from qa.reader.settings import Calibration, OrderingWeights
from qa.reader.span_reader import SpanReader
from qa.reader.verdict import confidence_features, rank_answers
from qa.search.hits import Hit
from qa.search.retriever import Retriever

_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was answered: what was read, and which of it holds the answer.

    `answered` says whether the archive answers; where it does not, nothing holds.
    """

    example: Example
    readings: list[PassageReading]
    holds: list[bool]
    answered: bool


def ask_archive(
    examples: Sequence[Example],
    archive: SqliteStore,
    encoder: Encoder,
    reader: SpanReader,
    *,
    without_answer: bool = False,
) -> list[Asked]:
    """Ask the archive each question; `without_answer` as if its paragraph were not there."""
    retriever = Retriever(archive, encoder)
    found: list[Asked] = []
    for example in examples:
        hits = retriever.find(example.question).hits
        if without_answer:
            hits = [hit for hit in hits if not _holds(hit, example)]
        readings = reader.read_passages(example.question, choose_passages(hits))
        holds = [_holds(read.hit, example) for read in readings]
        answered = example.answer is not None and not without_answer
        found.append(Asked(example, readings, holds, answered))
    return found


def _holds(hit: Hit, example: Example) -> bool:
    """Whether it is the judged paragraph, or says the same elsewhere."""
    if hit.passage.article.id == example.paragraph.id:
        return example.answer is not None
    text = hit.passage.text.casefold()
    return any(answer.casefold() in text for answer in example.answers)


def fit_order(all_asked: Sequence[Asked]) -> OrderingWeights:
    """The weights under which the passages that hold the answer are likeliest among those read."""
    told = [each for each in all_asked if any(each.holds) and not all(each.holds)]
    most = max(len(each.readings) for each in told)
    features = torch.zeros((len(told), most, len(fields(OrderingWeights))), dtype=torch.float64)
    read, holds = (torch.zeros((len(told), most), dtype=torch.bool) for _ in range(2))
    for row, each in enumerate(told):
        places = slice(len(each.readings))
        scores = [[one.hit.score, one.relevance, one.answer_margin] for one in each.readings]
        features[row, places] = torch.tensor(scores, dtype=torch.float64)
        read[row, places], holds[row, places] = True, torch.tensor(each.holds)

    def loss(weights: Tensor) -> Tensor:
        logits = features @ weights
        among, right = (logits.masked_fill(~chosen, _NEVER) for chosen in (read, holds))
        return (among.logsumexp(-1) - right.logsumexp(-1)).mean()

    return OrderingWeights(*_minimize(loss, len(fields(OrderingWeights))))


def fit_calibration(all_asked: Sequence[Asked], order: OrderingWeights) -> Calibration:
    """The weights under which the best passage's answer is right as often as they say.

    What speaks for an answer never counts against it: no weight but the last is below 0.
    """
    best = [(each, rank_answers(each.readings, order)[0]) for each in all_asked if each.readings]
    named = [confidence_features(passage) for _, passage in best]
    names = [field.name for field in fields(Calibration)][:-1]
    features = torch.tensor([[each[name] for name in names] for each in named]).double()
    right = torch.tensor(
        [float(is_right(each.example, passage)) for each, passage in best]
    ).double()

    def loss(weights: Tensor) -> Tensor:
        logits = features @ weights[:-1] + weights[-1]
        return functional.binary_cross_entropy_with_logits(logits, right)

    return Calibration(*_minimize(loss, len(fields(Calibration)), free=1))


def _minimize(loss: Callable[[Tensor], Tensor], number: int, free: int = 0) -> list[float]:
    """So many weights with the least loss, all but the last `free` ones at least 0."""
    roots = torch.full((number,), 0.3, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([roots], max_iter=500, line_search_fn="strong_wolfe")

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


def is_right(example: Example, passage: RankedPassage) -> bool:
    """Whether the best passage's answer says what an accepted one does."""
    if not example.answers or passage.span is None:
        return False
    text = passage.hit.passage.article.text[slice(*passage.span)]
    return token_f1(text, example.answers) >= RIGHT_F1
