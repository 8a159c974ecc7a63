"""What a plain text says about itself: its headline, its author, its outlet, its date."""

from __future__ import annotations

import re
from collections import Counter

from corpus.dates import find_dates, first_weekday, parse_date_line
from corpus.formats.boilerplate import remove_furniture
from corpus.formats.story import Story
from corpus.formats.words import word_list
from corpus.records import PublicationDate
from corpus.text import paragraphs

_HEAD_LINES = 12  # paragraphs after the headline that may still say who and when
_TITLE_CHARS = 200
_BREADCRUMB = re.compile(r"\S.{0,40}(?:\s?[>»›]\s?.{1,40})+")
_ENDS_A_SENTENCE = re.compile(r"(?<!\.\.)[.:,;。：][\"'”’»)\]]*$")
_BULLETED = re.compile(r"[•*▪‣–—-]\s|\(?[0-9a-zA-Z][.)]\s|[QA]:")

_WIRES = r"Reuters|AP|Associated Press|AFP|Agence France-Presse|CNN|Xinhua|UPI|TASS|Interfax|dpa"
_WIRE = re.compile(rf"(?:the )?(?:{_WIRES})(?: staff)?", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:By|BY|by|Written by)\s+(?=[A-ZÀ-Þ])([^|•·@!?\"“”;]{2,120}?)[\s.,]*(?:[|•·–—].*)?"
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]*|Mc\w+|d[eiu]|del|della|da|dos|la|le|van|von|der|den|bin|ibn|al|el|the|al-\w+)",
)
_ROLE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|columnist|staff|bureau|chief|contributor)\b", re.I
)
_OUTLET = re.compile(
    rf"\b(?:News|Times|Post|Press|Herald|Tribune|Gazette|Journal|Guardian|Telegraph|BBC|{_WIRES})\b"
)
_DATELINE = re.compile(
    rf"([A-Z][\w .,'’/-]{{1,60}}?)\s?(?:\((?:{_WIRES})\))?(?:\s|(?<=\)))(?:--|[-–—])\s?(?=\S)"
)
_CREDITED = (
    re.compile(
        r"(?P<outlet>.{2,40}?),? (?:and|with|with inputs? from) (?:news )?agencies\.?", re.I
    ),
    re.compile(
        r"(?:©|\(c\)|copyright)[\s©]*(?:\d{4}\s*[-–]\s*)?\d{4},? (?P<outlet>.{2,60}?)(?:[.,|].*)?",
        re.I,
    ),
    re.compile(r"(?P<outlet>\S.{1,40}?) journalists report the news in .*"),
    re.compile(rf"(?:Source: ?)?(?P<outlet>(?:The )?(?:{_WIRES}))"),
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
            [*filter(_says_who_or_when, lines[:place]), *lines[place + 1 :]],
        )
    head = [line for line in lines[:_HEAD_LINES] if line != title]
    body = lines[_HEAD_LINES:]
    author, source = _byline_in(head)
    published = _date_of_head(head) or _date_of_caption(raw, head + body)
    is_said = _names if _is_chronicle(head) else _says_who_or_when
    story = [line for line in head if not is_said(line)] + body
    return Story(title, "\n\n".join(story), published, source or _outlet(raw), author)


def _title_place(lines: list[str]) -> int | None:
    """Where the headline stands: the first line that is no section, byline or date."""
    for place, line in enumerate(lines[:6]):
        if _is_section(line) or _says_who_or_when(line):
            continue
        is_last = place + 1 == len(lines)
        is_story = _ENDS_A_SENTENCE.search(line) or _BULLETED.match(line)
        return None if is_last or is_story or len(line) > _TITLE_CHARS else place
    return None


def _is_section(line: str) -> bool:
    """Whether a line says in which part of a site the story stood: "World", "Home > News"."""
    parts = [part.strip() for part in re.split(r"[|/]", line.casefold())]
    sections = parts[0] in word_list("sections") and all(len(part.split()) <= 3 for part in parts)
    return sections or bool(_BREADCRUMB.fullmatch(line))


def _says_who_or_when(line: str) -> bool:
    return bool(parse_date_line(line) or _names(line))


def _names(line: str) -> list[str]:
    """The names in a byline, with what follows them after commas; none in any other line."""
    match = _BYLINE.fullmatch(line) if len(line) < 160 else None
    if not match:
        return []
    dates = find_dates(match[1])
    words = match[1][: dates[0].start] if dates else match[1]
    parts = [part.strip(" .,") for part in re.split(r",| and | & | in | for ", words)]
    if all(_NAME.fullmatch(word) for part in parts for word in part.split()):
        return [part for part in parts if part]
    return []


def _byline_in(head: list[str]) -> tuple[str | None, str | None]:
    """Author and outlet of the first byline."""
    parts = next(filter(None, map(_names, head)), [])
    people = [part for part in parts if not (_ROLE.search(part) or _is_outlet(part))]
    outlet = next((part for part in parts if _is_outlet(part) and not _ROLE.search(part)), None)
    return ", ".join(people) or None, outlet


def _is_outlet(part: str) -> bool:
    return bool(_WIRE.fullmatch(part) or _OUTLET.search(part))


def _date_of_head(head: list[str]) -> PublicationDate | None:
    """The date of a date line or a byline, the first with its day; else of a dateline."""
    if _is_chronicle(head):
        return None
    dates = [date for line in head if (date := parse_date_line(line) or _date_of_byline(line))]
    if dates:
        return min(dates, key=lambda date: date.precision != "day")
    return next(filter(None, map(_date_of_dateline, head)), None)


def _is_chronicle(head: list[str]) -> bool:
    """Whether dates stand over the parts of the story, so that none is its own."""
    return sum(parse_date_line(line) is not None for line in head) >= 3


def _date_of_byline(line: str) -> PublicationDate | None:
    dates = find_dates(line) if _names(line) else []
    return PublicationDate(dates[0].first, dates[0].precision, "byline") if dates else None


def _date_of_dateline(line: str) -> PublicationDate | None:
    """GENEVA, Feb 4, 2016 (Reuters) - The story begins here."""
    match = _DATELINE.match(line)
    dates = find_dates(match[1]) if match else []
    if not match or not dates or dates[-1].end < len(match[1].rstrip(" .,")):
        return None
    return PublicationDate(dates[0].first, dates[0].precision, "dateline")


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
