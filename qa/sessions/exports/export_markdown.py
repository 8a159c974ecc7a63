"""An export as a Markdown page; nothing that an archive holds acts as markup in it."""

from __future__ import annotations

from collections.abc import Iterator

from qa.sessions.exports.export_entries import Entry, Export
from qa.sessions.quotations import Quotation
from qa.show.answer_markdown import escape_markdown, is_web_address
from qa.show.phrases import CLOSEST, format_count
from qa.show.safe_text import printable


def as_markdown(export: Export) -> str:
    """A heading, then a section for each entry."""
    what = "question" if export.kind == "session" else "clipping"
    lines = [f"# {escape_markdown(export.title)}", f"{format_count(len(export.entries), what)}."]
    for number, entry in enumerate(export.entries, start=1):
        lines += _section(number, entry)
    return "\n\n".join(lines) + "\n"


def _section(number: int, entry: Entry) -> Iterator[str]:
    heading = entry.question or (entry.quotation.title if entry.quotation else "")
    yield f"## {number}. {escape_markdown(heading)}"
    if entry.asked:
        yield f"Searched for: {escape_markdown(entry.asked)}"
    if entry.reply:
        bold = "**" if entry.answer else ""
        yield f"{bold}{escape_markdown(entry.reply)}{bold}"
    if quotation := entry.quotation:
        if entry.reply and entry.answer is None:
            yield f"{CLOSEST}:"
        yield _quote(quotation)
        yield _source(quotation)
    if entry.note:
        yield f"Note: {escape_markdown(entry.note)}"
    if entry.others:
        yield "See also:"
        yield "\n".join(
            f"- {_linked(each)}: {escape_markdown(each.quote)}" for each in entry.others
        )


def _quote(quotation: Quotation) -> str:
    """The quote as a block, its answer in bold."""
    text, answer = quotation.quote, quotation.answer_in_quote
    if answer is None or answer == (0, len(text)):
        return f"> {escape_markdown(text)}"
    start, end = answer
    before, inside, after = text[:start], text[start:end], text[end:]
    # Spaces beside a mark stay outside of it, where they stand: "**" needs letters within.
    parts = (_escape_part(before), f"**{escape_markdown(inside)}**", _escape_part(after))
    return f"> {''.join(parts)}"


def _escape_part(text: str) -> str:
    """A part of a line, with the space at its edges."""
    first = " " if text[:1].isspace() else ""
    last = " " if text[-1:].isspace() and text.strip() else ""
    return f"{first}{escape_markdown(text)}{last}"


def _source(quotation: Quotation) -> str:
    place = f"characters {quotation.start}–{quotation.end}"
    article, digest = _code(quotation.article_id), _code(quotation.digest)
    return f"{_linked(quotation)} · {place} · article `{article}` · digest `{digest}`"


def _linked(quotation: Quotation) -> str:
    """The citation, a link where the article has a web address."""
    url = printable(quotation.url or "")
    shown = escape_markdown(quotation.citation)
    return f"[{shown}](<{url}>)" if is_web_address(url) else shown


def _code(text: str) -> str:
    return printable(text).replace("`", "'").replace("\n", " ")
