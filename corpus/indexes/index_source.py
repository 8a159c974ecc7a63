"""What an index is derived from: whatever can read passages and vectors by rising keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from corpus.arrays import Keys, Vectors
from corpus.records import Filters


class FilterColumns(NamedTuple):
    """What filters look at of a passage.

    `first` and `last` are the days of its article's date, as proleptic ordinals, UNDATED where
    it has none. `source` is "" where it is not known.
    """

    key: int
    first: int
    last: int
    source: str


class IndexedPassage(NamedTuple):
    """What is searched of a passage, and the text of its article, which tells its language."""

    columns: FilterColumns
    title: str
    text: str
    article_text: str = ""


class IndexSource(Protocol):
    """An archive as its indexes see it. All is read by rising passage keys.

    A key is never used twice. With `after`, only passages with higher keys are read: those
    added since that was the last.
    """

    @property
    def folder(self) -> Path:
        """The archive's folder, in which its indexes are."""

    @property
    def writable(self) -> bool:
        """Whether indexes can be written there."""

    @property
    def identity(self) -> str:
        """The archive's own name; it stays through every change."""

    @property
    def generation(self) -> int:
        """How many changes it has seen."""

    @property
    def stamp(self) -> str:
        """Identity and a number drawn at the last change: equal stamps mean equal content."""

    def was_at(self, generation: int, token: int) -> bool:
        """Whether a generation's number is this one: another copy of the archive drew others."""

    @property
    def dimension(self) -> int:
        """The numbers of a vector; 0 while there is no model."""

    @property
    def last_key(self) -> int:
        """The highest key that a passage ever had: those added later have higher ones."""

    def removed_since(self, generation: int) -> Keys | None:
        """The keys of the passages removed after a generation; None if that is not known."""

    @property
    def words(self) -> IndexSource:
        """The same archive, as what is made without vectors sees it.

        Its generation is that of the last change to articles or passages: while vectors come,
        such an index stays as it is.
        """

    def count_passages(self, after: int = 0) -> int:
        """How many passages there are, whether or not they have vectors yet."""

    def count_vectors(self, after: int = 0, late_since: int | None = None) -> int:
        """How many vectors `vector_blocks` gives."""

    def known_keys(self, keys: Keys) -> Keys:
        """Those of these keys that passages have, rising."""

    def passage_keys(self, filters: Filters) -> Keys:
        """The keys of all passages of the articles that pass the filters."""

    def passages(self, after: int = 0) -> Iterator[IndexedPassage]:
        """What is searched of every passage, and what filters look at."""

    def filter_columns(self) -> Iterator[FilterColumns]:
        """What filters look at of every passage."""

    def vector_keys(self) -> Keys:
        """The keys of all passages that have vectors."""

    def vectors(self, after: int = 0) -> tuple[Keys, Vectors]:
        """The keys of all passages that have vectors, and these, shape (passages, dimension)."""

    def vector_blocks(
        self, after: int = 0, late_since: int | None = None
    ) -> Iterator[tuple[Keys, Vectors]]:
        """What `vectors` gives, some thousands at a time.

        With `late_since`, also those of earlier passages that got theirs after this generation.
        """

    def vectors_of(self, keys: Iterable[int]) -> tuple[Keys, Vectors]:
        """The vectors of these passages; a key without any is left out."""
