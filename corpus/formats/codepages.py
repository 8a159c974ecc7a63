"""Which eight-bit code page a Latin text was written in, told by the letters that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable

_FRENCH = "àâæçèéêëîïôœùûüÿ"
_SPANISH_PORTUGUESE = "áâãàçéêíñóôõúü"
_ITALIAN = "àèéìîòóù"
_GERMAN_NORDIC = "äöüßåæøéàáíóúýþð"
_WESTERN = (_FRENCH, _SPANISH_PORTUGUESE, _ITALIAN, _GERMAN_NORDIC)
_POLISH = "ąćęłńóśźż"
_CZECH_SLOVAK = "áäčďéěíĺľňóôŕřšťúůýž"
_HUNGARIAN = "áéíóöőúüű"
_SOUTH_SLAVIC = "čćđšž"
_ROMANIAN = "ăâîşţșț"
_CENTRAL = (_POLISH, _CZECH_SLOVAK, _HUNGARIAN, _SOUTH_SLAVIC, _ROMANIAN, "äöüß")
_TURKISH = ("çğıöşüâîûi̇",)
_ALPHABETS = {  # the commonest first: it wins a draw
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": _TURKISH,
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
}
_TYPOGRAPHY = frozenset("“”‘’„‚«»‹›–—…•·€£¥¢§©®™°±²³¼½¾×÷¿¡´ªº†\u00a0\u00ad")
_INSIDE_WORDS = frozenset("“”‘’–—…·\u00ad")
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
# News in English has some accents in names, of any language; text in the others has many more.
_MOSTLY_ENGLISH = 0.015
_MOST_STRANGE = 0.05


def is_mostly_english(sample: bytes) -> bool:
    """Whether so little lies beyond ASCII that only names and quotation marks can."""
    return beyond_ascii(sample) < _MOSTLY_ENGLISH * len(sample)


def latin_codec(sample: bytes, decodes: Callable[[str], bool]) -> str | None:
    """The code page in which the sample reads as a Latin language, None when it reads as none."""
    mixed = is_mostly_english(sample)
    strange = {
        codec: _strangeness(sample.decode(codec, "replace"), alphabets, mixed)
        for codec, alphabets in _ALPHABETS.items()
    }
    for codec in sorted(strange, key=strange.__getitem__):
        if strange[codec] <= _MOST_STRANGE * beyond_ascii(sample) and decodes(codec):
            return codec
    return None


def beyond_ascii(sample: bytes) -> int:
    """How many of the bytes are no ASCII."""
    return len(sample) - len(sample.translate(None, _BEYOND_ASCII))


def _strangeness(text: str, alphabets: tuple[str, ...], mixed: bool) -> int:
    """How many characters no writer of one of the languages would have put there."""
    seen = [
        (text[m.start() - 1 : m.start()], m[0], text[m.end() : m.end() + 1])
        for m in _NON_ASCII.finditer(text)
    ]
    languages = ("".join(alphabets),) if mixed else alphabets
    return min(sum(_is_strange(*place, language) for place in seen) for language in languages)


def _is_strange(before: str, character: str, after: str, alphabet: str) -> bool:
    if not character.isalpha():
        inside = before.isalpha() and after.isalpha()
        return character not in (_INSIDE_WORDS if inside else _TYPOGRAPHY)
    alone = not before.isalpha() and not after.isalpha()
    shouted = character.isupper() and (before.islower() or alone)
    return shouted or character.lower() not in alphabet
