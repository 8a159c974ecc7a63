"""What the reader reads: a question beside one passage under its headline, as word pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.records import Span
from embeddings.models.tokenizer import Pieces, WordPieces
from qa.reader.settings import InputLimits

Ints = NDArray[np.int64]


class Text(NamedTuple):
    """A passage and its article's headline, which may be empty."""

    title: str
    passage: str


@dataclass(frozen=True, slots=True)
class Input:
    """[CLS] question [SEP] headline [SEP] passage [SEP], the form the weights were made for.

    The passage's pieces are ids[first : first + len(spans)]; `spans` are where they stand
    in its text.
    """

    ids: list[int]
    question_pieces: int  # how many ids come before the second segment
    first: int
    spans: list[tuple[int, int]]

    def characters(self, start: int, end: int) -> Span:
        """The characters from piece `start` to piece `end` (its last) of `ids`."""
        return Span(self.spans[start - self.first][0], self.spans[end - self.first][1])

    def pieces(self, span: Span) -> tuple[int, int] | None:
        """The first and the last of `ids` that a range of the passage touches, if any do."""
        touched = [
            place for place, (start, end) in enumerate(self.spans)
            if start < span.end and end > span.start
        ]  # fmt: skip
        return (self.first + touched[0], self.first + touched[-1]) if touched else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs side by side, padded: each array has shape (inputs, longest input)."""

    ids: Ints
    mask: Ints
    types: Ints


class Inputs:
    """Makes inputs with one tokenizer.

    Each is cut at its end where it is over the limits. What an archive cuts for its default
    encoder always fits.
    """

    def __init__(self, words: WordPieces, limits: InputLimits) -> None:
        self._words, self._limits = words, limits
        self._begin, self._separator = words.id_of("[CLS]"), words.id_of("[SEP]")
        self.mask = words.id_of("[MASK]")  # stands for a piece that cannot be read

    def of(self, question: str, texts: Sequence[Text]) -> list[Input]:
        """One input for each text."""
        asked, *pieces = self._words.split(
            [question, *(text.title for text in texts), *(text.passage for text in texts)]
        )
        titles, passages = pieces[: len(texts)], pieces[len(texts) :]
        pairs = zip(titles, passages, strict=True)
        return [self._join(asked, title, passage) for title, passage in pairs]

    def _join(self, asked: Pieces, title: Pieces, passage: Pieces) -> Input:
        question_ids = asked.ids[: self._limits.question_pieces]
        question = [self._begin, *question_ids, self._separator]
        headline_ids = title.ids[: self._limits.headline_pieces]
        headline = [*headline_ids, self._separator] if headline_ids else []
        first = len(question) + len(headline)
        room = self._limits.all_pieces - first - 1
        ids = [*question, *headline, *passage.ids[:room], self._separator]
        return Input(
            ids=ids, question_pieces=len(question), first=first, spans=passage.spans[:room]
        )


def pad_inputs(inputs: Sequence[Input], multiple: int = 1) -> Batch:
    """Inputs side by side, filled up with zeros to one length.

    That is the longest input's, rounded up to a multiple of `multiple` pieces.
    """
    longest = max(len(each.ids) for each in inputs)
    shape = (len(inputs), -(-longest // multiple) * multiple)
    batch = Batch(np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    for row, each in enumerate(inputs):
        batch.ids[row, : len(each.ids)] = each.ids
        batch.mask[row, : len(each.ids)] = 1
        batch.types[row, each.question_pieces : len(each.ids)] = 1
    return batch
