"""An open archive as other programs use it: every door asks this, and has no logic of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from os import PathLike, fspath
from typing import Self

from corpus.errors import InputError
from corpus.headings import EVERYTHING, Wanted
from corpus.records import NO_FILTERS, Filters, Passage
from qa.answers import OnFound
from qa.app import assemble_as
from qa.assistant import DEFAULT_TOP, Assistant
from qa.browse.query import parse_query
from qa.reader.size import ReaderSize
from qa.shown_values import ShownAnswer, ShownArticle, ShownCheck, ShownHeadings
from qa.verify.quote_check import QuoteChecker


class OpenArchive(Assistant):
    """Ask, search, show and verify; any thread may, one call at a time. Close it, or use `with`.

    All that it gives back are frozen values: nothing that is done to them changes the archive.
    """

    shown = DEFAULT_TOP  # how many articles an answer shows where a question does not say

    @classmethod
    def open(
        cls,
        address: str | PathLike[str],
        model: str | None = None,
        threshold: float | None = None,
        reader: ReaderSize = "small",
        on_making: Callable[[], object] = lambda: None,
        shown: int = DEFAULT_TOP,
    ) -> Self:
        """As `qa.open`; `on_making` as `qa.app.assemble` has it.

        `shown` is how many articles an answer shows where a question does not say.
        """
        opened = assemble_as(
            cls, fspath(address), model,
            threshold=threshold, reader=reader, on_making=on_making,
        )  # fmt: skip
        opened.shown = shown
        return opened

    def ask(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        top: int | None = None,
        asked_on: date | None = None,
        on_found: OnFound | None = None,
    ) -> ShownAnswer:
        """The answer with its evidence, or why there is none; see `Assistant.ask`.

        InputError for a question that cannot be asked.
        """
        return ShownAnswer.of(
            super().ask(
                question, filters, top=top or self.shown, asked_on=asked_on, on_found=on_found
            )
        )

    def search(self, query: str, limit: int | None = None) -> ShownHeadings:
        """The headings of the articles that hold all of a query, the newest first.

        The query is that of `pullquote search`: `geneva "peace talks" -aid after:2016-02
        outlet:Wire`. InputError where it is none.
        """
        return self.headings(parse_query(query), limit)

    def headings(self, wanted: Wanted = EVERYTHING, limit: int | None = None) -> ShownHeadings:
        """The headings of the articles that are wanted, at most `limit`, the newest first."""
        return ShownHeadings(self.archive.headings(wanted, limit))

    def show(self, id: str) -> ShownArticle:
        """An article, checked against its digest; InputError where there is none."""
        article = self.archive.article(id)
        if article is None:
            raise InputError(f"no article {id!r}: search or list the archive for its ids")
        self.archive.verify(self.archive.passages_of(article))
        return ShownArticle.of(article)

    def passages_of(self, article: ShownArticle) -> list[Passage]:
        """The passages by which an article is found, in their order."""
        return self.archive.passages_of(article)

    def verify(self, quote: str, by: str = "", filters: Filters = NO_FILTERS) -> ShownCheck:
        """Whether a quotation stands in the archive word for word; `by` is who is said to say it.

        InputError for a quotation without a word, or an absurdly long one.
        """
        return ShownCheck.of(QuoteChecker(self.archive, filters).check(quote, by))
