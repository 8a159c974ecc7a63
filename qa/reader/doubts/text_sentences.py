"""The sentences of a text: the one that a span stands in, and those beside it."""

from __future__ import annotations

from functools import lru_cache

from corpus.records import Span
from corpus.sentences import sentences


@lru_cache(32)
def sentences_of(text: str) -> tuple[Span, ...]:
    """Where the sentences of a text are."""
    return tuple(sentences(text))


def sentence_of(text: str, span: Span) -> tuple[str, Span]:
    """The sentence that a span begins in, and the span as a range of it."""
    around = (each for each in sentences_of(text) if each.start <= span.start < each.end)
    sentence = next(around, span)
    end = max(sentence.end, span.end)
    inside = Span(span.start - sentence.start, span.end - sentence.start)
    return text[sentence.start : end], inside


def sentence_after(text: str, span: Span) -> Span:
    """The sentence after that of a span; an empty range at the end of the text."""
    later = (each for each in sentences_of(text) if each.start > span.start)
    return next(later, Span(len(text), len(text)))


def following(text: str, span: Span) -> str:
    """The words of the sentence after that of a span."""
    return text[slice(*sentence_after(text, span))]


def sentence_before(text: str, start: int) -> str:
    """The words of the sentence that ends before a place."""
    before = [span for span in sentences_of(text) if span.end <= start]
    return text[slice(*before[-1])] if before else ""
