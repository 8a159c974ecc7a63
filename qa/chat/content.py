"""Archive and user text as Textual content: shown as it stands, never read as markup.

A widget that is given a `str` reads `[…]` in it as markup, so none ever is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from textual.content import Content
from textual.content import Span as Styled

from corpus.records import Span
from qa.show.safe_text import printable

Mark = tuple[Span, str]


def as_content(text: str, style: str = "") -> Content:
    """The printable text, all in one style."""
    return Content.assemble((printable(text), style))


def mark_ranges(text: str, marks: Sequence[Mark]) -> Content:
    """The printable text with some of its ranges in a style; later marks lie over earlier ones.

    Controls are taken out between the edges of the marks, so none of the marks shifts.
    """
    edges = sorted({0, len(text), *(edge for span, _ in marks for edge in span)})
    pieces = [printable(text[start:end]) for start, end in pairwise(edges)]
    shown_at = dict(zip(edges, accumulate(map(len, pieces), initial=0), strict=True))
    return Content(
        "".join(pieces),
        [Styled(shown_at[span.start], shown_at[span.end], style) for span, style in marks],
    )


def justify(left: Content, right: Content, width: int) -> Content:
    """The two at either end of one line; the left one gives way, down to a third of it."""
    right = right.truncate(max(width - left.cell_length, 2 * width // 3), ellipsis=True)
    room = max(width - right.cell_length, 0)
    return left.truncate(room, ellipsis=True, pad=True) + right


def shift_span(span: Span, by: int) -> Span:
    """The same range, counted from another origin."""
    return Span(span.start + by, span.end + by)
