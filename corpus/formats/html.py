"""Web pages: the one door to trafilatura, which tells the story from the page around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.formats.encoding import Unreadable, text_of
from corpus.formats.html_metadata import headline, stated_date
from corpus.formats.plain_metadata import Story, story_in
from corpus.formats.source import article_of_story
from corpus.records import Article
from corpus.text import one_line

if TYPE_CHECKING:
    from trafilatura.settings import Document

_DECLARED = re.compile(
    rb"<(?:meta[^>]+?charset|\?xml[^>]+?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_LARGEST_PAGE = 10_000_000  # bytes; a larger page is no article, and takes minutes to parse
_BLOCKS = "p div h1 h2 h3 h4 h5 h6 li ul ol tr table section article blockquote pre br hr".split()
_UNSEEN = ("script", "style")
_SHORTEST = 80  # characters; less is a page without an article


def read(path: Path, id: str) -> Iterator[Article]:
    """The one article of a web page, with what its metadata says of it."""
    page = text_of(path, _LARGEST_PAGE, _DECLARED)
    story, url = _story(page)
    if len(story.text) < _SHORTEST:
        raise Unreadable("is a web page without an article")
    yield article_of_story(story, path, id, url)


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


def _story(page: str) -> tuple[Story, str | None]:
    from trafilatura import load_html

    tree = load_html(page)
    document = _extracted(tree)
    if tree is None or document is None or not document.text:
        raise Unreadable("is a web page without an article")
    site = f"{document.sitename or ''} {document.hostname or ''}"
    title = headline(tree, one_line(document.title or ""), site) or None
    told = story_in(_without_title(document.text, title), title or "")
    story = Story(
        title,
        told.text,
        stated_date(tree) or told.published,
        one_line(document.sitename or "") or told.source,
        one_line((document.author or "").replace("; ", ", ")) or told.author,
    )
    return story, document.url


def _extracted(tree: object) -> Document | None:
    """What trafilatura finds in a page."""
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
    return found if not isinstance(found, dict) else None


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and one_line(first) == title else text
