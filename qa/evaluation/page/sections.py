"""The sections of the page that need more than means: groups and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from qa.evaluation.funnel import LOSS_MEANINGS
from qa.evaluation.outcomes import Evaluation, Loss, Mean, Outcome
from qa.evaluation.page.charts import (
    count_bars,
    latency_chart,
    reliability_chart,
    risk_chart,
    stages_chart,
)
from qa.evaluation.summary import (
    PERCENTS,
    RefusalSummary,
    percentile,
    stage_percentiles,
    summarise_refusals,
)
from qa.show.safe_text import printable

_ANSWER_MEASURES = ("EM", "F1", "NoAns", "EM overall", "F1 overall", "citation")


class RefusalSection(NamedTuple):
    """How well it refuses, with charts; no calibration where nothing was answered.

    `risks` are points of the curve: at each tenth of the coverage, or the next there is.
    """

    summary: RefusalSummary
    risks: list[tuple[float, float]]
    risk_svg: str
    calibration_svg: str | None


class FunnelStep(NamedTuple):
    """One place of the path: how many questions are lost there, and how many go on."""

    loss: Loss
    meaning: str
    lost: int
    left: int


class TimingSection(NamedTuple):
    """Milliseconds: at the percentiles, of each stage there, and what the histogram leaves out."""

    percentiles: dict[str, float]
    slower: int
    slowest: float
    svg: str
    stages: dict[str, list[float]]
    stages_svg: str


def group_means(means: Mapping[str, Mean]) -> dict[str, dict[str, Mean]]:
    """The means by what they measure, groups without any left out."""
    groups: dict[str, dict[str, Mean]] = {"Articles": {}, "Passages": {}, "Answers": {}}
    for name, mean in means.items():
        answer = name in _ANSWER_MEASURES
        group = "Answers" if answer else "Passages" if name.startswith("passage ") else "Articles"
        groups[group][name] = mean
    return {group: found for group, found in groups.items() if found}


def refusal_section(outcomes: Sequence[Outcome]) -> RefusalSection | None:
    """Risk, coverage and calibration; None where nothing says what is right."""
    found = summarise_refusals(outcomes)
    if found is None:
        return None
    tenths = [next(p for p in found.points if p[0] * 10 >= tenth) for tenth in range(1, 11)]
    risk = f"Risk against coverage; the area under it is {found.area:.3f}"
    error = found.calibration_error
    calibration = f"What was right against confidence; expected calibration error {error or 0:.3f}"
    return RefusalSection(
        summary=found,
        risks=[*dict.fromkeys(tenths)],
        risk_svg=risk_chart(found.points, risk),
        calibration_svg=None if error is None else reliability_chart(found.bins, calibration),
    )


def funnel_steps(evaluation: Evaluation) -> Iterator[FunnelStep]:
    """How many questions are lost at each place of the path, in its order."""
    losses, left = evaluation.losses(), len(evaluation.outcomes)
    for loss in get_args(Loss):
        left -= losses[loss]
        yield FunnelStep(loss, LOSS_MEANINGS[loss], losses[loss], left)


def timing_section(outcomes: Sequence[Outcome]) -> TimingSection | None:
    """How long the questions took; None where there were none."""
    if not outcomes:
        return None
    elapsed = sorted(outcome.elapsed_ms for outcome in outcomes)
    percentiles = {f"p{at}": percentile(elapsed, at) for at in (*PERCENTS, 99)}
    most = percentiles["p99"]
    stages = {printable(name): taken for name, taken in stage_percentiles(outcomes).items()}
    heard = "; ".join(f"{name} {p50:.1f} and {p95:.1f}" for name, (p50, p95) in stages.items())
    rows = [f"p{percent}" for percent in PERCENTS]
    return TimingSection(
        percentiles=percentiles,
        slower=sum(value > most for value in elapsed),
        slowest=elapsed[-1],
        svg=latency_chart(count_bars(elapsed, most), "How many questions took how long"),
        stages=stages,
        stages_svg=stages_chart(stages, rows, f"Milliseconds, p50 and p95: {heard}"),
    )
