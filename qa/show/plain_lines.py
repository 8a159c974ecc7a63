"""A whole answer in plain lines, each of which says what it is: to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from qa.answers import Answer, Evidence
from qa.show.phrases import (
    CLOSEST,
    UNSURE,
    citation,
    format_agreement,
    format_confidence,
    format_copies,
    format_correction,
    format_nearness,
    format_other_answers,
    format_searched,
    format_timeline,
    headline,
    quote_of,
    quoted,
)
from qa.show.safe_text import one_line
from qa.show.see_also import numbers_listed


def answer_in_lines(answer: Answer) -> Iterator[str]:
    """The answer first, then its sentence and where it stands; nothing is drawn or broken."""
    if answer.was_rewritten:
        yield f"Searched for: {one_line(answer.asked)}"
    if answer.status == "error":
        yield one_line(answer.error or "The question could not be answered.")
        return
    yield one_line(headline(answer))
    if answer.status == "possible":
        yield UNSURE
    yield from filter(None, (format_agreement(answer), format_other_answers(answer)))
    yield from filter(None, (format_timeline(answer),))
    yield from _silence_lines(answer) if answer.text is None else _evidence_lines(answer)


def _evidence_lines(answer: Answer) -> Iterator[str]:
    numbers = numbers_listed(answer)
    for place, number in enumerate(numbers):
        evidence = answer.evidence[number - 1]
        if place == 1:
            yield "See also:"
        if number == 1:
            yield f"Quote: {_quote(evidence)}"
            yield f"From: {citation(evidence)}"
        else:
            yield f"{number}. {citation(evidence)}: {_quote(evidence)}"
        yield from filter(None, (format_copies(evidence), format_correction(evidence)))
        if number == 1:
            article = one_line(evidence.passage.article.id)
            yield f"{format_confidence(answer).capitalize()}, article {article}"


def _silence_lines(answer: Answer) -> Iterator[str]:
    if answer.searched:
        yield format_searched(answer.searched)
    yield from filter(None, (format_nearness(answer),))
    if answer.closest:
        yield f"{CLOSEST}: {_quote(answer.closest)}"
        yield f"From: {citation(answer.closest)}"


def _quote(evidence: Evidence) -> str:
    """The sentence in one line, as a terminal shows it: only its spaces and controls may change."""
    start, end = quote_of(evidence)
    return quoted(one_line(evidence.passage.article.text[start:end]))
