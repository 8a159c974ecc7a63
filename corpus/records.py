"""The core types, shared by every room: frozen values, never a dict between stages."""

from __future__ import annotations

import calendar
import hashlib
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When an article was published, as precisely as it says, and where it says so.

    `first` is the first day of the period: 1 May 2016 for "May 2016". `found_in` is a
    short phrase for people: "record", "page metadata", "date line", "photo caption".
    """

    first: date
    precision: Precision
    found_in: str

    @property
    def last(self) -> date:
        """The last day of the period; equals `first` when the day is known."""
        if self.precision == "day":
            return self.first
        month = 12 if self.precision == "year" else self.first.month
        return date(self.first.year, month, calendar.monthrange(self.first.year, month)[1])

    def __str__(self) -> str:
        """ISO 8601 at its own precision: 2016-02-04, 2016-02 or 2016."""
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


class Span(NamedTuple):
    """A range of characters in an article's text: `text[start:end]`."""

    start: int
    end: int


class Locator(NamedTuple):
    """Where in its document a part of an article's text stands: "page 3", "0:01:12".

    The part begins at character `start` of the text and ends where the next locator's begins.
    """

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned article. `text` is canonical: every offset anywhere counts its characters.

    What is not known is None, never guessed. `origin` is the absolute path of the file
    that the article was read from. `locators` are in the order of the text; a document without
    pages, chapters or time codes has none. `place` is where the story was written, as its
    dateline has it: "GENEVA".
    """

    id: str
    title: str
    text: str
    origin: str
    published: PublicationDate | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    locators: tuple[Locator, ...] = ()
    place: str | None = None

    def locator_at(self, offset: int) -> str | None:
        """What to cite for the character at `offset`, such as "page 3"; None if nothing is."""
        last = bisect_right(self.locators, offset, key=lambda each: each.start)
        return self.locators[last - 1].label if last else None

    @property
    def digest(self) -> str:
        """SHA-256 over all that a reader sees of it: the same digest means unchanged."""
        published = self.published and (str(self.published), self.published.found_in)
        seen: tuple[object, ...] = (
            self.title, self.text, published, self.source, self.author, self.url,
        )  # fmt: skip
        # What has none of these keeps the digest that earlier versions gave it.
        if self.locators:
            seen = (*seen, [tuple(each) for each in self.locators])
        if self.place:
            seen = (*seen, {"place": self.place})
        return hashlib.sha256(repr(seen).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person set by hand of an article; it counts before what the file says."""

    published: PublicationDate | None = None
    source: str | None = None
    author: str | None = None

    def apply(self, article: Article) -> Article:
        """The article as it was set."""
        return replace(
            article,
            published=self.published or article.published,
            source=self.source or article.source,
            author=self.author or article.author,
        )

    def after(self, earlier: Correction) -> Correction:
        """Both corrections in one: this one counts where both say something."""
        return Correction(
            published=self.published or earlier.published,
            source=self.source or earlier.source,
            author=self.author or earlier.author,
        )


NO_CORRECTION = Correction()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read, with the reason; it never stops the others.

    `where` is a path, followed by ` line 12` or ` record 3` inside a file of many records.
    """

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence-bounded range of an article: its text is a slice, so it cannot drift."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def id(self) -> str:
        return f"{self.article.id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a question may search.

    An article passes a date filter only if the whole of its publication period is known
    to lie between `first` and `last` (both inclusive): undated articles do not pass.
    `sources` match an outlet's name in full or in part, without regard to case. `admit` says
    the same in code; every store filters in its own way and is tested against it.
    """

    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()

    def admit(self, published: PublicationDate | None, source: str | None) -> bool:
        """Whether an article with this date and outlet passes."""
        if self.first and not (published and published.first >= self.first):
            return False
        if self.last and not (published and published.last <= self.last):
            return False
        return not self.sources or self.name_source(source or "")

    def name_source(self, source: str) -> bool:
        """Whether `sources` name this outlet."""
        return any(name.casefold() in source.casefold() for name in self.sources)

    def __bool__(self) -> bool:
        return self != NO_FILTERS


NO_FILTERS = Filters()
