"""Names, made comparable: "Sergey Lavrov" is "Sergei Lavrov", "Mr Tidd" is "Maurice Tidd"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from corpus.calendar_words import MONTHS, WEEKDAYS
from corpus.records import Span
from qa.reader.values.amounts import Relation
from qa.reader.values.name_matching import SMALL_WORDS, is_akin, is_same_name
from qa.reader.values.name_words import (
    POSSESSIVE,
    TITLES,
    TOKEN,
    Name,
    fold_name,
    names_nobody,
    sex_told,
)
from qa.reader.values.place_ranks import place_ranks
from qa.reader.values.word_folding import fold_word


class Names(NamedTuple):
    """The name that an answer gives, or all that it enumerates: "Ann Lee and Tom Berg".

    `is_plain` where little else stands in the answer: "in Geneva", but not "fled from Geneva".
    `sexes` are those that titles tell; `ranks` say whether the names are of countries or states.
    """

    each: tuple[Name, ...]
    is_plain: bool
    sexes: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()


def find_names(text: str) -> Names | None:
    """The names that a text gives as an answer, described or not; None where it gives none.

    "UN mediator Ann Lee, the envoy" gives Ann Lee; "a spokesman for Ann Lee" gives nobody, nor do
    "the Prime Minister" and "Police".
    """
    runs = [
        run for run in _find_runs(text)
        if _is_given(run, text) and not _is_day(run, text)
        and not names_nobody(text[run.start : run.end], text[: run.start])
    ]  # fmt: skip
    between = [text[one.end : two.start] for one, two in pairwise(runs)]
    is_list = bool(between) and all(_ENUMERATES.fullmatch(words) for words in between)
    given = runs if is_list else runs[:1]
    names = tuple(name for run in given if (name := fold_name(text[run.start : run.end])))
    if not names:
        return None
    around = (text[: given[0].start], text[given[-1].end :])
    each = [text[run.start : run.end] for run in given]
    return Names(
        names,
        is_plain=all(_LITTLE.fullmatch(words) for words in around),
        sexes=frozenset(filter(None, map(sex_told, each))),
        ranks=frozenset().union(*map(place_ranks, each)),
    )


def compare_names(one: Names, other: Names) -> Relation:
    """Whether they name the same; different only where no name of one is like any of the other.

    "Geneva" may be meant as "Switzerland", and Mr Lund is not Mrs Lund.
    """
    fewer, more = sorted((one.each, other.each), key=len)
    if len(fewer) == len(more) and all(_stands_in(name, more) for name in fewer):
        is_other = one.sexes and other.sexes and one.sexes.isdisjoint(other.sexes)
        return "unclear" if is_other else "same"
    is_alike = any(is_same_name(mine, theirs) or is_akin(mine, theirs)
                   for mine in fewer for theirs in more)  # fmt: skip
    return "unclear" if is_alike or one.ranks.isdisjoint(other.ranks) else "different"


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
_Token: TypeAlias = re.Match[str]


def _find_runs(text: str) -> list[Span]:
    """The stretches of words with capitals, small words such as "de" and "of the" between them."""
    runs: list[Span] = []
    run: list[_Token] = []
    for token in TOKEN.finditer(text):
        goes_on = bool(run) and _is_joined(run[-1], token)
        if _has_capital(token) or (goes_on and (token[0].isdigit() or token[0] in SMALL_WORDS)):
            if not goes_on:
                runs.extend(_close(run))
                run = []
            run.append(token)
        else:
            runs.extend(_close(run))
            run = []
    return [*runs, *_close(run)]


def _close(run: list[_Token]) -> list[Span]:
    while run and run[-1][0] in SMALL_WORDS:
        run = run[:-1]
    return [Span(run[0].start(), run[-1].end())] if run else []


def _is_joined(last: _Token, token: _Token) -> bool:
    between = token.string[last.end() : token.start()]
    is_shortened = len(last[0]) == 1 or fold_word(last[0]) in TITLES
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
    return not POSSESSIVE.search(text[run.start : run.end][-2:] + after[:2]) and bool(
        _MAY_FOLLOW.match(after)
    )


def _stands_in(name: Name, names: tuple[Name, ...]) -> bool:
    return any(is_same_name(name, each) for each in names)
