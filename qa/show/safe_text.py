"""Text from archives and users, made safe to show: nothing in it may act on a terminal."""

from __future__ import annotations

_BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *_BIDI_CONTROLS)
_REPLACEMENTS = (
    dict.fromkeys(_CONTROLS, "")
    | dict.fromkeys((0x2028, 0x2029), "\n")
    | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
)


def printable(text: str) -> str:
    """The text without what a terminal would obey: C0 (but \\n and \\t), C1, DEL, bidi controls.

    Unicode's line separators become \\n; lone surrogates, which no terminal takes, become U+FFFD.
    """
    return text.translate(_REPLACEMENTS)


def one_line(text: str) -> str:
    """The printable text with every run of white space made one space."""
    return " ".join(filter(None, map(printable, text.split())))
