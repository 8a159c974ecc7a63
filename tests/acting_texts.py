"""Texts that act on a terminal or hide in it, and how a person's eye tells that nothing did."""

import unicodedata

from hypothesis import strategies as st

# Joiners that scripts and emoji are written with; marks that stand visibly over numbers.
_SEEN = {"\n", "\t", "\u200c", "\u200d", *map(chr, range(0x13430, 0x13440))} | set(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_BLANK_LETTERS = set("\u115f\u1160\u3164\uffa0\u034f")

_TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "tag")
ACTING = [
    "\x1b[2J", "\x1b]52;c;ZXZpbA==\x07", "\x1b]0;owned\x1b\\", "\x9b31m", "\x08\x08", "\x7f",
    "\x85", "\x00", "\r", "\u202e", "\u2066", "\u200f", "\u2028", "\ud800", "\udcff", "\u200b",
    "\ufeff", "\u00ad", "\u2060", "\ufff9x\ufffay\ufffb", _TAGS, "\U000e007f", "\U000e0100",
    "\u3164", "\u180e", "\U0001d173", "[@click=app.quit]", "[/b]",
]  # fmt: skip
acting_texts = st.lists(
    st.one_of(st.sampled_from(ACTING), st.text(max_size=6), st.characters()), min_size=1, max_size=8
).map("".join)


def acting_in(shown: str) -> list[str]:
    """The characters of what is shown that a terminal obeys or nobody sees."""
    return [
        f"U+{ord(character):04X}"
        for character in shown
        if character not in _SEEN
        and (
            unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
            or character in _BLANK_LETTERS
        )
    ]
