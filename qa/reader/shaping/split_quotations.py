"""A quotation that goes on behind its speaker's name is one: "…," she said. "…" """

from __future__ import annotations

from collections.abc import Iterable

from corpus.quotation_marks import find_quotations
from corpus.records import Span
from qa.reader.people.attributions import QUOTED, blank_quotations, find_attributions


def join_split_quotations(text: str, units: Iterable[Span], most: int) -> list[Span]:
    """The units, with what is nothing but more of a quotation joined to the one before it.

    No more than `most` characters are joined, and no paragraphs.
    """
    quotations = find_quotations(text)
    joined: list[Span] = []
    for unit in units:
        last = joined[-1] if joined else unit
        is_near = unit.end - last.start <= most and "\n\n" not in text[last.end : unit.start]
        own = blank_quotations(text, unit, quotations) if is_near and last != unit else ""
        if own.strip() == QUOTED and _is_attributed(blank_quotations(text, last, quotations)):
            joined[-1] = Span(last.start, unit.end)
        else:
            joined.append(unit)
    return joined


def _is_attributed(own: str) -> bool:
    """Whether a sentence is a quotation and who said it; `own` is as `blank_quotations` has it."""
    return own.startswith(QUOTED) and own.count(QUOTED) == 1 and bool(find_attributions(own))
