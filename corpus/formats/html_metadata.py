"""What a web page states of itself: its date and its headline; what it leaves open stays so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.dates import parse_date_line, parse_publication_date
from corpus.records import PublicationDate
from corpus.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = frozenset(
    """article:published_time og:article:published_time og:published_time article:published
    datepublished date_published published_time publish_date publish-date publishdate
    publication_date published published_at publicationdate pubdate parsely-pub-date
    cxenseparse:recs:publishtime bt:pubdate citation_publication_date article.published
    rnews:datepublished dcterms.issued dc.date.issued""".split()
)
# Some sites put the day of the last change under these: they count where nothing surer stands.
_DATED = frozenset(
    """date dc.date dc:date dcterms.date dc.date.created dcterms.created citation_date
    sailthru.date""".split()
)
_STATED = "//meta[@content] | //*[@itemprop] | //*[@property='dc:date' or @pubdate]"
_CALLED_PUBLISHED = (
    "//time[contains(@class, 'publish') or contains(@class, 'entry-date')]"
    " | //abbr[contains(@class, 'published')]"
)
_BELOW = "following::text()[normalize-space() and not(parent::script or parent::style)]"
_HEAD_PIECES = 12  # pieces of text below the heading that may say when
_IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)")
_SEPARATOR = re.compile(r"\s+[|•·»:–—-]+\s+|\s*\|\s*")
_LETTERS = re.compile(r"[^\W_]+")
_HEADLINE_WORDS = 3


def stated_date(tree: HtmlElement) -> PublicationDate | None:
    """The first date that the page gives as its publication, of the surest kind that it has."""
    for value, found_in in _stated_dates(tree):
        if published := parse_publication_date(value, found_in):
            return published
    return None


def headline(tree: HtmlElement, title: str, site: str) -> str:
    """The page's title without the site's name: its heading, if that is part of the title."""
    for heading in tree.iter("h1"):
        words = one_line(heading.text_content())
        if len(words.split()) >= _HEADLINE_WORDS and _letters(words) in _letters(title):
            return words
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _letters(parts[-1]) in _letters(site):
        return title[: title.rindex(parts[-1])].rstrip(" |•·»:–—-")
    return title


def _stated_dates(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    yield from ((value, "page metadata") for value in _values_named(tree, _PUBLISHED))
    for script in tree.iter("script"):
        for match in _IN_JSON.finditer(script.text or ""):
            yield match[1], "page metadata"
    yield from ((value, "page metadata") for value in _values_named(tree, _DATED))
    for element in tree.xpath(_CALLED_PUBLISHED):
        yield _value(element), "page"
    for heading in tree.iter("h1"):
        below = heading.xpath(_BELOW)
        lines = filter(parse_date_line, map(str, below[:_HEAD_PIECES]))
        yield from ((line, "date line") for line in lines)
    for link in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        if dated := _IN_ADDRESS.search(link):
            yield "-".join(dated.groups()), "web address"


def _values_named(tree: HtmlElement, wanted: frozenset[str]) -> Iterator[str]:
    for element in tree.xpath(_STATED):
        names = [element.get(name) for name in ("property", "name", "itemprop", "http-equiv")]
        names += ["pubdate"] if element.get("pubdate") is not None else []
        if any(name and name.lower() in wanted for name in names):
            yield _value(element)


def _value(element: HtmlElement) -> str:
    given = (element.get(name) for name in ("content", "datetime", "title"))
    return next(filter(None, given), None) or one_line(element.text_content())


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
