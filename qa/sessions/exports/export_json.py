"""An export as JSON: everything that is kept, to the letter."""

from __future__ import annotations

from qa.sessions.exports.export_entries import Export
from qa.show.schema import to_json_line


def as_json(export: Export) -> str:
    """One object: `kind`, `title`, and `turns` as `ask --json` prints them or `clippings`."""
    name = "turns" if export.kind == "session" else "clippings"
    lines = ",\n  ".join(to_json_line(entry.record) for entry in export.entries)
    head = to_json_line({"kind": export.kind, "title": export.title})[:-1]
    entries = f"[\n  {lines}\n]" if lines else "[]"
    return f'{head}, "{name}": {entries}}}\n'
