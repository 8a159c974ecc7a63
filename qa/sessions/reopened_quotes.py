"""A quote that was kept becomes evidence again, in the article as the archive holds it now."""

from __future__ import annotations

from corpus.records import Article, Passage, Span
from qa.answers import Evidence
from qa.search.hits import Hit
from qa.sessions.quotations import Quotation

CHANGED = "The article has changed since"


def evidence_at(article: Article, stretch: Span) -> Evidence:
    """A stretch of an article, as what is read at it."""
    return Evidence(Hit(Passage(article, *stretch), 0.0), stretch)


def reopen_quotation(quotation: Quotation, article: Article) -> tuple[Evidence, str]:
    """Where the quote stands in the article now, and a warning where that is not where it stood.

    Of an article that no longer holds the words, its beginning.
    """
    if article.digest == quotation.digest:
        passage = Passage(article, quotation.passage_start, quotation.passage_end)
        stretch, answer = Span(quotation.start, quotation.end), _answer_of(quotation)
        return Evidence(Hit(passage, 0.0), stretch, answer), ""
    start = article.text.find(quotation.quote)
    if start < 0:
        return evidence_at(article, Span(0, 0)), f"{CHANGED}, and no longer holds these words."
    end = start + len(quotation.quote)
    words = f"{CHANGED}: these words now stand at characters {start}–{end}."
    return evidence_at(article, Span(start, end)), words


def _answer_of(quotation: Quotation) -> Span | None:
    if quotation.answer_start is None or quotation.answer_end is None:
        return None
    return Span(quotation.answer_start, quotation.answer_end)


def reopen_stretch(article: Article, stretch: Span, digest: str) -> tuple[Evidence, str]:
    """What a permalink leads to; its digest, or the beginning of it, may be ""."""
    has_changed = bool(digest) and not article.digest.startswith(digest)
    words = f"{CHANGED} it was quoted: other words may stand here now." if has_changed else ""
    return evidence_at(article, stretch), words
