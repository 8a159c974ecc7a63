"""What `ask` gives back: the answer, its evidence and what was searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from corpus.records import NO_FILTERS, Article, Filters, Passage, Span
from qa.search.hits import Hit

Status = Literal["answered", "possible", "not_found", "error"]
AnswerShape = Literal["span", "sentence", "list"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article's best passage for the question.

    `sentence` is the sentence that answers, or comes nearest to answering; `answer` is what
    this passage answers, None where it says nothing to the question. Both are ranges of the
    article's text. `copies` are articles that print nearly the same text, folded into this row.
    `corrected_by` is a later article that corrects this one or is a newer version of it.

    `shape` says what the answer is; `core` are the words in a sentence or a list that the reader
    points at, by which answers are compared: None where they are all of it.
    """

    hit: Hit
    sentence: Span
    answer: Span | None = None
    copies: tuple[Article, ...] = ()
    corrected_by: Article | None = None
    core: Span | None = None
    shape: AnswerShape = "span"

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @property
    def locator(self) -> str | None:
        """Where in its document the answer, or else the sentence, stands: "page 3"."""
        quoted = self.answer or self.sentence
        return self.passage.article.locator_at(quoted.start)

    @property
    def marked(self) -> Span | None:
        """What of the article is marked as the answer: of a sentence its core, else all of it."""
        return self.core if self.answer and self.core and self.shape == "sentence" else self.answer


OnFound = Callable[[tuple[Evidence, ...]], None]
"""Called with what the searches found before it is read: evidence without answers."""


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """One answer and who gives it: `rows` are places in `Answer.evidence`, best first.

    `articles` counts those rows and their copies. Answers that say the same are one, however they
    are written: "Kerry" and "John Kerry", "£230m" and "230 million pounds".
    """

    text: str
    rows: tuple[int, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An answer and the row of `Answer.evidence` that first gave it."""

    text: str
    row: int
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Searched:
    """What the search covered: how many articles, the span of their dates, the filters."""

    articles: int
    undated: int
    first: date | None
    last: date | None
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about: what was considered, and how long each stage took.

    `candidates` are the passages that were fetched: first those that were read, in the reader's
    order, then the others in that of the searches. `stages` are milliseconds by name: encode,
    dense, keyword, fuse, read.
    """

    candidates: tuple[Hit, ...] = ()
    stages: Mapping[str, float] = field(default_factory=dict)


NO_TRACE = Trace()


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. `text` is None when the archive does not say.

    `asked` is the question that was really searched. When there is a text, it is word for
    word `evidence[0].answer` in that article. `confidence` is in [0, 1]; times are in
    milliseconds. `error` is the one line of an error row, with status "error".

    `note` is what to tell the user of a question that was not searched for, because it could not
    be understood; the status is "not_found" then, and nothing was searched.

    `groups` are the answer with all who give it, then each answer that really differs, newest
    first; empty when the archive does not say. `timeline` is how the answer changed from one day
    to another, oldest first; empty where it did not. `closest` is, when the archive does not say,
    the sentence that comes closest; None where nothing is near.

    `kind` says whether the text is some words, a sentence or a list; None where there is none.
    """

    question: str
    asked: str
    status: Status
    text: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    searched: Searched | None
    elapsed_ms: float
    error: str | None = None
    trace: Trace = NO_TRACE
    groups: tuple[AnswerGroup, ...] = ()
    note: str = ""
    kind: AnswerShape | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    closest: Evidence | None = None

    @property
    def core(self) -> str | None:
        """What of the text is marked as the answer: all of it, or the words in its sentence."""
        marked = self.evidence[0].marked if self.evidence else None
        if self.text is None or marked is None:
            return self.text
        return self.evidence[0].passage.article.text[marked.start : marked.end]

    @classmethod
    def of_error(cls, question: str, error: str, elapsed_ms: float = 0.0) -> Answer:
        """The answer to a question that could not be asked, for a row that says why."""
        return cls(
            question=question,
            asked=question,
            status="error",
            text=None,
            confidence=0.0,
            evidence=(),
            searched=None,
            elapsed_ms=elapsed_ms,
            error=error,
        )

    @classmethod
    def of_unclear(cls, question: str, note: str) -> Answer:
        """The answer to a question that was not searched for, and why not."""
        return cls(
            question=question,
            asked=question,
            status="not_found",
            text=None,
            confidence=0.0,
            evidence=(),
            searched=None,
            elapsed_ms=0.0,
            note=note,
        )

    @property
    def was_rewritten(self) -> bool:
        """Whether another question was searched than the one typed; spaces do not count."""
        return self.asked.split() != self.question.split()
