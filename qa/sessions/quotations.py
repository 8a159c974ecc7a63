"""A quotation that stands by itself: words of an article, with all that is needed to check them."""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass
from typing import NamedTuple, Self

from qa.answers import Evidence
from qa.sessions.kept_fields import kept_fields
from qa.show.phrases import citation, quote_of

# Of the digest's 64: no two versions of one article agree in so many by chance.
DIGEST_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of an article as they stood in it when they were quoted.

    `start` … `passage_end` count the characters of the article's text whose `digest` this is:
    `quote` is `text[start:end]`. `answer_start` and `answer_end` are None where nothing in it
    answers. `published` is ISO 8601 at its own precision; `citation` is one line for people;
    `locator` is the page, chapter or time of a document that has some; `place` is where the story
    was written.
    """

    article_id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    path: str
    digest: str
    start: int
    end: int
    quote: str
    answer_start: int | None
    answer_end: int | None
    passage_start: int
    passage_end: int
    passage: str
    citation: str
    locator: str | None = None
    place: str | None = None

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        """The quotation of one row of evidence."""
        passage, article = evidence.passage, evidence.passage.article
        quote, answer = quote_of(evidence), evidence.answer
        return cls(
            article_id=article.id,
            title=article.title,
            source=article.source,
            author=article.author,
            published=str(article.published) if article.published else None,
            url=article.url,
            path=article.origin,
            digest=article.digest,
            start=quote.start,
            end=quote.end,
            quote=article.text[quote.start : quote.end],
            answer_start=answer.start if answer else None,
            answer_end=answer.end if answer else None,
            passage_start=passage.start,
            passage_end=passage.end,
            passage=passage.text,
            citation=citation(evidence),
            locator=evidence.locator,
            place=article.place,
        )

    @classmethod
    def parse(cls, record: object) -> Self:
        """The quotation that a JSON object is; ValueError where it is none."""
        found = cls(**kept_fields(cls, record, "a quotation"))
        if not 0 <= found.start <= found.end == found.start + len(found.quote):
            raise ValueError("a quotation whose offsets are not those of its words")
        return found

    def as_record(self) -> dict[str, object]:
        """All of it as JSON values."""
        return asdict(self)

    @property
    def answer_in_quote(self) -> tuple[int, int] | None:
        """Where the answer stands in the quote's own characters; None where none does."""
        if self.answer_start is None or self.answer_end is None:
            return None
        start, end = self.answer_start - self.start, self.answer_end - self.start
        return (start, end) if 0 <= start < end <= len(self.quote) else None

    @property
    def link(self) -> str:
        """The command that shows the quote in its article, and says if that has changed."""
        return permalink(self.article_id, self.start, self.end, self.digest)


class Permalink(NamedTuple):
    """What a permalink names; `at` is its range as it was typed, `digest` may be ""."""

    article_id: str
    at: str
    digest: str


def parse_permalink(typed: str) -> Permalink | None:
    """The permalink that was pasted; None where it is something else, such as a question."""
    try:
        words = shlex.split(typed.strip().removeprefix("$ "))
    except ValueError:  # a question with one apostrophe
        return None
    if words[:2] != ["pullquote", "show"] or len(words) < 5 or len(words) % 2 == 0:
        return None
    options = dict(zip(words[3::2], words[4::2], strict=True))
    if "--at" not in options or options.keys() - {"--at", "--digest", "--archive"}:
        return None
    return Permalink(words[2], options["--at"], options.get("--digest", "").lower())


def permalink(article_id: str, start: int, end: int, digest: str) -> str:
    """`pullquote show ID --at START-END --digest …`, to be pasted into a shell or the chat."""
    words = ["pullquote", "show", article_id, "--at", f"{start}-{end}", "--digest"]
    return shlex.join([*words, digest[:DIGEST_CHARACTERS]])
