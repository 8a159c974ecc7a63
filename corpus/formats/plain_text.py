"""Plain text, most often copied or scraped from a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.formats import html
from corpus.formats.encoding import Unreadable, text_of
from corpus.formats.plain_metadata import story_in
from corpus.formats.source import LARGEST, article_of_story
from corpus.records import Article

_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<[?!a-zA-Z].*>\s*", re.DOTALL)


def read(path: Path, id: str) -> Iterator[Article]:
    """The one article of a text file; its site's furniture is left out."""
    text = text_of(path, LARGEST)
    if _PAGE.match(text):
        yield from html.read(path, id)
        return
    if _MARKUP.fullmatch(text):
        raise Unreadable("is XML or other markup, not text")
    yield article_of_story(story_in(text), path, id)
