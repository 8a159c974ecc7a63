"""Web archives (WARC, ARC, WACZ): each page that was fetched is a document of its own."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

from corpus.formats.limits import PAGE_BYTES
from corpus.formats.source import Opener, Source, Unreadable
from corpus.formats.zip_members import open_member, open_zip
from corpus.records import Skipped

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_FETCHED = ("response", "resource")
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".rss",
}
# What warcio raises on records that are none.
_BROKEN = (zlib.error, EOFError, ValueError, LookupError, TypeError, AttributeError)
_NO_PAGES = ("robots.txt", "ads.txt", "security.txt", "favicon.ico")


def read(source: Source) -> Iterator[Source | Skipped]:
    """The pages of a WARC or ARC file, each under its address; never held whole.

    What was fetched twice is read twice only where it had changed.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    seen: dict[str, int] = {}
    count = 0
    with source.open() as stream:
        if not (head := stream.read(8)).strip():
            raise Unreadable("is empty")
        try:
            for record in ArchiveIterator(_Rejoined(head, stream), arc2warc=True):
                count += 1
                yield from _page(record, source, seen)
        except (ArchiveLoadFailed, *_BROKEN) as error:
            if not count:
                raise Unreadable("is damaged, or not a web archive") from None
            where = f"{source.origin} record {count + 1}"
            yield Skipped(where, f"is damaged, and what follows is not read: {_in_short(error)}")


def read_wacz(source: Source) -> Iterator[Source]:
    """The WARC files in a WACZ file."""
    with open_zip(source, "a WACZ file") as archive:
        names = [n for n in archive.namelist() if n.endswith((".warc", ".warc.gz"))]
    if not names:
        raise Unreadable("is a zip file, but not a WACZ file")
    for name in names:
        yield source.member(name, _zip_opener(source, name))


def _page(record: ArcWarcRecord, source: Source, seen: dict[str, int]) -> Iterator[Source]:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    ending = _ENDINGS.get(_kind_of(record))
    is_page = record.rec_type in _FETCHED and ending and not address.endswith(_NO_PAGES)
    if not is_page or _status_of(record) not in ("", "200"):
        return
    data = record.content_stream().read(PAGE_BYTES + 1)
    path = _path_of(address.strip("<>"), ending)
    same = hash(data)
    if seen.get(path) == same:
        return
    if path in seen:
        path = f"{_moment_of(record)}/{path}"
    seen[path] = same
    yield source.member(path, _held(data), url=address.strip("<>") or None)


def _kind_of(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    kind = headers.get_header("Content-Type") or ""
    return str(kind.partition(";")[0].strip().lower())


def _status_of(record: ArcWarcRecord) -> str:
    return str(record.http_headers.get_statuscode()) if record.http_headers else ""


def _moment_of(record: ArcWarcRecord) -> str:
    stated = record.rec_headers.get_header("WARC-Date") or ""
    return "".join(filter(str.isdigit, stated))[:14]


def _path_of(address: str, ending: str | None) -> str:
    """The path of a page below its archive: host, path and query, with an ending that is read."""
    parts = urlsplit(address)
    path = unquote(parts.path).strip("/") or "index"
    query = f"?{parts.query.replace('/', '_')}" if parts.query else ""
    name = f"{parts.netloc}/{path}{query}" if parts.netloc else f"{path}{query}"
    return name if ending and name.lower().endswith(ending) else f"{name}{ending}"


def _held(data: bytes) -> Opener:
    return lambda: io.BytesIO(data)


def _zip_opener(source: Source, name: str) -> Opener:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with open_member(source, name, "a WACZ file") as stream:
            yield stream

    return opened


def _in_short(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:100]


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were taken from it already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._head:
            taken = self._head if size < 0 else self._head[:size]
            self._head = self._head[len(taken) :]
            return taken if size >= 0 else taken + self._rest.read()
        return self._rest.read(size)
