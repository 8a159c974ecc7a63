"""The bytes of a file as text, or the reason why they are none: nothing is half-decoded."""

from __future__ import annotations

import codecs
import re

from corpus.formats.encoding_guess import SAMPLE_BYTES, count_beyond_ascii, likely_encoding
from corpus.formats.limits import larger_than
from corpus.formats.source import Source, Unreadable

CHUNK_BYTES = 1 << 20

_BOMS = (  # the UTF-32 mark begins with the UTF-16 one, so it is asked first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip, Word or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "gzip data without the ending .gz"),
    (b"WARC/", "a web archive (WARC)"),
    (b"filedesc://", "a web archive (ARC)"),
)
# The codec that is really in use where the name promises less, as browsers have it.
_ACTUAL_CODECS = {
    "ascii": "cp1252",
    "x-sjis": "cp932",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
    "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp",
    "euc_kr": "cp949",
}
_ISO_2022 = re.compile(rb"\x1b\$[@BC(]|\x1b\$\)C")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffe\uffff]")
_CONTROLS_SHARE = 0.002
_STRAY_CONTROLS = 3
_TORN_UTF8_SHARE = 0.8
_NULS_SHARE = 0.02


def text_of(source: Source, most: int, declaration: re.Pattern[bytes] | None = None) -> str:
    """All the text of a document of at most `most` bytes.

    `declaration` finds the name of an encoding that its head may state.
    """
    data = _read_whole(source, most)
    stated = declaration.search(data[:4096]) if declaration else None
    encoding = codec_of(data, stated[1].decode("ascii", "ignore") if stated else None)
    return data.decode(encoding)


def _read_whole(source: Source, most: int) -> bytes:
    chunks, size = [], 0
    with source.open() as stream:
        while chunk := stream.read(CHUNK_BYTES):  # to ask for all at once takes memory for `most`
            size += len(chunk)
            if size > most:
                raise Unreadable(larger_than(most))
            chunks.append(chunk)
    return b"".join(chunks)


def proven_codec(source: Source) -> str:
    """The codec of a document that is too large to hold; all of it decodes with this codec."""
    with source.open() as stream:
        sample = stream.read(SAMPLE_BYTES)
    is_part, is_wide = len(sample) == SAMPLE_BYTES, 0 in sample  # a wide line break is not one byte
    whole_lines = sample[: sample.rfind(b"\n") + 1] if is_part and not is_wide else sample
    encoding = _codec_of_mark(sample) or codec_of(whole_lines or sample)
    offending = _first_undecodable(source, encoding)
    if offending and encoding == "utf-8":  # the first bytes that tell it came late
        encoding = codec_of(offending)
        offending = _first_undecodable(source, encoding)
    if offending:
        raise Unreadable(f"is not {encoding} throughout; save it as UTF-8")
    return encoding


def _first_undecodable(source: Source, encoding: str) -> bytes | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open() as stream:
        while chunk := stream.read(CHUNK_BYTES):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return chunk
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return error.object
    return None


def _codec_of_mark(head: bytes) -> str | None:
    """The codec that a byte order mark names."""
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)


def codec_of(data: bytes, stated: str | None = None) -> str:
    """The codec that all of `data` decodes with, decided on evidence; Unreadable otherwise."""
    if not data.strip():
        raise Unreadable("is empty")
    refuse_other_kinds(data)
    if (marked := _codec_of_mark(data)) and _decodes(data, marked):
        return marked
    if data.count(0) > _NULS_SHARE * len(data):
        return _detect(data, wide=True)
    if _ISO_2022.search(data):
        return _detect(data)
    if _decodes(data, "utf-8"):
        return "utf-8"
    if stated and (named := _actual_codec(stated)) and _decodes(data, named):
        return named
    if _is_torn_utf8(data):
        raise Unreadable("is UTF-8 with damaged bytes")
    return _detect(data)


def refuse_other_kinds(head: bytes) -> None:
    """Say what a file is that is no text at all, by its first bytes."""
    for magic, kind in _OTHER_KINDS:
        if head.lstrip().startswith(magic):
            raise Unreadable(f"is {kind}, not text")


def _is_torn_utf8(data: bytes) -> bool:
    """Whether nearly all beyond ASCII is UTF-8, so that another codec would make nonsense of it."""
    whole = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(data))
    return whole > _TORN_UTF8_SHARE * count_beyond_ascii(data)


def _detect(data: bytes, *, wide: bool = False) -> str:
    name = likely_encoding(data, wide=wide)
    encoding = _actual_codec(name) if name else None
    if not encoding or not _decodes(data, encoding):
        raise Unreadable(
            "is binary, not text" if 0 in data else "has an unknown encoding; save it as UTF-8"
        )
    return encoding


def _actual_codec(name: str) -> str | None:
    """The codec to decode a so-called encoding with, None where Python has none."""
    try:
        codec = codecs.lookup(_ACTUAL_CODECS.get(name.lower(), name))
    except LookupError:
        return None
    return _ACTUAL_CODECS.get(codec.name, codec.name) if codec._is_text_encoding else None


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether all of it decodes, and to text rather than to control characters."""
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return False
    return len(_CONTROLS.findall(text)) <= max(_STRAY_CONTROLS, _CONTROLS_SHARE * len(text))
