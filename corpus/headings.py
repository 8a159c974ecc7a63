"""Articles without their texts, and what may be asked of them in words: for lists and counts."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import NO_FILTERS, Filters, PublicationDate


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list shows of an article."""

    id: str
    title: str
    published: PublicationDate | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles to list: those whose title or text holds all of it, and that pass `filters`.

    A word is held in any of its forms ("talk" in "talks", without regard to case and accents); one
    that is written with marks, such as "vice-president", as all the words that it is made of. A
    phrase is held letter for letter, without regard to case and to how its words are spaced, where
    no other letter or digit adjoins it. What is in `not_words` and `not_phrases` must not be held.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    not_phrases: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS

    @property
    def has_text(self) -> bool:
        """Whether it says anything of the text."""
        return bool(self.words or self.phrases or self.not_words or self.not_phrases)


EVERYTHING = Wanted()
