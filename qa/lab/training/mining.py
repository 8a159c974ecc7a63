"""Finds, with our own keyword search, what looks like an answer and is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.arrays import UNDATED
from corpus.indexes import keywords
from corpus.indexes.index_source import FilterColumns, IndexedPassage
from corpus.indexes.keywords import KeywordIndex
from qa.lab.training.sets import Example, Paragraph

# Best hits looked at; the first of them that do not hold an answer become negatives.
_HITS_SEARCHED = 12
_NEGATIVES_KEPT = 3


@dataclass(frozen=True, slots=True)
class _ParagraphSource:
    """Paragraphs as keyword search indexes them, each under its place."""

    paragraphs: Sequence[Paragraph]

    def passages(self, after: int = 0) -> Iterator[IndexedPassage]:
        for place, each in enumerate(self.paragraphs[after:], start=after):
            yield IndexedPassage(FilterColumns(place, *UNDATED, ""), each.title, each.text)


def mine_negatives(
    examples: Sequence[Example], paragraphs: Sequence[Paragraph], folder: Path
) -> dict[str, list[Paragraph]]:
    """The best paragraphs for each question, by its id, that hold none of its answers.

    The index of the `paragraphs` is made in an empty folder.
    """
    keywords.build(_ParagraphSource(paragraphs), folder)
    index = KeywordIndex(folder)
    mined: dict[str, list[Paragraph]] = {}
    for example in examples:
        found, _ = index.search(example.question, _HITS_SEARCHED)
        own, answers = example.paragraph, [answer.casefold() for answer in example.answers]
        mined[example.id] = [
            paragraph
            for paragraph in (paragraphs[place] for place in found.tolist())
            if paragraph.text != own.text
            and not any(answer in paragraph.text.casefold() for answer in answers)
        ][:_NEGATIVES_KEPT]
    return mined
