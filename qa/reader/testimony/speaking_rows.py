"""A row of evidence with its answer, and whether a later article takes that back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.records import Article, Span
from qa.answers import Evidence
from qa.reader.values.word_folding import fold_word
from qa.search.revisions import is_same_address

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


@dataclass(frozen=True, slots=True)
class SpeakingRow:
    """A row of evidence that has an answer, `number` in its list; of a sentence, its core."""

    number: int
    row: Evidence
    answer: Span

    @property
    def article(self) -> Article:
        return self.row.passage.article

    @property
    def sentence(self) -> str:
        return self.article.text[self.row.sentence.start : self.row.sentence.end]

    @property
    def text(self) -> str:
        return self.article.text[self.answer.start : self.answer.end]

    @property
    def inside(self) -> Span:
        """The answer as a range of the sentence."""
        start = self.row.sentence.start
        return Span(self.answer.start - start, self.answer.end - start)

    @property
    def is_corrected(self) -> bool:
        """Whether a later article takes the answer back, and does not only correct another word.

        A correction repeats what was wrong; a newer version of the same page leaves it out.
        """
        if (later := self.row.corrected_by) is None:
            return False
        if is_same_address(later, self.article):
            return True
        words, others = _fold(self.text), _fold(later.text)
        return any(others[at : at + len(words)] == words for at in range(len(others)))


def _fold(text: str) -> list[str]:
    return [fold_word(word) for word in _WORD.findall(text)]
