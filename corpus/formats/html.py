"""Web pages: trafilatura separates the story from the page around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.encoding import text_of
from corpus.formats.html_metadata import headline, stated_date
from corpus.formats.limits import PAGE_BYTES
from corpus.formats.plain_metadata import story_in
from corpus.formats.source import Source, Unreadable
from corpus.formats.story import Story, article_of_story
from corpus.records import Article
from corpus.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_DECLARED = re.compile(
    rb"<(?:meta[^>]+?charset|\?xml[^>]+?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_BLOCKS = "p div h1 h2 h3 h4 h5 h6 li ul ol tr table section article blockquote pre br hr".split()
_UNSEEN = ("script", "style")
_SHORTEST_STORY = 80  # characters; less is a page without an article


def read(source: Source) -> Iterator[Article]:
    """The one article of a web page, with what its metadata says of it."""
    from trafilatura import load_html

    tree = load_html(text_of(source, PAGE_BYTES, _DECLARED))
    document = _extract(tree)
    story = _story_of(document, tree)
    if len(story.text) < _SHORTEST_STORY:
        raise Unreadable("is a web page without an article")
    yield article_of_story(story, source, document.url)


def text_of_fragment(html: str) -> str:
    """All the text of a piece of HTML, such as a record's body; "" if there is none."""
    from trafilatura import load_html

    tree = load_html(f"<html><body>{html}</body></html>")
    if tree is None:
        return ""
    for element in tree.iter(*_UNSEEN):
        element.text = ""
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n\n" + (element.tail or "")
        element.text = "\n\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n\n"))
    return "\n\n".join(filter(None, lines))


def _story_of(document: Document, tree: HtmlElement) -> Story:
    """The document's text without its headline; metadata count before what the text says."""
    site = f"{document.sitename or ''} {document.hostname or ''}"
    title = headline(tree, one_line(document.title or ""), site) or None
    story = story_in(_without_title(document.text or "", title), title or "")
    return Story(
        title=title,
        text=story.text,
        published=stated_date(tree) or story.published,
        source=one_line(document.sitename or "") or story.source,
        author=one_line((document.author or "").replace("; ", ", ")) or story.author,
    )


def _extract(tree: HtmlElement | None) -> Document:
    """What trafilatura finds in a page; Unreadable if it finds no text."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False},  # its guess is not used
        )
    except (ValueError, TypeError, RecursionError, AssertionError) as error:
        raise Unreadable(f"is HTML that cannot be parsed ({type(error).__name__})") from None
    if tree is None or found is None or isinstance(found, dict) or not found.text:
        raise Unreadable("is a web page without an article")
    return found


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and one_line(first) == title else text
