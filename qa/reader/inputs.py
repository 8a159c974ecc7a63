"""What the reader reads: a question beside one passage under its headline, as word pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.records import Span
from embeddings.models.tokenizer import Pieces, WordPieces

# A question's and a headline's first pieces; the rest of LONGEST is the passage's. What the
# archive cuts for its default encoder always fits.
_QUESTION, _TITLE, LONGEST = 64, 48, 384

Ints = NDArray[np.int64]


class Text(NamedTuple):
    """A passage with the headline it stands under, which may be empty."""

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
    """Makes inputs with one tokenizer."""

    def __init__(self, words: WordPieces) -> None:
        self._words = words
        self._begin, self._separator = words.id_of("[CLS]"), words.id_of("[SEP]")
        self.veil = words.id_of("[MASK]")  # stands for a piece that cannot be read

    def of(self, question: str, texts: Sequence[Text]) -> list[Input]:
        """One input for each text."""
        asked, *pieces = self._words.split(
            [question, *(text.title for text in texts), *(text.passage for text in texts)]
        )
        titles, passages = pieces[: len(texts)], pieces[len(texts) :]
        pairs = zip(titles, passages, strict=True)
        return [self._joined(asked, title, passage) for title, passage in pairs]

    def _joined(self, asked: Pieces, title: Pieces, passage: Pieces) -> Input:
        head = [self._begin, *asked.ids[:_QUESTION], self._separator]
        under = [*title.ids[:_TITLE], self._separator] if title.ids else []
        first = len(head) + len(under)
        room = LONGEST - first - 1
        ids = [*head, *under, *passage.ids[:room], self._separator]
        return Input(ids, len(head), first, passage.spans[:room])


def batched(inputs: Sequence[Input], multiple: int = 1) -> Batch:
    """Pad with zeros to the longest, and on to a multiple of so many pieces."""
    longest = max(len(each.ids) for each in inputs)
    shape = (len(inputs), -(-longest // multiple) * multiple)
    batch = Batch(np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    for row, each in enumerate(inputs):
        batch.ids[row, : len(each.ids)] = each.ids
        batch.mask[row, : len(each.ids)] = 1
        batch.types[row, each.question_pieces : len(each.ids)] = 1
    return batch
