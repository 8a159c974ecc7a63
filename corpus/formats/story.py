"""What a text or a page holds, and the one article that it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.formats.source import Source, Unreadable, title_of
from corpus.records import Article, PublicationDate


@dataclass(frozen=True, slots=True)
class Story:
    """A text without its headline and furniture, and what it says about itself."""

    title: str | None
    text: str
    published: PublicationDate | None = None
    source: str | None = None
    author: str | None = None
    place: str | None = None


def article_of_story(story: Story, source: Source, url: str | None = None) -> Article:
    """The article of a document's story; Unreadable if no story was found in it."""
    if not story.text:
        raise Unreadable("holds no story, only a headline or site furniture")
    return Article(
        id=source.id,
        title=story.title or title_of(source.name),
        text=story.text,
        origin=source.origin,
        published=story.published,
        source=story.source,
        author=story.author,
        url=url,
        place=story.place,
    )
