"""Names, made comparable: "Sergey Lavrov" is "Sergei Lavrov", "Mr Tidd" is "Maurice Tidd"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

from corpus.calendar_words import MONTHS, WEEKDAYS
from corpus.records import Span
from qa.reader.values.amounts import Relation
from qa.search.term_matching import NAME_PARTICLES

Name = tuple[str, ...]
"""The words of one name, folded: see `fold_word`."""


class Names(NamedTuple):
    """The name that an answer gives, or all that it enumerates: "Ann Lee and Tom Berg".

    `is_plain` where little else stands in the answer: "in Geneva", but not "fled from Geneva".
    """

    each: tuple[Name, ...]
    is_plain: bool


def find_names(text: str) -> Names | None:
    """The names that a text gives as an answer, described or not; None where it gives none.

    "UN mediator Ann Lee, the envoy" gives Ann Lee; "a spokesman for Ann Lee" gives nobody.
    """
    runs = [run for run in _find_runs(text) if _is_given(run, text) and not _is_day(run, text)]
    between = [text[one.end : two.start] for one, two in pairwise(runs)]
    is_list = bool(between) and all(_ENUMERATES.fullmatch(words) for words in between)
    given = runs if is_list else runs[:1]
    names = tuple(name for run in given if (name := _fold_name(text[run.start : run.end])))
    if not names:
        return None
    around = (text[: given[0].start], text[given[-1].end :])
    return Names(names, all(_LITTLE.fullmatch(words) for words in around))


def compare_names(one: Names, other: Names) -> Relation:
    """Whether they name the same; different only where no name of one is like any of the other."""
    fewer, more = sorted((one.each, other.each), key=len)
    if len(fewer) == len(more) and all(_stands_in(name, more) for name in fewer):
        return "same"
    is_alike = any(is_same_name(mine, theirs) or _is_akin(mine, theirs)
                   for mine in fewer for theirs in more)  # fmt: skip
    return "unclear" if is_alike else "different"


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
        return _is_same_word(shorter[0], longer[-1]) and not _OF.intersection(longer)
    words = iter(longer)
    return _is_same_word(shorter[-1], longer[-1]) and all(
        any(_is_same_word(word, each) or _is_initial(word, each) for each in words)
        for word in shorter
    )


def fold_word(word: str) -> str:
    """A word in one spelling: no case, accents or doubled letters, and i for a final y or ij."""
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(_LETTERS)
    plain = "".join(character for character in plain if character.isalnum())
    if len(plain) >= _MIN_DIGRAPH_CHARACTERS:
        plain = re.sub(r"([aou])e", r"\1", plain)  # Mueller is Müller
    if len(plain) >= _MIN_ENDING_CHARACTERS:
        plain = re.sub(r"[yij]+$|(?<=[aeou])[yj]", "i", plain)  # Dmitriy, Sergei and Sergey
    return re.sub(r"(\D)\1+", r"\1", plain)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "ı": "i"})
_MIN_DIGRAPH_CHARACTERS = 5  # "Joe" and "Jo" are two names
_MIN_ENDING_CHARACTERS = 3  # "J." is an initial
_MIN_AKIN_CHARACTERS, _AKIN_SHARE = 4, 0.7  # "Russia" and "Russian" may be meant as the same
_OF = frozenset("of for in on at".split())
_SMALL = (NAME_PARTICLES | _OF | {"the"}) - {"y"}
_TITLES = frozenset(
    map(
        fold_word,
        "mr mrs ms miss mx dr sir dame lord lady prof professor rev reverend sgt sergeant capt "
        "captain col colonel gen general maj lt lieutenant insp inspector supt superintendent pc "
        "det detective chief cllr councillor president vice prime minister senator sen rep gov "
        "governor mayor ambassador foreign secretary".split(),
    )
)
# After these a title is part of a name of its own: "President Street".
_PLACE_WORDS = frozenset(
    map(fold_word, "street road avenue lane square hall house bridge park hospital school".split())
)
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|&|[^\W_]+(?:[-–'’./][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))", re.IGNORECASE)
_ENUMERATES = re.compile(r",?\s(?:and|&|or)\s(?:the\s)?|,\s(?:the\s)?", re.IGNORECASE)
_LITTLE = re.compile(
    r"\W*(?:(?:the|an?|in|at|on|by|from|near|to|of|with|his|her|its|their|called|named)\b\W*)*",
    re.IGNORECASE,
)
_PREPOSITION_AT_THE_END = re.compile(r"\b(?:of|for|in|on|at|from|by|to|with)(?:\sthe)?\s$", re.I)
# What may follow a name that is the answer; another word makes a description of it: "UN envoy".
_MAY_FOLLOW = re.compile(
    r"\W*$|\s*[^\w\s'’]|\s(?:and|or|who|whose|which|that|in|at|on|of|from|near|with|for|to|as|is|"
    r"was|has|had|said|says|told)\b"
)
_VARIANTS = Path(__file__).parent / "words" / "name_variants.txt"
_Token: TypeAlias = re.Match[str]


def _find_runs(text: str) -> list[Span]:
    """The stretches of words with capitals, small words such as "de" and "of the" between them."""
    runs: list[Span] = []
    run: list[_Token] = []
    for token in _TOKEN.finditer(text):
        goes_on = bool(run) and _is_joined(run[-1], token)
        if _has_capital(token) or (goes_on and (token[0].isdigit() or token[0] in _SMALL)):
            if not goes_on:
                runs.extend(_close(run))
                run = []
            run.append(token)
        else:
            runs.extend(_close(run))
            run = []
    return [*runs, *_close(run)]


def _close(run: list[_Token]) -> list[Span]:
    while run and run[-1][0] in _SMALL:
        run = run[:-1]
    return [Span(run[0].start(), run[-1].end())] if run else []


def _is_joined(last: _Token, token: _Token) -> bool:
    between = token.string[last.end() : token.start()]
    is_shortened = len(last[0]) == 1 or fold_word(last[0]) in _TITLES
    return between.isspace() or (is_shortened and between.strip() == ".")


def _has_capital(token: _Token) -> bool:
    return any(map(str.isupper, token[0]))


def _is_day(run: Span, text: str) -> bool:
    return text[run.start : run.end].lower() in {*WEEKDAYS, *MONTHS}


def _is_given(run: Span, text: str) -> bool:
    """Whether a name is what the answer gives, and does not only describe it."""
    before, after = text[: run.start], text[run.end :]
    if _PREPOSITION_AT_THE_END.search(before) and not _LITTLE.fullmatch(before):
        return False
    return not _POSSESSIVE.search(text[run.start : run.end][-2:] + after[:2]) and bool(
        _MAY_FOLLOW.match(after)
    )


def _fold_name(text: str) -> Name:
    """The folded words of a name, without its titles and articles."""
    words = tuple(
        folded
        for token in _TOKEN.finditer(text)
        if token[0].lower() != "the" and (folded := fold_word(_POSSESSIVE.sub("", token[0])))
    )
    while len(words) > 1 and words[0] in _TITLES and words[1] not in _PLACE_WORDS:
        words = words[1:]
    return words


def _stands_in(name: Name, names: tuple[Name, ...]) -> bool:
    return any(is_same_name(name, each) for each in names)


def _content(name: Name) -> frozenset[str]:
    """ "University of Leeds" has those of "Leeds University"."""
    return frozenset(word for word in name if word not in _OF)


def _is_same_word(one: str, other: str) -> bool:
    return one == other or _variant_of((one,)) == _variant_of((other,))


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]


def _is_acronym(one: Name, other: Name) -> bool:
    """ "UN" for "United Nations"; folding has left no more than single letters of doubled ones."""
    letters = [word[0] for word in other if word not in _SMALL]
    return (
        len(one) == 1 and len(letters) > 1 and one[0] == re.sub(r"(.)\1+", r"\1", "".join(letters))
    )


def _is_akin(one: Name, other: Name) -> bool:
    """Whether one holds the other, or has another form of one of its words: "Russia", "Russian"."""
    mine, theirs = _content(one), _content(other)
    return (
        mine <= theirs
        or theirs <= mine
        or any(_are_forms(word, form) for word in mine for form in theirs if word != form)
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
            first, *others = (_fold_name(form) for form in line.split(","))
            forms |= dict.fromkeys((first, *others), first)
    return forms
