"""What belongs to a page's story beside the text that was found: its lead, its stated body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAD = re.compile(
    r"stand-?first|\blead\b|\blede\b|\bdec?k\b|sub-?head(?:line|ing)|sub-?title|strap-?line"
    r"|(?:article|story|post|entry)[-_]+(?:summary|lead|intro|excerpt|description|abstract)"
    r"|\bintro(?:duction)?\b|\bchap[eo]a?u?\b|\bvorspann\b|\bentradilla\b|\bsommario\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"relat|recommend|promo|newsletter|share|social|comment|caption|author|byline|breadcrumb|nav",
    re.IGNORECASE,
)
_ASIDE_TAGS = ("aside", "nav", "footer", "figure", "form", "button")
_LEAD_TAGS = ("p", "div", "h2", "h3", "span", "section")
_SHORTEST_LEAD, _LONGEST_LEAD = 40, 700
_LOOKED_AT = 60  # elements below the heading, of which one may be the lead
_LETTERS = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?。])\s+|\n+")
_LACKING_BELOW = 0.5
_DESCRIPTIONS = "//meta[@property='og:description' or @name='description']/@content"


def lacks_most(text: str, body: str) -> bool:
    """Whether a text holds less than half of the sentences of the body that a page states."""
    letters = letters_of(text)
    sentences = [letters_of(each) for each in _SENTENCE_END.split(body)]
    found = sum(len(each) for each in sentences if each in letters)
    return found < _LACKING_BELOW * sum(map(len, sentences))


def standfirst(tree: HtmlElement, text: str) -> str:
    """The lead between the headline and the story that the found text has not; else ""."""
    known = letters_of(text)
    described = {letters_of(one_line(str(each))) for each in tree.xpath(_DESCRIPTIONS)}
    opening = letters_of(text[:_SHORTEST_LEAD])
    for element in _below_heading(tree):
        words = one_line(element.text_content())
        letters = letters_of(words)
        if opening and opening in letters:  # the story begins here
            return ""
        named = " ".join(filter(None, map(element.get, ("class", "id", "itemprop"))))
        is_lead = bool(_LEAD.search(named)) or letters in described
        if is_lead and _SHORTEST_LEAD <= len(words) <= _LONGEST_LEAD and letters not in known:
            return words
    return ""


def letters_of(text: str) -> str:
    """Only the letters and digits, in lower case: what a text says however it is set."""
    return "".join(_LETTERS.findall(text.casefold()))


def _below_heading(tree: HtmlElement) -> Iterator[HtmlElement]:
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return
    for element in heading.xpath("following::*")[:_LOOKED_AT]:
        if element.tag in _LEAD_TAGS and not _is_beside(element):
            yield element


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element stands in what is no part of the story: a related list, a caption."""
    for around in (element, *element.iterancestors()):
        if around.tag in _ASIDE_TAGS:
            return True
        if around.tag in ("article", "main", "body"):
            return False
        if _ASIDE.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return True
    return False
