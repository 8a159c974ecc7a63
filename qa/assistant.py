"""`Assistant.ask` is the whole program: every interface calls it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from corpus.archive import Archive
from corpus.errors import InputError
from corpus.records import NO_FILTERS, Filters, Hit, Span
from qa.answers import Answer, Evidence, Searched, Trace
from qa.clock import Clock
from qa.reader import THRESHOLD, Reading
from qa.retrieval import DEPTH, Retriever

Read = Callable[[str, Sequence[Hit], Sequence[Hit]], Reading]

# A question longer than this is a document pasted by mistake.
LONGEST_QUESTION = 2000


class Assistant:
    """Answers questions from one archive."""

    def __init__(
        self, archive: Archive, retriever: Retriever, read: Read, threshold: float = THRESHOLD
    ) -> None:
        self.archive, self.threshold = archive, threshold
        self._retriever, self._read = retriever, read

    def ask(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        top: int = 5,
        asked_on: date | None = None,  # noqa: ARG002 - part of a question; not yet searched with
    ) -> Answer:
        """Find the passages that may answer, then pull the answer or refuse.

        Evidence is one row an article, at most `top`, down to near misses when the archive
        does not say. InputError for an empty question or an absurdly long one.
        """
        clock = Clock()
        asked = _searchable(question)
        searched = self._retriever.find(asked, filters, depth=max(DEPTH, top))
        hits = best_of_each_article(searched.hits)[:top]
        clock.lap("search")
        reading = self._read(asked, hits, searched.hits)
        clock.lap("read")
        found = bool(hits) and reading.confidence >= self.threshold
        evidence = tuple(
            Evidence(hit, sentence, sentence if found else None)
            for hit, sentence in zip(hits, reading.sentences, strict=True)
        )
        return Answer(
            question=question,
            asked=asked,
            status="answered" if found else "not_found",
            text=_text(hits[0], reading.sentences[0]) if found else None,
            confidence=reading.confidence,
            evidence=evidence,
            searched=self._searched(filters),
            elapsed_ms=clock.elapsed(),
            trace=Trace(tuple(searched.hits), searched.stages | {"read": clock.laps["read"]}),
        )

    def _searched(self, filters: Filters) -> Searched:
        extent = self.archive.extent(filters)
        return Searched(extent.articles, extent.undated, extent.first, extent.last, filters)


def _searchable(question: str) -> str:
    asked = " ".join(question.split())
    if not any(character.isalnum() for character in asked):
        raise InputError("the question is empty: ask in words, like “who froze the Geneva talks?”")
    if any("\ud800" <= character <= "\udfff" for character in asked):
        raise InputError("the question holds bytes that are no UTF-8 text: type it anew")
    if len(asked) > LONGEST_QUESTION:
        raise InputError(f"the question is over {LONGEST_QUESTION:,} characters long: shorten it")
    return asked


def best_of_each_article(hits: Sequence[Hit]) -> list[Hit]:
    """Of each article only the first, best hit, in the order given."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.article.id, hit)
    return list(first.values())


def _text(hit: Hit, span: Span) -> str:
    return hit.passage.article.text[span.start : span.end]
