"""What checking a case found: as JSON for programs, as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from corpus.records import Span
from qa.casefile.case_check import CaseFindings, Kind, QuoteFinding
from qa.show.phrases import format_count, quoted
from qa.show.safe_text import one_line
from qa.show.wrapping import wrap_lines

EXIT_CODES: Mapping[Kind, int] = {
    "holds": 0,
    "moved": 5,
    "elsewhere": 1,
    "changed": 1,
    "missing": 1,
    "altered": 4,
}
_MAX_QUOTE_CHARACTERS = 160


def findings_record(found: CaseFindings) -> dict[str, object]:
    """The findings as plain JSON values."""
    case = found.page.case
    return {
        "title": case.title,
        "made_at": case.made_at.isoformat(timespec="seconds"),
        "stamp": case.stamp,
        "same_archive": found.is_same_archive,
        "archive_unchanged": found.is_unchanged,
        "page_as_made": found.page.is_as_made,
        "quotes": [_finding_record(each) for each in found.findings],
        "exit_code": EXIT_CODES[found.worst],
    }


def findings_as_text(found: CaseFindings, width: int = 80) -> str:
    """What `pullquote verify-case` prints."""
    return "\n".join(_lines(found, max(width, 20)))


def _finding_record(finding: QuoteFinding) -> dict[str, object]:
    quote, span = finding.quote, finding.span
    return {
        "number": finding.number,
        "finding": finding.kind,
        "quote": quote.quote,
        "article_id": quote.article_id,
        "start": quote.start,
        "end": quote.end,
        "digest": quote.digest,
        "stands_in": finding.article_id,
        "stands_at": list(span) if span else None,
    }


def _lines(found: CaseFindings, width: int) -> Iterator[str]:
    if not found.is_same_archive:
        yield from _wrap("▲ The case was made from another archive.", width)
    if not found.page.is_as_made:
        yield from _wrap("▲ The page was changed since it was made, beside its data.", width)
    for finding in found.findings:
        words = one_line(finding.quote.quote)
        if len(words) > _MAX_QUOTE_CHARACTERS:
            words = f"{words[:_MAX_QUOTE_CHARACTERS].rsplit(' ', 1)[0]} …"
        yield from _wrap(f"{finding.number}. {quoted(words)}", width)
        yield from _wrap(_format_kind(finding), width, "   ")
    counts = Counter(each.kind for each in found.findings)
    holding = f"{counts['holds']} of {format_count(len(found.findings), 'quote')} as quoted"
    unchanged = "; the archive has not changed since" if found.is_unchanged else ""
    yield from _wrap(f"{holding}{unchanged}.", width)


def _format_kind(finding: QuoteFinding) -> str:
    own = one_line(finding.quote.article_id)
    place = ""
    if finding.span and finding.article_id:
        place = f"{one_line(finding.article_id)}:{finding.span.start}-{finding.span.end}"
    return {
        "holds": f"holds, in {place}",
        "moved": f"▲ the article has changed; the words now stand in {place}",
        "elsewhere": f"▲ article {own} does not hold it now; the words stand in {place}",
        "changed": f"▲ article {own} has changed, and no longer holds it",
        "missing": f"▲ article {own} is not in this archive, nor are the words",
        "altered": f"▲ the case was altered: article {own} never had these words or facts",
    }[finding.kind]


def _wrap(words: str, width: int, indent: str = "") -> Iterator[str]:
    for line in wrap_lines(words, Span(0, len(words)), width - len(indent)):
        yield indent + words[slice(*line)]
