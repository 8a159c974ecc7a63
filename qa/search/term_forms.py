"""One form for what is written in several ways: accents, dashes, initials, possessives, numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.plain_letters import without_accents

# Titles that stand before a name, with a dot or without.
ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Dr St Ft Mt Gov Sen Rep Gen Lt Col Capt Sgt Prof Rev Bros Jr Sr".split()
)
_PLAIN_MARKS = str.maketrans(dict.fromkeys("’‘ʼ´", "'") | dict.fromkeys("‐‑‒–—―−", "-"))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_INITIALS = re.compile(r"\b[a-z]\.(?: ?[a-z]\.)*")
_ABBREVIATED = re.compile(rf"\b({'|'.join(sorted(ABBREVIATIONS)).lower()})\.(?= )")
_NAME_OF_TYPE = re.compile(r"\b([a-z]{1,2})-(?=[0-9])")  # "F-16", "MH-17"
_DASH_IN_WORD = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_POSSESSIVES = re.compile(r"'s\b|(?<=s)'(?!\w)")
_COMMA = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_PER_CENT = re.compile(r"([0-9])\s?(?:%|per\s?cent\b)")
_SCALE = re.compile(r"([0-9])[\s-]?(?:(m)illion|(b)illion|(t)rillion|([mbt])n|([mb]))\b")
_AMOUNT = re.compile(r"([0-9][0-9.]*[mbt]?) (?:us )?(dollars?|pounds?|euros?|yen)\b")
_SIGNS = {"d": "$", "p": "£", "e": "€", "y": "¥"}


def normalize(text: str) -> str:
    """A text in lower case, without accents, with one kind of dash, quote and space."""
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda match: _fold(match[0]), text)
    # All letters that are not ASCII are small by now, and these are quicker as bytes.
    text = text.lower() if text.isascii() else text.encode(errors="replace").lower().decode()
    return " ".join(text.split()) if "  " in text else text.replace("\n", " ")


@lru_cache(maxsize=4096)
def _fold(letters: str) -> str:
    """Some letters that are not ASCII without their accents, in lower case."""
    return without_accents(letters.translate(_PLAIN_MARKS)).casefold()


def drop_thousands_commas(text: str) -> str:
    """The text with "1200" for "1,200"."""
    return _COMMA.sub(r"\1", text)


def unify_forms(text: str) -> str:
    """A normalized text without possessives, and with one form of each number and initial."""
    text = " ".join(text.split())
    # Searching in vain takes most of the time, so the rarest sign comes first.
    if "'" in text:
        text = _POSSESSIVES.sub("", text)
    if "." in text:
        text = _INITIALS.sub(lambda match: match[0].replace(".", "").replace(" ", ""), text)
        text = _ABBREVIATED.sub(r"\1", text)
    if "-" in text:
        text = _NAME_OF_TYPE.sub(r"\1", text)
    if "," in text:
        text = drop_thousands_commas(text)
    if "%" in text or "cent" in text:
        text = _PER_CENT.sub(r"\1%", text)
    text = _SCALE.sub(lambda match: match[1] + match[match.lastindex or 1], text)
    return _AMOUNT.sub(lambda match: _SIGNS[match[2][0]] + match[1], text)


def part_words(text: str) -> str:
    """The text with a space for each dash between letters: "al-Qaeda" is "Al Qaeda"."""
    return _DASH_IN_WORD.sub(" ", text) if "-" in text else text
