"""What a check found: as JSON for programs, as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from corpus.records import Article, Span
from qa.show.phrases import format_count, format_date, quoted_title
from qa.show.safe_text import one_line, printable
from qa.show.wrapping import wrap_lines
from qa.verify.quote_check import QuoteCheck, QuotedPlace

_MAX_PLACES_LISTED = 10
_VERDICTS = {
    "exact": "Exact: word for word",
    "typography": "The same words under other marks or capitals",
    "closest": "Not exact: closest",
    "absent": "Not in the archive.",
}
_ALARMS = {"negation": "a word that denies differs", "number": "a number differs"}


class PlaceRecord(TypedDict):
    """A place: `start` and `end` count characters of the article's text."""

    article_id: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    path: str
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    speakers: list[str]
    by: bool | None
    denied_before: str | None


class DifferenceRecord(TypedDict):
    """Words that differ; null where one side has none."""

    quote: str | None
    archive: str | None


class CheckRecord(TypedDict):
    """One checked quotation. `outcome` is null where it could not be checked, as `error` says."""

    id: str | None
    quote: str
    by: str | None
    outcome: str | None
    confirmed: bool
    omits: bool
    differences: list[DifferenceRecord]
    alarms: list[str]
    places: list[PlaceRecord]
    error: str | None


def check_record(check: QuoteCheck, id: str | None = None) -> CheckRecord:
    """The check as plain JSON values."""
    return {
        "id": id,
        "quote": check.quote,
        "by": check.speaker or None,
        "outcome": check.outcome,
        "confirmed": check.is_confirmed,
        "omits": check.omits,
        "differences": [
            {"quote": each.quoted or None, "archive": each.archived or None}
            for each in check.differences
        ],
        "alarms": list(check.alarms),
        "places": [_place_record(each) for each in check.places],
        "error": None,
    }


def error_record(quote: str, speaker: str, error: str, id: str | None = None) -> CheckRecord:
    """A quotation that could not be checked."""
    return {
        "id": id, "quote": quote, "by": speaker or None, "outcome": None, "confirmed": False,
        "omits": False, "differences": [], "alarms": [], "places": [], "error": error,
    }  # fmt: skip


def _place_record(place: QuotedPlace) -> PlaceRecord:
    article = place.article
    return {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "published": str(article.published) if article.published else None,
        "url": article.url,
        "path": article.origin,
        "start": place.span.start,
        "end": place.span.end,
        "text": place.text,
        "sentence_start": place.sentence.start,
        "sentence_end": place.sentence.end,
        "speakers": list(place.speakers),
        "by": place.is_asked_speaker,
        "denied_before": place.denied_before or None,
    }


def check_as_text(check: QuoteCheck, width: int = 80) -> str:
    """What `pullquote verify` prints: the verdict, the sentence, who says it, and where else."""
    return "\n".join(_check_lines(check, max(width, 20)))


def _check_lines(check: QuoteCheck, width: int) -> Iterator[str]:
    verdict = _VERDICTS[check.outcome]
    if check.outcome in ("exact", "typography"):
        articles = len({place.article.id for place in check.places})
        verdict = f"{verdict}, in {format_count(articles, 'article')}."
    elif check.outcome == "closest":
        verdict = f"{verdict}."
    yield from _wrap(verdict, width)
    yield from _warning_lines(check, width)
    if check.places:
        first, *others = check.places
        yield ""
        text = first.article.text
        for line in wrap_lines(text, first.sentence, width - 4):
            yield f"  ┃ {printable(text[slice(*line)])}"
        yield ""
        yield from _wrap(_cite(first), width, "  ")
        if others:
            yield from ("", "Also in")
            for place in others[:_MAX_PLACES_LISTED]:
                yield from _wrap(_cite(place), width, "  ")
            if more := len(others) - _MAX_PLACES_LISTED:
                yield from [f"  and {format_count(more, 'place')} more"] if more > 0 else []


def _warning_lines(check: QuoteCheck, width: int) -> Iterator[str]:
    if check.omits:
        yield from _wrap("The quotation leaves words out where it has “…”: read them.", width)
    for each in check.differences:
        own, theirs = (
            f"“{one_line(words)}”" if words else "nothing" for words in (each.quoted, each.archived)
        )
        yield from _wrap(f"the quotation has {own}, the archive {theirs}", width, "  ")
    for alarm in check.alarms:
        yield from _wrap(f"▲ {_ALARMS[alarm]}", width)
    for words in {place.denied_before for place in check.places if place.denied_before}:
        yield from _wrap(f"▲ The sentence says “{one_line(words)}” before these words.", width)
    if check.is_others:
        said = dict.fromkeys(who for place in check.places for who in place.speakers)
        names = " or ".join(map(one_line, said))
        yield from _wrap(
            f"▲ The archive has it from {names}, not {one_line(check.speaker)}.", width
        )


def _cite(place: QuotedPlace) -> str:
    article = place.article
    speakers = ", ".join(map(one_line, place.speakers))
    known = (
        f"said by {speakers}" if speakers else "",
        quoted_title(article),
        one_line(article.source or ""),
        format_date(article),
        f"{_name(article)}:{place.span.start}-{place.span.end}",
    )
    return " · ".join(filter(None, known))


def _name(article: Article) -> str:
    return one_line(article.id)


def _wrap(words: str, width: int, indent: str = "") -> Iterator[str]:
    for line in wrap_lines(words, Span(0, len(words)), width - len(indent)):
        yield indent + words[slice(*line)]
