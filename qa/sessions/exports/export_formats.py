"""The formats of an export, and the file that one is written to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from corpus.errors import InputError
from qa.sessions.exports.export_csv import as_csv
from qa.sessions.exports.export_entries import Export
from qa.sessions.exports.export_html import as_html
from qa.sessions.exports.export_json import as_json
from qa.sessions.exports.export_markdown import as_markdown
from qa.sessions.exports.export_ris import as_ris

FORMATS: Mapping[str, Callable[[Export], str]] = {
    "md": as_markdown,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
    "ris": as_ris,
}


def format_export(export: Export, fmt: str) -> str:
    """The export in one of `FORMATS`: text that acts in no terminal."""
    return FORMATS[fmt](export)


def choose_format(path: Path) -> str:
    """The format that a file's ending names; InputError where it names none."""
    ending = path.suffix.lower().removeprefix(".")
    ending = {"markdown": "md", "htm": "html"}.get(ending, ending)
    if ending not in FORMATS:
        endings = ", ".join(f".{each}" for each in FORMATS)
        raise InputError(f"{path}: an export ends in one of {endings}")
    return ending


def write_export(export: Export, path: Path, fmt: str | None = None, *, over: bool = False) -> None:
    """Write the export, whole or not at all; `over` puts it in the place of a file that is there.

    InputError for a file that is there, a folder that is not, or an ending that names no format.
    """
    text = format_export(export, fmt or choose_format(path))
    if path.is_dir() or (path.exists() and not over):
        raise InputError(f"{path} is there already: name another file")
    if not path.parent.is_dir():
        raise InputError(f"no folder {path.parent}: make it first")
    _write_whole(path, text.encode("utf-8", "replace"))


def _write_whole(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".export-", delete=False) as aside:
        name = Path(aside.name)
        try:
            aside.write(data)
            aside.flush()
            os.fsync(aside.fileno())
        except OSError:
            name.unlink(missing_ok=True)
            raise
    name.replace(path)
