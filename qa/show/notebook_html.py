"""Answers, checks, articles and lists as pieces of HTML, for notebooks: text that never acts.

They bring no colours of their own, so that they suit light and dark pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from corpus.headings import Heading
from corpus.records import Article, Span
from qa.answers import Answer, Evidence
from qa.show.phrases import (
    CLOSEST,
    UNSURE,
    citation,
    format_agreement,
    format_confidence,
    format_copies,
    format_correction,
    format_date,
    format_nearness,
    format_other_answers,
    format_searched,
    format_timeline,
    headline,
    quote_of,
    title_of,
)
from qa.show.safe_text import one_line, printable
from qa.show.see_also import numbers_listed

_QUOTE_STYLE = "margin:.4em 0;padding-left:.8em;border-left:3px solid currentColor"
_MARK_STYLE = "background:none;color:inherit;font-weight:bold;text-decoration:underline"


def answer_as_html(answer: Answer) -> str:
    """The answer, what speaks for it, and its evidence with citations."""
    return _in_block(_answer_parts(answer))


def article_as_html(article: Article) -> str:
    """What is known of an article, and its text."""
    known = (one_line(article.source or ""), format_date(article), one_line(article.id))
    return _in_block(
        (
            f"<p><strong>{_text(title_of(article))}</strong></p>",
            _paragraph(" · ".join(filter(None, known))),
            f'<div style="white-space:pre-line">{_text(article.text)}</div>',
        )
    )


def headings_as_html(headings: Sequence[Heading]) -> str:
    """A table of articles."""
    rows = "".join(
        f'<tr><th scope="row">{_text(one_line(each.id))}</th><td>{_text(format_date(each))}</td>'
        f"<td>{_text(one_line(each.source or ''))}</td><td>{_text(title_of(each))}</td></tr>"
        for each in headings
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("id", "date", "outlet", "title"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def lines_as_html(lines: Iterable[str]) -> str:
    """Lines of text as they stand, such as those of a checked quotation."""
    return f'<pre style="white-space:pre-wrap">{_text(chr(10).join(lines))}</pre>'


def quote_as_html(text: str, quote: Span, marked: Span | None = None) -> str:
    """A range of a text as a block, a part of it marked."""
    start, end = marked if marked else (quote.end, quote.end)
    start, end = (min(max(at, quote.start), quote.end) for at in (start, end))
    before, inside, after = text[quote.start : start], text[start:end], text[end : quote.end]
    mark = f'<mark style="{_MARK_STYLE}">{_text(inside)}</mark>' if inside else ""
    return f'<blockquote style="{_QUOTE_STYLE}">{_text(before)}{mark}{_text(after)}</blockquote>'


def _answer_parts(answer: Answer) -> Iterator[str]:
    if answer.status == "error":
        yield _paragraph(answer.error or "The question could not be answered.")
        return
    yield f"<p><strong>{_text(headline(answer))}</strong></p>"
    doubt = UNSURE if answer.status == "possible" else ""
    asked = f"Searched for: {one_line(answer.asked)}" if answer.was_rewritten else ""
    said = (doubt, format_agreement(answer), format_other_answers(answer), format_timeline(answer))
    yield from map(_paragraph, filter(None, (*said, asked)))
    if answer.text is None:
        yield from _silence_parts(answer)
    elif answer.evidence:
        yield from _evidence_parts(answer.evidence[0])
        yield _paragraph(format_confidence(answer))
        if items := "".join(_items_beside(answer)):
            yield f"<details><summary>See also</summary><ol>{items}</ol></details>"


def _items_beside(answer: Answer) -> Iterator[str]:
    for number in numbers_listed(answer)[1:]:
        row = "".join(_evidence_parts(answer.evidence[number - 1]))
        yield f'<li value="{number}">{row}</li>'


def _silence_parts(answer: Answer) -> Iterator[str]:
    if answer.searched:
        yield _paragraph(format_searched(answer.searched))
    if nearness := format_nearness(answer):
        yield _paragraph(nearness)
    if answer.closest:
        yield _paragraph(f"{CLOSEST}:")
        yield from _evidence_parts(answer.closest)


def _evidence_parts(row: Evidence) -> Iterator[str]:
    yield quote_as_html(row.passage.article.text, quote_of(row), row.marked)
    words = (citation(row), format_copies(row), format_correction(row))
    yield from map(_paragraph, filter(None, words))


def _in_block(parts: Iterable[str]) -> str:
    return f'<div class="pullquote">{"".join(parts)}</div>'


def _paragraph(words: str) -> str:
    return f"<p>{_text(words)}</p>"


def _text(text: str) -> str:
    return escape(printable(text))
