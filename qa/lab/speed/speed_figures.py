"""What a run measures, as plain values: seconds, milliseconds, megabytes, shares in [0, 1]."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import NamedTuple


class Times(NamedTuple):
    """Milliseconds: the median, and what 95 of a hundred stay within."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f}"


@dataclass(frozen=True, slots=True)
class Costs:
    """What one archive costs an open program that has done nothing else.

    `opening` is the time from nothing but the imports to the first hits, `evidence` the one
    until near rows could be shown, `answer` that of the whole answer. `stages` are the parts of
    `retrieval`. `memory` is the most that was held, models and reader in it; `index` what lies
    on the disk beside the archive; `until_found` the seconds until what is added is found,
    None where nothing was added.
    """

    passages: int
    opening: float
    retrieval: Times
    stages: dict[str, Times]
    within_a_year: Times
    evidence: Times
    answer: Times
    recall: float
    memory: float
    index: float
    until_found: float | None = None


@dataclass(frozen=True, slots=True)
class Starts:
    """Seconds of processes that start cold, a figure a turn; `loads_torch` is that of `ask`.

    The scripts' have no figures where they cannot be run, nor has the chat without a terminal.
    """

    passages: int
    ask: list[float]
    bare: list[float]
    txtai: list[float]
    help: list[float]
    paint: list[float]
    loads_torch: bool

    @property
    def times_faster(self) -> float:
        """How many times as long as `ask` the bare script takes."""
        return median(self.bare) / median(self.ask)


@dataclass(frozen=True, slots=True)
class Turn:
    """Some articles, added, and the same texts encoded by sentence-transformers alone: seconds."""

    passages: int
    added: float
    embedding: float  # of what adding took
    encoded: float


@dataclass(frozen=True, slots=True)
class Adding:
    """Adding in turns with encoding alone, and nDCG@10 by meaning with the vectors of each.

    `question` is how long sentence-transformers takes to encode one.
    """

    set: str
    turns: list[Turn]
    question: Times
    ndcg: float
    ndcg_of_encoded: float

    @property
    def passages(self) -> int:
        return sum(turn.passages for turn in self.turns)

    @property
    def added_per_second(self) -> float:
        """Passages that `add` takes in a second, from reading to keeping."""
        return median(turn.passages / turn.added for turn in self.turns)

    @property
    def encoded_per_second(self) -> float:
        """Passages that sentence-transformers encodes a second."""
        return median(turn.passages / turn.encoded for turn in self.turns)

    @property
    def rest_share(self) -> float:
        """The share of the time of adding that is not embedding."""
        return median(1 - turn.embedding / turn.added for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Again:
    """Seconds to add articles again that did not change: with their files untouched, or touched."""

    articles: int
    untouched: list[float]
    touched: list[float]


@dataclass(frozen=True, slots=True)
class WordsFirst:
    """What is added by its words alone: seconds, from the start of the command.

    Of `articles` with `passages`: until they are searched by their words, and until one of `asked`
    questions was answered from a right article. `embedded_per_second` is the pace of embedding
    their passages. `files` are other articles, and `files_added` is until these are searched.
    """

    articles: int
    passages: int
    added: float
    until_right: float
    asked: int
    embedded_per_second: float
    files: int
    files_added: float

    @property
    def whole(self) -> float:
        """Seconds that adding the articles with their vectors takes, by the pace of some."""
        return self.added + self.passages / self.embedded_per_second


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions a second: in one batch, one after the other, and with a process for each."""

    questions: int
    together: float
    one_by_one: float
    a_process_each: float


@dataclass(frozen=True, slots=True)
class Speed:
    """All that one run measures. `real` is an archive of real articles, `sizes` are made up."""

    starts: Starts
    real: Costs
    sizes: list[Costs]
    adding: Adding
    again: Again
    batch: Batch
    words_first: WordsFirst

    def find_size(self, passages: int) -> Costs | None:
        return next((each for each in self.sizes if each.passages == passages), None)
