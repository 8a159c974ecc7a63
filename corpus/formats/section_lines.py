"""Lines that say in which part of a site or a paper a story stood, or of what kind it is."""

from __future__ import annotations

import re

from corpus.calendar_words import WEEKDAYS, any_of
from corpus.formats.words import word_list

_PARTS = re.compile(r"[|/]")
_BREADCRUMB = re.compile(r"[>»›]+")
_CRUMB_CHARS = 40
_PART_WORDS = 3
_SERIES = re.compile(  # "The Saturday Interview"
    rf"(?:the )?(?:{any_of(WEEKDAYS)}|weekend|big|long) (?:interview|read|profile|essay|review)",
    re.IGNORECASE,
)


def is_section(line: str) -> bool:
    """Whether a line is a part of a site: "World", "OBITUARY", "World | Rome", "Home > News"."""
    parts = [part.strip() for part in _PARTS.split(line.casefold())]
    named = parts[0].rstrip(":") in word_list("sections")
    is_short = all(len(part.split()) <= _PART_WORDS for part in parts)
    crumbs = [crumb.strip() for crumb in _BREADCRUMB.split(line)]
    is_trail = len(crumbs) > 1 and all(0 < len(each) <= _CRUMB_CHARS for each in crumbs)
    return (named and is_short) or is_trail or _SERIES.fullmatch(line.strip()) is not None


def is_trail_of_sections(line: str) -> bool:
    """Whether a line can be nothing else: two parts or more, and each is one: "Sport | Cricket"."""
    parts = [part.strip().casefold() for part in re.split(r"[|/>»›]+", line)]
    return len(parts) > 1 and word_list("sections").issuperset(parts)
