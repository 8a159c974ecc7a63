"""Where in an article's text the pages, chapters or cues begin that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.records import Locator

_PROBE_CHARS = 48  # of a line, by which it is found again; its last word may have been mended
_PROBED_LINES = 12  # of a part's beginning; cleaning may have taken the first ones
_SLACK = 400  # characters that cleaning may add


class Part(NamedTuple):
    """A part of a document, what it is cited as, and its text."""

    label: str
    text: str


def join_parts(parts: Iterable[Part], mark: str = "\n\n") -> tuple[str, tuple[Locator, ...]]:
    """The parts' text as one, and where each begins in it; parts without text are left out."""
    texts: list[str] = []
    locators: list[Locator] = []
    place = 0
    for label, text in parts:
        if text:
            locators.append(Locator(place, label))
            texts.append(text)
            place += len(text) + len(mark)
    return mark.join(texts), tuple(locators)


def find_parts(text: str, parts: Iterable[Part]) -> tuple[Locator, ...]:
    """Where the parts begin in an article's text that was made of theirs, and then cleaned.

    A part of which nothing was kept has no locator, nor has one that cannot be found again.
    """
    found: list[Locator] = []
    place, length = 0, 0  # of the last part that was found, and the length of all since
    for label, part in parts:
        first = place + 1 if found else 0
        start = _find_nearest(text, part, first, expected=place + length)
        length += len(part)
        if start is not None:
            found.append(Locator(start, label))
            place, length = start, len(part)
    return tuple(found)


def _find_nearest(text: str, part: str, first: int, expected: int) -> int | None:
    """Where a part begins: of the places that begin like it, the one nearest to the expected."""
    end = expected + len(part) + _SLACK
    for probe in _probes(part):
        after = text.find(probe, max(first, expected), end)
        before = text.rfind(probe, first, expected + len(probe))
        places = [place for place in (before, after) if place >= 0]
        if places:
            return min(places, key=lambda place: abs(place - expected))
    return None


def _probes(part: str) -> Iterator[str]:
    """The beginnings of a part's first lines, each without its last word."""
    for line in [line for line in part.split("\n") if line.strip()][:_PROBED_LINES]:
        words = " ".join(line.split())[:_PROBE_CHARS]
        yield words.rpartition(" ")[0] or words
