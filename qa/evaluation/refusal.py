"""Refusals and confidence: was it right to refuse, and what does a confidence mean?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from qa.evaluation.outcomes import Outcome

RIGHT_F1 = 0.5
"""From this F1 on an answer counts as right: half of its words are those of the gold one."""


class RefusalCounts(NamedTuple):
    """How often refusing was right, a question that the archive does not answer being positive.

    Questions judged by their articles only count nowhere: silence may be right for them.
    """

    right: int  # refused, and the archive does not say
    wrong: int  # refused, and the archive says
    missed: int  # not refused, and the archive does not say

    @property
    def precision(self) -> float | None:
        """The share of the refusals that was right; None where nothing was refused."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of the unanswerable questions that was refused; None where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The answers whose confidence lies in [low, high), or up to 1 in the last bin."""

    low: float
    high: float
    mean_confidence: float
    accuracy: float
    count: int


def is_right_answer(outcome: Outcome) -> bool:
    """Whether something was answered, and it says what the gold does or cites its place."""
    values = outcome.values
    agrees = values.get("F1", 0.0) >= RIGHT_F1 or values.get("citation") == 1.0
    return outcome.is_answered and agrees


def refusal_counts(outcomes: Iterable[Outcome]) -> RefusalCounts:
    """The refusals among the questions known to be answerable, or known not to be."""
    right = wrong = missed = 0
    for outcome in outcomes:
        refused, answerable = outcome.status == "not_found", outcome.gold.answerable
        right += refused and not answerable
        wrong += refused and answerable and bool(outcome.gold.answers or outcome.gold.spans)
        missed += not refused and not answerable
    return RefusalCounts(right, wrong, missed)


def auroc(confidences: Sequence[float], positive: Sequence[bool]) -> float | None:
    """How often a positive has a higher confidence than a negative; equal ones count half.

    None where there are no positives, or nothing else.
    """
    chosen = np.asarray(positive, dtype=bool)
    values = np.asarray(confidences, dtype=float)
    ones, others = values[chosen], np.sort(values[~chosen])
    if not len(ones) or not len(others):
        return None
    below = np.searchsorted(others, ones, "left") + np.searchsorted(others, ones, "right")
    return float(below.sum() / (2 * len(ones) * len(others)))


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """For each confidence from the highest: the share answered down to it, and how much is wrong.

    The risk is the share of the answered ones that is wrong. Equal confidences are one point:
    no threshold could part them.
    """
    pairs = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    points, answered, wrong = list[tuple[float, float]](), 0, 0
    for _, group in groupby(pairs, key=lambda pair: pair[0]):
        verdicts = [verdict for _, verdict in group]
        answered += len(verdicts)
        wrong += verdicts.count(False)
        points.append((answered / len(pairs), wrong / answered))
    return points


def area_under_risk_coverage(points: Sequence[tuple[float, float]]) -> float:
    """The mean risk over all coverages, each step at the risk of its end; 0.0 of no points."""
    steps = pairwise([(0.0, 0.0), *points])
    return sum((coverage - before) * risk for (before, _), (coverage, risk) in steps)


def calibration_bins(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> list[CalibrationBin]:
    """The confidences in equal ranges of [0, 1], those without any left out."""
    edges = [number / bins for number in range(bins + 1)]
    values, verdicts = np.asarray(confidences, dtype=float), np.asarray(right, dtype=bool)
    places = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, bins - 1)
    return [
        CalibrationBin(edges[place], edges[place + 1], float(values[inside].mean()),
            float(verdicts[inside].mean()), int(inside.sum()))
        for place in range(bins)
        if (inside := places == place).any()
    ]  # fmt: skip


def expected_calibration_error(bins: Sequence[CalibrationBin]) -> float:
    """How far confidence and accuracy are apart, over the bins by their counts; 0.0 of none."""
    total = sum(one.count for one in bins)
    gaps = (one.count * abs(one.accuracy - one.mean_confidence) for one in bins)
    return sum(gaps) / total if total else 0.0
