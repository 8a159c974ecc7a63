"""An export as one HTML page that stands alone: no script, nothing loaded, all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from qa.sessions.exports.export_entries import Entry, Export
from qa.sessions.quotations import Quotation
from qa.show.answer_markdown import is_web_address
from qa.show.phrases import CLOSEST, format_count
from qa.show.safe_text import one_line, printable

# What a page from strangers' texts may do: look like this, and nothing else.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark;
  --ink: #1c1917; --quiet: #57534e; --paper: #fffdf8; --rule: #b45309; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece7df; --quiet: #b3aba1; --paper: #191714; --rule: #f0a95b; }
}
body { margin: 3rem auto; max-width: 42rem; padding: 0 1rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.9rem; margin: 0; }
h2 { font-size: 1rem; font-weight: normal; color: var(--quiet); margin: 3rem 0 .4rem; }
.answer { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
blockquote { margin: 0 0 .6rem; padding-left: 1rem; border-left: 3px solid var(--rule);
  white-space: pre-line; }
mark { background: none; color: inherit; font-weight: bold; }
.quiet, .others { color: var(--quiet); font-size: .85rem; margin: .2rem 0; }
.note { margin: .6rem 0; font-style: italic; white-space: pre-line; }
a { color: inherit; }
code { font-size: .8rem; overflow-wrap: anywhere; }
"""


def as_html(export: Export) -> str:
    """The page, in UTF-8."""
    what = "question" if export.kind == "session" else "clipping"
    title = _text(one_line(export.title))
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
            _paragraph("quiet", f"{format_count(len(export.entries), what)}"),
            *(
                line
                for number, entry in enumerate(export.entries, start=1)
                for line in _section(number, entry)
            ),
            "</body>\n</html>\n",
        ]
    )


def _section(number: int, entry: Entry) -> Iterator[str]:
    heading = entry.question or (entry.quotation.title if entry.quotation else "")
    yield f"<section>\n<h2>{number}. {_text(one_line(heading))}</h2>"
    if entry.asked:
        yield _paragraph("quiet", f"Searched for: {entry.asked}")
    if entry.reply:
        yield _paragraph("answer", entry.reply)
    if quotation := entry.quotation:
        if entry.reply and entry.answer is None:
            yield _paragraph("quiet", f"{CLOSEST}:")
        yield from _quotation(quotation)
    if entry.note:
        yield _paragraph("note", entry.note)
    if entry.others:
        yield '<ul class="others">'
        for other in entry.others:
            yield f"<li>{_linked(other)}: {_text(one_line(other.quote))}</li>"
        yield "</ul>"
    yield "</section>"


def _quotation(quotation: Quotation) -> Iterator[str]:
    yield f"<blockquote>{_marked(quotation)}</blockquote>"
    yield f'<p class="quiet">{_linked(quotation)}</p>'
    place = f"characters {quotation.start}–{quotation.end}"
    article, digest = _text(one_line(quotation.article_id)), _text(quotation.digest)
    where = f"{place} of article <code>{article}</code>, digest <code>{digest}</code>"
    yield f'<p class="quiet">{where}</p>'


def _marked(quotation: Quotation) -> str:
    text, answer = quotation.quote, quotation.answer_in_quote
    if answer is None:
        return _text(text)
    start, end = answer
    return f"{_text(text[:start])}<mark>{_text(text[start:end])}</mark>{_text(text[end:])}"


def _linked(quotation: Quotation) -> str:
    """The citation, a link where the article has a web address (http or https)."""
    url, shown = printable(quotation.url or ""), _text(quotation.citation)
    if not is_web_address(url):
        return shown
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{shown}</a>'


def _paragraph(kind: str, words: str) -> str:
    return f'<p class="{kind}">{_text(words)}</p>'


def _text(text: str) -> str:
    """Text that is shown as it stands: no tag, no control, no change of direction."""
    return escape(printable(text))
