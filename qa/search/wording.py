"""Texts as they are compared: their words a few at a time, and the figures between these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from corpus.calendar_words import MONTH_NUMBERS, NUMBERS, WEEKDAYS

_MAX_CHARACTERS = 30_000  # of a text; what follows them is not compared
_WINDOW_WORDS = 4  # words that are compared at a time
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_DIGITS = {word: str(number) for number, word in enumerate(NUMBERS)}
# Words that count, or name a day or a month.
FIGURES = frozenset(
    (
        *_DIGITS,
        *"nil half quarter hundred thousand million billion first second third fourth".split(),
        *MONTH_NUMBERS,
        *WEEKDAYS,
    )
)
MARK = "#"  # stands among the words in the place of figures

Figures = tuple[str, ...]
"""Figures, days and months that follow one another, as in "4 March 2016"."""
Window = tuple[str, ...]
"""Words that follow one another, a mark in the place of figures."""


FiguresIn = dict[Window, set[tuple[Figures, ...]]]
"""Windows, and all the figures that stand in each somewhere in a text."""


class Wording:
    """A text as it is compared: words in lower case, a mark where figures stand."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.figures: list[Figures] = []  # what stood at each mark; nothing at a word
        for word in _WORD.findall(text[:_MAX_CHARACTERS].casefold()):
            if not _is_figure(word):
                self.words.append(word)
                self.figures.append(())
            elif self.words and self.words[-1] == MARK:
                self.figures[-1] += (_unify_figure(word),)
            else:
                self.words.append(MARK)
                self.figures.append((_unify_figure(word),))

    @cached_property
    def windows(self) -> frozenset[Window]:
        return self.opening(len(self.words))

    @cached_property
    def figures_in(self) -> FiguresIn:
        """Each window that has figures, with all that stand in it somewhere in the text."""
        return self.figures_between(_WINDOW_WORDS)

    def figures_between(self, length: int) -> FiguresIn:
        """The same for windows of another length."""
        found: FiguresIn = {}
        for start, window in enumerate(_windows(self.words, length)):
            if MARK in window:
                figures = tuple(self.figures[start : start + length])
                found.setdefault(window, set()).add(figures)
        return found

    def opening(self, words: int) -> frozenset[Window]:
        """The windows of the first `words` words."""
        return frozenset(_windows(self.words[:words]))


def has_changed_figures(first: Wording, second: Wording) -> bool:
    """Whether each has figures that the other has not between the same words."""
    return differ_in_figures(first.figures_in, second.figures_in)


def differ_in_figures(first: FiguresIn, second: FiguresIn) -> bool:
    """The same of figures by their windows."""
    return any(
        figures - others and others - figures
        for window, figures in first.items()
        if (others := second.get(window))
    )


def shared_part(windows: frozenset[Window], among: frozenset[Window]) -> float:
    """How much of the windows stands among the others; nothing where there are none."""
    return len(windows & among) / len(windows) if windows else 0.0


def _windows(words: list[str], length: int = _WINDOW_WORDS) -> Iterator[Window]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _is_figure(word: str) -> bool:
    return word in FIGURES or word[0].isdigit() or word[-1].isdigit()


def _unify_figure(figure: str) -> str:
    """One form of "1,000" and "1000", of "two" and "2"."""
    return _DIGITS.get(figure, figure.replace(",", ""))
