"""An evaluation in numbers beside its means, for the reports: refusals, replies, times."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qa.answers import Status
from qa.evaluation.outcomes import Outcome
from qa.evaluation.refusal import (
    CalibrationBin,
    RefusalCounts,
    area_under_risk_coverage,
    auroc,
    calibration_bins,
    expected_calibration_error,
    is_right_answer,
    refusal_counts,
    risk_coverage,
)

PERCENTS = (50, 95)


class RefusalSummary(NamedTuple):
    """How well confidence tells right from wrong, over the `n` questions where that is known.

    `auroc` is that of the answerable over the unanswerable; `points` are (coverage, risk);
    `calibration_error` and `bins` are over what was answered, None where nothing was.
    """

    n: int
    counts: RefusalCounts
    auroc: float | None
    points: list[tuple[float, float]]
    area: float
    bins: list[CalibrationBin]
    calibration_error: float | None


def summarise_refusals(outcomes: Sequence[Outcome]) -> RefusalSummary | None:
    """How well it refuses; None where no gold question says what is right."""
    judged = [outcome for outcome in outcomes if is_judged(outcome)]
    if not judged:
        return None
    confidences = [outcome.confidence for outcome in judged]
    points = risk_coverage(confidences, [is_right_answer(outcome) for outcome in judged])
    answered = [outcome for outcome in judged if outcome.is_answered]
    bins = calibration_bins(
        [o.confidence for o in answered], [is_right_answer(o) for o in answered]
    )
    return RefusalSummary(
        n=len(judged),
        counts=refusal_counts(judged),
        auroc=auroc(confidences, [outcome.gold.answerable for outcome in judged]),
        points=points,
        area=area_under_risk_coverage(points),
        bins=bins,
        calibration_error=expected_calibration_error(bins) if answered else None,
    )


def is_judged(outcome: Outcome) -> bool:
    """Whether it is known what a right reply would be."""
    gold = outcome.gold
    return gold.has_known_answer or not gold.answerable


def count_replies(outcomes: Sequence[Outcome]) -> dict[str, Counter[Status]]:
    """How often each status came back, by what is known of the question.

    One judged by its articles alone stands apart: silence may be right for it.
    """
    kinds = {
        "answerable": (o for o in outcomes if o.gold.answerable and is_judged(o)),
        "unanswerable": (o for o in outcomes if not o.gold.answerable),
        "judged by its articles alone": (o for o in outcomes if not is_judged(o)),
    }
    counted = {kind: Counter(o.status for o in found) for kind, found in kinds.items()}
    return {kind: count for kind, count in counted.items() if count}


def stage_percentiles(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """Milliseconds of each stage at p50 and p95, over the questions that came to it."""
    names = dict.fromkeys(name for outcome in outcomes for name in outcome.stages)
    taken = {name: sorted(o.stages[name] for o in outcomes if name in o.stages) for name in names}
    return {name: [percentile(ms, at) for at in PERCENTS] for name, ms in taken.items()}


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile: one of the values, never one between two."""
    return ordered[math.ceil(percent / 100 * len(ordered)) - 1]
