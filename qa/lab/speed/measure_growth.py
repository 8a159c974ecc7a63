"""How costs grow with an archive: a table by size, and the power that fits each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import linear_regression

from qa.lab.speed.speed_figures import Costs
from qa.lab.speed.table import markdown_table


@dataclass(frozen=True, slots=True)
class PowerFit:
    """cost ≈ factor · size ^ power."""

    factor: float
    power: float

    def at(self, size: float) -> float:
        return self.factor * float(size**self.power)

    def __str__(self) -> str:
        return f"n^{self.power:.2f}, ten times the passages cost {10**self.power:.1f} times as much"


def fit_power(sizes: Sequence[float], costs: Sequence[float]) -> PowerFit | None:
    """Least squares on the logarithms of both; None for fewer than two sizes."""
    if len(set(sizes)) < 2:
        return None
    line = linear_regression([math.log(each) for each in sizes], [math.log(c) for c in costs])
    return PowerFit(math.exp(line.intercept), line.slope)


def size_table(sizes: Iterable[Costs]) -> list[str]:
    """A table of what archives of several sizes cost."""
    head = (
        "passages", "opening s", "retrieval ms, p50 / p95", "of which encode", "dense", "keyword",
        "fuse", "within a year", "first evidence", "answer", "recall@10", "memory MB", "index MB",
        "added and found s",
    )  # fmt: skip
    lines = (
        (
            f"{each.passages:,}", f"{each.opening:.2f}", each.retrieval,
            *each.stages.values(), each.within_a_year, each.evidence, each.answer,
            f"{each.recall:.3f}", f"{each.memory:,.0f}", f"{each.index:,.0f}", _until_found(each),
        )
        for each in sizes
    )  # fmt: skip
    return markdown_table(head, lines, "--:|" * len(head))


def _until_found(costs: Costs) -> str:
    return "–" if costs.until_found is None else f"{costs.until_found:.2f}"


def growth_lines(sizes: list[Costs]) -> list[str]:
    """In words, how each cost grows; nothing where there is but one size."""
    passages = [each.passages for each in sizes]
    costs = {
        "retrieval, p50": [each.retrieval.p50 for each in sizes],
        "retrieval, p95": [each.retrieval.p95 for each in sizes],
        "opening": [each.opening for each in sizes],
        "memory": [each.memory for each in sizes],
        "index on the disk": [each.index for each in sizes],
    }
    fits = ((name, fit_power(passages, values)) for name, values in costs.items())
    return [f"- {name}: {found}" for name, found in fits if found]
