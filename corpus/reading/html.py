"""Web pages: the one door to trafilatura, which tells the story from the page around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.cleaning import one_line
from corpus.dating import publication_date_of_field
from corpus.reading.decoding import Unreadable, text_of
from corpus.reading.file import LARGEST, article_of_story
from corpus.reading.story import Story, story_in
from corpus.records import Article

if TYPE_CHECKING:
    from trafilatura.settings import Document

_DECLARED = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SHORTEST = 80  # characters; less is a page without an article


def read(path: Path, id: str) -> Iterator[Article]:
    """The one article of a web page, with what its metadata says of it."""
    page = text_of(path, LARGEST, _DECLARED)
    story, url = _story(page)
    if len(story.text) < _SHORTEST:
        raise Unreadable("is a web page without an article")
    yield article_of_story(story, path, id, url)


def text_of_fragment(html: str) -> str:
    """The text of a piece of HTML, such as a record's body; "" if there is none."""
    document = _extracted(f"<html><body><article>{html}</article></body></html>", sure=True)
    return document.text or "" if document else ""


def _story(page: str) -> tuple[Story, str | None]:
    document = _extracted(page)
    if document is None or not document.text:
        raise Unreadable("is a web page without an article")
    title = one_line(document.title or "") or None
    told = story_in(_without_title(document.text, title), title or "")
    published = publication_date_of_field(document.date, "page metadata") if document.date else None
    story = Story(
        title,
        told.text,
        published or told.published,
        one_line(document.sitename or "") or told.source,
        one_line((document.author or "").replace("; ", ", ")) or told.author,
    )
    return story, document.url


def _extracted(page: str, *, sure: bool = False) -> Document | None:
    """What trafilatura finds; `sure` when it is known that all of the page is the story."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            page,
            include_comments=False,
            favor_recall=sure,
            with_metadata=not sure,
            # Only dates that the page states of itself: the extensive search guesses.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ValueError, TypeError, RecursionError, AssertionError) as error:
        raise Unreadable(f"is HTML that cannot be parsed ({type(error).__name__})") from None
    return found if not isinstance(found, dict) else None


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and one_line(first) == title else text
