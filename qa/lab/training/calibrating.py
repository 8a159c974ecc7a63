"""Fits what the reader's scores mean, on questions that its weights were not made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from corpus.store.sqlite import SqliteStore
from embeddings.models.encoder import Encoder
from qa.assistant import to_read
from qa.evaluation.measures import token_f1
from qa.evaluation.refusal import RIGHT_F1
from qa.lab.training.sets import Example
from qa.reader.span_reader import Read, SpanReader
from qa.reader.verdict import Calibration, Judged, in_order
from qa.search.hits import Hit
from qa.search.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was answered: what was read, and which of it holds the answer.

    `answered` says whether the archive answers; where it does not, nothing holds.
    """

    example: Example
    reads: list[Read]
    holds: list[bool]
    answered: bool


def asked(
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
        reads = reader.read(example.question, to_read(hits))
        holds = [_holds(read.hit, example) for read in reads]
        answered = example.answer is not None and not without_answer
        found.append(Asked(example, reads, holds, answered))
    return found


def _holds(hit: Hit, example: Example) -> bool:
    """Whether it is the judged paragraph, or says the same elsewhere."""
    if hit.passage.article.id == example.paragraph.id:
        return example.answer is not None
    text = hit.passage.text.casefold()
    return any(answer.casefold() in text for answer in example.answers)


def fit_calibration(all_asked: Sequence[Asked]) -> Calibration:
    """The weights under which the best passage's answer is right as often as they say.

    What speaks for an answer never counts against it: no weight but the last is below 0.
    """
    best = [(each, in_order(each.reads)[0]) for each in all_asked if each.reads]
    features = torch.tensor([_features(judged) for _, judged in best], dtype=torch.float64)
    right = torch.tensor([float(is_right(each.example, judged)) for each, judged in best])
    roots = torch.full((features.shape[1] + 1,), 0.3, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([roots], max_iter=300, line_search_fn="strong_wolfe")

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        scores = features @ roots[:-1].square() + roots[-1]
        loss = functional.binary_cross_entropy_with_logits(scores, right.double())
        torch.autograd.backward(loss)
        return loss

    optimizer.step(step)  # type: ignore[no-untyped-call]
    weights = roots.detach()
    fitted = [*weights[:-1].square().tolist(), float(weights[-1])]
    return Calibration(*(round(each, 4) for each in fitted))


def _features(judged: Judged) -> list[float]:
    read = judged.read
    return [read.hit.dense or 0.0, read.rank, read.margin, judged.agreement]


def is_right(example: Example, judged: Judged) -> bool:
    """Whether the best passage's answer says what an accepted one does."""
    read = judged.read
    if not example.answers or read.span is None:
        return False
    text = read.hit.passage.article.text[slice(*read.span)]
    return token_f1(text, example.answers) >= RIGHT_F1
