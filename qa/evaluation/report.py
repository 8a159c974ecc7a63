"""An evaluation as a table for people, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from qa.answers import Status
from qa.evaluation.figures import PERCENTS, Refusal, percentile, refusal, replies, stages
from qa.evaluation.funnel import MEANINGS
from qa.evaluation.outcomes import Evaluation, Loss
from qa.show.phrases import one_line

# So many questions of each kind of loss are named in the table; JSON and page name all.
_NAMED = 5


def report_as_json(evaluation: Evaluation) -> dict[str, object]:
    """The report as plain JSON values; every lost question is named."""
    outcomes, figures = evaluation.outcomes, refusal(evaluation.outcomes)
    elapsed = sorted(outcome.elapsed_ms for outcome in outcomes)
    lost = {
        loss: [outcome.gold.id for outcome in outcomes if outcome.lost == loss]
        for loss in get_args(Loss)
    }
    return {
        "questions": len(outcomes),
        "measures": {
            name: {"mean": round(found.mean, 6), "n": found.n}
            for name, found in evaluation.means().items()
        },
        "replies": {kind: dict(counts) for kind, counts in replies(outcomes).items()},
        "refusal": _refusal_as_json(figures) if figures else None,
        "lost": {loss: ids for loss, ids in lost.items() if ids},
        "errors": [
            {"id": outcome.gold.id, "error": outcome.error} for outcome in outcomes if outcome.error
        ],
        "mismatches": [{"id": each.id, "why": each.why} for each in evaluation.mismatches],
        "seconds": round(evaluation.seconds, 3),
        "questions_per_second": round(len(outcomes) / max(evaluation.seconds, 1e-9), 2),
        "latency_ms": {f"p{at}": round(percentile(elapsed, at), 1) for at in PERCENTS},
        "stages_ms": {
            name: {f"p{at}": round(ms, 2) for at, ms in zip(PERCENTS, taken, strict=True)}
            for name, taken in stages(outcomes).items()
        },
        "peak_memory_mb": round(evaluation.peak_memory_mb),
        "settings": dict(evaluation.settings),
    }


def _refusal_as_json(figures: Refusal) -> dict[str, object]:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 6)

    return {
        "right": figures.counts.right,
        "wrong": figures.counts.wrong,
        "missed": figures.counts.missed,
        "precision": rounded(figures.counts.precision),
        "recall": rounded(figures.counts.recall),
        "auroc": rounded(figures.auroc),
        "area_under_risk_coverage": rounded(figures.area),
        "expected_calibration_error": rounded(figures.calibration_error),
        "risk_coverage": [
            [round(coverage, 6), round(risk, 6)] for coverage, risk in figures.points
        ],
    }


def report_as_text(evaluation: Evaluation) -> str:
    """The report as lines for people."""
    return "\n".join(_lines(evaluation))


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield from _mismatches(evaluation)
    yield f"{'':<20}{'mean':>8}{'questions':>12}"
    for name, found in evaluation.means().items():
        yield f"{name:<20}{found.mean:>8.3f}{found.n:>12,}"
    yield ""
    statuses = get_args(Status)
    yield f"{'':<30}" + "".join(f"{status.replace('_', ' '):>11}" for status in statuses)
    for kind, counts in replies(evaluation.outcomes).items():
        yield f"{kind:<30}" + "".join(f"{counts[status]:>11,}" for status in statuses)
    yield from _refusal(evaluation)
    yield from _losses(evaluation)
    yield ""
    yield from _speed(evaluation)


def _mismatches(evaluation: Evaluation) -> Iterator[str]:
    if not evaluation.mismatches:
        return
    count, asked = len(evaluation.mismatches), len(evaluation.outcomes)
    yield f"MISMATCH: {count:,} of {asked:,} gold questions do not match the archive (`--check`)"
    for id, why in evaluation.mismatches[:_NAMED]:
        yield f"  {one_line(id)}: {one_line(why)}"
    if count > _NAMED:
        yield f"  … and {count - _NAMED:,} more"
    yield ""


def _refusal(evaluation: Evaluation) -> Iterator[str]:
    figures = refusal(evaluation.outcomes)
    if figures is None:
        return
    told = {
        "refusal precision": figures.counts.precision,
        "refusal recall": figures.counts.recall,
        "AUROC of confidence": figures.auroc,
        "area under risk-coverage": figures.area,
        "calibration error (ECE)": figures.calibration_error,
    }
    yield ""
    for name, value in told.items():
        if value is not None:
            yield f"{name:<30}{value:>11.3f}"


def _losses(evaluation: Evaluation) -> Iterator[str]:
    counts = evaluation.losses()
    if not counts:
        return
    yield ""
    yield f"Where {counts.total():,} of {len(evaluation.outcomes):,} questions were lost"
    for loss in get_args(Loss):
        ids = [outcome.gold.id for outcome in evaluation.outcomes if outcome.lost == loss]
        if ids:
            more = " …" if len(ids) > _NAMED else ""
            named = ", ".join(map(one_line, ids[:_NAMED]))
            yield f"{len(ids):>7,}  {MEANINGS[loss]}: {named}{more}"


def _speed(evaluation: Evaluation) -> Iterator[str]:
    asked, seconds = len(evaluation.outcomes), evaluation.seconds
    elapsed = sorted(outcome.elapsed_ms for outcome in evaluation.outcomes)
    p50, p95 = (percentile(elapsed, at) for at in PERCENTS)
    yield (
        f"{seconds:.1f} s, {asked / max(seconds, 1e-9):.1f} questions a second, "
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, peak memory {evaluation.peak_memory_mb:,.0f} MB"
    )
    taken = (
        f"{name} {p50:.1f}/{p95:.1f}" for name, (p50, p95) in stages(evaluation.outcomes).items()
    )
    if by_stage := ", ".join(taken):
        yield f"stages, p50/p95 ms: {by_stage}"
