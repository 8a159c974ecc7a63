"""Which encoding bytes are in that are not UTF-8 and name none: chardet's guess, and ours."""

from __future__ import annotations

import re

SAMPLE_BYTES = 200_000

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


def likely_encoding(data: bytes, *, wide: bool = False) -> str | None:
    """The encoding that the bytes are most probably in; None if it may be any.

    `wide` ones have two or four bytes for every character.
    """
    sample = _telling_sample(data)
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


def _telling_sample(data: bytes) -> bytes:
    """The first part of the bytes, from the first line beyond ASCII if that comes later."""
    first = _BEYOND_ASCII.search(data)
    is_late = first is not None and first.start() >= SAMPLE_BYTES
    start = data.rfind(b"\n", 0, first.start()) + 1 if first and is_late else 0
    return data[start : start + SAMPLE_BYTES]


def _encoding_of_english(sample: bytes) -> str | None:
    """The encoding in which accents and quotation marks stand where English text has them."""
    misplaced = {
        encoding: _count_misplaced(sample.decode(encoding, "replace"))
        for encoding in _ENGLISH_ENCODINGS
    }
    best = min(_ENGLISH_ENCODINGS, key=misplaced.__getitem__)
    return best if misplaced[best] <= _MOST_MISPLACED * count_beyond_ascii(sample) else None


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
    beyond = count_beyond_ascii(sample)
    share = _SHARE_OF_FEW if beyond < _FEW_BYTES else _ENGLISH_SHARE
    return 0 < beyond < share * len(sample)


def count_beyond_ascii(sample: bytes) -> int:
    """The number of bytes that are not ASCII."""
    return len(sample) - len(sample.translate(None, _ALL_BEYOND_ASCII))
