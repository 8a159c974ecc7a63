"""Ask every gold question, and keep the outcome of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from corpus.errors import PullquoteError
from corpus.store.store import Store
from qa.answers import Answer
from qa.evaluation.funnel import find_loss
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.matching import GoldMatch, MatchedGold, match_gold
from qa.evaluation.measures import (
    DEFAULT_MEASURES,
    Values,
    answer_values,
    parse_measures,
    passage_values,
    ranking_values,
)
from qa.evaluation.outcomes import Citation, Evaluation, FoundArticle, FoundPassage, Outcome
from qa.questions import Ask, Progress

if TYPE_CHECKING:
    from qa.evaluation.measures import Measure

# Passages of a ranking that are kept for each question: recall is measured at 100.
_KEPT_PASSAGES = 100
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def evaluate(
    gold: Sequence[GoldQuestion],
    ask: Ask,
    archive: Store,
    *,
    measures: Sequence[str] = DEFAULT_MEASURES,
    top: int = 100,
    settings: Mapping[str, str] | None = None,
    progress: Progress = lambda *_: None,
) -> Evaluation:
    """Ask every gold question; one that raises a PullquoteError stays in, with nothing found.

    `measures` are names of ir_measures, taken over a ranking of at most `top` articles.
    InputError for a measure that there is not.
    """
    parsed = parse_measures(measures)
    matched = match_gold(gold, archive)
    began = perf_counter()
    outcomes: list[Outcome] = []
    for question in gold:
        outcomes.append(_ask_question(matched.matches[question.id], ask, top))
        progress(len(outcomes), len(gold))
    seconds = perf_counter() - began
    return Evaluation(
        outcomes=_with_ranks_measured(outcomes, parsed, matched),
        settings=dict(settings or {}),
        mismatches=matched.mismatches,
        seconds=seconds,
        peak_memory_mb=_peak_memory_mb(),
    )


def _with_ranks_measured(
    outcomes: Sequence[Outcome], measures: Sequence[Measure], matched: MatchedGold
) -> tuple[Outcome, ...]:
    """The outcomes with the measures of their rankings, articles first, before their own."""
    rankings = {outcome.gold.id: outcome.articles for outcome in outcomes}
    articles = ranking_values(measures, rankings, matched.judgements)
    passages = _measure_passages(outcomes, matched)
    return tuple(
        replace(
            outcome,
            values=articles.get(outcome.gold.id, {})
            | passages.get(outcome.gold.id, {})
            | dict(outcome.values),
        )
        for outcome in outcomes
    )


def _measure_passages(outcomes: Sequence[Outcome], matched: MatchedGold) -> Values:
    """How high the passages that hold the answer stand, where the answer is known."""
    asked = [o.gold for o in outcomes if o.gold.answerable and o.gold.has_known_answer]
    rankings = {outcome.gold.id: outcome.passages for outcome in outcomes}
    return passage_values(rankings, {gold.id: matched.relevant_passages(gold) for gold in asked})


def _ask_question(match: GoldMatch, ask: Ask, top: int) -> Outcome:
    # The articles that the archive names for a question are part of it from here on.
    gold = replace(match.question, articles=match.articles)
    began = perf_counter()
    try:
        answer = ask(gold.question, asked_on=gold.asked_on, top=top)
        error = answer.error if answer.status == "error" else None
    except PullquoteError as raised:
        answer, error = Answer.of_error(gold.question, str(raised)), str(raised)
    elapsed = (perf_counter() - began) * 1000
    passages = tuple(_find_passages(match, answer))
    cited = _citation(answer)
    values = _measure_answer(match, answer, cited)
    outcome = Outcome(
        gold=gold,
        status="error" if error else answer.status,
        answer=answer.text,
        confidence=answer.confidence,
        articles=tuple(islice(_rank_articles(answer), top)),
        passages=passages,
        cited=cited,
        values=dict.fromkeys(values, 0.0) if error else values,
        stages=answer.trace.stages,
        elapsed_ms=elapsed,
        error=error,
    )
    loss = find_loss(outcome, answer, match)
    return replace(outcome, passages=passages[:_KEPT_PASSAGES], lost=loss)


def _measure_answer(match: GoldMatch, answer: Answer, cited: Citation | None) -> dict[str, float]:
    """What the answer is worth by its words, and by its place where that is known.

    Of a sentence the words count that are marked in it: accepted answers are short. Who types
    gold has straight marks where an article may have curly ones, so the answer is worth as much
    with these as with those.
    """
    gold = match.question
    said = answer.core and answer.core.translate(_STRAIGHT)
    as_printed, as_typed = answer_values(answer.core, gold), answer_values(said, gold)
    values = {name: max(value, as_typed[name]) for name, value in as_printed.items()}
    if gold.answerable and gold.has_known_answer and match.relevant:
        values["citation"] = float(cited is not None and match.cites(cited))
    return values


def _rank_articles(answer: Answer) -> Iterator[FoundArticle]:
    """The articles in the order of their rows, each row's own before the copies folded into it."""
    for row in answer.evidence:
        for article in (row.passage.article, *row.copies):
            yield FoundArticle(article.id, row.hit.score)


def _find_passages(match: GoldMatch, answer: Answer) -> list[FoundPassage]:
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
    """The most memory that this process has held; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
