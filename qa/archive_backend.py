"""An assistant as the chat's worker calls it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.headings import Heading, Wanted
from corpus.records import Article, Filters
from qa.answers import Answer, OnFound
from qa.assistant import Assistant
from qa.search.filters import until
from qa.worker import ArchiveSummary


@dataclass(slots=True)
class ArchiveBackend:
    """An assistant as a `Worker` calls it; as if it were the day `as_of`, if there is one."""

    assistant: Assistant
    as_of: date | None = None
    _meaning: tuple[str, float] = ("", 1.0)  # the archive's stamp, and how much of it is embedded

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        within = until(filters, self.as_of)
        return self.assistant.ask(question, within, top=top, asked_on=self.as_of, on_found=on_found)

    def summarize(self) -> ArchiveSummary:
        archive = self.assistant.archive
        stats = archive.stats()
        return ArchiveSummary(
            articles=stats.articles,
            sources=tuple(archive.sources()),
            undated=stats.undated,
            first=stats.first,
            last=stats.last,
            meaning=self._embedded_share(),
        )

    def _embedded_share(self) -> float:
        """The share of its passages that have vectors; counted anew when it has changed."""
        archive = self.assistant.archive
        if self._meaning[0] != archive.stamp:
            self._meaning = archive.stamp, archive.size().embedded_share
        return self._meaning[1]

    def articles_with(self, ids: Sequence[str]) -> dict[str, Article]:
        found = map(self.assistant.archive.article, dict.fromkeys(ids))
        return {article.id: article for article in found if article}

    def headings(self, wanted: Wanted, limit: int | None = None) -> list[Heading]:
        within = replace(wanted, filters=until(wanted.filters, self.as_of))
        return self.assistant.archive.headings(within, limit)

    def months(self) -> dict[date, int]:
        return self.assistant.archive.months()

    def close(self) -> None:
        self.assistant.close()


def spare_garbage_collection() -> None:
    """Leave all that is loaded by now out of the rounds that collect garbage.

    A round through the libraries takes 0.1 s, in which every thread of the process stands still.
    For a process that shows a screen: what is frozen is never freed.
    """
    gc.freeze()
