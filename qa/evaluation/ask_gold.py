"""Ask every gold question, and keep what came of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from time import perf_counter

from corpus.errors import PullquoteError
from corpus.store.sqlite import Archive
from qa.answers import Answer
from qa.evaluation.funnel import lost_where
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.matching import Match, Matched, match
from qa.evaluation.measures import (
    DEFAULT,
    Values,
    answer_values,
    parse_measures,
    passage_values,
    ranking_values,
)
from qa.evaluation.outcomes import Citation, Evaluation, FoundArticle, FoundPassage, Outcome
from qa.questions import Ask

Progress = Callable[[int, int | None], None]

# How many passages of a ranking are kept for each question: recall is measured at 100.
_KEPT = 100


def evaluate(
    gold: Sequence[GoldQuestion],
    ask: Ask,
    archive: Archive,
    *,
    measures: Sequence[str] = DEFAULT,
    top: int = 100,
    settings: Mapping[str, str] | None = None,
    progress: Progress = lambda *_: None,
) -> Evaluation:
    """Ask every gold question; one that raises a PullquoteError stays in, with nothing found.

    `measures` are names of ir_measures, taken over a ranking of at most `top` articles.
    InputError for a measure that there is not.
    """
    wanted = parse_measures(measures)
    matched = match(gold, archive)
    began = perf_counter()
    outcomes: list[Outcome] = []
    for question in gold:
        outcomes.append(_outcome(matched.matches[question.id], ask, top))
        progress(len(outcomes), len(gold))
    seconds = perf_counter() - began
    rankings = {outcome.gold.id: outcome.articles for outcome in outcomes}
    by_article = ranking_values(wanted, rankings, matched.judgements)
    by_passage = _by_passage(outcomes, matched)
    for place, outcome in enumerate(outcomes):
        id = outcome.gold.id
        values = by_article.get(id, {}) | by_passage.get(id, {}) | dict(outcome.values)
        outcomes[place] = replace(outcome, values=values)
    return Evaluation(
        outcomes=tuple(outcomes),
        settings=dict(settings or {}),
        mismatches=matched.mismatches,
        seconds=seconds,
        peak_memory_mb=_peak_memory_mb(),
    )


def _by_passage(outcomes: Sequence[Outcome], matched: Matched) -> Values:
    """How high the passages that hold the answer stand, where the answer is known."""
    asked = [o.gold for o in outcomes if o.gold.answerable and o.gold.tells_answer]
    rankings = {outcome.gold.id: outcome.passages for outcome in outcomes}
    return passage_values(rankings, {gold.id: matched.relevant_passages(gold) for gold in asked})


def _outcome(match: Match, ask: Ask, top: int) -> Outcome:
    # What the archive tells of its articles belongs to the question from here on.
    gold = replace(match.question, articles=match.articles)
    began = perf_counter()
    try:
        answer = ask(gold.question, asked_on=gold.asked_on, top=top)
        error = answer.error if answer.status == "error" else None
    except PullquoteError as raised:
        answer, error = _nothing(gold.question), str(raised)
    elapsed = (perf_counter() - began) * 1000
    passages = tuple(_found(match, answer))
    cited = _citation(answer)
    values = answer_values(answer.text, gold)
    if gold.answerable and gold.tells_answer and match.relevant:
        values["citation"] = float(cited is not None and match.cites(cited))
    outcome = Outcome(
        gold=gold,
        status="error" if error else answer.status,
        answer=answer.text,
        confidence=answer.confidence,
        articles=tuple(islice(_ranking(answer), top)),
        passages=passages,
        cited=cited,
        values=dict.fromkeys(values, 0.0) if error else values,
        stages=answer.trace.stages,
        elapsed_ms=elapsed,
        error=error,
    )
    return replace(outcome, passages=passages[:_KEPT], lost=lost_where(outcome, answer, match))


def _ranking(answer: Answer) -> Iterator[FoundArticle]:
    """The articles in the order of their rows, each row's own before the copies folded into it."""
    for row in answer.evidence:
        for article in (row.passage.article, *row.copies):
            yield FoundArticle(article.id, row.hit.score)


def _nothing(question: str) -> Answer:
    return Answer(question, question, "error", None, 0.0, (), None, 0.0)


def _found(match: Match, answer: Answer) -> list[FoundPassage]:
    """The passages that were considered, in their order, and which of them hold the answer."""
    return [
        FoundPassage(
            # One string for each article, not one for each time that it was found.
            sys.intern(hit.passage.article.id), hit.passage.start, hit.passage.end, hit.score,
            match.holds(hit.passage),
        )
        for hit in answer.trace.candidates
    ]  # fmt: skip


def _citation(answer: Answer) -> Citation | None:
    best = answer.evidence[0] if answer.evidence else None
    if answer.text is None or best is None or best.answer is None:
        return None
    return Citation(best.passage.article.id, best.answer)


def _peak_memory_mb() -> float:
    """The most memory that this process has held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
