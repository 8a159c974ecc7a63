"""Whether two names are the same, one of them perhaps shortened."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from qa.reader.values.name_words import Name, fold_name
from qa.search.term_matching import NAME_PARTICLES

OF = frozenset("of for in on at".split())
SMALL_WORDS = (NAME_PARTICLES | OF | {"the"}) - {"y"}
_MIN_AKIN_CHARACTERS, _AKIN_SHARE = 4, 0.7  # "Russia" and "Russian" may be meant as the same
# "South Sudan" is not Sudan.
_OTHER_OF_NAME = frozenset(
    "north south east west northern southern eastern western new papua equatorial".split()
)
_VARIANTS = Path(__file__).parent / "words" / "name_variants.txt"


def is_same_name(one: Name, other: Name) -> bool:
    """Whether two names are the same, one of them perhaps shortened.

    "Kerry" is "John Kerry", and "J. Kerry" too, but neither "John" nor "Jane Kerry" is, and
    "London" is not "London Bridge".
    """
    if _variant_of(one) == _variant_of(other) or _content(one) == _content(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    if _is_acronym(shorter, longer):
        return True
    if len(shorter) == 1:
        is_other = OF.intersection(longer) or _OTHER_OF_NAME.issuperset(longer[:-1])
        return _is_same_word(shorter[0], longer[-1]) and (len(longer) == 1 or not is_other)
    words = iter(longer)
    return _is_same_word(shorter[-1], longer[-1]) and all(
        any(_is_same_word(word, each) or _is_initial(word, each) for each in words)
        for word in shorter
    )


def is_akin(one: Name, other: Name) -> bool:
    """Whether one holds the other, or has another form of one of its words: "Russia", "Russian"."""
    mine, theirs = _content(one), _content(other)
    return (
        mine <= theirs
        or theirs <= mine
        or any(_are_forms(word, form) for word in mine for form in theirs if word != form)
    )


def _content(name: Name) -> frozenset[str]:
    """ "University of Leeds" has those of "Leeds University"."""
    return frozenset(word for word in name if word not in OF)


def _is_same_word(one: str, other: str) -> bool:
    return one == other or _variant_of((one,)) == _variant_of((other,))


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]


def _is_acronym(one: Name, other: Name) -> bool:
    """ "UN" for "United Nations"; folding has left no more than single letters of doubled ones."""
    letters = [word[0] for word in other if word not in SMALL_WORDS]
    return (
        len(one) == 1 and len(letters) > 1 and one[0] == re.sub(r"(.)\1+", r"\1", "".join(letters))
    )


def _are_forms(one: str, other: str) -> bool:
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared >= max(_MIN_AKIN_CHARACTERS, _AKIN_SHARE * max(len(one), len(other)))


def _variant_of(name: Name) -> Name:
    """The first of the forms that a name has, by the word list; else the name itself."""
    return _variants().get(name, name)


@cache
def _variants() -> dict[Name, Name]:
    """Each form of a name in the word list, with the first one of its line."""
    forms: dict[Name, Name] = {}
    for line in _VARIANTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, *others = (fold_name(form.strip()) for form in line.split(","))
            forms |= dict.fromkeys((first, *others), first)
    return forms
