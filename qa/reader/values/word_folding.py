"""A word in one spelling, so that "Müller" is "Mueller" and "Sergei" is "Sergey"."""

from __future__ import annotations

import re

from corpus.plain_letters import without_accents

_MIN_DIGRAPH_CHARACTERS = 5  # "Joe" and "Jo" are two names
_MIN_ENDING_CHARACTERS = 3  # "J." is an initial


def fold_word(word: str) -> str:
    """A word in one spelling: no case, accents or doubled letters, and i for a final y or ij."""
    plain = "".join(filter(str.isalnum, without_accents(word.casefold())))
    if len(plain) >= _MIN_DIGRAPH_CHARACTERS:
        plain = re.sub(r"([aou])e", r"\1", plain)  # Mueller is Müller
    if len(plain) >= _MIN_ENDING_CHARACTERS:
        plain = re.sub(r"[yij]+$|(?<=[aeou])[yj]", "i", plain)  # Dmitriy, Sergei and Sergey
    return re.sub(r"(\D)\1+", r"\1", plain)
