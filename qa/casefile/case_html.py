"""A case as one HTML page: no script runs, nothing is loaded, every text is escaped.

The page carries its data as JSON, for `verify-case`, with a digest of all that is around it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import escape

from qa.casefile.case import Case, CaseQuote
from qa.sessions.quotations import permalink
from qa.show.answer_markdown import is_web_address
from qa.show.phrases import format_count
from qa.show.safe_text import one_line, printable
from qa.show.schema import to_json_line

DATA_OPENS, DATA_CLOSES = '<script type="application/json" id="case">', "</script>"
# What a page from strangers' texts may do: look like this, and nothing else.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark;
  --ink: #1c1917; --quiet: #57534e; --paper: #fffdf8; --rule: #b45309; --line: #d6d3d1; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece7df; --quiet: #b3aba1; --paper: #191714; --rule: #f0a95b; --line: #44403c; }
}
body { margin: 3rem auto; max-width: 44rem; padding: 0 1rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 1.15rem; margin: 0 0 .6rem; }
article { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.4rem; }
figure { margin: 0; }
blockquote { margin: 0 0 .6rem; padding-left: 1rem; border-left: 3px solid var(--rule);
  white-space: pre-line; overflow-wrap: anywhere; }
mark { background: none; color: inherit; font-weight: bold; }
figcaption { margin: 0 0 .8rem; }
cite { font-style: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0;
  color: var(--quiet); font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.note { font-style: italic; white-space: pre-line; }
nav ol { padding-left: 1.6rem; }
a { color: inherit; }
a:focus-visible { outline: 2px solid var(--rule); outline-offset: 2px; }
code { font-size: .9em; overflow-wrap: anywhere; }
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #333; --paper: #fff; --line: #999; }
  body { margin: 0; max-width: none; font-size: 11pt; }
  article { break-inside: avoid; }
  h2 { break-after: avoid; }
  cite a[href^="http"]::after { content: " <" attr(href) ">"; overflow-wrap: anywhere; }
}
"""


def as_page(case: Case) -> str:
    """The page, in UTF-8."""
    before, after = _head(case), "\n</body>\n</html>\n"
    record = case.as_record() | {"page": page_digest(before + after)}
    # A "<" in the data could end it early.
    data = to_json_line(record).replace("<", "\\u003c")
    return f"{before}{DATA_OPENS}{data}{DATA_CLOSES}{after}"


def page_digest(around: str) -> str:
    """SHA-256 of what stands around the data of a page."""
    return hashlib.sha256(around.encode("utf-8", "replace")).hexdigest()


def shown_quote(quote: CaseQuote) -> str:
    """The words of a quote as the page shows them."""
    return printable(quote.quote)


def shown_citation(quote: CaseQuote) -> str:
    """The citation of a quote as the page shows it."""
    return one_line(quote.citation)


def _head(case: Case) -> str:
    return "\n".join(_lines(case))


def _lines(case: Case) -> Iterator[str]:
    title = _text(case.title)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{title}</h1>\n<dl>"
    made = case.made_at.isoformat(timespec="seconds")
    yield _fact(
        "Made", f'<time datetime="{escape(made)}">{case.made_at:%d %b %Y, %H:%M} UTC</time>'
    )
    yield _fact("Quotes", str(len(case.quotes)))
    held = format_count(case.articles, "article")
    yield _fact("Archive", f"{_text(case.archive)}, {held}")
    yield _fact("Its stamp", f"<code>{_text(case.stamp)}</code>")
    yield _fact("To check", "<code>pullquote verify-case</code> and the name of this file")
    yield "</dl>\n</header>"
    yield from _contents(case)
    yield "<main>"
    for number, quote in enumerate(case.quotes, start=1):
        yield from _section(number, quote)
    yield "</main>"


def _contents(case: Case) -> Iterator[str]:
    yield '<nav aria-label="Quotes">\n<ol>'
    for number, quote in enumerate(case.quotes, start=1):
        yield f'<li><a href="#quote-{number}">{_text(_heading(quote))}</a></li>'
    yield "</ol>\n</nav>"


def _section(number: int, quote: CaseQuote) -> Iterator[str]:
    id = f"quote-{number}"
    yield f'<article id="{id}" aria-labelledby="{id}-heading">'
    yield f'<h2 id="{id}-heading">{number}. {_text(_heading(quote))}</h2>\n<figure>'
    yield f'<blockquote data-quote="{number}">{_marked(quote)}</blockquote>'
    yield f"<figcaption>{_linked(number, quote)}</figcaption>\n</figure>"
    if quote.note:
        yield f'<p class="note">{escape(printable(quote.note))}</p>'
    yield "<dl>"
    if quote.author:
        yield _fact("Author", _text(quote.author))
    yield _fact("Article", f"<code>{_text(quote.article_id)}</code>")
    yield _fact("Characters", f"{quote.start}–{quote.end} of its text")
    yield _fact("Digest", f"<code>{_text(quote.digest)}</code>")
    yield _fact("Kept", f'<time datetime="{escape(quote.kept_at)}">{_text(quote.kept_at)}</time>')
    link = permalink(quote.article_id, quote.start, quote.end, quote.digest)
    yield _fact("To see it", f"<code>{_text(link)}</code>")
    yield "</dl>\n</article>"


def _heading(quote: CaseQuote) -> str:
    return one_line(quote.question) or one_line(quote.title) or "untitled"


def _fact(name: str, markup: str) -> str:
    return f"<dt>{name}</dt><dd>{markup}</dd>"


def _marked(quote: CaseQuote) -> str:
    text, answer = quote.quote, quote.answer_in_quote
    if answer is None:
        return escape(printable(text))
    parts = (text[: answer[0]], text[slice(*answer)], text[answer[1] :])
    before, inside, after = (escape(printable(part)) for part in parts)
    return f"{before}<mark>{inside}</mark>{after}"


def _linked(number: int, quote: CaseQuote) -> str:
    """The citation, a link where the article has a web address (http or https)."""
    url, shown = printable(quote.url or ""), escape(shown_citation(quote))
    if is_web_address(url):
        shown = f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{shown}</a>'
    return f'<cite data-citation="{number}">{shown}</cite>'


def _text(text: str) -> str:
    """One line of text that is shown as it stands: no tag, no control, no change of direction."""
    return escape(one_line(text))
