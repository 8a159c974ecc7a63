"""Hostile packed files and documents in which others lie."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib

from qa.lab.hostile.hostile_texts import MB, Files

_GOOD = b'{"id": "good", "title": "A", "text": "Words of a good record."}\n'
_IN_ZIP = {  # where the text stands in each kind that is a zip
    "docx": "word/document.xml", "odt": "content.xml", "epub": "OEBPS/a.xhtml",
    "wacz": "archive/a.warc", "zip": "a.txt",
}  # fmt: skip


def packed() -> Files:
    """Names and bytes of gzip files."""
    yield "empty.txt.gz", b""
    yield "zeros.txt.gz", _squeeze(b"\0" * MB, 1_000)
    yield "article.jsonl.gz", _squeeze(b"a" * MB, 600, b'{"text": "', b'"}\n' + _GOOD)
    yield "lines.jsonl.gz", _squeeze(b"{bad\n" * 200_000, 400)
    yield "rows.csv.gz", _squeeze(b"1,a\n" * 250_000, 600, b"id,text\n")
    yield "array.json.gz", _squeeze(b" " * MB, 1_000, b"[", b"]")
    yield "page.html.gz", _squeeze(b"<p>" * 300_000, 500)
    yield "nested.txt.gz", _nest(b"words of a text", 30)
    good = gzip.compress(_GOOD * 100)
    yield "torn.jsonl.gz", good[:-20]
    yield "flipped.jsonl.gz", good[:-6] + b"\0\0\0\0\0\0"
    yield "more.jsonl.gz", good + b"garbage behind it"
    yield "members.jsonl.gz", gzip.compress(b"\n") * 20_000 + good
    yield "header.jsonl.gz", b"\x1f\x8b\x08\x08" + b"\0" * 6 + b"n" * 5 * MB


def zips() -> Files:
    """Names and bytes of documents that are zip files."""
    for ending, inside in _IN_ZIP.items():
        yield f"zeros.{ending}", _zip({inside: b"\0" * 300 * MB})
        yield f"words.{ending}", _zip({inside: b"<p>words </p>" * 20 * MB})
        yield f"laughs.{ending}", _zip({inside: _laughs()})
        many = {f"{inside}.{number}": b"" for number in range(50_000)}
        yield f"members.{ending}", _zip(many)
        yield f"outside.{ending}", _zip({"../../../a.txt": b"words", "/etc/a.txt": b"words"})
        yield f"torn.{ending}", _zip({inside: b"words " * 1_000})[:-40]
        yield f"nothing.{ending}", _zip({})
    box = b"words of a text"
    for _ in range(30):
        box = _zip({"a.zip": box})
    yield "nested.zip", box


def documents() -> Files:
    """Names and bytes of mails, subtitles, archives of the web and other documents."""
    yield (
        "parts.eml",
        b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
            for n in range(2_000)
        ),
    )
    yield "headers.eml", b"Subject: a\n" * 200_000 + b"\nwords"
    yield "subject.eml", b"Subject: " + b"=?utf-8?q?=41?= " * 100_000 + b"\n\nwords"
    yield "date.eml", b"Date: " + b"9" * 100_000 + b"\nSubject: a\n\nwords of a mail"
    yield "charset.eml", b"Content-Type: text/plain; charset=zip\n\nwords of a mail"
    yield "attached.eml", _attached(_squeeze(b"a" * MB, 300, b'{"text": "', b'"}'))
    yield "mails.mbox", b"From a\nSubject: b\n\nwords\n\n" * 50_000
    yield "froms.mbox", b"From a\n" * 300_000
    yield "parts.mhtml", b'Content-Type: multipart/related; boundary="b"\n\n' + b"--b\n\n" * 100_000
    yield "braces.rtf", b"{\\rtf1 " + b"{" * 200_000 + b"words"
    yield "binary.rtf", b"{\\rtf1 \\bin999999999 words}"
    yield "unicode.rtf", b"{\\rtf1 " + b"\\u-99999999?\\'zz" * 50_000 + b"}"
    yield (
        "cues.srt",
        b"".join(
            b"%d\n00:00:01,000 --> 00:00:02,000\nwords\n\n" % number for number in range(100_000)
        ),
    )
    yield "times.vtt", b"WEBVTT\n\n" + b"99999999:99:99.999 --> 0:0:0.0\nwords\n\n" * 20_000
    yield "lengths.warc", b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nwords"
    yield "negative.warc", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n" * 10_000
    yield (
        "records.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 9_999,
    )
    yield "bomb.warc.gz", _squeeze(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 30_000, 300)
    yield "loop.pdf", _pdf(b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 999999999 >>")
    yield "stream.pdf", _pdf(b"<< /Length 9 /Filter /FlateDecode >> stream\n" + _deflated() + b"\n")
    yield "deep.pdf", _pdf(b"<< /Kids " + b"[" * 100_000)
    yield "words.pdf", b"%PDF-1.7\n" + b"words " * 100_000


def _squeeze(block: bytes, times: int, before: bytes = b"", after: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with gzip.open(packed, "wb", compresslevel=1) as stream:
        stream.write(before)
        for _ in range(times):
            stream.write(block)
        stream.write(after)
    return packed.getvalue()


def _nest(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = gzip.compress(data)
    return data


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _laughs() -> bytes:
    entities = b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    return b"<!DOCTYPE a [<!ENTITY a0 'lol'>" + entities + b"]><a><p>&a9;</p></a>"


def _attached(data: bytes) -> bytes:
    head = b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Disposition: attachment;'
    named = b' filename="../../a.jsonl.gz"\nContent-Transfer-Encoding: base64\n\n'
    import base64

    return head + named + base64.encodebytes(data) + b"\n--b--\n"


def _pdf(second: bytes) -> bytes:
    first = b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
    return b"%PDF-1.7\n" + first + b"2 0 obj " + second + b" endobj\ntrailer << /Root 1 0 R >>\n"


def _deflated() -> bytes:
    return zlib.compress(b"BT (words) Tj ET " * 5 * MB, 1)
