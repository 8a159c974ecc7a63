"""Feeds (RSS, Atom) and WordPress exports (WXR): one article an item; feedparser reads them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.formats import html
from corpus.formats.html_fragments import text_of_fragment
from corpus.formats.limits import UNPACKED_BYTES, larger_than
from corpus.formats.record_fields import articles_of
from corpus.formats.source import Source, Unreadable
from corpus.records import Article, Skipped

if TYPE_CHECKING:
    from feedparser import FeedParserDict

_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+)\b[^\]]*\]"
)
_BLOCK_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")
# What a WordPress site keeps beside its articles.
_NO_ARTICLES = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset wp_global_styles"
    " wp_navigation wp_template wp_template_part wp_block oembed_cache user_request".split()
)
_PRINTED = ("", "publish", "inherit")


def read(source: Source) -> Iterator[Article | Skipped]:
    """Each item's article: its whole text where the feed has it, else its summary."""
    import feedparser

    with source.open() as stream:
        data = stream.read(UNPACKED_BYTES + 1)
    if len(data) > UNPACKED_BYTES:
        raise Unreadable(larger_than(UNPACKED_BYTES))
    if not data.strip():
        raise Unreadable("is empty")
    # As a stream, since feedparser takes a text for the address of a feed.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        root = _ROOT.search(data[:4096])
        if root and root[1].lower() == b"html":
            yield from html.read(source)
            return
        kind = f": its root is <{root[1].decode()[:40]}>" if root else ""
        raise Unreadable(f"is neither a feed nor a WordPress export{kind}")
    outlet = _plain(feed.feed.get("title", ""))
    entries = list(_printed(feed.entries))
    for number, entry in entries:
        if entry.get("wp_status", "") not in _PRINTED:
            yield Skipped(
                f"{source.origin} item {number}", f"is not published ({entry['wp_status']})"
            )
    records = [
        (f"item {number}", _record(entry, outlet))
        for number, entry in entries
        if entry.get("wp_status", "") in _PRINTED
    ]
    yield from articles_of(lambda: records, source)


def _printed(entries: Sequence[FeedParserDict]) -> Iterator[tuple[int, FeedParserDict]]:
    """The items with their numbers, without pictures, menus and earlier versions of a site."""
    for number, entry in enumerate(entries, start=1):
        if entry.get("wp_post_type", "post") not in _NO_ARTICLES:
            yield number, entry


def _record(entry: FeedParserDict, outlet: str) -> Mapping[str, object]:
    """An item's facts; without its own id, which the same item has in each copy of a feed."""
    origin = entry.get("source") or {}
    return {
        "title": _plain(entry.get("title", "")),
        "text": _text(entry),
        "date": entry.get("published") or entry.get("updated") or entry.get("created"),
        "source": _plain(origin.get("title", "")) or outlet,
        "author": _authors(entry),
        "url": entry.get("link"),
    }


def _authors(entry: FeedParserDict) -> str:
    names = [each.get("name", "") for each in entry.get("authors", ()) if each]
    return ", ".join(dict.fromkeys(filter(None, names))) or entry.get("author", "")


def _text(entry: FeedParserDict) -> str:
    """The longest of the texts that an item brings."""
    given = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = (_plain_text(each.get("value", ""), each.get("type", "")) for each in given)
    return max(texts, key=len, default="")


def _plain_text(value: str, kind: str) -> str:
    if kind == "text/plain" and "<" not in value:
        return value
    value = _SHORTCODE.sub("", value)
    if not _BLOCK_TAG.search(value):  # WordPress keeps its paragraphs as blank lines
        value = "".join(f"<p>{part}</p>" for part in _BLANK_LINE.split(value))
    return text_of_fragment(value)


def _plain(title: str) -> str:
    return text_of_fragment(title) if "<" in title or "&" in title else title
