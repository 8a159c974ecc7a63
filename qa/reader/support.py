"""How much of a question a passage bears out: its words, and its figures.

A passage near to a question answers another one where the town, the year or the name that was asked
about is missing from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.calendar_words import NUMBERS
from corpus.passages import embedded_text
from corpus.plain_letters import without_accents
from corpus.records import Article, Passage
from qa.reader.base import PassageReading, Support
from qa.reader.nearest_sentence import coverage, sentence_around, word_rarities
from qa.reader.questions.question_names import question_names, without_times
from qa.search.hits import Hit

# Of the year before its own an article may well speak, as "last year" or "in October".
_LAST_YEAR = 0.5
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]+")
_DIGITS = tuple((word, str(value)) for value, word in enumerate(NUMBERS))


class QuestionSupport:
    """One question and the passages that are read for it: they say which words are rare."""

    def __init__(self, question: str, hits: Sequence[Hit]) -> None:
        self._rarities: Mapping[str, float] = word_rarities(question, hits)
        self._figures = set(_figures_in(question))
        texts = [embedded_text(hit.passage) for hit in hits]
        names = without_times(question_names(question, texts))
        self._names = [without_accents(name) for name in names]

    def measure(self, reading: PassageReading) -> Support:
        """What the passage of a reading bears out, and the sentence of its answer."""
        passage, title = reading.hit.passage, reading.hit.passage.article.title
        answer = reading.span and sentence_around(reading.span, passage)
        sentence = passage.article.text[slice(*answer)] if answer else ""
        return Support(
            passage=coverage(self._rarities, f"{title}\n{passage.text}"),
            sentence=coverage(self._rarities, f"{title}\n{sentence}"),
            figures=self._share_of_figures(passage),
            names=self._share_of_names(passage.article),
        )

    def _share_of_names(self, article: Article) -> float:
        if not self._names:
            return 1.0
        origin = f"{article.source or ''} {article.place or ''}"
        text = without_accents(f"{article.title} {article.text} {origin}".casefold())
        return sum(name in text for name in self._names) / len(self._names)

    def _share_of_figures(self, passage: Passage) -> float:
        if not self._figures:
            return 1.0
        article = passage.article
        date = str(article.published or "").replace("-", " ")
        text = f"{article.title}\n{passage.text}\n{date}"
        # "The seven games of the final" bears out game 7.
        words = set(_WORD.findall(text.casefold()))
        held = {*_figures_in(text), *(figure for word, figure in _DIGITS if word in words)}
        last_year = str(article.published.first.year - 1) if article.published else ""
        borne_out = sum(
            1.0 if figure in held else _LAST_YEAR if figure == last_year else 0.0
            for figure in self._figures
        )
        return borne_out / len(self._figures)


def _figures_in(text: str) -> list[str]:
    """Its numbers, without the commas in thousands and the zeros before a day."""
    return [figure.replace(",", "").lstrip("0") or "0" for figure in _FIGURE.findall(text)]
