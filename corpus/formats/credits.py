"""Takes the lines around a story from it: who wrote it, for whom, where and when."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from corpus.formats.bare_credits import first_named, read_bare_credit
from corpus.formats.boilerplate import is_footer, is_furniture, is_reader_call
from corpus.formats.bylines import (
    Credits,
    merge_credits,
    read_credits,
)
from corpus.formats.datelines import read_colon_dateline, read_dateline
from corpus.formats.written_names import is_outlet, is_title
from corpus.records import Article
from corpus.text import is_wrapped

_FOOT_PARAGRAPHS = 6  # of which all may be credits
_FOOT_CHARS = 300  # a longer paragraph is the story's own
_CHRONICLE_DATES = 3
_RECORD_REACH = 3  # paragraphs of a record
_DATELINE_REACH = 3
_SENTENCES = re.compile(r"(?<=[.?!]) +(?=[A-ZÀ-Þ])|\s*\|\s*|\n")
_QUESTION = re.compile(r".{0,80}\b(?:you|us|view|idea|story|tip)\b.{0,60}\?", re.IGNORECASE)
# What was changed after printing is no part of the story, but the reader must see it.
_NOTE = re.compile(r"\b(?:correct|amend|updat|clarif|earlier version)", re.IGNORECASE)
_QUOTE_MARK = re.compile(r"[\"“”«»„]")


NO_CREDITS = Credits(certain=False)
NOTHING_KNOWN: Mapping[int, Credits] = MappingProxyType({})


class Parted(NamedTuple):
    """A story's paragraphs without the lines above it, what those said, and its agency."""

    paragraphs: list[str]
    credits: Credits
    agency: str | None = None


def part_record(text: str, author: str | None) -> tuple[str, Parted]:
    """A record's text without its credits, and what they said.

    Most records are texts already: only what can be nothing else is taken, and a text whose
    paragraphs cannot be told apart loses at most its dateline.
    """
    mark = "\n\n" if "\n\n" in text or is_wrapped(text) else "\n"
    parted = part_head(text.split(mark), _RECORD_REACH, is_record=True)
    return mark.join(part_foot(parted.paragraphs, author or parted.credits.author)), parted


def add_credits(article: Article, parted: Parted) -> Article:
    """The article with what its credits said, where it was silent."""
    said = parted.credits
    return replace(
        article,
        author=article.author or said.author,
        source=article.source or said.outlet or parted.agency,
        published=article.published or said.published,
        place=article.place or said.place,
    )


def part_head(
    paragraphs: Sequence[str],
    reach: int,
    *,
    known: Mapping[int, Credits] = NOTHING_KNOWN,
    headings: Collection[int] = (),
    is_record: bool = False,
) -> Parted:
    """Take the credits from the first paragraphs, of which `reach` are looked at.

    Certain ones are taken wherever they stand among them; the bare name of an outlet or a person
    only beside others, and no heading is one. `known` are credits told by how they are set. Of a
    record only what can be nothing else is taken.
    """
    head, rest = list(paragraphs[:reach]), list(paragraphs[reach:])
    found = [known.get(place) or _read_lines(line) for place, line in enumerate(head)]
    if is_chronicle(found):
        found = [None if each and _is_only_date(each) else each for each in found]
    if is_record:
        found = [each if each and each.certain else None for each in found]
    else:
        found = _with_bare_credits(head, found, headings)
    taken = {place for place in range(len(head)) if _is_taken(found, place)}
    kept = [line for place, line in enumerate(head) if place not in taken] + rest
    if not kept:
        return Parted(list(paragraphs), NO_CREDITS)
    said = merge_credits(each for place in sorted(taken) if (each := found[place]))
    return _without_dateline(kept, said, takes_capitals=not is_record)


def part_foot(
    paragraphs: Sequence[str], author: str | None = None, asides: Collection[str] = ()
) -> list[str]:
    """The paragraphs without the credits below them; `author` is who wrote the story.

    `asides` are paragraphs that are set apart, as in italics. What was changed after printing is
    kept, and the first paragraph, whatever it says.
    """
    kept = list(paragraphs)
    notes: list[str] = []
    while len(kept) > 1 and len(paragraphs) - len(kept) < _FOOT_PARAGRAPHS:
        left = _notes_in(kept[-1], author, is_aside=kept[-1] in asides)
        if left is None:
            break
        notes += [left] if left else []
        kept.pop()
    return kept + notes[::-1]


def is_chronicle(found: Iterable[Credits | None]) -> bool:
    """Whether dates stand over the parts of a story, so that none is its own."""
    return sum(each is not None and _is_only_date(each) for each in found) >= _CHRONICLE_DATES


def _is_only_date(credits: Credits) -> bool:
    return credits.published is not None and credits == Credits(published=credits.published)


