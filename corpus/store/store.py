"""What the program asks of a store of articles, whichever engine keeps it.

`Store` is the truth: articles, passages and their vectors, changed in transactions. `Searches` is
one question's view of one version of it. No engine is named here: `open_store` chooses one by the
address. The contract that every engine is held to is tests/store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, Self

from corpus.arrays import Keys, Known, Ranked, Vectors
from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.records import NO_FILTERS, Article, Correction, Filters, Passage


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """The embedding model that made a store's vectors."""

    name: str
    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """How many articles there are, in the whole store or in what some filters leave."""

    articles: int
    undated: int
    first: date | None
    last: date | None


class StoreSize(NamedTuple):
    """How many passages a store holds, and how many bytes it takes with all its indexes.

    `waiting` counts the passages that have no vectors yet.
    """

    passages: int
    bytes: int
    waiting: int = 0

    @property
    def embedded_share(self) -> float:
        """The share of its passages that have vectors, in [0, 1]."""
        return 1 - self.waiting / self.passages if self.passages else 1.0


class ArticleVersion(NamedTuple):
    """What tells whether an article changed, and where it was read from."""

    digest: str
    origin: str


class FileState(NamedTuple):
    """A file's size in bytes, and when it was last modified in nanoseconds of the epoch."""

    size: int
    modified: int


# Nanoseconds. A file can be written twice within the shortest time that its file system tells
# apart, so a file modified more recently than this is not remembered.
_SETTLED_AFTER = 2 * 1_000_000_000


def settled(state: FileState, now: int) -> bool:
    """Whether a file that has this state at `now` has it for good until it is written again."""
    return state.modified < now - _SETTLED_AFTER


FindingKind = Literal[
    "file", "facts", "article", "digest", "identity", "passages", "seal", "correction"
]
"""What is not as it was put there: the file itself; what the store says of itself; the content of
an article; its digest alone; its id or origin; its passages or vectors; its checksums; what was
set of it by hand."""


class Finding(NamedTuple):
    """One thing that is wrong; `article` is an article's id, empty where it is of none."""

    kind: FindingKind
    article: str
    problem: str

    def __str__(self) -> str:
        return f"article {self.article}: {self.problem}" if self.article else self.problem


class Searches(Protocol):
    """One question's view of a store: all its calls see one version.

    `keyword` may be called in another thread while the others are called in the first.
    """

    def dense(self, vector: Vectors, k: int, filters: Filters = NO_FILTERS) -> Ranked:
        """The k passages with the highest cosine, of those that pass the filters.

        None for a vector that is not finite. A large store may miss a few of the nearest.
        """

    def keyword(self, question: str, k: int, filters: Filters = NO_FILTERS) -> Ranked:
        """The k passages with the highest BM25 score, of those that pass the filters.

        Fewer where fewer share a word with the question.
        """

    def knows_word(self, word: str) -> bool:
        """Whether any passage holds a word, in any of its forms."""

    def nearest_word(self, word: str, edits: int) -> str | None:
        """The archive's word nearest to another, as it is written there.

        It begins with the same letter, and is at most so many edits away: letters added, left
        out, changed or swapped with the next. Of equals one without a changed letter, and then
        the most frequent; None where nothing is so near. A store may know only the words that it
        had when it was last tended.
        """

    def known(self, vector: Vectors, keys: Keys, *, days: bool) -> Known:
        """The cosine of each of these passages with the vector; KeyError for one that is gone.

        It is NaN where a passage waits for its vector. Each key is named once. `days` asks for
        their articles' dates too.
        """

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """The passages with these keys, in their order; passages of one article share it.

        A key that no passage has is left out.
        """


