"""The lines of a PDF's pages as people read them: columns one after another, no running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeAlias

LINE_HYPHEN = "\x02"  # what pdfium gives for a hyphen at a line's end, and no line break after it
_GAP = 1.6  # times the size of the type: a wider gap in a line parts two columns
_SAME_LINE = 0.5  # times the size: what lies nearer in height stands in the same line
_PROSE_CHARS = 18  # of a piece; shorter ones side by side are a table's cells
_FEWEST_PAIRS = 3  # pieces of prose side by side that make two columns
_EDGE_LINES = 3  # at the head and at the foot of a page, of which some may run through all
_LEAST_PAGES = 3  # a head that stands on fewer may be a heading
_NEW_PARAGRAPH = 1.45  # times the usual distance of two lines
_INDENT = 0.8  # times the size
_OTHER_SIZE = 0.15  # share by which a heading's type differs
_SHORT_LINE = 0.8  # share of the column's width: a line that ends before ends its paragraph
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|pg?\.|seite|p[áa]gina|pagina|strona)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|di|sur|van|z)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…:。！？][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Some words on one line of a page; distances in points from the page's lower left corner."""

    words: str
    left: float
    right: float
    base: float
    size: float


Rectangle: TypeAlias = tuple[float, float, float, float]
"""Of a character, in points: its left and right edge, its lower edge and its height."""


def split_pieces(characters: Iterable[tuple[str, Rectangle | None]]) -> Iterator[Line]:
    """The words that stand close together on one line; spaces have no rectangle."""
    words: list[str] = []
    boxes: list[Rectangle] = []
    for character, box in characters:
        is_apart = box is not None and bool(boxes) and box[0] - boxes[-1][1] > _GAP * box[3]
        if character in "\r\n" or is_apart or words[-1:] == [LINE_HYPHEN]:
            yield from _piece(words, boxes)
            words, boxes = [], []
        words.append(character)
        boxes += [box] if box else []
    yield from _piece(words, boxes)


def _piece(words: list[str], boxes: list[Rectangle]) -> Iterator[Line]:
    text = " ".join("".join(words).split())
    if text and boxes:
        # Most of its characters stand where the line does; raised figures and signs do not.
        _, _, base, size = sorted(boxes, key=lambda box: box[3])[len(boxes) // 2]
        yield Line(text, min(b[0] for b in boxes), max(b[1] for b in boxes), base, size)


def in_reading_order(pieces: Sequence[Line]) -> list[Line]:
    """The page's lines: as they were written, unless columns were written line by line across.

    What stands side by side and is no prose, such as the cells of a table, becomes one line.
    """
    beside = [pair for pair in pairwise(pieces) if _is_beside(*pair)]
    prose = [pair for pair in beside if min(len(each.words) for each in pair) >= _PROSE_CHARS]
    if len(prose) >= _FEWEST_PAIRS and 2 * len(prose) >= len(beside):
        return list(_by_columns(list(pieces)))
    lines: list[Line] = []
    for piece in pieces:
        if lines and _is_beside(lines[-1], piece):
            lines[-1] = _join(lines[-1], piece)
        else:
            lines.append(piece)
    return lines


def _is_beside(one: Line, two: Line) -> bool:
    near = abs(one.base - two.base) < _SAME_LINE * max(one.size, two.size)
    return near and two.left >= one.right


def _join(one: Line, two: Line) -> Line:
    words = f"{one.words} {two.words}"
    return Line(words, one.left, two.right, one.base, max(one.size, two.size))


def _by_columns(pieces: list[Line]) -> Iterator[Line]:
    """Cut where no line crosses: from top to bottom between columns, else across between blocks."""
    stack = [pieces]
    while stack:
        block = stack.pop()
        if at := _gutter(block):
            stack += [[p for p in block if p.left >= at], [p for p in block if p.left < at]]
        elif parted := _part_across(block):
            stack += reversed(parted)
        else:
            yield from sorted(block, key=lambda each: (-each.base, each.left))


def _gutter(block: list[Line]) -> float | None:
    """The left edge of the second column, if a strip that no line crosses parts two columns."""
    if len(block) < 2 * _FEWEST_PAIRS:
        return None
    reach = float("-inf")
    for count, piece in enumerate(sorted(block, key=lambda each: each.left)):
        is_gap = piece.left > reach + _SAME_LINE * piece.size
        if is_gap and min(count, len(block) - count) >= _FEWEST_PAIRS:
            return piece.left
        reach = max(reach, piece.right)
    return None


def _part_across(block: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """The block above its widest gap, and the one below it."""
    by_height = sorted(block, key=lambda each: -each.base)
    gaps = [(one.base - two.base, two.base) for one, two in pairwise(by_height)]
    gap, below = max(gaps, default=(0.0, 0.0))
    if gap <= 0:
        return None
    upper = [piece for piece in block if piece.base > below]
    return upper, [piece for piece in block if piece.base <= below]


def part_running_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without page numbers and the heads and feet that run through; and those heads."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for page in edges for key in {_digitless(line.words) for line in page})
    often = max(_LEAST_PAGES, len(pages) // 4)
    running = {key for key, count in counts.items() if count >= often}
    heads: dict[str, None] = {}
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for line in edge
            if _digitless(line.words) in running or _PAGE_NUMBER.fullmatch(line.words)
        }
        heads |= dict.fromkeys(line.words for line in page if id(line) in gone)
        kept.append([line for line in page if id(line) not in gone])
    return kept, list(heads)


def _edges(page: Sequence[Line]) -> list[Line]:
    """The topmost and the lowest lines of a page."""
    by_height = sorted(page, key=lambda line: -line.base)
    return by_height[:_EDGE_LINES] + by_height[_EDGE_LINES:][-_EDGE_LINES:]


def _digitless(words: str) -> str:
    return re.sub(r"\d+", "#", words.casefold())


def paragraphs_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of one page after another, in paragraphs; one may go on over a page's end."""
    pitch = _usual_pitch(lines)
    column = _columns(lines)
    current: list[Line] = []
    for line in lines:
        if current and _begins_paragraph(current, line, pitch, column):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _begins_paragraph(
    current: list[Line], line: Line, pitch: float, column: dict[int, float]
) -> bool:
    before = current[-1]
    goes_on = line.words[:1].islower() and not _ENDS_SENTENCE.search(before.words)
    if abs(line.size - before.size) > _OTHER_SIZE * max(line.size, before.size) and not goes_on:
        return True
    drop = before.base - line.base
    if drop < 0 or drop > 8 * pitch:  # another column or page: a sentence goes on there
        return bool(_ENDS_SENTENCE.search(before.words)) or line.words[:1].isupper()
    if drop > _NEW_PARAGRAPH * max(pitch, before.size):
        return True
    if line.left - before.left > _INDENT * line.size:
        return len(current) > 1 or bool(_ENDS_SENTENCE.search(before.words))
    width = column.get(round(before.left / 20), before.right) - before.left
    is_short = before.right - before.left < _SHORT_LINE * width
    ends = bool(_ENDS_SENTENCE.search(before.words))
    return is_short and (ends or line.words[:1].isupper())


def _usual_pitch(lines: Sequence[Line]) -> float:
    drops = [one.base - two.base for one, two in pairwise(lines)]
    usual = [drop for drop in drops if 0 < drop < 60]
    return median(usual) if usual else 12.0


def _columns(lines: Iterable[Line]) -> dict[int, float]:
    """How far to the right the lines go that begin at about the same place."""
    reach: dict[int, float] = {}
    for line in lines:
        key = round(line.left / 20)
        reach[key] = max(reach.get(key, 0.0), line.right)
    return reach
