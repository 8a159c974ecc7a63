"""Whether a sentence speaks of somebody else with the surname that is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)+")
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor sgt pc president judge justice the "
    "councillor mayor senator minister sergeant captain detective inspector".split()
)


def is_of_namesake(asked: Sequence[tuple[str, ...]], sentence: str) -> bool:
    """Whether a sentence names a Graham Tarn, and never the Lynette Tarn who is asked about.

    `asked` are the names in the question, as words in lower case.
    """
    full = [name for name in asked if len(name) == 2 and name[0] not in _TITLES]
    if not full:
        return False
    found = [_words(match[0]) for match in _NAME.finditer(sentence)]
    return any(
        any(_is_namesake(name, other) for other in found) and first not in sentence.casefold()
        for name in full
        for first in name[:1]
    )


def _is_namesake(name: Sequence[str], other: Sequence[str]) -> bool:
    first = other[-2] if len(other) > 1 else ""
    return bool(first) and other[-1] == name[-1] and first not in (*_TITLES, name[0])


def _words(name: str) -> list[str]:
    return [_POSSESSIVE.sub("", word).casefold() for word in name.split()]
