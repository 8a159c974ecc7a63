"""XML made into a tree, without the entities and references that can harm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import ZipFile

from corpus.formats.source import Unreadable
from corpus.formats.zip_members import member_bytes

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def parse_xml(data: bytes) -> Element:
    """The root element; Unreadable where the XML is broken or defines entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data)
    except DefusedXmlException:
        raise Unreadable("is XML with definitions of entities, which are not read") from None
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"is broken XML: {error}") from None
    return root


def parse_member(archive: ZipFile, name: str) -> Element:
    """The root element of a zip file's member."""
    return parse_xml(member_bytes(archive, name))


def local_name(element: Element) -> str:
    """An element's name without its namespace; "" of comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The value of the attribute of this name, in whatever namespace; "" if there is none."""
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), "")


def children(element: Element, name: str) -> Iterator[Element]:
    """The child elements of this name, in whatever namespace."""
    return (child for child in element if local_name(child) == name)


def words_of(root: Element, name: str) -> str:
    """The text of the first element of this name anywhere in a tree, on one line."""
    found = (" ".join("".join(e.itertext()).split()) for e in root.iter() if local_name(e) == name)
    return next(found, "")
