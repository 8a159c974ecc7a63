"""What a page says of its article in JSON-LD, the data that search engines read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from corpus.formats.datelines import place_in_dateline
from corpus.formats.field_values import label, text_of_value

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SCRIPTS = "//script[contains(@type, 'ld+json')]"
_DEEPEST = 6
_ARTICLES = ("article", "posting", "report", "review")  # how the names of such types end


def article_data(tree: HtmlElement) -> Mapping[str, object]:
    """The fields of the page's article, the richest if it describes several; else empty."""
    found = [each for each in _objects_of(tree) if _is_article(each)]
    return max(found, key=lambda each: len(str(each.get("articleBody", ""))), default={})


def stated_body(data: Mapping[str, object]) -> str:
    """The article's whole text as its data give it; "" if they do not."""
    return text_of_value(data.get("articleBody"))


def stated_headline(data: Mapping[str, object]) -> str:
    """The article's headline; "" if its data give none."""
    return label(data.get("headline") or data.get("name")) or ""


def stated_outlet(data: Mapping[str, object]) -> str | None:
    """Who publishes the article."""
    return label(data.get("publisher"))


def stated_author(data: Mapping[str, object]) -> str:
    """Who wrote the article; "" if its data do not say."""
    return label(data.get("author")) or ""


def stated_place(data: Mapping[str, object]) -> str | None:
    """Where the article was written."""
    return place_in_dateline(label(data.get("dateline")) or "")


def _objects_of(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    for script in tree.xpath(_SCRIPTS):
        try:
            yield from _objects_in(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue


def _objects_in(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if isinstance(value, Mapping):
        yield value
    if depth < _DEEPEST and isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _objects_in(inner, depth + 1)


def _is_article(data: Mapping[str, object]) -> bool:
    kinds = data.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(str(kind).casefold().endswith(_ARTICLES) for kind in named)
