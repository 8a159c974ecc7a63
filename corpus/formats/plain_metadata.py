"""What a plain text says about itself: its headline, its author, its outlet, its date."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.agencies import WIRES
from corpus.dates import find_dates, first_weekday
from corpus.formats.boilerplate import remove_furniture
from corpus.formats.bylines import Credits, read_credits
from corpus.formats.credits import is_chronicle, part_foot, part_head
from corpus.formats.section_lines import is_section
from corpus.formats.story import Story
from corpus.formats.written_names import is_outlet, may_be_outlet
from corpus.records import PublicationDate
from corpus.text import paragraphs

_HEAD_LINES = 12  # paragraphs after the headline that may still say who and when
_TITLE_CHARS = 200
_BARRED = re.compile(r"[|/>»›]")
_LABEL = re.compile(r"(?:headline|title)\s?:\s+", re.IGNORECASE)
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
    known: dict[int, Credits] = {}
    if place is not None:
        title = lines[place]
        told = (line for line in lines[:place] if not is_section(line))
        above = [line for line in told if may_be_outlet(line) or read_credits(line)]
        # What stands above a headline is a credit, whatever stands below it.
        known = {at: said for at, line in enumerate(above) if (said := _read_above(line))}
        lines = [*above, *lines[place + 1 :]]
    lines = [line for at, line in enumerate(lines) if at >= _HEAD_LINES or line != title]
    if title and lines and read_credits(lines[0]):
        title = _LABEL.sub("", title)
    parted = part_head(lines, _HEAD_LINES, known=known)
    said = parted.credits
    published = said.published
    if published is None and not is_chronicle(map(read_credits, lines[:_HEAD_LINES])):
        published = _date_of_caption(raw, lines)
    outlet = said.outlet or _outlet(raw) or parted.agency
    story = part_foot(parted.paragraphs, said.author)
    return Story(title, "\n\n".join(story), published, outlet, said.author, said.place)


def _title_place(lines: list[str]) -> int | None:
    """Where the headline stands: the first line that is no section, byline or date."""
    doubtful = None  # "Weather", "Rising Star": the headline where no other is found
    for place, line in enumerate(lines[:6]):
        if _says_who_or_when(line):
            continue
        if is_section(line) or _is_masthead(lines[place : place + 2]):
            is_sure = is_outlet(line) or _BARRED.search(line)
            doubtful = place if doubtful is None and not is_sure else doubtful
            continue
        is_last = place + 1 == len(lines)
        is_story = _ENDS_A_SENTENCE.search(line) or _BULLETED.match(line)
        return doubtful if is_last or is_story or len(line) > _TITLE_CHARS else place
    return doubtful


def _read_above(line: str) -> Credits | None:
    """What a line above a headline says, which is no part of the story."""
    said = read_credits(line) or Credits(outlet=line.strip(" *_•–—"))
    return replace(said, certain=True)


def _is_masthead(lines: list[str]) -> bool:
    """Whether the first of two lines names an outlet, and the second says when or which part."""
    if len(lines) < 2 or not may_be_outlet(lines[0].strip(" *_•–—")):
        return False
    below = read_credits(lines[1])
    return is_section(lines[1]) or bool(below and below.published)


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
