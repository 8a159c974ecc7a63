"""Pages that browsers saved with all their parts in one file: MHTML, Safari's .webarchive."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import Message
from email.parser import BytesParser

from corpus.formats.limits import UNPACKED_BYTES, larger_than
from corpus.formats.source import Source, Unreadable, stem_of

_NO_PROPERTY_LIST = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip
_HTML = ("text/html", "application/xhtml+xml")


def read_mhtml(source: Source) -> Iterator[Source]:
    """The page of an MHTML file, which keeps the file's id and origin; its frames are not read."""
    message = BytesParser(policy=policy.compat32).parsebytes(_bytes_of(source).lstrip())
    page = next((part for part in message.walk() if part.get_content_type() in _HTML), None)
    data = page.get_payload(decode=True) if page is not None else None
    if not isinstance(data, bytes) or not data.strip() or page is None:
        raise Unreadable("is not a page that was saved as MHTML")
    address = message.get("Snapshot-Content-Location") or page.get("Content-Location")
    yield _page_in(source, _with_charset(data, page), _web_address(str(address or "")))


def read_webarchive(source: Source) -> Iterator[Source]:
    """The page of a .webarchive file, which keeps the file's id and origin."""
    import plistlib
    from xml.parsers.expat import ExpatError

    data = _bytes_of(source)
    try:
        main = plistlib.loads(data)["WebMainResource"]
        page, address = bytes(main["WebResourceData"]), str(main.get("WebResourceURL", ""))
    except (*_NO_PROPERTY_LIST, plistlib.InvalidFileException, ExpatError):
        raise Unreadable("is not a page that Safari saved") from None
    yield _page_in(source, page, _web_address(address))


def _page_in(source: Source, data: bytes, address: str | None) -> Source:
    name = f"{stem_of(source.name)}.html"
    return replace(source, name=name, opener=lambda: io.BytesIO(data), url=address)


def _bytes_of(source: Source) -> bytes:
    with source.open() as stream:
        data = stream.read(UNPACKED_BYTES + 1)
    if len(data) > UNPACKED_BYTES:
        raise Unreadable(larger_than(UNPACKED_BYTES))
    if not data.strip():
        raise Unreadable("is empty")
    return data


def _with_charset(data: bytes, part: Message) -> bytes:
    """The page as UTF-8 where its part states another encoding, which counts before its own."""
    charset = part.get_content_charset("utf-8")
    try:
        return data.decode(charset).encode() if charset != "utf-8" else data
    except (LookupError, UnicodeError):
        return data


def _web_address(stated: str) -> str | None:
    return stated.strip() if stated.strip().startswith(("http://", "https://")) else None
