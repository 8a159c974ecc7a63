"""What articles to list, as people type it: `geneva "peace talks" -aid after:2016-02 outlet:Wire`.

query   = { part }
part    = "-" text | text | filter
text    = word | '"' words '"'
filter  = ("after" | "before" | "on" | "outlet") ":" text
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import NamedTuple

from corpus.errors import InputError
from corpus.headings import Wanted
from corpus.records import Filters, Precision, PublicationDate
from qa.search.filters import parse_filters

DATE_FILTERS = ("after", "before", "on")
FILTERS = (*DATE_FILTERS, "outlet")

# A filter's name is letters only, so that 10:30 and 2016:02 are words; an address is one, too.
_PART = re.compile(
    r"""(?P<not>-?)
        (?: (?P<name>[^\W\d_]+) : (?!//) )?
        (?: [“”"„] (?P<phrase>[^“”"„]*) (?P<close>[”"“]?) | (?P<word>[^\s“”"„]*) )""",
    re.VERBOSE,
)
_PRECISIONS: tuple[Precision, ...] = ("day", "month", "year")


class _Part(NamedTuple):
    is_not: bool
    name: str  # of a filter, else ""
    text: str
    is_phrase: bool


def parse_query(typed: str) -> Wanted:
    """What a query means; InputError with one line that says what is wrong with it."""
    texts = defaultdict[tuple[bool, bool], list[str]](list)
    filters = defaultdict[str, list[str]](list)
    for part in _parts(typed):
        if part.name:
            filters[part.name].append(part.text)
        else:
            texts[part.is_not, part.is_phrase].append(part.text)
    return Wanted(
        words=_each_once(texts[False, False]),
        phrases=_each_once(texts[False, True]),
        not_words=_each_once(texts[True, False]),
        not_phrases=_each_once(texts[True, True]),
        filters=_filters(filters),
    )


def format_query(wanted: Wanted) -> str:
    """A query that means this."""
    parts = [
        *wanted.words,
        *(f'"{phrase}"' for phrase in wanted.phrases),
        *(f"-{word}" for word in wanted.not_words),
        *(f'-"{phrase}"' for phrase in wanted.not_phrases),
        *_date_parts(wanted.filters.first, wanted.filters.last),
        *(f"outlet:{_quoted_if_needed(name)}" for name in wanted.filters.sources),
    ]
    return " ".join(parts)


def within(wanted: Wanted, first: date | None, last: date | None) -> Wanted:
    """The same, of the days from `first` to `last`; None is no bound."""
    return replace(wanted, filters=replace(wanted.filters, first=first, last=last))


def of_outlet(wanted: Wanted, name: str) -> Wanted:
    """The same, of one outlet; of every one for ""."""
    plain = " ".join(_without_marks(name).split())
    sources = (plain,) if plain else ()
    return replace(wanted, filters=replace(wanted.filters, sources=sources))


def _parts(typed: str) -> Iterator[_Part]:
    at = 0
    while at < len(typed):
        if typed[at].isspace():
            at += 1
            continue
        match = _PART.match(typed, at)
        assert match, "every part that is not a space is matched"
        yield _checked(match)
        at = match.end()


def _checked(match: re.Match[str]) -> _Part:
    """A part of a query; InputError where it is none."""
    is_phrase, name = match["phrase"] is not None, match["name"] or ""
    text = " ".join((match["phrase"] if is_phrase else match["word"]).split())
    shown = match[0].strip()
    if is_phrase and not match["close"]:
        raise InputError(f"the quotation mark of {shown!r} is not closed: add a ” at its end")
    if name:
        return _Part(False, _checked_filter(match, name.lower(), text), text, is_phrase)
    if not any(character.isalnum() for character in text):
        raise InputError(f"{shown!r} has no letter and no digit to look for: leave it out")
    return _Part(bool(match["not"]), "", text, is_phrase)


def _checked_filter(match: re.Match[str], name: str, text: str) -> str:
    shown = match[0].strip()
    if name not in FILTERS:
        near = get_close_matches(name, FILTERS, 1, 0.7)
        instead = f"{near[0]}:" if near else ", ".join(f"{each}:" for each in FILTERS)
        raise InputError(
            f"{name}: is no filter: {'the nearest is' if near else 'there are'} {instead}; "
            f'to look for it as it stands, write "{_without_marks(shown)}"'
        )
    if match["not"]:
        raise InputError(f"{shown!r}: a filter cannot be turned round: leave out the “-”")
    if not text:
        raise InputError(f"{name}: lacks its value, as in {_EXAMPLES[name]}")
    return name


_EXAMPLES = {
    "after": "after:2016-02",
    "before": "before:2016-02-04",
    "on": "on:2016",
    "outlet": 'outlet:"Sample Wire"',
}


def _filters(given: dict[str, list[str]]) -> Filters:
    for name in DATE_FILTERS:
        if len(given[name]) > 1:
            raise InputError(f"{name}: is given twice: leave out one of {', '.join(given[name])}")
    after, before, on = (next(iter(given[name]), None) for name in DATE_FILTERS)
    return parse_filters(after, before, on, given["outlet"])


def _date_parts(first: date | None, last: date | None) -> Iterator[str]:
    if first and last:
        for precision in reversed(_PRECISIONS):
            period = PublicationDate(first, precision, "")
            if _begins_period(first, precision) and period.last == last:
                yield f"on:{period}"
                return
    if first:
        yield f"after:{first}"
    if last:
        yield f"before:{last}"


def _begins_period(day: date, precision: Precision) -> bool:
    before = day - timedelta(days=1) if day > date.min else None
    if precision == "day" or before is None:
        return True
    return before.year != day.year if precision == "year" else before.month != day.month


def _quoted_if_needed(name: str) -> str:
    return name if re.fullmatch(r"[^\s“”\"„]+", name) else f'"{name}"'


def _without_marks(text: str) -> str:
    return re.sub('[“”"„]', " ", text)


def _each_once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
