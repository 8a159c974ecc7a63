"""Text from archives and users, made safe to show: nothing in it may act on a terminal."""

from __future__ import annotations

# What nobody sees: it may carry words for a machine, or make two names look alike. Joiners and
# the selectors of emoji stay, since scripts and pictures are written with them.
INVISIBLE = (
    0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x3164, 0xFEFF, 0xFFA0,
    *range(0x2060, 0x2066), *range(0x206A, 0x2070), *range(0xFFF0, 0xFFFC),
    *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000),
)  # fmt: skip
BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *BIDI_CONTROLS)
_REPLACEMENTS = (
    dict.fromkeys((*_CONTROLS, *INVISIBLE), "")
    | dict.fromkeys((0x2028, 0x2029), "\n")
    | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
)


def printable(text: str) -> str:
    """The text without what a terminal would obey, C0 (but \\n and \\t), C1, DEL and bidi
    controls, nor what nobody would see.

    Unicode's line separators become \\n; lone surrogates, which no terminal takes, become U+FFFD.
    """
    return text.translate(_REPLACEMENTS)


def one_line(text: str) -> str:
    """The printable text with every run of white space made one space."""
    return " ".join(filter(None, map(printable, text.split())))
