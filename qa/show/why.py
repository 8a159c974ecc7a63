"""Why a passage was found, in words: every number with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qa.answers import Answer, Evidence
from qa.show.phrases import format_confidence


class Reason(NamedTuple):
    """One number that a passage's place was made of, and what that number says."""

    name: str
    value: str
    meaning: str


def reasons_for(evidence: Evidence, answer: Answer) -> Iterator[Reason]:
    """What brought a row of evidence its place, the reader's judgement first."""
    hit = evidence.hit
    if hit.read is not None:
        yield Reason("Read", f"{hit.read:+.1f}", _READ)
    if hit.dense is not None:
        yield Reason("By meaning", f"{hit.dense:.2f}{_format_rank(hit.dense_rank)}", _DENSE)
    if hit.keyword is not None:
        yield Reason("By words", f"{hit.keyword:.1f}{_format_rank(hit.keyword_rank)}", _KEYWORD)
    if hit.exact:
        yield Reason("Letter by letter", f"{hit.exact:.0%}", _EXACT)
    if hit.timely:
        yield Reason("Its date", f"{hit.timely:.2f}", _TIMELY)
    if answer.text is not None and evidence.passage == answer.evidence[0].passage:
        words = format_confidence(answer).removeprefix("confidence ")
        yield Reason("Confidence", words, _CONFIDENCE)
    yield Reason("Time taken", f"{answer.elapsed_ms / 1000:.1f} s", "For the whole question.")


def _format_rank(rank: int | None) -> str:
    return f", place {rank:,}" if rank else ""


_READ = (
    "The reader's own score, after reading question and passage together: above 0 the passage "
    "speaks for an answer, below 0 against one. It decides the order."
)
_DENSE = (
    "How near its meaning is to the question's, whatever the words: 1 is the same, 0 has nothing "
    "to do with it. The place is among all that this search brought."
)
_KEYWORD = (
    "How many of the question's words it holds, rare words counting more (BM25). It has no top: "
    "compare it only with the other rows of this question."
)
_EXACT = "Of the names, numbers and quotations in the question, how many it holds as typed."
_TIMELY = "How well the article's date suits the time that the question means: 1 is that very time."
_CONFIDENCE = (
    "How likely the answer is right, as the reader estimates it; the page says it in words. It is "
    "the answer's, not the row's."
)
