"""The bytes of a file as text, or the reason why they are none: nothing is half-decoded."""

from __future__ import annotations

import codecs
import gzip
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20
SAMPLE = 200_000

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
_AS_USED = {
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
_MOST_CONTROLS = 0.002
_FORGIVEN_CONTROLS = 3
_NEARLY_ALL = 0.8
_MOST_NULS = 0.02
# chardet's confidence: from here on any encoding is believed, below it only a usual one.
_SURE = 0.4
_LEAST_CONFIDENCE = 0.1
_USUAL_ENCODINGS = (
    "utf-8 utf-16 utf-16-le utf-16-be utf-32 cp1252 iso8859-1 mac-roman cp850 cp1250 iso8859-2 "
    "cp1254 cp1257 cp1258 cp1251 koi8-r koi8-u iso8859-5 cp866 mac-cyrillic cp1253 iso8859-7 "
    "cp1255 iso8859-8 cp1256 iso8859-6 cp874 gb18030 big5hkscs cp932 shift_jis_2004 "
    "euc_jis_2004 iso2022_jp_2 iso2022_kr cp949"
).split()
# A text with so little beyond ASCII is English with some names and quotation marks: too little
# for chardet, which takes "café" in cp1252 for Mac Roman.
_ENGLISH_SHARE = 0.015
_FEW_BYTES, _SHARE_OF_FEW = 8, 0.08
_ENGLISH_ENCODINGS = ("cp1252", "mac_roman")
_WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
_TYPOGRAPHY = frozenset("“”‘’„‚«»‹›–—…•·€£¥¢§©®™°±²³¼½¾×÷¿¡´ªº†\u00a0\u00ad")
_INSIDE_WORDS = frozenset("“”‘’–—…·\u00ad")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_MISPLACED = 0.05  # of what lies beyond ASCII
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ALL_BEYOND_ASCII = bytes(range(0x80, 0x100))


class Unreadable(Exception):
    """Why a file or a record cannot be read, in words for the user."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked; whatever stops the reading is named."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("is not a regular file")
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield stream  # type: ignore[misc]  # GzipFile reads bytes, whatever its base class
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Unreadable("is a damaged gzip file") from None
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror or error}") from None


def text_of(path: Path, most: int, declaration: re.Pattern[bytes] | None = None) -> str:
    """All the text of a file of at most `most` bytes.

    `declaration` finds the name of an encoding that the file's head may state.
    """
    with opened(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise Unreadable(f"is larger than {most // 1_000_000} MB")
    stated = declaration.search(data[:4096]) if declaration else None
    encoding = codec_of(data, stated[1].decode("ascii", "ignore") if stated else None)
    return data.decode(encoding)


def proven_codec(path: Path) -> str:
    """The codec of a file that is too large to hold; all of the file decodes with it."""
    with opened(path) as stream:
        sample = stream.read(SAMPLE)
    is_part, is_wide = len(sample) == SAMPLE, 0 in sample  # a wide line break is not one byte
    whole_lines = sample[: sample.rfind(b"\n") + 1] if is_part and not is_wide else sample
    encoding = _marked(sample) or codec_of(whole_lines or sample)
    offending = _first_undecodable(path, encoding)
    if offending and encoding == "utf-8":  # the first bytes that tell it came late
        encoding = codec_of(offending)
        offending = _first_undecodable(path, encoding)
    if offending:
        raise Unreadable(f"is not {encoding} throughout; save it as UTF-8")
    return encoding


def _first_undecodable(path: Path, encoding: str) -> bytes | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    with opened(path) as stream:
        while chunk := stream.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return chunk
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return error.object
    return None


def _marked(head: bytes) -> str | None:
    """The codec that a byte order mark names."""
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)


def codec_of(data: bytes, stated: str | None = None) -> str:
    """The codec that all of `data` decodes with, decided on evidence; Unreadable otherwise."""
    if not data.strip():
        raise Unreadable("is empty")
    refuse_other_kinds(data)
    if (marked := _marked(data)) and _decodes(data, marked):
        return marked
    if data.count(0) > _MOST_NULS * len(data):
        return _detected(data, wide=True)
    if _ISO_2022.search(data):
        return _detected(data)
    if _decodes(data, "utf-8"):
        return "utf-8"
    if stated and (named := _as_used(stated)) and _decodes(data, named):
        return named
    if _is_torn_utf8(data):
        raise Unreadable("is UTF-8 with damaged bytes")
    return _detected(data)


def refuse_other_kinds(head: bytes) -> None:
    """Say what a file is that is no text at all, by its first bytes."""
    for magic, kind in _OTHER_KINDS:
        if head.lstrip().startswith(magic):
            raise Unreadable(f"is {kind}, not text")


def _is_torn_utf8(data: bytes) -> bool:
    """Whether nearly all beyond ASCII is UTF-8, so that another codec would make nonsense of it."""
    whole = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(data))
    return whole > _NEARLY_ALL * _beyond_ascii(data)


def _detected(data: bytes, *, wide: bool = False) -> str:
    name = _likely_encoding(_telling_sample(data), wide=wide)
    encoding = _as_used(name) if name else None
    if not encoding or not _decodes(data, encoding):
        raise Unreadable(
            "is binary, not text"
            if 0 in data
            else "has an encoding that cannot be told; save it as UTF-8"
        )
    return encoding


def _telling_sample(data: bytes) -> bytes:
    """The first part of the bytes, from the first line beyond ASCII if that comes later."""
    first = _BEYOND_ASCII.search(data)
    is_late = first is not None and first.start() >= SAMPLE
    start = data.rfind(b"\n", 0, first.start()) + 1 if first and is_late else 0
    return data[start : start + SAMPLE]


def _likely_encoding(sample: bytes, *, wide: bool) -> str | None:
    """The encoding that the sample is most probably in; None if it may be any."""
    if not wide and _is_mostly_english(sample) and (name := _encoding_of_english(sample)):
        return name
    import chardet  # only odd files pay for it

    best = chardet.detect(sample, compat_names=False)
    if best["confidence"] < _SURE:
        best = chardet.detect(sample, compat_names=False, include_encodings=_USUAL_ENCODINGS)
    name = best["encoding"] if best["confidence"] >= _LEAST_CONFIDENCE else None
    if wide:
        return name if (name or "").startswith(("utf-16", "utf-32")) else None
    return name or _encoding_of_english(sample)


def _encoding_of_english(sample: bytes) -> str | None:
    """The encoding in which accents and quotation marks stand where English text has them."""
    misplaced = {
        encoding: _count_misplaced(sample.decode(encoding, "replace"))
        for encoding in _ENGLISH_ENCODINGS
    }
    best = min(_ENGLISH_ENCODINGS, key=misplaced.__getitem__)
    return best if misplaced[best] <= _MOST_MISPLACED * _beyond_ascii(sample) else None


def _count_misplaced(text: str) -> int:
    return sum(
        _is_misplaced(text[m.start() - 1 : m.start()], m[0], text[m.end() : m.end() + 1])
        for m in _NON_ASCII.finditer(text)
    )


def _is_misplaced(before: str, character: str, after: str) -> bool:
    """True if nobody writes the character between these two."""
    if not character.isalpha():
        inside = before.isalpha() and after.isalpha()
        return character not in (_INSIDE_WORDS if inside else _TYPOGRAPHY)
    alone = not before.isalpha() and not after.isalpha()
    shouted = character.isupper() and (before.islower() or alone)
    return shouted or not _WESTERN.match(character)


def _is_mostly_english(sample: bytes) -> bool:
    """True if what lies beyond ASCII is so little that it can be names and quotation marks."""
    beyond = _beyond_ascii(sample)
    share = _SHARE_OF_FEW if beyond < _FEW_BYTES else _ENGLISH_SHARE
    return 0 < beyond < share * len(sample)


def _beyond_ascii(sample: bytes) -> int:
    """The number of bytes that are not ASCII."""
    return len(sample) - len(sample.translate(None, _ALL_BEYOND_ASCII))


def _as_used(name: str) -> str | None:
    """The codec to decode a so-called encoding with, None where Python has none."""
    try:
        codec = codecs.lookup(_AS_USED.get(name.lower(), name))
    except LookupError:
        return None
    return _AS_USED.get(codec.name, codec.name) if codec._is_text_encoding else None


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether all of it decodes, and to text rather than to control characters."""
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return False
    return len(_CONTROLS.findall(text)) <= max(_FORGIVEN_CONTROLS, _MOST_CONTROLS * len(text))
