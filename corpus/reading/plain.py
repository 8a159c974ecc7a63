"""Plain text, most often copied or scraped from a web page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.reading.decoding import text_of
from corpus.reading.file import LARGEST, article_of_story
from corpus.reading.story import story_in
from corpus.records import Article


def read(path: Path, id: str) -> Iterator[Article]:
    """The one article of a text file; its site's furniture is left out."""
    yield article_of_story(story_in(text_of(path, LARGEST)), path, id)
