"""A gold set asked question by question, and what its replies are worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from time import perf_counter
from typing import NamedTuple

from corpus.errors import PullquoteError
from qa.answers import Answer, Status
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measures import (
    answer_hit,
    exact_match,
    hit,
    ndcg,
    reciprocal_rank,
    token_f1,
)
from qa.questions import Ask

CUTOFFS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one gold question; `error` says why there is no answer."""

    gold: GoldQuestion
    answer: Answer | None
    error: str | None
    seconds: float

    @property
    def status(self) -> Status:
        return self.answer.status if self.answer else "error"


class Score(NamedTuple):
    """A measure's mean over the `n` questions that it applies to."""

    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every question's outcome, in the order of the gold set."""

    outcomes: tuple[Outcome, ...]
    top: int
    seconds: float

    def scores(self) -> dict[str, Score]:
        """Each measure that applies to any of the questions, over those that it applies to."""
        values = defaultdict[str, list[float]](list)
        for outcome in self.outcomes:
            for name, value in measured(outcome, self.top).items():
                values[name].append(value)
        return {name: Score(fmean(found), len(found)) for name, found in values.items()}

    def statuses(self, answerable: bool) -> Counter[Status]:
        """How often each status came back for the questions known to be answerable, or not.

        A question judged only by its articles is neither: silence may be right for it.
        """
        return Counter(
            outcome.status
            for outcome in self.outcomes
            if (outcome.gold.answers if answerable else not outcome.gold.answerable)
        )


def evaluate(
    gold: Sequence[GoldQuestion],
    ask: Ask,
    top: int = 10,
    progress: Callable[[int, int | None], None] = lambda *_: None,
) -> Evaluation:
    """Ask every gold question. One that raises a PullquoteError stays in, with nothing found."""
    outcomes = []
    started = perf_counter()
    for question in gold:
        outcomes.append(_outcome(question, ask, top))
        progress(len(outcomes), len(gold))
    return Evaluation(tuple(outcomes), top, perf_counter() - started)


def measured(outcome: Outcome, top: int) -> dict[str, float]:
    """The measures that apply to one question; none looks further down than was asked for.

    Articles are measured where relevant ones are known, answers where their wordings are. A
    question that got no reply is worth 0 in each measure that applies to it.
    """
    gold, values = outcome.gold, dict[str, float]()
    found = [one.passage for one in outcome.answer.evidence] if outcome.answer else []
    cutoffs = [k for k in CUTOFFS if k <= top]
    if any(grade > 0 for grade in gold.articles.values()):
        ranking = list(dict.fromkeys(passage.article.id for passage in found))
        values |= {f"article hit@{k}": hit(ranking, gold.articles, k) for k in cutoffs}
        if top >= 10:
            values["article MRR@10"] = reciprocal_rank(ranking, gold.articles, 10)
            values["article nDCG@10"] = ndcg(ranking, gold.articles, 10)
    if gold.answers:
        passages = [passage.text for passage in found]
        values |= {f"answer hit@{k}": answer_hit(passages, gold.answers, k) for k in cutoffs}
        said = outcome.answer and outcome.answer.text
        values["exact match"] = exact_match(said, gold.answers) if said else 0.0
        values["token F1"] = token_f1(said, gold.answers) if said else 0.0
    return values


def _outcome(question: GoldQuestion, ask: Ask, top: int) -> Outcome:
    started = perf_counter()
    try:
        answer = ask(question.question, asked_on=question.asked_on, top=top)
    except PullquoteError as error:
        return Outcome(question, None, str(error), perf_counter() - started)
    seconds = perf_counter() - started
    if answer.status == "error":
        return Outcome(question, None, answer.error or "no reason given", seconds)
    return Outcome(question, answer, None, seconds)
