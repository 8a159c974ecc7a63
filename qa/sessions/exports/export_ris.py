"""An export as RIS, which reference managers read: a reference for each article that is quoted.

Tags are those of a newspaper article (NEWS). RIS has no place for a quote and its offsets but
notes (N1), so each quote is a note with its characters and the article's digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qa.sessions.exports.export_entries import Entry, Export
from qa.sessions.quotations import Quotation
from qa.show.phrases import quoted
from qa.show.safe_text import one_line


def as_ris(export: Export) -> str:
    """A reference for each version of an article, in the order in which they are first quoted."""
    quoting = [entry for entry in export.entries if entry.quotation]
    places = {_version(entry): place for place, entry in reversed(list(enumerate(quoting)))}
    ordered = sorted(quoting, key=lambda entry: places[_version(entry)])
    groups = (list(group) for _, group in groupby(ordered, key=_version))
    return "".join(f"{line}\r\n" for group in groups for line in _reference(group))


def _version(entry: Entry) -> tuple[str, str, str]:
    assert entry.quotation
    return entry.archive, entry.quotation.article_id, entry.quotation.digest


def _reference(entries: Sequence[Entry]) -> Iterator[str]:
    first = entries[0].quotation
    assert first
    yield _line("TY", "NEWS")
    yield from _lines_of_article(first)
    for entry in entries:
        yield from _notes(entry)
    yield from (_line("ER", ""), "")


def _lines_of_article(quotation: Quotation) -> Iterator[str]:
    published = (quotation.published or "").split("-")
    # Day and month stay empty where they are not known: 2016/02//
    date = "/".join([*published, "", "", ""][:3]) + "/" if quotation.published else ""
    for tag, value in (
        ("AU", quotation.author),
        ("TI", quotation.title),
        ("T2", quotation.source),
        ("CY", quotation.place),
        ("PY", published[0]),
        ("DA", date),
        ("UR", quotation.url),
        ("AN", quotation.article_id),
    ):
        if value and one_line(value):
            yield _line(tag, value)


def _notes(entry: Entry) -> Iterator[str]:
    quotation = entry.quotation
    assert quotation
    offsets = f"characters {quotation.start}-{quotation.end}"
    places = (quotation.locator, offsets, f"article digest {quotation.digest}")
    yield _line("N1", f"{quoted(quotation.quote)} ({', '.join(filter(None, places))})")
    if entry.question:
        yield _line("N1", f"Question: {entry.question}")
    if entry.answer:
        yield _line("N1", f"Answer: {entry.answer}")
    if entry.note:
        yield _line("N1", f"Note: {entry.note}")


def _line(tag: str, value: str) -> str:
    """A tag with its value on one line: nothing in it can begin another tag."""
    return f"{tag}  - {one_line(value)}"
