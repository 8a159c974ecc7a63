"""Explain the miss: where on its path a failed question was lost."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.records import Passage
from qa.answers import Answer
from qa.evaluation.matching import GoldMatch
from qa.evaluation.outcomes import Loss, Outcome
from qa.evaluation.refusal import is_right_answer

LOSS_MEANINGS: Mapping[Loss, str] = {
    "nowhere": "not in the archive",
    "unfound": "in the archive, found by neither search",
    "fused away": "found, but ranked too low to be read",
    "reranked away": "read, but another passage was put first",
    "wrong span": "the right passage, another stretch of it was quoted",
    "wrongly refused": "the right passage, but nothing was answered",
    "wrongly answered": "the archive does not say, but something was answered",
    "error": "asking raised an error",
}


def find_loss(outcome: Outcome, answer: Answer, match: GoldMatch) -> Loss | None:
    """The first place of the path where a question went wrong; None if it went right.

    A question that names only articles is followed as far as their ranking; `outcome.passages`
    are all that the searches brought.
    """
    gold = outcome.gold
    if outcome.error is not None:
        return "error"
    if not gold.answerable:
        return "wrongly answered" if outcome.is_answered else None
    if _is_right(outcome, match):
        return None
    if _is_missing(match):
        return "nowhere"
    if not any(found.holds if gold.has_known_answer else found.article in match.relevant
               for found in outcome.passages):  # fmt: skip
        return "unfound"
    read = [hit.passage for hit in answer.trace.candidates if hit.read is not None]
    if not any(_is_wanted(passage, match) for passage in read):
        return "fused away"
    if not _is_wanted(answer.evidence[0].passage, match):
        return "reranked away"
    return "wrong span" if outcome.is_answered else "wrongly refused"


def _is_missing(match: GoldMatch) -> bool:
    """Whether no relevant article is there, or none of them says the answer any more."""
    if not match.relevant:  # no article is named; then its context should be somewhere
        return match.problem is not None
    return not (any(match.spans.values()) if match.question.has_known_answer else match.spans)


def _is_right(outcome: Outcome, match: GoldMatch) -> bool:
    if outcome.gold.has_known_answer:
        return is_right_answer(outcome)
    first = outcome.articles[0].article if outcome.articles else None
    return first in match.relevant


def _is_wanted(passage: Passage, match: GoldMatch) -> bool:
    if match.question.has_known_answer:
        return match.holds(passage)
    return passage.article.id in match.relevant
