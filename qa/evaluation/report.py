"""An evaluation as a table for people, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from qa.answers import Status
from qa.evaluation.funnel import LOSS_MEANINGS
from qa.evaluation.outcomes import Evaluation, Loss, Outcome
from qa.evaluation.summary import (
    PERCENTS,
    RefusalSummary,
    count_replies,
    percentile,
    stage_percentiles,
    summarise_refusals,
)
from qa.show.safe_text import one_line

# Questions named in the table for each kind of loss, to fit a line; JSON and page name all.
_NAMED_QUESTIONS = 5


def report_as_json(evaluation: Evaluation) -> dict[str, object]:
    """The report as plain JSON values; every lost question is named."""
    outcomes = evaluation.outcomes
    refusals = summarise_refusals(outcomes)
    return {
        "questions": len(outcomes),
        "measures": {
            name: {"mean": round(found.mean, 6), "n": found.n}
            for name, found in evaluation.means().items()
        },
        "replies": {kind: dict(counts) for kind, counts in count_replies(outcomes).items()},
        "refusal": _refusals_as_json(refusals) if refusals else None,
        "lost": _lost_ids(outcomes),
        "errors": [{"id": each.gold.id, "error": each.error} for each in outcomes if each.error],
        "mismatches": [{"id": each.id, "why": each.why} for each in evaluation.mismatches],
        **_times_as_json(evaluation),
        "peak_memory_mb": round(evaluation.peak_memory_mb),
        "settings": dict(evaluation.settings),
    }


def _lost_ids(outcomes: Sequence[Outcome]) -> dict[Loss, list[str]]:
    """The ids of the questions lost at each place of the path, places without any left out."""
    ids = {loss: [o.gold.id for o in outcomes if o.lost == loss] for loss in get_args(Loss)}
    return {loss: lost for loss, lost in ids.items() if lost}


def _times_as_json(evaluation: Evaluation) -> dict[str, object]:
    outcomes = evaluation.outcomes
    elapsed = sorted(outcome.elapsed_ms for outcome in outcomes)
    return {
        "seconds": round(evaluation.seconds, 3),
        "questions_per_second": round(len(outcomes) / max(evaluation.seconds, 1e-9), 2),
        "latency_ms": {f"p{at}": round(percentile(elapsed, at), 1) for at in PERCENTS},
        "stages_ms": {
            name: {f"p{at}": round(ms, 2) for at, ms in zip(PERCENTS, taken, strict=True)}
            for name, taken in stage_percentiles(outcomes).items()
        },
    }


def _refusals_as_json(refusals: RefusalSummary) -> dict[str, object]:
    def round_or_none(value: float | None) -> float | None:
        return None if value is None else round(value, 6)

    return {
        "right": refusals.counts.right,
        "wrong": refusals.counts.wrong,
        "missed": refusals.counts.missed,
        "precision": round_or_none(refusals.counts.precision),
        "recall": round_or_none(refusals.counts.recall),
        "auroc": round_or_none(refusals.auroc),
        "area_under_risk_coverage": round_or_none(refusals.area),
        "expected_calibration_error": round_or_none(refusals.calibration_error),
        "risk_coverage": [
            [round(coverage, 6), round(risk, 6)] for coverage, risk in refusals.points
        ],
    }


def report_as_text(evaluation: Evaluation) -> str:
    """The report as lines for people."""
    return "\n".join(_report_lines(evaluation))


def _report_lines(evaluation: Evaluation) -> Iterator[str]:
    yield from _mismatch_lines(evaluation)
    yield f"{'':<20}{'mean':>8}{'questions':>12}"
    for name, found in evaluation.means().items():
        yield f"{name:<20}{found.mean:>8.3f}{found.n:>12,}"
    yield ""
    statuses = get_args(Status)
    yield f"{'':<30}" + "".join(f"{status.replace('_', ' '):>11}" for status in statuses)
    for kind, counts in count_replies(evaluation.outcomes).items():
        yield f"{kind:<30}" + "".join(f"{counts[status]:>11,}" for status in statuses)
    yield from _refusal_lines(evaluation)
    yield from _loss_lines(evaluation)
    yield ""
    yield from _speed_lines(evaluation)


def _mismatch_lines(evaluation: Evaluation) -> Iterator[str]:
    if not evaluation.mismatches:
        return
    count, asked = len(evaluation.mismatches), len(evaluation.outcomes)
    yield f"MISMATCH: {count:,} of {asked:,} gold questions do not match the archive (`--check`)"
    for id, why in evaluation.mismatches[:_NAMED_QUESTIONS]:
        yield f"  {one_line(id)}: {one_line(why)}"
    if count > _NAMED_QUESTIONS:
        yield f"  … and {count - _NAMED_QUESTIONS:,} more"
    yield ""


def _refusal_lines(evaluation: Evaluation) -> Iterator[str]:
    refusals = summarise_refusals(evaluation.outcomes)
    if refusals is None:
        return
    shown = {
        "refusal precision": refusals.counts.precision,
        "refusal recall": refusals.counts.recall,
        "AUROC of confidence": refusals.auroc,
        "area under risk-coverage": refusals.area,
        "calibration error (ECE)": refusals.calibration_error,
    }
    yield ""
    for name, value in shown.items():
        if value is not None:
            yield f"{name:<30}{value:>11.3f}"


def _loss_lines(evaluation: Evaluation) -> Iterator[str]:
    counts = evaluation.losses()
    if not counts:
        return
    yield ""
    yield f"Where {counts.total():,} of {len(evaluation.outcomes):,} questions were lost"
    for loss, ids in _lost_ids(evaluation.outcomes).items():
        more = " …" if len(ids) > _NAMED_QUESTIONS else ""
        named = ", ".join(map(one_line, ids[:_NAMED_QUESTIONS]))
        yield f"{len(ids):>7,}  {LOSS_MEANINGS[loss]}: {named}{more}"


def _speed_lines(evaluation: Evaluation) -> Iterator[str]:
    asked, seconds = len(evaluation.outcomes), evaluation.seconds
    elapsed = sorted(outcome.elapsed_ms for outcome in evaluation.outcomes)
    p50, p95 = (percentile(elapsed, at) for at in PERCENTS)
    yield (
        f"{seconds:.1f} s, {asked / max(seconds, 1e-9):.1f} questions a second, "
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, peak memory {evaluation.peak_memory_mb:,.0f} MB"
    )
    taken = (
        f"{name} {p50:.1f}/{p95:.1f}"
        for name, (p50, p95) in stage_percentiles(evaluation.outcomes).items()
    )
    if by_stage := ", ".join(taken):
        yield f"stages, p50/p95 ms: {by_stage}"
