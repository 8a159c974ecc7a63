"""Word files (.docx): a zip of XML parts, of which the text, the notes and the properties count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import ZipFile

from corpus.formats.office_text import Block, articles_of_blocks, row_blocks
from corpus.formats.source import Source, Unreadable
from corpus.formats.xml_trees import attribute, children, local_name, parse_member, words_of
from corpus.formats.zip_members import open_zip
from corpus.records import Article, Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Deleted text, field codes, what older programs show instead of a drawing, hidden marks.
_UNREAD = frozenset("del moveFrom instrText delText Fallback pPr rPr tblPr sectPr".split())
_BREAKS = frozenset(("br", "cr", "tab", "ptab"))
_NOTE_PARTS = ("word/footnotes.xml", "word/endnotes.xml")
_HEADING = re.compile(r"(?:heading|überschrift|berschrift|titre|titolo|título|kop|nagłówek)\s*(\d)")


def read(source: Source) -> Iterator[Article | Skipped]:
    """The article of a Word file, its headings kept as paragraphs, footnotes below the text."""
    with open_zip(source, "a Word file") as archive:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise Unreadable("is a zip file, but not a Word file")
        levels = _heading_levels(archive) if "word/styles.xml" in names else {}
        blocks = list(_blocks_of(parse_member(archive, "word/document.xml"), levels))
        for part in sorted(names.intersection(_NOTE_PARTS)):
            blocks += _blocks_of(parse_member(archive, part), {})
        title, author = _properties(archive) if "docProps/core.xml" in names else ("", "")
    yield from articles_of_blocks(blocks, title, author, source)


def _properties(archive: ZipFile) -> tuple[str, str]:
    core = parse_member(archive, "docProps/core.xml")
    return words_of(core, "title"), words_of(core, "creator")


def _heading_levels(archive: ZipFile) -> dict[str, int]:
    """The level of each style that is a heading's, 0 for the title's."""
    levels = {}
    for style in parse_member(archive, "word/styles.xml").iter():
        if local_name(style) != "style":
            continue
        name = next((attribute(each, "val") for each in children(style, "name")), "").casefold()
        heading = _HEADING.fullmatch(name)
        if name == "title" or heading:
            levels[attribute(style, "styleId")] = int(heading[1]) if heading else 0
    return levels


def _blocks_of(root: Element, levels: dict[str, int]) -> Iterator[Block]:
    """The paragraphs and rows in order; text boxes stand where they are anchored."""
    stack = [root]
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == "p":
            yield _paragraph(element, levels)
            stack += reversed(list(_boxes_in(element)))
        elif name == "tr":
            yield from row_blocks([list(_cell(cell)) for cell in children(element, "tc")])
        elif name not in _UNREAD:
            stack += reversed(list(element))


def _paragraph(element: Element, levels: dict[str, int]) -> Block:
    style = next((attribute(e, "val") for e in element.iter() if local_name(e) == "pStyle"), "")
    return Block(_words(element), levels.get(style))


def _cell(cell: Element) -> Iterator[str]:
    """The paragraphs of a cell, those of tables within it too."""
    paragraphs = (each for each in cell.iter() if local_name(each) == "p")
    return filter(None, (" ".join(_words(each).split()) for each in paragraphs))


def _words(paragraph: Element) -> str:
    """The text of a paragraph as it is shown; a text box in it is none of its own."""
    words: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == "t":
            words.append(element.text or "")
        elif name in _BREAKS:
            words.append(" ")
        elif name == "noBreakHyphen":
            words.append("-")
        elif name not in _UNREAD and name != "p":
            stack += reversed(list(element))
    return "".join(words)


def _boxes_in(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph, once each."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == "txbxContent":
            yield element
        elif name not in _UNREAD:
            stack += reversed(list(element))
