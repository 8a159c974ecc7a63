"""The sections of the page that need more than the figures: their groups and their charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from qa.evaluation import figures
from qa.evaluation.funnel import MEANINGS
from qa.evaluation.outcomes import Evaluation, Loss, Mean, Outcome
from qa.evaluation.page.charts import (
    bars_of,
    latency_chart,
    reliability_chart,
    risk_chart,
    stages_chart,
)
from qa.show.phrases import printable

_OF_ANSWERS = ("EM", "F1", "NoAns", "EM overall", "F1 overall", "citation")


class Refusal(NamedTuple):
    """The figures of refusing and their charts; no calibration where nothing was answered.

    `risks` are points of the curve: at each tenth of the coverage, or the next there is.
    """

    figures: figures.Refusal
    risks: list[tuple[float, float]]
    risk_svg: str
    calibration_svg: str | None


class Step(NamedTuple):
    """One place of the path: how many questions are lost there, and how many go on."""

    loss: Loss
    meaning: str
    lost: int
    left: int


class Timing(NamedTuple):
    """Milliseconds: at the percentiles, of each stage there, and what the histogram leaves out."""

    percentiles: dict[str, float]
    slower: int
    slowest: float
    svg: str
    stages: dict[str, list[float]]
    stages_svg: str


def grouped(means: Mapping[str, Mean]) -> dict[str, dict[str, Mean]]:
    """The means by what they measure, groups without any left out."""
    groups: dict[str, dict[str, Mean]] = {"Articles": {}, "Passages": {}, "Answers": {}}
    for name, mean in means.items():
        answer = name in _OF_ANSWERS
        group = "Answers" if answer else "Passages" if name.startswith("passage ") else "Articles"
        groups[group][name] = mean
    return {group: found for group, found in groups.items() if found}


def refusal(outcomes: Sequence[Outcome]) -> Refusal | None:
    """Risk, coverage and calibration; None where nothing says what is right."""
    found = figures.refusal(outcomes)
    if found is None:
        return None
    tenths = [next(p for p in found.points if p[0] * 10 >= tenth) for tenth in range(1, 11)]
    risk = f"Risk against coverage; the area under it is {found.area:.3f}"
    error = found.calibration_error
    calibration = f"What was right against confidence; expected calibration error {error or 0:.3f}"
    return Refusal(
        figures=found,
        risks=[*dict.fromkeys(tenths)],
        risk_svg=risk_chart(found.points, risk),
        calibration_svg=None if error is None else reliability_chart(found.bins, calibration),
    )


def funnel(evaluation: Evaluation) -> Iterator[Step]:
    """How many questions are lost at each place of the path, in its order."""
    losses, left = evaluation.losses(), len(evaluation.outcomes)
    for loss in get_args(Loss):
        left -= losses[loss]
        yield Step(loss, MEANINGS[loss], losses[loss], left)


def timing(outcomes: Sequence[Outcome]) -> Timing | None:
    """How long the questions took; None where there were none."""
    if not outcomes:
        return None
    elapsed = sorted(outcome.elapsed_ms for outcome in outcomes)
    percentiles = {f"p{at}": figures.percentile(elapsed, at) for at in (*figures.PERCENTS, 99)}
    most = percentiles["p99"]
    stages = {printable(name): taken for name, taken in figures.stages(outcomes).items()}
    heard = "; ".join(f"{name} {p50:.1f} and {p95:.1f}" for name, (p50, p95) in stages.items())
    rows = [f"p{percent}" for percent in figures.PERCENTS]
    return Timing(
        percentiles=percentiles,
        slower=sum(value > most for value in elapsed),
        slowest=elapsed[-1],
        svg=latency_chart(bars_of(elapsed, most), "How many questions took how long"),
        stages=stages,
        stages_svg=stages_chart(stages, rows, f"Milliseconds, p50 and p95: {heard}"),
    )
