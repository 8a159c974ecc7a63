"""What the readers of one-article files share."""

from __future__ import annotations

from pathlib import Path

from corpus.formats.encoding import Unreadable
from corpus.formats.plain_metadata import Story
from corpus.records import Article

LARGEST = 50_000_000  # bytes; a larger text is no article


def stem_of(path: Path) -> str:
    """A file's name without its ending, nor the .gz behind it."""
    name = path.name.removesuffix(".gz").removesuffix(".GZ")
    return name.rpartition(".")[0] or name


def title_of(path: Path) -> str:
    """A title for what has none: the file's name made readable."""
    return " ".join(stem_of(path).replace("_", " ").replace("-", " ").split())


def article_of_story(story: Story, path: Path, id: str, url: str | None = None) -> Article:
    """The article of a file's story; Unreadable if no story was found in it."""
    if not story.text:
        raise Unreadable("holds no story, only a headline or site furniture")
    title = story.title or title_of(path)
    return Article(
        id, title, story.text, str(path), story.published, story.source, story.author, url
    )
