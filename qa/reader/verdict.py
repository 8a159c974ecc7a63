"""Readings become a verdict: which passage answers best, who else says so, how surely."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from qa.reader.agreement import answer_words, is_same_answer
from qa.reader.base import PassageReading, RankedPassage, Verdict
from qa.reader.settings import Calibration, OrderingWeights

# A lead over all passages that give another answer counts for no more than this: there may be none.
MAX_LEAD_LOGITS = 6.0
# From as many logits on that speak against an answer its text contradicts it: it is no likelier
# than this then, whatever else speaks for it, and never said outright.
CONTRADICTED_MISFIT, MAX_CONTRADICTED_LOGITS = 2.5, -0.2
# From as many on it is refuted: as shipped it is too unlikely to be shown at all.
REFUTED_MISFIT, MAX_REFUTED_LOGITS = 4.0, -1.2
# What it costs a passage in the order that it has no word of the question, if another has them all.
_UNTOLD_LOGITS = 2.0


def make_verdict(
    readings: Sequence[PassageReading], ordering: OrderingWeights, calibration: Calibration
) -> Verdict:
    """The readings in order, each with its probability."""
    passages = rank_answers(readings, ordering)
    probabilities = (_chance(each, calibration) for each in passages)
    alone = (_chance(_by_itself(each), calibration) for each in passages)
    return Verdict(tuple(passages), tuple(probabilities), tuple(alone))


def _chance(passage: RankedPassage, calibration: Calibration) -> float:
    logit = calibrated_logit(passage, calibration)
    if passage.misfit >= CONTRADICTED_MISFIT:
        logit = min(logit, MAX_CONTRADICTED_LOGITS)
    if passage.misfit >= REFUTED_MISFIT:
        logit = min(logit, MAX_REFUTED_LOGITS)
    return _sigmoid(logit)


def _by_itself(passage: RankedPassage) -> RankedPassage:
    """The passage without what others that agree give it, or others that differ take from it."""
    lead = max(0.0, passage.lead - passage.agreement)
    return replace(passage, agreement=0.0, lead=lead)


def rank_answers(
    readings: Sequence[PassageReading], weights: OrderingWeights
) -> list[RankedPassage]:
    """Best first; ties by the passage's own logit, then as the searches had them.

    Where several passages give the best answer, the one that is read best speaks for them.
    """
    is_told = any(reading.support.passage > 0.999 for reading in readings)
    own = [
        _own_logit(reading, weights) - _UNTOLD_LOGITS * (is_told and reading.support.passage <= 0)
        for reading in readings
    ]
    agreeing = _find_agreeing(readings)
    logits = [round(_log_of_sum([own[each] for each in places]), 6) for places in agreeing]
    order = sorted(range(len(readings)), key=lambda place: (-logits[place], -own[place]))
    if order:
        speaker = max(agreeing[order[0]], key=lambda place: own[place])
        logits[speaker] = logits[order[0]]
        order.sort(key=lambda place: place != speaker)
    return [
        _rank_passage(
            readings[place],
            logit=logits[place],
            own_logit=own[place],
            rivals=[logit for n, logit in enumerate(logits) if n not in agreeing[place]],
        )
        for place in order
    ]


def calibrated_logit(passage: RankedPassage, calibration: Calibration) -> float:
    """How likely the passage is to answer, as a logit."""
    features = confidence_features(passage).items()
    fitted = float(sum(getattr(calibration, name) * each for name, each in features))
    return calibration.bias + fitted


def ordering_features(reading: PassageReading) -> dict[str, float]:
    """What orders passages, under the names of their weights in `OrderingWeights`."""
    return {
        "fused": reading.hit.score,
        "relevance": reading.relevance,
        "answer_margin": reading.answer_margin,
        "sentence_support": reading.support.sentence,
    }


def confidence_features(passage: RankedPassage) -> dict[str, float]:
    """What the confidence is made of, under the names of their weights in `Calibration`."""
    return {
        "cosine": passage.hit.dense or passage.hit.expected or 0.0,
        "exact": passage.hit.exact,
        "relevance": passage.relevance,
        "answer_margin": passage.answer_margin,
        "span_lead": passage.span_lead,
        "agreement": passage.agreement,
        "lead": passage.lead,
        "passage_support": passage.support.passage,
        "sentence_support": passage.support.sentence,
        "figures_support": passage.support.figures,
        "names_support": passage.support.names,
        "fitness": -passage.misfit,
        "attested": passage.attested,
    }


def _rank_passage(
    reading: PassageReading, *, logit: float, own_logit: float, rivals: Sequence[float]
) -> RankedPassage:
    lead = logit - max(rivals, default=-math.inf)
    return RankedPassage(
        hit=reading.hit,
        span=reading.span,
        answer_margin=reading.answer_margin,
        relevance=reading.relevance,
        span_lead=reading.span_lead,
        support=reading.support,
        core=reading.core,
        shape=reading.shape,
        misfit=reading.misfit,
        attested=reading.attested,
        agreement=max(0.0, logit - own_logit),
        logit=logit,
        lead=min(MAX_LEAD_LOGITS, max(-MAX_LEAD_LOGITS, lead)),
    )


def _find_agreeing(readings: Sequence[PassageReading]) -> list[list[int]]:
    """The places of all readings that give the answer of each one, its own among them."""
    answers = [_words_of_answer(reading) for reading in readings]
    places = range(len(readings))
    return [
        [
            other
            for other in places
            if other == place or is_same_answer(answers[place], answers[other])
        ]
        for place in places
    ]


def _own_logit(reading: PassageReading, weights: OrderingWeights) -> float:
    features = ordering_features(reading).items()
    return float(sum(getattr(weights, name) * each for name, each in features))


def _words_of_answer(reading: PassageReading) -> list[str]:
    core = reading.core or reading.span
    return answer_words(reading.hit.passage.article.text[slice(*core)]) if core else []


def _log_of_sum(logits: Sequence[float]) -> float:
    highest = max(logits)
    return highest + math.log(sum(math.exp(logit - highest) for logit in logits))


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
