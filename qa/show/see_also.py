"""Which rows of evidence are worth listing under an answer."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answers import Answer

# A score is a logit, and this much below the best one's is at most a twentieth as likely to answer:
# what stands further down shares a word or two with the question.
MAX_LOGITS_BELOW = 3.0


def numbers_listed(answer: Answer) -> Sequence[int]:
    """The numbers, from 1 on, of the rows to list: the best one, those that answer or may."""
    return [
        number
        for number, row in enumerate(answer.evidence, start=1)
        if is_listed(row.hit.score, answer.evidence[0].hit.score, has_answer=bool(row.answer))
    ]


def is_listed(score: float, best: float, *, has_answer: bool) -> bool:
    """Whether a row with this score is worth listing where the first row's is `best`."""
    return has_answer or score >= best - MAX_LOGITS_BELOW