def _read_lines(paragraph: str) -> Credits | None:
    """What a paragraph says whose lines are all credits."""
    lines = paragraph.split("\n")
    found = [read_credits(line) for line in lines]
    if any(each and each.certain for each in found):
        found = [each or read_bare_credit(line) for each, line in zip(found, lines, strict=True)]
    known = [each for each in found if each is not None]
    return merge_credits(known) if known and len(known) == len(found) else None


def _is_taken(found: Sequence[Credits | None], place: int) -> bool:
    """Whether a line is a credit: a certain one stands in the run of credits that it is in."""
    first = last = place
    while first >= 0 and found[first] is not None:
        first -= 1
    while last < len(found) and found[last] is not None:
        last += 1
    return any(each is not None and each.certain for each in found[first + 1 : last])


def _with_bare_credits(
    head: Sequence[str], found: Sequence[Credits | None], headings: Collection[int]
) -> list[Credits | None]:
    """The same, with what says who only beside other credits: "Jane Ferrow", "The Meridian".

    Of such names only the first counts, and none where a byline stands: below may be a heading.
    """
    told = [each and _read_fully(each, head[at : at + 2]) for at, each in enumerate(found)]
    if any(each and each.people for each in found):
        told = list(found)
    both = [each or _read_beside(head, told, at) for at, each in enumerate(told)]
    is_named = any(each and each.people for each in told)
    for place, each in enumerate(both):
        if told[place] is not None or each is None:
            continue
        if place in headings or (each.people and (is_named or not _is_taken(both, place))):
            both[place] = None
        elif each.people:
            is_named = True
    return both


def _read_fully(said: Credits, lines: Sequence[str]) -> Credits:
    """The same, with who stands first in its line; an agency above a dateline is certain."""
    is_agency_line = said.outlet is not None and any(map(read_dateline, lines[1:]))
    return replace(said, people=first_named(lines[0]), certain=said.certain or is_agency_line)


def _read_beside(
    head: Sequence[str], found: Sequence[Credits | None], place: int
) -> Credits | None:
    """What a line says that is no credit by itself.

    A title without an outlet's word is an outlet above another credit; above the story it is a
    heading.
    """
    if bare := read_bare_credit(head[place]):
        return bare
    is_above_credit = any(each is not None for each in found[place + 1 : place + 2])
    knows_outlet = any(each and each.outlet for each in found)
    if is_above_credit and not knows_outlet and is_title(head[place]):
        return Credits(outlet=head[place], certain=False)
    return None


def _without_dateline(paragraphs: list[str], said: Credits, *, takes_capitals: bool) -> Parted:
    """The same without the first dateline, which may stand below a line or two of summary."""
    for place, paragraph in enumerate(paragraphs[:_DATELINE_REACH]):
        dateline = read_dateline(paragraph, takes_capitals=takes_capitals)
        if dateline is None and takes_capitals:
            dateline = read_colon_dateline(paragraphs, place)
        if dateline:
            rest = paragraph[dateline.end :]
            kept = [*paragraphs[:place], *filter(None, [rest]), *paragraphs[place + 1 :]]
            stated = Credits(published=dateline.published, place=dateline.place)
            if kept:
                return Parted(kept, merge_credits([said, stated]), dateline.agency)
    return Parted(paragraphs, said)


def _notes_in(paragraph: str, author: str | None, *, is_aside: bool) -> str | None:
    """What must stay of a paragraph of credits; None for one that is the story's own."""
    if len(paragraph) > _FOOT_CHARS:
        return None
    sentences = [each for each in _SENTENCES.split(paragraph.strip(" *_")) if each]
    notes = [sentence for sentence in sentences if _NOTE.search(sentence)]
    if not notes and (is_footer(paragraph) or is_furniture(paragraph) or _is_credit(paragraph)):
        return ""
    others = [each for each in sentences if each not in notes and not _QUESTION.fullmatch(each)]
    are_credits = [_is_foot_sentence(sentence, author) for sentence in others]
    is_foot = any(are_credits) and all(are_credits)
    if is_aside and others:
        is_foot = any(are_credits) or not _QUOTE_MARK.search(paragraph)
        if notes:  # "An earlier version misstated the levy. It is £2m, not £6m."
            behind = zip(others, are_credits, strict=True)
            told = {*notes, *(each for each, is_credit in behind if not is_credit)}
            notes = [each for each in sentences if each in told]
    return " ".join(notes) if is_foot else None


def _is_foot_sentence(sentence: str, author: str | None) -> bool:
    if is_furniture(sentence) or is_footer(sentence) or is_reader_call(sentence):
        return True
    return _is_credit(sentence) or _speaks_of_author(sentence, author)


def _is_credit(line: str) -> bool:
    credits = read_credits(line)
    return credits is not None and credits.certain and not _is_only_date(credits)


def _speaks_of_author(sentence: str, author: str | None) -> bool:
    """ "Jane Ferrow covers the courts": who wrote a story does not stand in it by name."""
    names = [name for name in (author or "").split(", ") if len(name.split()) > 1]
    return not _QUOTE_MARK.search(sentence) and any(
        re.search(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE)
        for name in names
        if not is_outlet(name)
    )
