"""Datelines: where a story was written, for which agency and when, in front of its first words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.calendar_words import (
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    any_of,
)
from corpus.dates import date_in
from corpus.formats.words import word_list
from corpus.formats.written_names import is_name, is_outlet
from corpus.records import PublicationDate

_DATELINE_CHARS = 90
_DASH = re.compile(r"\s?(?:--|[–—]|(?<=\s)-)(?:\s+|$)|(?<=\))[-–—]\s?")
_STORY_OPENS = re.compile(r"[\"“‘'«„(\[]*[A-ZÀ-Þ0-9£$€]")
_SHOUTED = re.compile(  # "NEW TALLIS, May 4: The bridge", as papers of India print it
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’. -]+)(?:, (?P<day>[^:]{1,20}))?:\s+(?=[\"“‘]?[A-ZÀ-Þ0-9])"
)
_SPEAKS = re.compile(r"[^.?!]*\b(?:I|[Ww]e|[Yy]ou|my|our|your)\b|[^.!]*\?")
_SENTENCE_CHARS = 60  # what is shorter behind a colon is an answer, a score, a list
_AGENCY = re.compile(r"\s*\(([^()]{2,40})\)$")
_DAY = re.compile(
    rf"(?:(?:{any_of((*WEEKDAYS, *WEEKDAY_ABBREVIATIONS))})\b\.?,?\s*)?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?{any_of((*MONTHS, *MONTH_ABBREVIATIONS))}\b\.?"
    r"(?:\s+\d{1,2}\b)?)?(?:,?\s+\d{4})?",
    re.IGNORECASE,
)
# What stands in capitals before a dash and is no place.
_NO_PLACE = frozenset(
    "update updated breaking exclusive correction corrected watch video editorial review profile "
    "interview obituary factbox timeline note warning newsletter podcast advertisement file photo "
    "picture background verdict question answer summary deadline recipe who what where when why "
    "how key facts points poll quiz host anchor reporter moderator narrator speaker rating".split()
)
_PLACE_WORDS = 4
_PLACE_LETTERS = 4  # "UK – …" may open a sentence


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening "GENEVA, Feb 4 (Reuters) –": its place as it is printed, its agency, its date and
    the characters it takes.
    """

    place: str
    agency: str | None
    published: PublicationDate | None
    end: int


def read_dateline(paragraph: str, *, takes_capitals: bool = True) -> Dateline | None:
    """The dateline that a paragraph begins with: a place with a day or an agency, and a dash.

    With `takes_capitals` a place in capitals is enough. In records it is not: abstracts open with
    "OBJECTIVES - To study …".
    """
    dash = _DASH.search(paragraph, 0, _DATELINE_CHARS)
    if not dash or not (dash.end() == len(paragraph) or _STORY_OPENS.match(paragraph, dash.end())):
        return None
    head = paragraph[: dash.start()].strip()
    agency = _AGENCY.search(head)
    place, day = _split_place(head[: agency.start()] if agency else head)
    if place is None:
        return None
    is_shouted = takes_capitals and _is_shouted(place)
    if agency and not (is_outlet(agency[1]) or (is_shouted and is_name(agency[1]))):
        return None
    if not (agency or day or is_shouted):
        return None
    published = date_in(head, "dateline")
    return Dateline(place, agency[1] if agency else None, published, dash.end())


def read_colon_dateline(paragraphs: Sequence[str], at: int) -> Dateline | None:
    """The dateline "NEW TALLIS: " of a paragraph, if no other begins as with a speaker's name."""
    colon = _SHOUTED.match(paragraphs[at])
    if colon is None or sum(_SHOUTED.match(each) is not None for each in paragraphs) > 1:
        return None
    story = paragraphs[at][colon.end() :]
    place, day = colon["place"].strip(), colon["day"]
    is_place = _is_shouted(place) and _is_place(place) and (day is None or _is_day(day))
    if not is_place or len(story) < _SENTENCE_CHARS or _SPEAKS.match(story):
        return None
    return Dateline(place, None, date_in(colon[0], "dateline"), colon.end())


def place_in_dateline(words: str) -> str | None:
    """The place that a dateline names which stands by itself: "GENEVA, Feb 4 (Reuters)"."""
    dash = _DASH.search(words)
    head = words[: dash.start()] if dash else words
    agency = _AGENCY.search(head)
    return _split_place(head[: agency.start()] if agency else head)[0]


def _split_place(head: str) -> tuple[str | None, bool]:
    """The place before a dash, and whether a day follows it; None where there is another word."""
    parts = [part.strip(" .") for part in head.split(",")]
    days = [part for part in parts if part and _is_day(part)]
    places = [part for part in parts if part and part not in days]
    is_place = 0 < len(places) <= 3 and all(map(_is_place, places))
    return (", ".join(places) if is_place else None), any(map(_names_day, days))


def _is_place(words: str) -> bool:
    each = words.replace("/", " ")
    return len(each.split()) <= _PLACE_WORDS and is_name(each)


def _is_day(part: str) -> bool:
    return bool(_DAY.fullmatch(part)) or part.isdigit()


def _names_day(part: str) -> bool:
    """Whether it names one day: a bare year or month may open a sentence of history."""
    return bool(re.search(r"(?<!\d)\d{1,2}(?!\d)", part)) or part.casefold().rstrip(".") in (
        *WEEKDAYS,
        *WEEKDAY_ABBREVIATIONS,
    )


def _is_shouted(place: str) -> bool:
    """Whether a place begins with a town in capitals."""
    town = place.partition(",")[0]
    letters = sum(map(str.isalpha, town))
    is_label = town.casefold() in _no_places() or not _NO_PLACE.isdisjoint(town.casefold().split())
    return town.isupper() and letters >= _PLACE_LETTERS and not is_label


def _no_places() -> frozenset[str]:
    return _NO_PLACE | word_list("sections")
