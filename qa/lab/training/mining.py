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

# Negatives are the first few hits that hold no answer: further down, hits look less like one.
_SEARCHED_HITS = 12
_MAX_NEGATIVES = 3


@dataclass(frozen=True, slots=True)
class _ParagraphSource:
    """Paragraphs as keyword search indexes them; a paragraph's key is its place."""

    paragraphs: Sequence[Paragraph]

    def passages(self, after: int = 0) -> Iterator[IndexedPassage]:
        for place, each in enumerate(self.paragraphs[after:], start=after):
            yield IndexedPassage(FilterColumns(place, *UNDATED, ""), each.title, each.text)


def mine_negatives(
    examples: Sequence[Example], paragraphs: Sequence[Paragraph], folder: Path
) -> dict[str, list[Paragraph]]:
    """The best paragraphs for each question, by its id, that hold none of its answers.

    The index of the `paragraphs` is made in `folder`, which must be empty.
    """
    keywords.build(_ParagraphSource(paragraphs), folder)
    index = KeywordIndex(folder)
    mined: dict[str, list[Paragraph]] = {}
    for example in examples:
        places = index.search(example.question, _SEARCHED_HITS).keys.tolist()
        hits = [paragraphs[place] for place in places]
        misleading = [
            hit
            for hit in hits
            if hit.text != example.paragraph.text and not holds_answer(hit, example)
        ]
        mined[example.id] = misleading[:_MAX_NEGATIVES]
    return mined


def holds_answer(paragraph: Paragraph, example: Example) -> bool:
    """Whether an accepted answer of the example stands in the paragraph's text, in any case."""
    text = paragraph.text.casefold()
    return any(answer.casefold() in text for answer in example.answers)
