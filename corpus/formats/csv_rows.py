"""The rows of a table, however its cells are quoted, and where each begins.

A row is read as spreadsheets write it, else with backslashes as MySQL writes it, else as if
quotation marks were letters in a table of tabs or bars. A row that fits no way is told with the
lines that may belong to it, and reading goes on with the next row that is whole.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import Literal, NamedTuple, TextIO

from corpus.formats.limits import LINE_BYTES, MB, larger_than

_MOST_LINES = 20_000  # of one row: beyond it a quotation mark was never closed
_DELIMITERS = ",;\t|"
_UNQUOTED = "\t|"  # delimiters that texts do not hold, so that cells need no quotation
_OTHER_WAYS = (("\\", True), (None, False))  # the escaping letter, and whether marks quote
_NULL = "\\N"  # MySQL's word for nothing


class Row(NamedTuple):
    """The cells of a row that begins on a line; of a broken one why it cannot be read."""

    line: int
    cells: list[str]
    problem: str = ""


class _Lines:
    """A text's lines with their numbers; those of the row that is being read can be given back."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 1  # of the line that comes next

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _MOST_LINES:
            raise csv.Error("a quotation mark is never closed")
        line = self._waiting.popleft() if self._waiting else self._read_line()
        self.taken.append(line)
        self.number += 1
        return line

    def _read_line(self) -> str:
        line = self._text.readline(LINE_BYTES + 1)
        if not line:
            raise StopIteration
        is_cut = len(line) > LINE_BYTES
        while is_cut and line and not line.endswith("\n"):
            line = self._text.readline(MB)
        if is_cut:
            self.taken.append("")
            self.number += 1
            raise csv.Error(larger_than(LINE_BYTES, "a line is"))
        return line.replace("\0", "")

    def begin(self) -> None:
        """Begin a row with the next line."""
        self.taken = []

    def give_back(self, kept: int = 0) -> None:
        """Give back the lines of this row but for the first so many."""
        self._waiting.extendleft(reversed(self.taken[kept:]))
        self.number -= len(self.taken) - kept
        self.taken = self.taken[:kept]


def read_table(text: TextIO) -> tuple[list[str], Iterator[Row]]:
    """The names in a table's first row, and the rows below it. Never held whole."""
    csv.field_size_limit(LINE_BYTES)
    lines = _Lines(text)
    delimiters = _stated_delimiter(lines) or _DELIMITERS
    delimiter, names = ",", list[str]()
    for candidate in delimiters:
        lines.begin()
        cells, _ = _parse(lines, candidate)
        lines.give_back()
        if len(cells) > len(names):
            delimiter, names = candidate, cells
    lines.begin()
    _parse(lines, delimiter)
    return names, _Rows(lines, delimiter, len(names)).read()


def _stated_delimiter(lines: _Lines) -> str:
    """The delimiter that Excel names on a first line of its own, "sep=;"; that line is taken."""
    for line in lines:
        bare = line.strip("\r\n ").strip('"')
        if bare.casefold().startswith("sep=") and len(bare) == len("sep=") + 1:
            return bare[-1]
        break
    lines.give_back()
    return ""


def _parse(
    lines: Iterator[str], delimiter: str, escape: str | None = None, *, quoted: bool = True
) -> tuple[list[str], str]:
    """The next row's cells, none at the end; and why there are none, if it is broken."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=delimiter, escapechar=escape, quoting=quoting, strict=True)
    try:
        return next(reader, []), ""
    except csv.Error as error:
        return [], f"is broken CSV: {error}"


class _Rows:
    """The rows below a table's header."""

    def __init__(self, lines: _Lines, delimiter: str, width: int) -> None:
        self._lines, self._delimiter, self._width = lines, delimiter, width

    def read(self) -> Iterator[Row]:
        lines = self._lines
        while True:
            lines.begin()
            start = lines.number
            cells, problem = _parse(lines, self._delimiter)
            if not lines.taken:
                return
            if problem or not self._fits(cells):
                cells = self._read_otherwise() or cells
            if problem and not cells:
                last = self._skip_broken()
                lost = f"; lines {start} to {last} are left out" if last > start else ""
                yield Row(start, [], problem + lost)
            elif cells:
                yield Row(start, [cell if cell != _NULL else "" for cell in cells])

    def _fits(self, cells: list[str]) -> bool:
        """Whether a row read the usual way is one row, and none swallowed by an open quotation."""
        while len(cells) > self._width and not cells[-1]:
            cells.pop()
        if len(self._lines.taken) < 2:
            return len(cells) <= self._width
        each_is_a_row = self._width > 2 and all(
            len(_parse(iter([line]), self._delimiter, quoted=False)[0]) == self._width
            for line in self._lines.taken
        )
        return len(cells) == self._width and not each_is_a_row

    def _read_otherwise(self) -> list[str] | None:
        """The cells with backslashes, else of one line without quotation; None if neither fits."""
        lines, spent = self._lines, len(self._lines.taken)
        for escape, quoted in _OTHER_WAYS:
            if quoted or self._delimiter in _UNQUOTED:
                lines.give_back()
                cells, _ = _parse(lines, self._delimiter, escape, quoted=quoted)
                if len(cells) == self._width and self._fits(cells):
                    return cells
        lines.give_back()
        while len(lines.taken) < spent:
            next(lines)
        return None

    def _skip_broken(self) -> int:
        """Go on to the next line that begins a whole row, and say which line was the last left."""
        lines = self._lines
        lines.give_back(kept=1)
        while True:
            lines.begin()
            cells, problem = _parse(lines, self._delimiter)
            is_whole = not problem and len(cells) == self._width and self._fits(cells)
            if is_whole or not lines.taken:
                lines.give_back()
                return lines.number - 1
            lines.give_back(kept=1)
