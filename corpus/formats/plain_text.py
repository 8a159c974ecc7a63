"""Plain text, most often copied or scraped from a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formats import html
from corpus.formats.encoding import text_of
from corpus.formats.field_values import unescape
from corpus.formats.limits import TEXT_BYTES
from corpus.formats.markdown import is_markdown, read_text
from corpus.formats.mending import mend
from corpus.formats.news_exports import articles_in_export
from corpus.formats.plain_metadata import story_in
from corpus.formats.source import Source, Unreadable
from corpus.formats.story import article_of_story
from corpus.records import Article, Skipped

_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<[?!a-zA-Z].*>\s*", re.DOTALL)


def read(source: Source) -> Iterator[Article | Skipped]:
    """The one article of a text file, without its site's furniture; those of a news database."""
    text = mend(text_of(source, TEXT_BYTES))
    if _PAGE.match(text):
        yield from html.read(source)
        return
    if _MARKUP.fullmatch(text):
        raise Unreadable("is XML or other markup, not text")
    if (exported := articles_in_export(text, source)) is not None:
        yield from exported
        return
    if is_markdown(text):
        yield read_text(unescape(text), source)
        return
    yield article_of_story(story_in(unescape(text)), source)
