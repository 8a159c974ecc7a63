"""The quote of a row of evidence, made wider or narrower by sentences."""

from __future__ import annotations

from dataclasses import replace

from corpus.records import Span
from corpus.sentences import sentences
from qa.answers import Evidence
from qa.show.phrases import quote_of


def widen(evidence: Evidence, step: int) -> Evidence:
    """With the sentence after its quote, or before it where `step` is negative, if there is one."""
    quote = quote_of(evidence)
    before, after = _around(evidence, quote)
    if step > 0 and after:
        return replace(evidence, sentence=Span(quote.start, after[0].end))
    if step < 0 and before:
        return replace(evidence, sentence=Span(before[-1].start, quote.end))
    return evidence


def narrow(evidence: Evidence, found: Evidence) -> Evidence:
    """Without the outermost sentence: first those added after what was `found`, then those before.

    What was found itself is narrowed to the words that answer.
    """
    quote, least = quote_of(evidence), quote_of(found)
    inner = list(_within(evidence, quote))
    if quote.end > least.end and len(inner) > 1:
        return replace(evidence, sentence=Span(quote.start, max(inner[-2].end, least.end)))
    if quote.start < least.start and len(inner) > 1:
        return replace(evidence, sentence=Span(min(inner[1].start, least.start), quote.end))
    return replace(evidence, sentence=found.answer or found.sentence)


def _around(evidence: Evidence, quote: Span) -> tuple[list[Span], list[Span]]:
    """The sentences before the quote and those after it."""
    spans = list(sentences(evidence.passage.article.text))
    before = [each for each in spans if each.start < quote.start]
    return before, [each for each in spans if each.end > quote.end]


def _within(evidence: Evidence, quote: Span) -> list[Span]:
    spans = sentences(evidence.passage.article.text)
    return [each for each in spans if each.start < quote.end and each.end > quote.start]
