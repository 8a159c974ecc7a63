"""An evaluation as text for people and as plain values for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypedDict, get_args

from qa.answers import Status
from qa.evaluation.run import Evaluation
from qa.phrases import one_line


class _Count(TypedDict):
    count: int
    of: int


class _Error(TypedDict):
    id: str
    question: str
    error: str


class Report(TypedDict):
    """The whole report. `questions` are those asked; a latency is null where none came back."""

    questions: int
    top: int
    measures: dict[str, dict[str, float]]
    refusals: dict[str, _Count]
    statuses: dict[str, dict[Status, int]]
    seconds: float
    questions_per_second: float | None
    latency_ms: dict[str, float | None]
    errors: list[_Error]


def report_as_json(evaluation: Evaluation) -> Report:
    """The report as plain JSON values."""
    asked, seconds = len(evaluation.outcomes), evaluation.seconds
    latencies = sorted(1000 * one.seconds for one in evaluation.outcomes if one.answer)
    return {
        "questions": asked,
        "top": evaluation.top,
        "measures": {
            name: {"mean": round(score.mean, 4), "n": score.n}
            for name, score in evaluation.scores().items()
        },
        "refusals": _refusals(evaluation),
        "statuses": {
            name: {status: evaluation.statuses(answerable)[status] for status in get_args(Status)}
            for name, answerable in (("answerable", True), ("unanswerable", False))
        },
        "seconds": round(seconds, 3),
        "questions_per_second": round(asked / seconds, 2) if seconds else None,
        "latency_ms": {"p50": percentile(latencies, 50), "p95": percentile(latencies, 95)},
        "errors": [
            {"id": one.gold.id, "question": one.gold.question, "error": one.error}
            for one in evaluation.outcomes
            if one.error is not None
        ],
    }


def report_as_text(evaluation: Evaluation) -> str:
    """The report as lines for people."""
    return "\n".join(_lines(report_as_json(evaluation)))


def percentile(ordered: list[float], percent: int) -> float | None:
    """The nearest-rank percentile of ordered values: one of them, never a value between."""
    if not ordered:
        return None
    return round(ordered[math.ceil(percent / 100 * len(ordered)) - 1], 1)


def _refusals(evaluation: Evaluation) -> dict[str, _Count]:
    """A wrong refusal has an answer in the archive; a wrongly answered question has none."""
    answerable, unanswerable = evaluation.statuses(True), evaluation.statuses(False)
    answered = unanswerable["answered"] + unanswerable["possible"]
    return {
        "right": {"count": unanswerable["not_found"], "of": unanswerable.total()},
        "wrongly_answered": {"count": answered, "of": unanswerable.total()},
        "wrong": {"count": answerable["not_found"], "of": answerable.total()},
    }


def _lines(report: Report) -> Iterator[str]:
    yield f"{report['questions']} questions, the best {report['top']} articles for each"
    yield ""
    yield f"{'':<18}{'mean':>10}{'questions':>12}"
    for name, score in report["measures"].items():
        yield f"{name:<18}{score['mean']:>10.3f}{score['n']:>12}"
    yield ""
    yield f"{'':<18}{'answered':>10}{'possible':>12}{'not found':>12}{'error':>12}"
    for name, counts in report["statuses"].items():
        first, *others = counts.values()
        yield f"{name:<18}{first:>10}" + "".join(f"{count:>12}" for count in others)
    yield ""
    for name, said in _REFUSALS.items():
        yield f"{said}: {_share(report['refusals'][name])}"
    yield ""
    yield _time(report)
    yield from _errors(report["errors"])


_REFUSALS = {
    "right": "Rightly refused, the archive does not say",
    "wrongly_answered": "Wrongly answered, the archive does not say",
    "wrong": "Wrongly refused, the archive says",
}


def _share(count: _Count) -> str:
    share = f" ({count['count'] / count['of']:.1%})" if count["of"] else ""
    return f"{count['count']} of {count['of']}{share}"


def _time(report: Report) -> str:
    latency = report["latency_ms"]
    words = [f"{report['seconds']:.1f} s"]
    if report["questions_per_second"]:
        words.append(f"{report['questions_per_second']:.1f} questions a second")
    words += [f"{name} {value:.0f} ms" for name, value in latency.items() if value is not None]
    return ", ".join(words)


def _errors(errors: list[_Error]) -> Iterator[str]:
    if errors:
        yield ""
        yield f"Not answered for an error, worth 0 in every measure: {len(errors)}"
    for error in errors:
        yield f"  {one_line(error['id'])}: {one_line(error['error'])}"
