"""A verdict becomes an answer: what it says, who else says so, or what comes closest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.answer_settings import AnswerSettings
from qa.answers import Answer, AnswerGroup, Evidence, Searched, Trace
from qa.evidence import evidence_rows
from qa.reader.base import Verdict
from qa.reader.closest import closest_passage
from qa.reader.testimony.answer_groups import Statement, group_statements, make_timeline
from qa.reader.testimony.statements import Hearing, leading_row


def compose_answer(
    question: str,
    asked: str,
    spoken: str,
    verdict: Verdict,
    trace: Trace,
    searched: Searched,
    *,
    top: int,
    settings: AnswerSettings,
) -> Answer:
    """Verdict and evidence as an answer, or as a refusal with what comes closest.

    `question` is as it was typed, `asked` as it was searched, and `spoken` as it was read. Takes no
    time: `elapsed_ms` is 0.
    """
    led = _lead(spoken, verdict, trace, top, settings)
    groups = _groups(led)
    text = groups[0].text if groups else None
    return Answer(
        question=question,
        asked=asked,
        status=settings.status_of(led.confidence),
        text=text,
        confidence=led.confidence,
        evidence=led.rows,
        searched=searched,
        elapsed_ms=0.0,
        trace=trace,
        groups=groups,
        timeline=make_timeline(led.statements, groups),
        kind=None if text is None else led.rows[0].shape,
        closest=closest_passage(asked, trace.candidates, verdict) if text is None else None,
    )


class _Led(NamedTuple):
    """Rows of evidence with the one that answers first, what each says, and how sure that is."""

    rows: tuple[Evidence, ...]
    statements: Sequence[Statement]
    confidence: float


def _lead(asked: str, verdict: Verdict, trace: Trace, top: int, settings: AnswerSettings) -> _Led:
    """The rows, led by the one whose answer stands: the reader's choice, or one that is newer."""
    rows = evidence_rows(asked, verdict, trace.candidates, top, least=settings.possible_threshold)
    hearing = Hearing(
        asked,
        verdict,
        least=settings.agreeing_share * settings.threshold,
        least_to_differ=settings.differing_share * settings.threshold,
    )
    statements = hearing.of(rows)
    lead = leading_row(asked, rows, statements)
    if not lead:
        return _Led(rows, hearing.comparable(rows), verdict.probability)
    rows = (rows[lead], *rows[:lead], *rows[lead + 1 :])
    return _Led(rows, hearing.comparable(rows), verdict.chances_alone[rows[0].passage.id])


def _groups(led: _Led) -> tuple[AnswerGroup, ...]:
    """The answer with all who give it, then the others; of a sentence all of it is the answer.

    Only the words that are marked in a sentence were compared.
    """
    groups = group_statements(led.statements)
    answer = led.rows[0].answer if groups else None
    if answer is None:
        return ()
    whole = led.rows[0].passage.article.text[slice(*answer)]
    return (replace(groups[0], text=whole), *groups[1:])
