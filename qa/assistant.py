"""`Assistant.ask` is the whole program: every interface calls it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Protocol, Self

from corpus.errors import InputError
from corpus.records import NO_FILTERS, Filters
from corpus.store.store import Store
from qa.answers import Answer, Evidence, OnFound, Searched, Status, Trace
from qa.reader.nearest_sentence import nearest_sentence, rarity, sentence_around
from qa.reader.span_reader import Read
from qa.reader.verdict import Judged, confidence, in_order, said
from qa.search.hits import Hit
from qa.search.near_duplicates import DuplicateGroup, group_duplicates
from qa.search.retriever import Retriever
from qa.search.stopwatch import Stopwatch
from qa.search.weights import Weights

# A question longer than this is a document pasted by mistake.
LONGEST_QUESTION = 2000
# So many passages are read, at most so many of one article: reading takes most of the time.
READ, READ_OF_AN_ARTICLE = 6, 2
# From this confidence on an answer is shown; below it, down to this share of it, with a warning.
THRESHOLD, POSSIBLE = 0.5, 0.5


class Reader(Protocol):
    """Anything that reads passages beside a question."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Read]:
        """What each hit answers, in the order given."""


class Assistant:
    """Answers questions from one archive."""

    def __init__(
        self,
        archive: Store,
        retriever: Retriever,
        reader: Reader,
        threshold: float = THRESHOLD,
    ) -> None:
        self.archive, self.threshold = archive, threshold
        self._retriever, self._reader = retriever, reader

    def close(self) -> None:
        """Close the archive and end the searches' threads: nothing can be asked afterwards."""
        self._retriever.close()
        self.archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def weights(self) -> Weights:
        """The numbers by which passages are found and ordered."""
        return self._retriever.weights

    def ask(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        *,
        top: int = 5,
        asked_on: date | None = None,
        on_found: OnFound | None = None,
    ) -> Answer:
        """Find the passages that may answer, then pull the answer or refuse.

        Evidence is one row an article, at most `top`, near copies folded into it, down to near
        misses when the archive does not say. `asked_on` is the day that "this week" counts
        from, today if it is left out. `on_found` is told what the searches found, if anything,
        before it is read. InputError for an empty question or an absurdly long one.
        """
        stopwatch = Stopwatch()
        asked = _searchable(question)
        found = self._retriever.find(asked, filters, asked_on=asked_on, top=top)
        if on_found and found.hits:
            on_found(first_rows(asked, found.hits, top))
        stopwatch.lap("search")
        judged = in_order(self._reader.read(asked, to_read(found.hits)))
        stopwatch.lap("read")
        hits = _reranked(judged, found.hits)
        sure = confidence(judged[0]) if judged else 0.0
        status = self._status(sure)
        evidence = self._evidence(asked, hits, top, judged, status)
        answers = [_answer_of(row) for row in evidence]
        return Answer(
            question=question,
            asked=asked,
            status=status,
            text=answers[0] if answers else None,
            confidence=sure,
            evidence=evidence,
            searched=self._searched(filters),
            elapsed_ms=stopwatch.elapsed(),
            trace=Trace(tuple(hits), found.stages | {"read": stopwatch.stages["read"]}),
            said=said(answers, [1 + len(row.copies) for row in evidence]),
        )

    def _evidence(
        self, asked: str, hits: Sequence[Hit], top: int, judged: Sequence[Judged], status: Status
    ) -> tuple[Evidence, ...]:
        reads = {each.read.hit.passage.id: each for each in judged}
        rare = cache(lambda: rarity(asked, hits))  # takes long, and rows that were read need none
        rows = group_duplicates(best_of_each_article(hits), top)
        return tuple(
            self._row(row, reads.get(row.hit.passage.id), rare, status, first=place == 0)
            for place, row in enumerate(rows)
        )

    def _row(
        self,
        row: DuplicateGroup,
        judged: Judged | None,
        rare: Callable[[], Mapping[str, float]],
        status: Status,
        *,
        first: bool,
    ) -> Evidence:
        passage = row.hit.passage
        span = judged.read.span if judged else None
        if judged is None or span is None:
            return Evidence(row.hit, nearest_sentence(rare(), passage), None, row.copies)
        says = first or confidence(judged) >= POSSIBLE * self.threshold
        answer = span if says and status != "not_found" else None
        return Evidence(row.hit, sentence_around(span, passage), answer, row.copies)

    def _status(self, sure: float) -> Status:
        if sure >= self.threshold:
            return "answered"
        return "possible" if sure >= POSSIBLE * self.threshold else "not_found"

    def _searched(self, filters: Filters) -> Searched:
        stats = self.archive.stats(filters)
        return Searched(stats.articles, stats.undated, stats.first, stats.last, filters)


def _searchable(question: str) -> str:
    asked = " ".join(question.split())
    if not any(character.isalnum() for character in asked):
        raise InputError("the question is empty: ask in words, like “who froze the Geneva talks?”")
    if any("\ud800" <= character <= "\udfff" for character in asked):
        raise InputError("the question is not valid UTF-8: please retype it")
    if len(asked) > LONGEST_QUESTION:
        raise InputError(
            f"the question is over {LONGEST_QUESTION:,} characters long: please shorten it"
        )
    return asked


def first_rows(asked: str, hits: Sequence[Hit], top: int) -> tuple[Evidence, ...]:
    """Evidence before anything is read: in the searches' order, the nearest sentences.

    Only the first hits are looked at, because these rows are to be there at once: copies further
    down are not folded in yet.
    """
    rows = group_duplicates(best_of_each_article(hits)[: 2 * top], top)
    rare = rarity(asked, [row.hit for row in rows])
    return tuple(
        Evidence(row.hit, nearest_sentence(rare, row.hit.passage), None, row.copies) for row in rows
    )


def best_of_each_article(hits: Sequence[Hit]) -> list[Hit]:
    """Of each article only the first, best hit, in the order given."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.article.id, hit)
    return list(first.values())


def to_read(hits: Sequence[Hit]) -> list[Hit]:
    """The best passages, of each article only a few: another article may say it better."""
    of_article: Counter[str] = Counter()
    chosen: list[Hit] = []
    for hit in hits:
        of_article[hit.passage.article.id] += 1
        if of_article[hit.passage.article.id] <= READ_OF_AN_ARTICLE:
            chosen.append(hit)
        if len(chosen) == READ:
            break
    return chosen


def _reranked(judged: Sequence[Judged], hits: Sequence[Hit]) -> list[Hit]:
    """What was read in the reader's order, then the rest in the searches'."""
    read = [
        replace(each.read.hit, score=each.order, read=each.order, fused=each.read.hit.score)
        for each in judged
    ]
    known = {hit.passage.id for hit in read}
    rest = [replace(hit, fused=hit.score) for hit in hits if hit.passage.id not in known]
    if not read or not rest:
        return [*read, *rest]
    # Scores fall with the ranks throughout.
    lower = read[-1].score - rest[0].score
    return [*read, *(replace(hit, score=hit.score + lower) for hit in rest)]


def _answer_of(row: Evidence) -> str | None:
    return row.passage.article.text[slice(*row.answer)] if row.answer else None
