"""The seam for readers: what a reader is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

from corpus.records import Span
from qa.answers import AnswerShape
from qa.search.hits import Hit


class Support(NamedTuple):
    """How much of a question a passage bears out: shares in [0, 1].

    `passage` and `sentence` are of its words, weighted by rarity, that stand in the passage under
    its headline, and in the answer's sentence under it. `figures` are of its years and numbers
    that the passage, its headline or its date hold, and `names` of its names that the article
    holds; 1 for a question without any.
    """

    passage: float
    sentence: float
    figures: float
    names: float = 1.0


NO_SUPPORT = Support(0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a reader makes of one hit by itself, before hits are compared.

    `span` is the best answer of the passage, a range of the article's text; None only where the
    passage holds no word. `shape` says what it is. Of a sentence or a list, `core` are the words
    that the reader points at, by which answers are compared; None where they are all of it.
    `answer_margin` is how much better it is than "not here", `span_lead`
    how much better than the next best answer of the passage, and `relevance` how well the passage
    as a whole answers: all are logits. `support` is how much of the question the passage bears
    out; `misfit` what counts against the answer, in logits that its margin has lost already.
    `attested` says how far the form of the text itself shows that this is the answer, in [0, 1]:
    as an attribution shows whose words these are, and an addition to a name who that is.
    """

    hit: Hit
    span: Span | None
    answer_margin: float
    relevance: float
    span_lead: float = 0.0
    support: Support = NO_SUPPORT
    core: Span | None = None
    shape: AnswerShape = "span"
    misfit: float = 0.0
    attested: float = 0.0


@dataclass(frozen=True, slots=True)
class RankedPassage(PassageReading):
    """A reading in its place among the others.

    `logit` is what orders the passages of a question; `agreement` how much of it, at least 0,
    comes from other passages that give the same answer; `lead` how far it is above the best of
    those that give another answer, within a few logits.
    """

    agreement: float = 0.0
    logit: float = 0.0
    lead: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reader's passages, best first, and how likely each is to answer, in [0, 1].

    `alone` is how likely each is without what others that agree give it, or others that differ take
    from it; a reader to which that makes no difference leaves it out.
    """

    passages: tuple[RankedPassage, ...] = ()
    probabilities: tuple[float, ...] = ()
    alone: tuple[float, ...] = ()

    @property
    def probability(self) -> float:
        """How likely the best passage is to answer; 0 where nothing was read."""
        return self.probabilities[0] if self.probabilities else 0.0

    @property
    def chances_alone(self) -> dict[str, float]:
        """How likely each passage is to answer by itself, by the passage's id."""
        chances = self.alone or self.probabilities
        return {
            each.hit.passage.id: chance for each, chance in zip(self.passages, chances, strict=True)
        }


class Reader(Protocol):
    """Reads passages beside a question, puts them in order, and says how likely each answers.

    How it weighs passages and how sure that makes it are its own affair: nobody else adjusts a
    verdict. It may be used by one thread at a time, and by none after `close`. What inherits
    from this class can be a context manager by its `close` alone.
    """

    @property
    def name(self) -> str:
        """What people call it. Readers that answer differently have different names."""

    def as_record(self) -> Mapping[str, str]:
        """Everything that its verdicts depend on, as text by name: saved runs keep it."""

    def read(self, question: str, hits: Sequence[Hit]) -> Verdict:
        """The verdict on all hits, each exactly once; an empty one where there are none."""

    def close(self) -> None:
        """Give back threads and files; a second call does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
