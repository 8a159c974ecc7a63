"""OpenDocument texts (.odt): a zip of XML parts, of which the text and the properties count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import ZipFile

from corpus.formats.office_text import Block, articles_of_blocks, row_blocks
from corpus.formats.source import Source, Unreadable
from corpus.formats.xml_trees import attribute, children, local_name, parse_member, words_of
from corpus.formats.zip_members import member_bytes, open_zip
from corpus.records import Article, Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_UNREAD = frozenset(
    "tracked-changes annotation annotation-end sequence-decls forms table-of-content"
    " alphabetical-index bibliography note-citation".split()
)
_BREAKS = frozenset(("s", "tab", "line-break"))
_PARAGRAPHS = ("p", "h")


def read(source: Source) -> Iterator[Article | Skipped]:
    """The article of an OpenDocument text, its headings kept as paragraphs."""
    with open_zip(source, "an OpenDocument text") as archive:
        names = archive.namelist()
        if "content.xml" not in names:
            raise Unreadable("is a zip file, but not an OpenDocument text")
        _refuse_protected(archive)
        root = parse_member(archive, "content.xml")
        title = author = ""
        if "meta.xml" in names:
            meta = parse_member(archive, "meta.xml")
            title = words_of(meta, "title")
            author = words_of(meta, "initial-creator") or words_of(meta, "creator")
    body = next((each for each in root.iter() if local_name(each) == "text"), root)
    titles = _title_styles(root)
    yield from articles_of_blocks(_blocks_of(body, titles), title, author, source)


def _refuse_protected(archive: ZipFile) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in member_bytes(archive, manifest):
        raise Unreadable("is protected by a password: save it without one")


def _title_styles(root: Element) -> frozenset[str]:
    """The names of the styles that are the title's, or are made from it."""
    derived = (
        attribute(style, "name")
        for style in root.iter()
        if local_name(style) == "style" and attribute(style, "parent-style-name") == "Title"
    )
    return frozenset(("Title", *derived))


def _blocks_of(body: Element, titles: frozenset[str]) -> Iterator[Block]:
    stack = [body]
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name in _PARAGRAPHS:
            yield Block(_words(element), _level(element, titles))
            stack += reversed(list(_frames_in(element)))
        elif name == "table-row":
            yield from row_blocks([list(_cell(cell)) for cell in children(element, "table-cell")])
        elif name not in _UNREAD:
            stack += reversed(list(element))


def _level(element: Element, titles: frozenset[str]) -> int | None:
    if attribute(element, "style-name") in titles:
        return 0
    if local_name(element) != "h":
        return None
    level = attribute(element, "outline-level")
    return int(level) if level.isdecimal() else 1


def _cell(cell: Element) -> Iterator[str]:
    paragraphs = (each for each in cell.iter() if local_name(each) in _PARAGRAPHS)
    return filter(None, (" ".join(_words(each).split()) for each in paragraphs))


def _words(paragraph: Element) -> str:
    """The text of a paragraph; a note or a frame in it is none of its own."""
    words = [paragraph.text or ""]
    stack: list[Element | str] = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            words.append(element)
            continue
        stack.append(element.tail or "")
        name = local_name(element)
        if name in _BREAKS:
            words.append(" ")
        elif name not in _UNREAD and name not in ("note", "frame"):
            stack += reversed(list(element))
            words.append(element.text or "")
    return "".join(words)


def _frames_in(paragraph: Element) -> Iterator[Element]:
    """The text frames and notes anchored in a paragraph."""
    return (each for each in paragraph.iter() if local_name(each) in ("text-box", "note-body"))
