"""Canonical text: characters made safe, and paragraphs made whole."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.known_words import is_word

_CP1252 = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_TIDIED = (
    _CP1252  # what C1 controls in a text nearly always were before someone misread them
    | dict.fromkeys("\r\v\f\u2028\u2029", "\n")
    | dict.fromkeys("\t\u00a0\u202f", " ")
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_UNTIDY = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u180e\u200b\u2028\u2029\u202f\u2060-\u2064\u206a-\u206f"
    r"\ufb00-\ufb06\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SOFT_BREAK = re.compile(r"\u00ad[^\S\n]*\n[^\S\n]*")  # a word goes on below
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def tidy(text: str) -> str:
    """The same text with "\\n" line ends, plain spaces, and no control or invisible characters.

    Ligatures become their letters. Lone surrogates go: they are no characters and cannot be stored.
    """
    whole = text.replace("\r\n", "\n")
    if "\u00ad" in whole:
        whole = _SOFT_BREAK.sub("", whole)
    plain = _UNTIDY.sub(lambda match: _TIDIED.get(match[0], ""), whole)
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip("\n")


def one_line(text: str) -> str:
    """A title or a name: tidy, and on one line."""
    return " ".join(tidy(text).split())


def paragraphs(text: str) -> list[str]:
    """A plain text's paragraphs: its lines, unless its lines were wrapped to a width."""
    lines = tidy(text).split("\n")
    width = _wrap_width(lines)
    joined: list[str] = []
    for before, line in pairwise(["", *lines]):
        if width and joined and _is_continuation(before, line, width):
            joined[-1] = _join(joined[-1], line, text)
        else:
            joined.append(line)
    return [words for line in joined if (words := " ".join(line.split()))]


def _join(before: str, line: str, text: str) -> str:
    """Two lines in one: a hyphen at the break goes only where the whole is known as a word."""
    broken, rest = _BROKEN_WORD.search(before), _FIRST_WORD.match(line)
    if not broken:
        return before + ("" if before.endswith("-") else " ") + line
    whole = broken[1] + (rest[0] if rest else "")
    if rest and (_holds_word(text, whole) or is_word(whole)):
        return before[:-1] + line
    return before + line


def _holds_word(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None


def is_wrapped(text: str) -> bool:
    """Whether a text's lines were broken at a width, so that a line is no paragraph."""
    return _wrap_width(text.split("\n")) is not None


def _wrap_width(lines: list[str]) -> int | None:
    """The width that the lines were broken at, None when they were not."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    pairs = [(one, two) for one, two in pairwise(lines) if one and two and not two[0].isspace()]
    full = sum(_is_continuation(one, two, width) for one, two in pairs)
    return width if 40 <= width <= 100 and len(pairs) > 2 and full > 0.7 * len(pairs) else None


def _is_continuation(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one before: its first word had no room there."""
    if not before or not line or line[0].isspace():
        return False
    return line[0].islower() or len(before) + 1 + len(line.split(None, 1)[0]) > width
