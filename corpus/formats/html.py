"""Web pages: trafilatura separates the story from the page around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from corpus.formats.encoding import text_of
from corpus.formats.html_metadata import date_in_address, headline, stated_date
from corpus.formats.json_ld import (
    article_data,
    stated_author,
    stated_body,
    stated_headline,
    stated_outlet,
    stated_place,
)
from corpus.formats.limits import ATTRIBUTES, MB, PAGE_BYTES, larger_than
from corpus.formats.mending import mend
from corpus.formats.page_cleaning import clean_page
from corpus.formats.page_story import lacks_most, letters_of, standfirst
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
_SAVED_FROM = re.compile(  # as SingleFile and browsers note it above a page
    r"<!--\s*(?:Page saved with SingleFile\s+url:|saved from url=\(\d+\))\s*(https?://\S+)"
)
_INLINED = re.compile(rb"data:[\w/+.;=-]{0,80},[A-Za-z0-9+/=%_.~-]{200,}")
_LARGEST_SAVED_BYTES = 100 * MB  # with all that is written into it
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_CHARS = 4000
_SHORTEST_STORY = 80  # characters; less is a page without an article


def read(source: Source) -> Iterator[Article]:
    """The one article of a web page, with what its metadata says of it."""
    from trafilatura import load_html

    page = mend(text_of(_without_inlined(source), PAGE_BYTES, _DECLARED))
    tree = load_html(page)
    if tree is None:
        raise Unreadable("is a web page without an article")
    _refuse_many_attributes(tree)
    data = article_data(tree)
    clean_page(tree)
    document = _extract(tree)
    story = _story_of(document, tree, data)
    if len(story.text) < _SHORTEST_STORY:
        raise Unreadable("is a web page without an article")
    saved_from = _SAVED_FROM.search(page[:_HEAD_CHARS])
    yield article_of_story(
        story, source, document.url or (saved_from and saved_from[1]) or source.url
    )


def is_page(head: bytes) -> bool:
    """Whether a document that begins so is a web page, whatever it is called."""
    return _PAGE.match(head) is not None


def _without_inlined(source: Source) -> Source:
    """The page without the pictures and fonts that are written into it: they are no text."""
    with source.open() as stream:
        data = stream.read(_LARGEST_SAVED_BYTES + 1)
    if len(data) > _LARGEST_SAVED_BYTES:
        raise Unreadable(larger_than(_LARGEST_SAVED_BYTES))
    bare = _INLINED.sub(b"data:,", data)
    return replace(source, opener=lambda: BytesIO(bare))


def _refuse_many_attributes(tree: HtmlElement) -> None:
    """Unreadable for a page on which trafilatura takes minutes: the cube of the attributes."""
    if any(len(each.attrib) > ATTRIBUTES for each in tree.iter("*")):
        raise Unreadable(f"has an element of more than {ATTRIBUTES:,} attributes, as no page does")


def _story_of(document: Document, tree: HtmlElement, data: Mapping[str, object]) -> Story:
    """The document's text without its headline; metadata count before what the text says."""
    outlet = one_line(document.sitename or "") or stated_outlet(data)
    author = stated_author(data) if stated_author(data) != outlet else ""
    site = f"{outlet or ''} {document.hostname or ''}"
    title = headline(tree, one_line(document.title or ""), site, stated_headline(data)) or None
    story = story_in(_without_title(_whole_text(document, tree, data), title), title or "")
    return Story(
        title=title,
        text=story.text,
        published=stated_date(tree) or story.published or date_in_address(tree),
        source=outlet or story.source,
        author=one_line((document.author or "").replace("; ", ", ")) or author or story.author,
        place=stated_place(data) or story.place,
    )


def _whole_text(document: Document, tree: HtmlElement, data: Mapping[str, object]) -> str:
    """What was found in the page, or the body that it states where most of that is missing."""
    text, body = document.text or "", stated_body(data)
    is_same = letters_of(text) == letters_of(body)  # but without its paragraphs
    if body and (is_same or lacks_most(text, body)):
        return body
    lead = standfirst(tree, text)
    return f"{lead}\n{text}" if lead else text


def _extract(tree: HtmlElement) -> Document:
    """What trafilatura finds in a page; Unreadable if it finds nothing."""
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
    if found is None or isinstance(found, dict):
        raise Unreadable("is a web page without an article")
    return found


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and one_line(first) == title else text
