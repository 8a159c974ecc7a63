"""Whether the quotes of a case still hold in an archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.errors import InputError
from corpus.records import Article, Span
from corpus.store.store import Store
from qa.casefile.case import Case, CaseQuote
from qa.casefile.case_reading import CasePage
from qa.verify.quote_check import QuoteChecker

Kind = Literal["holds", "moved", "elsewhere", "changed", "missing", "altered"]
"""What became of a quote: it stands in the very version; the article has changed, and holds it
still; the article does not hold it, but another one does; the article no longer holds it; the
article is gone; or the case says something that its own article never said."""


@dataclass(frozen=True, slots=True)
class QuoteFinding:
    """What became of one quote. `span` is where it stands now, in the article `article_id`.

    Both are None where it stands nowhere.
    """

    number: int
    quote: CaseQuote
    kind: Kind
    span: Span | None = None
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFindings:
    """A checked case. `is_same_archive` and `is_unchanged` compare the archive with the case's."""

    page: CasePage
    findings: tuple[QuoteFinding, ...]
    is_same_archive: bool
    is_unchanged: bool

    @property
    def worst(self) -> Kind:
        """What the exit code is given for."""
        kinds = {each.kind for each in self.findings}
        if not self.page.is_as_made:
            kinds.add("altered")
        return next((kind for kind in _WORST_FIRST if kind in kinds), "holds")


_WORST_FIRST: tuple[Kind, ...] = ("altered", "missing", "changed", "elsewhere", "moved")


def check_case(page: CasePage, archive: Store) -> CaseFindings:
    """Look for every quote of a case; ArchiveError where what it reads is damaged."""
    case: Case = page.case
    return CaseFindings(
        page,
        tuple(_check_quotes(page, archive)),
        is_same_archive=archive.stamp.rpartition("-")[0] == case.archive_identity,
        is_unchanged=archive.stamp == case.stamp,
    )


def _check_quotes(page: CasePage, archive: Store) -> Iterator[QuoteFinding]:
    for number, quote in enumerate(page.case.quotes, start=1):
        article = archive.article(quote.article_id)
        if article:
            archive.verify(archive.passages_of(article))
        if number in page.altered:
            yield QuoteFinding(number, quote, "altered")
        else:
            yield _check_quote(number, quote, article, archive)


def _check_quote(
    number: int, quote: CaseQuote, article: Article | None, archive: Store
) -> QuoteFinding:
    if article and article.digest == quote.digest:
        span = Span(quote.start, quote.end)
        is_told_right = quote.quote == article.text[slice(*span)] and _cites(quote, article)
        return QuoteFinding(
            number, quote, "holds" if is_told_right else "altered", span, article.id
        )
    if article and (start := article.text.find(quote.quote)) >= 0:
        span = Span(start, start + len(quote.quote))
        return QuoteFinding(number, quote, "moved", span, article.id)
    if place := _find_elsewhere(quote, archive):
        return QuoteFinding(number, quote, "elsewhere", *place)
    return QuoteFinding(number, quote, "changed" if article else "missing")


def _cites(quote: CaseQuote, article: Article) -> bool:
    """Whether a case says of an article what the article says of itself."""
    said = (quote.title, quote.source, quote.author, quote.url, quote.published)
    published = str(article.published) if article.published else None
    return said == (article.title, article.source, article.author, article.url, published)


def _find_elsewhere(quote: CaseQuote, archive: Store) -> tuple[Span, str] | None:
    try:
        check = QuoteChecker(archive).check(quote.quote)
    except InputError:  # a quote without a word, or a very long one
        return None
    places = [each for each in check.places if check.outcome == "exact"]
    return (places[0].span, places[0].article.id) if places else None
