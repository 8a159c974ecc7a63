"""Letters without their accents, as people type them: "Þóra Björk" is "Thora Bjork"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i"}
    | {"þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")


def without_accents(text: str) -> str:
    """The text with plain letters for those that have accents or are of few languages only."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda match: _plain(match[0]), text)


@lru_cache(maxsize=4096)
def _plain(letters: str) -> str:
    parts = unicodedata.normalize("NFKD", letters.translate(_PLAIN))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", parts))
