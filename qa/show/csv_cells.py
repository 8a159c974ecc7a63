"""Lines of CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from qa.show.schema import ACTING


def format_csv_line(cells: Sequence[object]) -> str:
    """The cells as one row, with its line end; None is an empty cell."""
    line = io.StringIO()
    shown = [csv_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    csv.writer(line, lineterminator="\n").writerow(shown)
    return line.getvalue()


def csv_cell(text: str) -> str:
    """Text that a spreadsheet shows and never runs; JSON Lines is the form that is verbatim.

    A cell that begins like a formula, and is no number, gets an apostrophe in front. Characters
    that act are replaced, each by one that does not, so offsets into the text still count.
    """
    shown = ACTING.sub("\ufffd", text.translate(_PICTURES))
    formula = shown.startswith(_FORMULA) and not re.fullmatch(r"[-+]?\d[\d.,]*%?", shown)
    return f"'{shown}" if formula else shown


_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
