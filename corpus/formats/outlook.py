"""Outlook's .msg files: a mail as properties in a compound file, which olefile opens."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from corpus.formats.mail import Mail, articles_of_mail, date_of_header
from corpus.formats.source import Source, Unreadable
from corpus.records import Article

if TYPE_CHECKING:
    from olefile import OleFileIO

_LARGEST_BYTES = 100_000_000
# Properties by their numbers, as [MS-OXPROPS] has them.
_SUBJECT, _BODY, _HTML, _HEADERS = "0037", "1000", "1013", "007D"
_SENDER, _SENDER_ADDRESS, _SENT_FOR = "0C1A", "5D01", "0042"
_FILE_NAME, _SHORT_NAME, _DATA = "3707", "3704", "3701"
_SENT, _DELIVERED = 0x0039, 0x0E06
_TIME_TYPE = 0x0040
_FIRST_MOMENT = datetime(1601, 1, 1, tzinfo=UTC)


def read(source: Source) -> Iterator[Article | Source]:
    """The article of a mail that Outlook saved, then its attachments."""
    from olefile import OleFileIO, isOleFile

    with source.open() as stream:
        data = stream.read(_LARGEST_BYTES + 1)
    if not data.strip():
        raise Unreadable("is empty")
    if len(data) > _LARGEST_BYTES:
        raise Unreadable(f"is larger than {_LARGEST_BYTES // 1_000_000} MB")
    if not isOleFile(data=data):
        raise Unreadable("is not a mail that Outlook saved")
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            mail = _mail_in(ole)
    except (OSError, ValueError, IndexError, TypeError, struct.error) as error:
        raise Unreadable(f"is a damaged Outlook mail ({type(error).__name__})") from None
    yield from articles_of_mail(mail, source)


def _mail_in(ole: OleFileIO) -> Mail:
    sender = _text(ole, "", _SENDER) or _text(ole, "", _SENT_FOR) or _text(ole, "", _SENDER_ADDRESS)
    mail = Mail(_text(ole, "", _SUBJECT), sender, _sent(ole), plain=_text(ole, "", _BODY))
    html = _stream(ole, f"__substg1.0_{_HTML}0102")
    mail.html = html.decode("utf-8", "replace") if html else _text(ole, "", _HTML)
    for folder in sorted({path[0] for path in ole.listdir() if path[0].startswith("__attach")}):
        name = _text(ole, folder, _FILE_NAME) or _text(ole, folder, _SHORT_NAME)
        data = _stream(ole, f"{folder}/__substg1.0_{_DATA}0102")
        if data:
            mail.attachments.append((name or f"attachment {len(mail.attachments) + 1}", data))
    return mail


def _text(ole: OleFileIO, folder: str, number: str) -> str:
    """A property that holds words: as UTF-16, or as older programs write it."""
    path = f"{folder}/__substg1.0_{number}" if folder else f"__substg1.0_{number}"
    if data := _stream(ole, f"{path}001F"):
        return data.decode("utf-16-le", "replace").rstrip("\0")
    return _stream(ole, f"{path}001E").decode("cp1252", "replace").rstrip("\0")


def _stream(ole: OleFileIO, path: str) -> bytes:
    if not ole.exists(path):
        return b""
    with ole.openstream(path) as stream:
        return bytes(stream.read())


def _sent(ole: OleFileIO) -> date | None:
    """When it was sent: as its internet headers say, else as its properties do."""
    for line in _text(ole, "", _HEADERS).splitlines():
        if line.lower().startswith("date:") and (day := date_of_header(line[5:].strip())):
            return day
    fixed = _stream(ole, "__properties_version1.0")[32:]  # 16 bytes for each property
    moments = {}
    for place in range(0, len(fixed) - 15, 16):
        kind, number, _, value = struct.unpack("<HHIQ", fixed[place : place + 16])
        if kind == _TIME_TYPE and number in (_SENT, _DELIVERED) and value:
            moments[number] = _FIRST_MOMENT + timedelta(microseconds=value // 10)
    moment = moments.get(_SENT) or moments.get(_DELIVERED)
    return moment.date() if moment else None