class Writing(Protocol):
    """What can be written inside one change: all of it is kept, or none."""

    def record_model(self, model: ModelRecord) -> None:
        """Say which model makes the vectors."""

    def put(self, article: Article, passages: Sequence[Passage], vectors: Vectors | None) -> None:
        """Keep an article with its passages, in place of an earlier version with the same id.

        `vectors` has shape (len(passages), dimension), rows of length 1; with None the passages
        wait for them, and are found by their words.
        """

    def put_vectors(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Give the passages of an article the vectors that they wait for, shaped as in `put`.

        Nothing is done where they do not wait, or the article is another now.
        """

    def move(self, id: str, origin: str) -> None:
        """Note that an unchanged article's file is now elsewhere."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget articles with all that belongs to them; an unknown id is no error."""


class FileStates(Protocol):
    """Which files were read, and as they were then; no part of a store's content."""

    def articles_in(self, path: Path, state: FileState, readers: str) -> int | None:
        """How many articles a file holds; None if it has changed, or other readers read it.

        `readers` stands for all that reading depends on beside the file.
        """

    def remember(self, read: Mapping[str, tuple[FileState, int]], readers: str) -> None:
        """Note files by path: their state before they were read, and how many articles each has."""


class Corrections(Protocol):
    """What people set by hand of articles, by id; kept when an article is read again, or goes."""

    def all(self) -> dict[str, Correction]:
        """Every correction there is."""

    def record(self, corrections: Mapping[str, Correction]) -> None:
        """Keep these, each in place of an earlier one of the same article."""


class Store(Protocol):
    """Articles, passages and vectors, kept by some engine.

    Reading never waits for another process that writes. Any thread may use it; two that use it
    at once wait for each other.
    """

    @property
    def place(self) -> str:
        """Where it is, for people: a folder, or an address without secrets."""

    @property
    def stamp(self) -> str:
        """Changes with every change: equal stamps mean equal content.

        Up to the last hyphen it is the store's own name, which stays the same.
        """

    @property
    def model(self) -> ModelRecord | None:
        """The model its vectors were made with; None until the first article is added."""

    @property
    def file_states(self) -> FileStates:
        """What it remembers of the files it was filled from."""

    @property
    def corrections(self) -> Corrections:
        """What people set by hand."""

    def change(self) -> AbstractContextManager[Writing]:
        """One transaction: all that is written inside is kept, or none if it raises.

        What is read inside, by its own thread, is what has been written so far.
        """

    def searches(self) -> AbstractContextManager[Searches]:
        """One question's view, of the version there is when it is opened.

        A thread has one view or one change of a store open at a time.
        """

    def article(self, id: str) -> Article | None:
        """The article with this id, or None."""

    def articles(self, filters: Filters = NO_FILTERS) -> Iterator[Article]:
        """Every article that passes the filters, in the order of their ids."""

    def passages_of(self, article: Article) -> list[Passage]:
        """An article's passages in their order."""

    def vectors_of(self, article: Article) -> Vectors | None:
        """The vectors of an article's passages, as `put` takes them; None while these wait."""

    def waiting(self) -> list[str]:
        """The ids of all articles whose passages wait for their vectors, the newest first."""

    def headings(self, wanted: Wanted = EVERYTHING, limit: int | None = None) -> list[Heading]:
        """The headings of the articles that are wanted, at most `limit`.

        The newest come first, those without a date last; of one day by their ids.
        """

    def months(self) -> dict[date, int]:
        """How many articles there are of each month that has any, by its first day, rising.

        Those without a date and those of which only the year is known are not counted.
        """

    def find_text(self, text: str) -> str | None:
        """The id of the first article, by id, whose text holds this text; reads them all."""

    def versions(self, ids: Sequence[str]) -> dict[str, ArticleVersion]:
        """The versions of those of these articles that there are, by id."""

    def ids_under(self, path: str) -> dict[str, str]:
        """The articles read from a file, or from anywhere below a folder: id → origin."""

    def stats(self, filters: Filters = NO_FILTERS) -> ArchiveStats:
        """How many articles pass the filters, and the span of their dates."""

    def sources(self) -> dict[str, int]:
        """Each outlet with the number of its articles, the largest first."""

    def size(self) -> StoreSize:
        """How large it is."""

    def tend(self) -> None:
        """Bring it into the form in which it is searched fastest; others may use it meanwhile."""

    def verify(self, passages: Sequence[Passage]) -> None:
        """Look at what is about to be shown; ArchiveError where it is not what was put there.

        What was changed or removed meanwhile is no damage.
        """

    def find_damage(self) -> Iterator[Finding]:
        """Read all of it; what is not as it was put there."""

    def check(self) -> None:
        """Read all of it; ArchiveError with what is wrong."""

    def make_room(self) -> bool:
        """On a full disk give up what can be made again; whether there was anything."""

    def close(self) -> None:
        """Let go of files and connections; a second time it does nothing."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
