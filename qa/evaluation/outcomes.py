"""The outcome of each gold question, small enough to keep for thousands of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean
from typing import Literal, NamedTuple

from corpus.records import Span
from qa.answers import Status
from qa.evaluation.gold import GoldQuestion

Loss = Literal[
    "nowhere",  # no relevant article in the archive, or none of its passages holds the answer
    "unfound",  # there, but among the candidates of neither search
    "fused away",  # a candidate, but too low in the fused order to be read
    "reranked away",  # read, but another passage was put first
    "wrong span",  # the passage put first holds the answer, what was pulled out of it does not
    "wrongly refused",  # the passage put first holds the answer, and nothing was answered
    "wrongly answered",  # the archive does not say, and something was answered
    "error",  # asking raised an error
]
"""Where a failed question was lost, in the order of the path that it takes."""


class FoundArticle(NamedTuple):
    """One row of a ranking of articles, best first, one row an article."""

    article: str
    score: float


class FoundPassage(NamedTuple):
    """One row of a ranking of passages; `holds` says whether it holds the gold answer."""

    article: str
    start: int
    end: int
    score: float
    holds: bool

    @property
    def id(self) -> str:
        return f"{self.article}:{self.start}-{self.end}"


class Citation(NamedTuple):
    """Where an answer was pulled from: a range of an article's text."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one gold question.

    `values` holds each measure that applies to it, by name (0 where nothing came back);
    `lost` is None where the question went right, or where that is not known. `stages` and
    `elapsed_ms` are milliseconds. `error` is the one line of a question that raised.
    """

    gold: GoldQuestion
    status: Status
    answer: str | None = None
    confidence: float = 0.0
    articles: tuple[FoundArticle, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    cited: Citation | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    lost: Loss | None = None
    stages: Mapping[str, float] = field(default_factory=dict)
    elapsed_ms: float = 0.0
    error: str | None = None

    @property
    def is_answered(self) -> bool:
        return self.status in ("answered", "possible")


class Mean(NamedTuple):
    """A measure's mean over the `n` questions that it applies to."""

    mean: float
    n: int


class Mismatch(NamedTuple):
    """A gold question that no longer matches the archive, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every question's outcome, in the order of the gold set, and what they were made with.

    `settings` says what the outcomes depend on, by name: gold, archive, model, search,
    threshold, versions. `peak_memory_mb` is the process's.
    """

    outcomes: tuple[Outcome, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    mismatches: tuple[Mismatch, ...] = ()
    seconds: float = 0.0
    peak_memory_mb: float = 0.0

    def means(self) -> dict[str, Mean]:
        """Each measure over all the questions that it applies to, unanswered ones among them."""
        names = dict.fromkeys(name for outcome in self.outcomes for name in outcome.values)
        found = {
            name: [o.values[name] for o in self.outcomes if name in o.values] for name in names
        }
        return {name: Mean(fmean(values), len(values)) for name, values in found.items()}

    def losses(self) -> Counter[Loss]:
        """How many questions were lost where."""
        return Counter(outcome.lost for outcome in self.outcomes if outcome.lost)
