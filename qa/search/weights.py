"""Every number that decides which passages a search finds and in which order they stand."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Search = Literal["fused", "dense", "keyword"]
PeriodKind = Literal["relative", "absolute"]


@dataclass(frozen=True, slots=True)
class Weights:
    """How passages are found and ordered; a saved run records all of it.

    A weight is in units of cosine: what a passage's score gains where the other quantity is 1.
    """

    # Which searches run: one can be left out, to measure the other.
    search: Search = "fused"
    # Passages that each search brings.
    depth: int = 100
    # Candidates whose text is fetched from the store, which is the slowest step of a search in a
    # large archive.
    fetched: int = 50
    # Fetched for each row of evidence asked for, because several passages of an article, and its
    # copies, share one row.
    fetched_per_row: int = 10
    # A BM25 score of 1. The best mean nDCG@10 over six public sets, of 1/120 to 1/18, and as good
    # on news; web search questions alone would have less. Stretching each question's scores to
    # [0, 1] first was worse: it makes much of the best of many poor matches.
    bm25: float = 1 / 30
    # Holding every name, number and quotation of the question letter by letter.
    exact: float = 0.1
    # Being of the time that the question names: "last week", or "in May 2016".
    relative_period: float = 0.4
    absolute_period: float = 0.25
    # Being new on the day of a question that names no time: it only breaks ties.
    recency: float = 0.15
    # Days after an event in which it is still reported as news.
    reported_days: int = 7
    # Days before the time that is meant after which a date is worth 1/e: little is printed about
    # what has not happened yet.
    fade_before_days: float = 7.0
    # The same after it: what a week brought is old after a month, a date is looked back upon for
    # longer.
    fade_after_relative_days: float = 21.0
    fade_after_absolute_days: float = 90.0

    def period(self, kind: PeriodKind) -> float:
        """What being of the period that a question names is worth."""
        return self.relative_period if kind == "relative" else self.absolute_period

    def fade_after_days(self, kind: PeriodKind) -> float:
        """Days after a period after which a date is worth 1/e."""
        if kind == "relative":
            return self.fade_after_relative_days
        return self.fade_after_absolute_days

    def as_record(self) -> dict[str, str]:
        """All of it as text, by name, for the record of a run."""
        return {
            _RECORDED_AS.get(name, name.replace("_", " ")): _as_text(value)
            for name, value in asdict(self).items()
        }


DEFAULT_WEIGHTS = Weights()
# Saved runs have had it under this name from the beginning.
_RECORDED_AS = {"bm25": "cosine of BM25"}


def _as_text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"
