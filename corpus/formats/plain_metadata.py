"""What a plain text says about itself: its headline, its author, its outlet, its date."""

from __future__ import annotations

import re
from collections import Counter

from corpus.agencies import WIRES
from corpus.dates import find_dates, first_weekday
from corpus.formats.boilerplate import remove_furniture
from corpus.formats.bylines import read_credits
from corpus.formats.credits import is_chronicle, part_foot, part_head
from corpus.formats.story import Story
from corpus.formats.words import word_list
from corpus.records import PublicationDate
from corpus.text import paragraphs

_HEAD_LINES = 12  # paragraphs after the headline that may still say who and when
_TITLE_CHARS = 200
_BREADCRUMB = re.compile("[>»›]+")
_CRUMB_CHARS = 40
_ENDS_A_SENTENCE = re.compile(r"(?<!\.\.)[.:,;。：][\"'”’»)\]]*$")
_BULLETED = re.compile(r"[•*▪‣–—-]\s|\(?[0-9a-zA-Z][.)]\s|[QA]:")

_CREDITED = (
    re.compile(
        r"(?P<outlet>.{2,40}?),? (?:and|with|with inputs? from) (?:news )?agencies\.?", re.I
    ),
    re.compile(
        r"(?:©|\(c\)|copyright)[\s©]*(?:\d{4}\s*[-–]\s*)?\d{4},? (?P<outlet>.{2,60}?)(?:[.,|].*)?",
        re.I,
    ),
    re.compile(r"(?P<outlet>\S.{1,40}?) journalists report the news in .*"),
    re.compile(rf"(?:Source: ?)?(?P<outlet>(?:The )?(?:{WIRES}))"),
)
_NOBODY = re.compile(
    r"(?:source:? ?)?(?:staff|our|compiled|from|by|with|all rights|news|wires)\b.*", re.I
)
_CREDIT_AT_END = re.compile(r"[(\[][^()\[\]]{2,60}[)\]]\.?$")
_WHO_STANDS_WHERE = re.compile(r"\((?:left|right|center|centre|[LRC])\)|\b(?:pictured|seen here)\b")


def story_in(text: str, title: str | None = None) -> Story:
    """The story that a copied or extracted text holds; a title known already is not sought."""
    raw = paragraphs(text)
    lines = remove_furniture(raw)
    place = _title_place(lines) if title is None else None
    if place is not None:
        title, lines = (
            lines[place],
            [*filter(read_credits, lines[:place]), *lines[place + 1 :]],
        )
    lines = [line for at, line in enumerate(lines) if at >= _HEAD_LINES or line != title]
    parted = part_head(lines, _HEAD_LINES)
    said = parted.credits
    published = said.published
    if published is None and not is_chronicle(map(read_credits, lines[:_HEAD_LINES])):
        published = _date_of_caption(raw, lines)
    outlet = said.outlet or _outlet(raw) or parted.agency
    story = part_foot(parted.paragraphs, said.author)
    return Story(title, "\n\n".join(story), published, outlet, said.author, said.place)


def _title_place(lines: list[str]) -> int | None:
    """Where the headline stands: the first line that is no section, byline or date."""
    for place, line in enumerate(lines[:6]):
        if _is_section(line) or _says_who_or_when(line) or _is_masthead(lines[place : place + 2]):
            continue
        is_last = place + 1 == len(lines)
        is_story = _ENDS_A_SENTENCE.search(line) or _BULLETED.match(line)
        return None if is_last or is_story or len(line) > _TITLE_CHARS else place
    return None


def _is_section(line: str) -> bool:
    """Whether a line says in which part of a site the story stood: "World", "Home > News"."""
    parts = [part.strip() for part in re.split(r"[|/]", line.casefold())]
    sections = parts[0] in word_list("sections") and all(len(part.split()) <= 3 for part in parts)
    crumbs = [crumb.strip() for crumb in _BREADCRUMB.split(line)]
    return sections or (len(crumbs) > 1 and all(0 < len(each) <= _CRUMB_CHARS for each in crumbs))


def _is_masthead(lines: list[str]) -> bool:
    """Whether the first of two lines names an outlet, and the second one says when it appeared."""
    name, *below = map(read_credits, lines)
    return bool(name and name.outlet and below and below[0] and below[0].published)


def _says_who_or_when(line: str) -> bool:
    credits = read_credits(line)
    return credits is not None and credits.certain


def _date_of_caption(raw: list[str], story: list[str]) -> PublicationDate | None:
    """The day of a photograph, if the story says that it happened on that weekday.

    A picture may be years old: alone its date proves nothing, nor does a bare weekday.
    """
    times = Counter(raw)
    captions = [line for line in raw if _is_caption(line, times[line])]
    weekdays = (first_weekday(line) for line in story[:_HEAD_LINES] if line not in captions)
    weekday = next((day for day in weekdays if day is not None), None)
    for caption in captions:
        for mention in find_dates(caption):
            if mention.precision == "day" and mention.first.weekday() == weekday:
                return PublicationDate(mention.first, "day", "photo caption and weekday")
    return None


def _is_caption(line: str, times: int) -> bool:
    if line.startswith("FILE"):
        return False
    marked = _CREDIT_AT_END.search(line) or _WHO_STANDS_WHERE.search(line)
    return len(line) < 500 and bool(marked or times > 1)


def _outlet(raw: list[str]) -> str | None:
    """The outlet that a footer credits, above all others that it worked with."""
    for line in reversed(raw[-10:]):
        bare = line.strip(" .•()")
        for pattern in _CREDITED:
            match = pattern.fullmatch(bare)
            if match and not _NOBODY.fullmatch(match["outlet"]):
                return match["outlet"].strip(" ,.")
    return None
