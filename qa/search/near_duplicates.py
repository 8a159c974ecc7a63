"""Groups near-duplicate articles, such as one wire story in several outlets, into one row.

A copy may have another headline and dateline, a few words edited and its tail cut off. Two
stories of one form are no copies: a correction, the next day's market report, the same notice a
month later. Grouping is for the eye; nothing that was found is lost by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from corpus.calendar_words import MONTH_NUMBERS, NUMBERS, WEEKDAYS
from corpus.records import Article
from qa.search.hits import Hit

# The share of wording from which two texts are copies. In 21,578 agency stories and 3,039 web
# pages, read by eye, other reports of one form with the same figures shared up to 0.75 of their
# wording, and from 0.85 on all were copies.
_MIN_SHARE = 0.85
_MIN_WORDS = 40  # a shorter text has little besides its form
_MAX_APART = timedelta(days=7)  # the same words after more than a week are another report
_MAX_CHARACTERS = 30_000  # of a text; what follows them is not compared
_COMPARED_ROWS = 20  # rows that later hits are compared with: further down nobody looks

_WINDOW_WORDS = 4  # words that are compared at a time
# Runs of words looked for first: an editor may change some of them, but rarely all.
_SAMPLE_RUNS = 4
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){5}")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_CORRECTION = re.compile(r"\bcorrect(?:s|ed|ing|ions?)\b", re.IGNORECASE)
_DIGITS = {word: str(number) for number, word in enumerate(NUMBERS)}
_FIGURES = frozenset(
    (
        *_DIGITS,
        *"nil half quarter hundred thousand million billion first second third fourth".split(),
        *MONTH_NUMBERS,
        *WEEKDAYS,
    )
)
_MARK = "#"

Figures = tuple[str, ...]
"""Figures, days and months that follow one another, as in "4 March 2016"."""
Window = tuple[str, ...]
"""Words that follow one another, a mark in the place of figures."""


class DuplicateGroup(NamedTuple):
    """A hit, and the articles of later hits that print nearly the same text."""

    hit: Hit
    copies: tuple[Article, ...] = ()


def group_duplicates(hits: Iterable[Hit], most: int) -> list[DuplicateGroup]:
    """The first `most` hits that are no copies of one before, with their copies among all hits.

    The hits are one per article, best first. Two articles are grouped only where each holds the
    passage that was found in the other: where a cut took it away, both stay.
    """
    rows: list[tuple[_ComparedHit, list[Article]]] = []
    for hit in hits:
        found = _ComparedHit(hit)
        known = (copies for first, copies in rows[:_COMPARED_ROWS] if _is_same_story(first, found))
        if (copies := next(known, None)) is not None:
            copies.append(found.article)
        elif len(rows) < most:
            rows.append((found, []))
    return [DuplicateGroup(first.hit, tuple(copies)) for first, copies in rows]


def is_copy(first: Article, second: Article) -> bool:
    """Whether two articles print nearly the same text; their order does not count."""
    return _are_copies(_ComparedArticle(first), _ComparedArticle(second))


class _Wording:
    """A text as it is compared: words in lower case, a mark where figures stand."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.figures: list[Figures] = []  # what stood at each mark; nothing at a word
        for word in _WORD.findall(text[:_MAX_CHARACTERS].casefold()):
            if not _is_figure(word):
                self.words.append(word)
                self.figures.append(())
            elif self.words and self.words[-1] == _MARK:
                self.figures[-1] += (_unify_figure(word),)
            else:
                self.words.append(_MARK)
                self.figures.append((_unify_figure(word),))

    @cached_property
    def windows(self) -> frozenset[Window]:
        return self.opening(len(self.words))

    @cached_property
    def figures_in(self) -> dict[Window, set[tuple[Figures, ...]]]:
        """Each window that has figures, with all that stand in it somewhere in the text."""
        found: dict[Window, set[tuple[Figures, ...]]] = {}
        for start, window in enumerate(_windows(self.words)):
            if _MARK in window:
                figures = tuple(self.figures[start : start + _WINDOW_WORDS])
                found.setdefault(window, set()).add(figures)
        return found

    def opening(self, words: int) -> frozenset[Window]:
        """The windows of the first `words` words."""
        return frozenset(_windows(self.words[:words]))


