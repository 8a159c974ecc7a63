"""A case: clippings of one archive, and of which version of it they were collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Self

from qa.sessions.clippings import Clipping
from qa.sessions.kept_dates import parse_moment
from qa.sessions.kept_fields import kept_fields

FORMAT = 1  # of the data in a page; an earlier version reads no later one


@dataclass(frozen=True, slots=True)
class CaseQuote:
    """One quote of a case; all but `note` and `question` can be checked in the archive.

    `quote` is `text[start:end]` of the article whose `digest` this is.
    """

    question: str
    note: str
    kept_at: str
    article_id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    digest: str
    start: int
    end: int
    quote: str
    answer_start: int | None
    answer_end: int | None
    citation: str

    @classmethod
    def of(cls, clipping: Clipping) -> Self:
        """The quote of a clipping; where its file lay on this machine is nobody's business."""
        quotation = clipping.quotation
        own = {"question", "note", "kept_at"}
        facts = {each.name: getattr(quotation, each.name) for each in fields(cls)
                 if each.name not in own}  # fmt: skip
        kept_at = clipping.kept_at.isoformat(timespec="seconds")
        return cls(question=clipping.question, note=clipping.note, kept_at=kept_at, **facts)

    @classmethod
    def parse(cls, record: object) -> Self:
        """The quote that a JSON object is; ValueError where it is none."""
        return cls(**kept_fields(cls, record, "a quote"))

    @property
    def answer_in_quote(self) -> tuple[int, int] | None:
        """Where the answer stands in the quote's own characters; None where none does."""
        if self.answer_start is None or self.answer_end is None:
            return None
        start, end = self.answer_start - self.start, self.answer_end - self.start
        return (start, end) if 0 <= start < end <= len(self.quote) else None


@dataclass(frozen=True, slots=True)
class Case:
    """All that a page shows. `stamp` is the archive's when it was made; equal means unchanged."""

    title: str
    made_at: datetime
    archive: str
    articles: int
    stamp: str
    quotes: tuple[CaseQuote, ...]

    @property
    def archive_identity(self) -> str:
        """The archive's own name in its stamp, which stays the same when it changes."""
        return self.stamp.rpartition("-")[0]

    def as_record(self) -> dict[str, object]:
        """All of it as JSON values."""
        return {
            "format": FORMAT,
            "title": self.title,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "archive": self.archive,
            "articles": self.articles,
            "stamp": self.stamp,
            "quotes": [
                {field.name: getattr(quote, field.name) for field in fields(quote)}
                for quote in self.quotes
            ],
        }

    @classmethod
    def parse(cls, record: Mapping[str, object]) -> Self:
        """The case that a JSON object is; ValueError where it is none."""
        quotes, articles = record.get("quotes"), record.get("articles")
        if record.get("format") != FORMAT:
            raise ValueError("of a later version")
        if not isinstance(quotes, list) or not isinstance(articles, int):
            raise ValueError("without its quotes")
        return cls(
            title=str(record.get("title")),
            made_at=parse_moment(str(record.get("made_at"))),
            archive=str(record.get("archive")),
            articles=articles,
            stamp=str(record.get("stamp")),
            quotes=tuple(map(CaseQuote.parse, quotes)),
        )


def quotes_of(clippings: Sequence[Clipping], archive: str) -> tuple[CaseQuote, ...]:
    """The quotes of those clippings that are of this archive, in their order."""
    return tuple(CaseQuote.of(each) for each in clippings if each.archive == archive)
