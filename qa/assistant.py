"""`Assistant.ask` is the whole program: every interface calls it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Self

from corpus.errors import InputError
from corpus.passages import embedded_text
from corpus.records import NO_FILTERS, Filters, Passage
from corpus.store.store import Store
from qa.answer_settings import DEFAULT_SETTINGS, AnswerSettings
from qa.answers import Answer, OnFound, Searched, Trace
from qa.composition import compose_answer
from qa.evidence import first_rows
from qa.reader.base import Reader, Verdict
from qa.reader.questions.keyword_questions import spoken_question
from qa.search.hits import Hit
from qa.search.question_form import with_accents, with_mark
from qa.search.retriever import Found, Retriever
from qa.search.stopwatch import Stopwatch
from qa.search.weights import Weights

# A longer question is a document pasted by mistake.
MAX_QUESTION_CHARACTERS = 2000
DEFAULT_TOP = 5  # articles shown


class _Request(NamedTuple):
    """One question as it came, and as it is searched."""

    question: str
    asked: str
    filters: Filters
    top: int
    asked_on: date | None


class Assistant:
    """Answers questions from one archive."""

    def __init__(
        self,
        archive: Store,
        retriever: Retriever,
        reader: Reader,
        settings: AnswerSettings = DEFAULT_SETTINGS,
    ) -> None:
        self.archive, self.reader, self.settings = archive, reader, settings
        self._retriever = retriever

    @property
    def threshold(self) -> float:
        """The confidence from which on an answer is shown."""
        return self.settings.threshold

    def close(self) -> None:
        """Close the archive and end all threads: nothing can be asked afterwards."""
        self._retriever.close()
        self.reader.close()
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
        top: int = DEFAULT_TOP,
        asked_on: date | None = None,
        on_found: OnFound | None = None,
    ) -> Answer:
        """Find the passages that may answer, then pull the answer or refuse.

        Evidence is one row per article, at most `top`, near copies folded into it, down to near
        misses when the archive does not say. `asked_on` is the day that "this week" counts
        from, today if it is left out. `on_found` gets what the searches found, if anything,
        before it is read. InputError for an empty question or an absurdly long one.
        """
        stopwatch = Stopwatch()
        request = _Request(
            question=question,
            asked=clean_question(question),
            filters=filters,
            top=top,
            asked_on=asked_on,
        )
        found = self._search(request, on_found)
        request = request._replace(asked=found.asked)
        stopwatch.lap("search")
        chosen = choose_passages(found.hits, self.settings)
        spoken = as_spoken(found.asked, found.hits, chosen)
        verdict = self.reader.read(spoken, chosen)
        stopwatch.lap("read")
        stages = found.stages | {"read": stopwatch.stages["read"]}
        trace = Trace(tuple(rerank_hits(verdict, found.hits)), stages)
        answer = compose_answer(
            request.question,
            request.asked,
            spoken,
            verdict,
            trace,
            self._describe_search(request.filters),
            top=request.top,
            settings=self.settings,
        )
        self.archive.verify(_passages_shown(answer))
        return replace(answer, elapsed_ms=stopwatch.elapsed())

    def _search(self, request: _Request, on_found: OnFound | None) -> Found:
        found = self._retriever.find(
            request.asked, request.filters, asked_on=request.asked_on, top=request.top
        )
        if on_found and found.hits:
            on_found(first_rows(found.asked, found.hits, request.top))
        return found

    def _describe_search(self, filters: Filters) -> Searched:
        stats = self.archive.stats(filters)
        return Searched(
            articles=stats.articles,
            undated=stats.undated,
            first=stats.first,
            last=stats.last,
            filters=filters,
        )


def clean_question(question: str) -> str:
    """The question without needless spaces; InputError where it cannot be asked."""
    asked = " ".join(question.split())
    if not any(character.isalnum() for character in asked):
        raise InputError("the question is empty: ask in words, like “who froze the Geneva talks?”")
    if any("\ud800" <= character <= "\udfff" for character in asked):
        raise InputError("the question is not valid UTF-8: please retype it")
    if len(asked) > MAX_QUESTION_CHARACTERS:
        raise InputError(
            f"the question is longer than {MAX_QUESTION_CHARACTERS:,} characters: please shorten it"
        )
    return asked


def as_spoken(asked: str, hits: Sequence[Hit], chosen: Sequence[Hit]) -> str:
    """A question as the reader is given it: with its accents, its verb and its mark.

    Accents are those of the passages `chosen` to be read; keywords become the question that all
    `hits` suggest.
    """
    named = with_accents(asked, (embedded_text(hit.passage) for hit in chosen))
    return with_mark(spoken_question(named, (embedded_text(hit.passage) for hit in hits)))


def choose_passages(hits: Sequence[Hit], settings: AnswerSettings = DEFAULT_SETTINGS) -> list[Hit]:
    """The best passages, only a few from each article: those that are read."""
    of_article: Counter[str] = Counter()
    chosen: list[Hit] = []
    for hit in hits:
        of_article[hit.passage.article.id] += 1
        if of_article[hit.passage.article.id] <= settings.passages_per_article:
            chosen.append(hit)
        if len(chosen) == settings.passages_read:
            break
    return chosen


def rerank_hits(verdict: Verdict, hits: Sequence[Hit]) -> list[Hit]:
    """What was read in the reader's order, then the rest in the searches'."""
    read = [
        replace(each.hit, score=each.logit, read=each.logit, fused=each.hit.score)
        for each in verdict.passages
    ]
    known = {hit.passage.id for hit in read}
    rest = [replace(hit, fused=hit.score) for hit in hits if hit.passage.id not in known]
    if not read or not rest:
        return [*read, *rest]
    # Scores fall with the ranks throughout.
    lower = read[-1].score - rest[0].score
    return [*read, *(replace(hit, score=hit.score + lower) for hit in rest)]


def _passages_shown(answer: Answer) -> list[Passage]:
    rows = [*answer.evidence, *([answer.closest] if answer.closest else [])]
    return [row.passage for row in rows]