class _ComparedArticle:
    """An article and its wording, which is made when it is first needed."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def wording(self) -> _Wording:
        return _Wording(self.article.text)


class _ComparedHit(_ComparedArticle):
    """The article of a hit; `passage` are the windows of the passage that was found."""

    def __init__(self, hit: Hit) -> None:
        super().__init__(hit.passage.article)
        self.hit = hit

    @cached_property
    def passage(self) -> frozenset[Window]:
        return _Wording(self.hit.passage.text).windows

    @cached_property
    def samples(self) -> list[str]:
        """Some runs of words in what was found, as they stand in `lower_text`."""
        runs = _RUN.findall(_lower(self.hit.passage.text))
        return runs[:: max(1, len(runs) // _SAMPLE_RUNS)][:_SAMPLE_RUNS]

    @cached_property
    def lower_text(self) -> str:
        return _lower(self.article.text)

    def may_hold(self, other: _ComparedHit) -> bool:
        """Whether this may hold what was found in the other: a quick look."""
        samples = other.samples
        return len(samples) < _SAMPLE_RUNS or any(sample in self.lower_text for sample in samples)

    def holds(self, passage: frozenset[Window]) -> bool:
        return _shared_part(passage, self.wording.windows) >= _MIN_SHARE


def _is_same_story(first: _ComparedHit, second: _ComparedHit) -> bool:
    """Whether the two are copies, and both hold what was found in either."""
    # Most pairs differ in their days or in a few runs of words, nearly all others in the first
    # passage: the second article is then not even read.
    if not (_is_within_days(first.article, second.article) and first.may_hold(second)):
        return False
    both_hold = first.holds(second.passage) and second.holds(first.passage)
    return (both_hold or _are_equal(first, second)) and _are_copies(first, second)


def _are_copies(first: _ComparedArticle, second: _ComparedArticle) -> bool:
    return _is_within_days(first.article, second.article) and (
        _are_equal(first, second)
        or (
            _is_nearly_same(first.wording, second.wording)
            and _is_correction(first.article) == _is_correction(second.article)
        )
    )


def _are_equal(first: _ComparedArticle, second: _ComparedArticle) -> bool:
    one, other = first.article, second.article
    return (one.title, one.text) == (other.title, other.text)


def _is_within_days(first: Article, second: Article) -> bool:
    """Whether the two were printed within a week of each other, or one is undated."""
    one, other = first.published, second.published
    if not (one and other):
        return True
    return max(one.first, other.first) - min(one.last, other.last) <= _MAX_APART


def _is_correction(article: Article) -> bool:
    return any(map(_CORRECTION.search, (article.title, article.text)))


def _is_nearly_same(first: _Wording, second: _Wording) -> bool:
    """Whether the shorter text is nearly the other's opening, and no figure was changed.

    A digest that prints a story among others opens otherwise.
    """
    shorter, longer = sorted((first, second), key=lambda wording: len(wording.words))
    length = len(shorter.words)
    # An editor puts words in as well, so the same text may reach further into the longer.
    return (
        length >= _MIN_WORDS
        and _shared_part(shorter.windows, longer.opening(length + length // 4 + 20)) >= _MIN_SHARE
        and not _has_changed_figures(shorter, longer)
    )


def _has_changed_figures(first: _Wording, second: _Wording) -> bool:
    """Whether each has figures that the other has not between the same words."""
    return any(
        figures - others and others - figures
        for window, figures in first.figures_in.items()
        if (others := second.figures_in.get(window))
    )


def _lower(text: str) -> str:
    return text.casefold().replace("\n", " ")


def _shared_part(windows: frozenset[Window], among: frozenset[Window]) -> float:
    """How much of the windows stands among the others; nothing where there are none."""
    return len(windows & among) / len(windows) if windows else 0.0


def _windows(words: list[str]) -> Iterator[Window]:
    return zip(*(words[start:] for start in range(_WINDOW_WORDS)), strict=False)


def _is_figure(word: str) -> bool:
    return word in _FIGURES or word[0].isdigit() or word[-1].isdigit()


def _unify_figure(figure: str) -> str:
    """One form of "1,000" and "1000", of "two" and "2"."""
    return _DIGITS.get(figure, figure.replace(",", ""))
