"""An export as CSV: a row for each quotation, none of which acts in a spreadsheet.

Cells are as `csv_cell` makes them: one that a spreadsheet would take for a formula has an
apostrophe in front, controls are replaced one for one, and everything else is word for word.
Where every character counts, JSON is the format.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.sessions.exports.export_entries import Entry, Export
from qa.sessions.quotations import Quotation
from qa.show.csv_cells import format_csv_line

COLUMNS = (
    *("number", "rank", "question", "searched_for", "status", "answer", "confidence"),
    *("quote", "citation", "title", "source", "author", "published", "url", "article_id"),
    *("start", "end", "answer_start", "answer_end", "digest", "locator", "path"),
    *("archive", "kept_at", "note", "place"),
)


def as_csv(export: Export) -> str:
    """The head and the rows; a turn without a quotation has a row too."""
    lines = [format_csv_line(COLUMNS)]
    for number, entry in enumerate(export.entries, start=1):
        lines += _rows(number, entry)
    return "".join(lines)


def _rows(number: int, entry: Entry) -> Iterator[str]:
    quotations = (entry.quotation, *entry.others)
    for rank, quotation in enumerate(quotations, start=1):
        cells = _cells(entry) | _quotation_cells(quotation)
        cells |= {"number": number, "rank": rank}
        yield format_csv_line([cells[column] for column in COLUMNS])


def _cells(entry: Entry) -> dict[str, object]:
    return {
        "question": entry.question,
        "searched_for": entry.asked or entry.question,
        "status": entry.status,
        "answer": entry.answer,
        "confidence": entry.confidence,
        "archive": entry.archive,
        "kept_at": entry.when.isoformat(timespec="seconds"),
        "note": entry.note or None,
    }


def _quotation_cells(quotation: Quotation | None) -> dict[str, object]:
    names = set(COLUMNS) & set(Quotation.__dataclass_fields__)
    return {name: getattr(quotation, name, None) for name in names}
