"""Groups near-duplicate articles, such as one wire story in several outlets, into one row.

A copy may have another headline and dateline, a first paragraph of the outlet's own, a few words
edited and its tail cut off. Two stories of one form are no copies: a correction, the next day's
market report, the same notice a month later. Grouping is for the eye; nothing that was found is
lost by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from corpus.records import Article
from qa.search.hits import Hit
from qa.search.wording import (
    FIGURES,
    MARK,
    FiguresIn,
    Window,
    Wording,
    differ_in_figures,
    has_changed_figures,
    shared_part,
)

# The share of wording from which two texts are copies. In 21,578 agency stories and 3,039 web
# pages, read by eye, other reports of one form with the same figures shared up to 0.75 of their
# wording, and from 0.85 on all were copies.
_MIN_SHARE = 0.85
# The same where the first paragraphs differ, so that less is left to compare.
_MIN_BODY_SHARE = 0.9
_MIN_BODY_WORDS = 60
_MAX_LEAD_WORDS = 60  # of a first paragraph; a longer one is more than a lead-in
_MIN_WORDS = 40  # a shorter text has little besides its form
_MAX_APART = timedelta(days=7)  # the same words after more than a week are another report
_COMPARED_ROWS = 20  # rows that later hits are compared with: further down nobody looks

_MAX_SMALL_WORD = 3  # letters: after a figure "the" says nothing of it, "lodgers" does
_LEAD_WINDOW_WORDS = 2  # lead-ins are worded otherwise: "rises to seven", "climbed to nine"
# Runs of words looked for first: an editor may change some of them, but rarely all.
_SAMPLE_RUNS = 4
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){5}")
_NAME = re.compile(r"(?<!^)\b[^\W\d_a-zß-ÿ][^\W\d_]+")
_CORRECTION = re.compile(r"\bcorrect(?:s|ed|ing|ions?)\b", re.IGNORECASE)


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


class _ComparedArticle:
    """An article and its wording, which is made when it is first needed."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.article.text)

    @cached_property
    def body_start(self) -> int:
        """Where the text goes on after its first paragraph; 0 if that is more than a lead-in."""
        lead, mark, _ = self.article.text.partition("\n\n")
        return len(lead + mark) if len(lead.split()) <= _MAX_LEAD_WORDS else 0

    @property
    def lead(self) -> str:
        return self.article.text[: self.body_start]

    @cached_property
    def body(self) -> Wording:
        return Wording(self.article.text[self.body_start :])

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the lead-in; its first word has a capital anyhow."""
        words = _NAME.findall(self.lead)
        return frozenset(word for word in words if word.casefold() not in FIGURES)


class _ComparedHit(_ComparedArticle):
    """The article of a hit, and the windows of the passage that was found in it."""

    def __init__(self, hit: Hit) -> None:
        super().__init__(hit.passage.article)
        self.hit = hit

    @cached_property
    def passage(self) -> frozenset[Window]:
        return Wording(self.hit.passage.text).windows

    @cached_property
    def passage_in_body(self) -> frozenset[Window]:
        """What of the passage stands below the lead-in."""
        passage = self.hit.passage
        start = max(passage.start, self.body_start)
        return Wording(self.article.text[start : passage.end]).windows

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
        return shared_part(passage, self.wording.windows) >= _MIN_SHARE


def _is_same_story(first: _ComparedHit, second: _ComparedHit) -> bool:
    """Whether the two are copies, and both hold what was found in either."""
    # Most pairs differ in their days or in a few runs of words, nearly all others in the first
    # passage: the second article is then not even read.
    if not (_is_within_days(first.article, second.article) and first.may_hold(second)):
        return False
    return (
        (first.holds(second.passage) and second.holds(first.passage))
        or _are_equal(first, second)
        or (first.holds(second.passage_in_body) and second.holds(first.passage_in_body))
    ) and _are_copies(first, second)


def _are_copies(first: _ComparedArticle, second: _ComparedArticle) -> bool:
    return _is_within_days(first.article, second.article) and (
        _are_equal(first, second)
        or (
            (_is_nearly_same(first.wording, second.wording) or _differ_in_lead(first, second))
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


def _differ_in_lead(first: _ComparedArticle, second: _ComparedArticle) -> bool:
    """Whether the two print the same below lead-ins of their own.

    The lead-ins name something in common and give no other figure for the same thing.
    """
    shorter, longer = sorted((first.body, second.body), key=lambda body: len(body.words))
    leads = Wording(first.lead), Wording(second.lead)
    return (
        len(shorter.words) >= _MIN_BODY_WORDS
        and not first.names.isdisjoint(second.names)
        and _opens_with(longer, shorter) >= _MIN_BODY_SHARE
        and not has_changed_figures(shorter, longer)
        and not differ_in_figures(*map(_figures_of_lead, leads))
    )


def _figures_of_lead(lead: Wording) -> FiguresIn:
    """The figures of a lead-in by the word before them, and by what they count after them."""
    found = lead.figures_between(_LEAD_WINDOW_WORDS)
    return {
        window: figures
        for window, figures in found.items()
        if window[-1] == MARK or len(window[-1]) > _MAX_SMALL_WORD
    }


def _is_correction(article: Article) -> bool:
    return any(map(_CORRECTION.search, (article.title, article.text)))


def _is_nearly_same(first: Wording, second: Wording) -> bool:
    """Whether the shorter text is nearly the other's opening, and no figure was changed.

    A digest that prints a story among others opens otherwise.
    """
    shorter, longer = sorted((first, second), key=lambda wording: len(wording.words))
    return (
        len(shorter.words) >= _MIN_WORDS
        and _opens_with(longer, shorter) >= _MIN_SHARE
        and not has_changed_figures(shorter, longer)
    )


def _opens_with(longer: Wording, shorter: Wording) -> float:
    """How much of the shorter text stands where the longer one opens."""
    length = len(shorter.words)
    # An editor puts words in as well, so the same text may reach further into the longer.
    return shared_part(shorter.windows, longer.opening(length + length // 4 + 20))


def _lower(text: str) -> str:
    return text.casefold().replace("\n", " ")
