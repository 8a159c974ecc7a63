"""EPUB books and magazines: one article, whose chapters are kept for the citation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZipFile

from corpus.dates import parse_publication_date
from corpus.formats.encoding import codec_of
from corpus.formats.html_fragments import text_of_fragment
from corpus.formats.locators import Part, join_parts
from corpus.formats.source import Source, Unreadable, title_of
from corpus.formats.xml_trees import attribute, local_name, parse_member, words_of
from corpus.formats.zip_members import member_bytes, open_zip
from corpus.records import Article, Skipped
from corpus.text import one_line, tidy

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/xml")
_FONT_METHODS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_HEAD = re.compile(r"\A.*?<body\b[^>]*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL | re.IGNORECASE)
_LABEL_CHARS = 80


def read(source: Source) -> Iterator[Article | Skipped]:
    """The one article of an EPUB, in reading order; chapters that cannot be read are named."""
    with open_zip(source, "an EPUB") as archive:
        names = set(archive.namelist())
        if _CONTAINER not in names:
            raise Unreadable("is a zip file, but not an EPUB")
        _refuse_protected(archive, names)
        package_path = _package_path(archive)
        package = parse_member(archive, package_path)
        parts: list[Part] = []
        for path in _reading_order(package, package_path):
            try:
                parts += _chapter(member_bytes(archive, path), len(parts) + 1)
            except Unreadable as reason:
                yield Skipped(f"{source.origin} {path}", str(reason))
    text, locators = join_parts(parts)
    if not text:
        raise Unreadable("holds no text")
    yield replace(_article_of(package, source), text=text, locators=locators)


def _refuse_protected(archive: ZipFile, names: set[str]) -> None:
    if "META-INF/encryption.xml" not in names:
        return
    root = parse_member(archive, "META-INF/encryption.xml")
    methods = (each for each in root.iter() if local_name(each) == "EncryptionMethod")
    if not all(attribute(method, "Algorithm") in _FONT_METHODS for method in methods):
        raise Unreadable("is protected against copying (DRM)")


def _package_path(archive: ZipFile) -> str:
    root = parse_member(archive, _CONTAINER)
    paths = (attribute(each, "full-path") for each in root.iter() if local_name(each) == "rootfile")
    path = next(filter(None, paths), "")
    if not path:
        raise Unreadable("is an EPUB that does not name its contents")
    return path


def _reading_order(package: Element, package_path: str) -> Iterator[str]:
    """The paths of the pages as the book is read; its table of contents is none of them."""
    items = {attribute(e, "id"): e for e in package.iter() if local_name(e) == "item"}
    folder = posixpath.dirname(package_path)
    for reference in package.iter():
        item = items.get(attribute(reference, "idref"))
        if local_name(reference) != "itemref" or item is None:
            continue
        if (
            attribute(item, "media-type") in _PAGES
            and "nav" not in attribute(item, "properties").split()
        ):
            yield posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))


def _chapter(page: bytes, number: int) -> Iterator[Part]:
    """The page's text, cited by its first heading, or by its number."""
    markup = _HEAD.sub("", page.decode(codec_of(page)))
    if text := tidy(text_of_fragment(markup)):
        found = _HEADING.search(markup)
        heading = one_line(text_of_fragment(found[1])) if found else ""
        label = f"chapter “{heading[:_LABEL_CHARS]}”" if heading else f"chapter {number}"
        yield Part(label, text)


def _article_of(package: Element, source: Source) -> Article:
    creators = (each for each in package.iter() if local_name(each) == "creator")
    authors = filter(None, (one_line("".join(each.itertext())) for each in creators))
    dates = (each for each in package.iter() if local_name(each) == "date")
    # Version 2 says which of the dates is meant; version 3 has that of publication only.
    stated = [e.text or "" for e in dates if attribute(e, "event") in ("", "publication")]
    return Article(
        id=source.id,
        title=words_of(package, "title") or title_of(source.name),
        text="",
        origin=source.origin,
        published=parse_publication_date(stated, "record"),
        source=words_of(package, "publisher") or None,
        author=", ".join(authors) or None,
    )
