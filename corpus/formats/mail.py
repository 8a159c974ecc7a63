"""Mails: .eml files and mailboxes; attachments are read as documents of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256
from typing import BinaryIO

from corpus.formats.encoding import codec_of
from corpus.formats.mail_text import own_words, own_words_of_html
from corpus.formats.source import Opener, Source, Unreadable, title_of
from corpus.records import Article, PublicationDate, Skipped
from corpus.text import one_line

_LARGEST_BYTES = 100_000_000  # of one mail with its attachments
_OPENS = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:|From ")
_FROM_LINE = re.compile(rb"From .*\d\d:\d\d")  # opens each mail of a mailbox
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_MARKS = b"\xef\xbb\xbf\r\n"
# What the standard library raises on headers and bodies that are none.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


@dataclass(slots=True)
class Mail:
    """What a mail says, in plain words or in HTML, and the files that it brings."""

    subject: str
    sender: str
    sent: date | None
    plain: str = ""
    html: str = ""
    attachments: list[tuple[str, bytes]] = field(default_factory=list)


def read(source: Source) -> Iterator[Article | Source]:
    """The article of an .eml file, then its attachments."""
    with source.open() as stream:
        data = stream.read(_LARGEST_BYTES + 1).lstrip(_MARKS)
    if len(data) > _LARGEST_BYTES:
        raise Unreadable(f"is larger than {_LARGEST_BYTES // 1_000_000} MB")
    if not data.strip():
        raise Unreadable("is empty")
    if not _OPENS.match(data):
        raise Unreadable("is not a mail")
    yield from articles_of_mail(_parse(data), source)


def read_mailbox(source: Source) -> Iterator[Source | Skipped]:
    """The mails of an mbox file, each a document of its own; never held whole."""
    taken: set[str] = set()
    with source.open() as stream:
        for number, data in enumerate(_mails_in(stream), start=1):
            if len(data) > _LARGEST_BYTES:
                reason = f"is larger than {_LARGEST_BYTES // 1_000_000} MB"
                yield Skipped(f"{source.origin} mail {number}", reason)
                continue
            name = f"{_message_digest(data)}.eml"
            if name not in taken:  # mailboxes often hold a mail twice
                taken.add(name)
                yield source.member(name, opener_of(data))
    if not taken:
        raise Unreadable("is empty, or not a mailbox")


def articles_of_mail(mail: Mail, source: Source) -> Iterator[Article | Source]:
    """The article of what was written, without what it quotes; then the attached documents."""
    text = own_words(mail.plain) or own_words_of_html(mail.html)
    if text:
        yield Article(
            id=source.id,
            title=one_line(mail.subject) or title_of(source.name),
            text=text,
            origin=source.origin,
            published=PublicationDate(mail.sent, "day", "mail header") if mail.sent else None,
            author=one_line(mail.sender) or None,
        )
    elif not mail.attachments:
        raise Unreadable("is a mail without text")
    for name, data in mail.attachments:
        yield source.member(name, opener_of(data))


def opener_of(data: bytes) -> Opener:
    """What opens bytes that are held."""
    return lambda: io.BytesIO(data)


def date_of_header(value: str) -> date | None:
    """The day that a Date header names, where the sender was; None if it names none."""
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _mails_in(stream: BinaryIO) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, after_blank = 0, True
    for line in stream:
        if after_blank and _FROM_LINE.match(line):
            if lines:
                yield _ESCAPED_FROM.sub(rb"\1", b"".join(lines))
            lines, size = [], 0
        elif lines or _OPENS.match(line):
            size += len(line)
            if size <= _LARGEST_BYTES + len(line):  # of a larger one enough to tell that it is
                lines.append(line)
        after_blank = not line.strip()
    if lines:
        yield _ESCAPED_FROM.sub(rb"\1", b"".join(lines))


def _message_digest(data: bytes) -> str:
    """What names a mail in whatever mailbox: its Message-ID, else its bytes."""
    head = data[:50_000].partition(b"\n\n")[0]
    found = re.search(rb"^message-id:\s*(\S+)", head, re.IGNORECASE | re.MULTILINE)
    return sha256(found[1] if found else data).hexdigest()[:12]


def _parse(data: bytes) -> Mail:
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise Unreadable("is not a mail")
    sent = date_of_header(_header(message, "Date"))
    mail = Mail(_header(message, "Subject"), _sender(message), sent)
    parts: list[Message] = [message]
    while parts:
        part = parts.pop()
        if part.get_content_type() == "message/rfc822" and part is not message:
            mail.attachments.append((_attached_name(part, mail), _bytes_of_message(part)))
        elif part.is_multipart():
            parts += reversed([each for each in part.get_payload() if isinstance(each, Message)])
        else:
            _take_up(part, mail)
    return mail


def _take_up(part: Message, mail: Mail) -> None:
    kind, name = part.get_content_type(), part.get_filename()
    is_text = kind in ("text/plain", "text/html") and not name
    if is_text and part.get_content_disposition() != "attachment":
        words = _text_of(part)
        if kind == "text/plain":
            mail.plain += ("\n\n" if mail.plain else "") + words
        else:
            mail.html += words
    elif name or part.get_content_disposition() == "attachment":
        mail.attachments.append((_attached_name(part, mail), _bytes_of(part)))


def _text_of(part: Message) -> str:
    """A part's text: as it says it is encoded, else as its bytes tell."""
    data = _bytes_of(part)
    charset = part.get_content_charset("ascii")
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        try:
            return data.decode(codec_of(data)) if data.strip() else ""
        except Unreadable:
            return data.decode("utf-8", "replace")


def _bytes_of(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return data if isinstance(data, bytes) else b""


def _bytes_of_message(part: Message) -> bytes:
    inner = part.get_payload()
    try:
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    except _BROKEN:
        return b""


def _attached_name(part: Message, mail: Mail) -> str:
    is_mail = part.get_content_type() == "message/rfc822"
    name = one_line(part.get_filename() or "") or f"attachment {len(mail.attachments) + 1}"
    return name if not is_mail or name.lower().endswith(".eml") else f"{name}.eml"


def _header(message: Message, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except _BROKEN:
        return ""


def _sender(message: Message) -> str:
    """The sender's name, or the address where no name is given."""
    pairs = getaddresses([_header(message, "From") or _header(message, "Sender")])
    return next((name or address for name, address in pairs if name or address), "")
