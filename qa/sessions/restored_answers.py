"""A kept turn becomes the answer that it was, beside the articles that the archive holds now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from corpus.records import NO_FILTERS, Article, Filters, Passage, Span
from qa.answers import Answer, AnswerGroup, Evidence, Searched, TimelineEntry
from qa.search.hits import Hit
from qa.sessions.kept_dates import parse_published
from qa.sessions.kept_turns import KeptTurn
from qa.sessions.quotations import Quotation

Json = Mapping[str, Any]
Articles = Mapping[str, Article]


def articles_quoted(turns: Iterable[KeptTurn]) -> list[str]:
    """The ids of the articles that are needed to restore the turns."""
    quotes = (
        quote for turn in turns for quote in (*turn.quotes, turn.closest) if quote is not None
    )
    return list(dict.fromkeys(quote.article_id for quote in quotes))


def restore_answer(turn: KeptTurn, articles: Articles) -> Answer | None:
    """The answer as it was given, but for its times and rounding.

    Rows whose article is gone or has changed are left out, because their words cannot be shown
    in it any more. None where that is the row that answers, or where the line was written by
    another version.
    """
    if turn.answer is not None and not (turn.quotes and _is_held(turn.quotes[0], articles)):
        return None
    try:
        return _restore(turn, turn.record, articles)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return None


def _restore(turn: KeptTurn, record: Json, articles: Articles) -> Answer:
    held = [row for row, quote in enumerate(turn.quotes) if _is_held(quote, articles)]
    place = {row: now for now, row in enumerate(held)}
    closest = turn.closest
    return Answer(
        question=turn.question,
        asked=turn.asked,
        status=record["status"],
        text=turn.answer,
        confidence=turn.confidence or 0.0,
        evidence=tuple(
            _evidence(turn.quotes[row], record["evidence"][row], record["details"][row], articles)
            for row in held
        ),
        searched=_searched(record),
        elapsed_ms=record["elapsed_ms"] or 0.0,
        error=turn.error or None,
        groups=tuple(_groups(record["said"], place)),
        note=turn.note,
        kind=record["kind"],
        timeline=tuple(_timeline(record["timeline"], record["corrected"], place)),
        closest=_evidence(closest, {}, record["closest_details"], articles)
        if closest and _is_held(closest, articles)
        else None,
    )


def _is_held(quote: Quotation, articles: Articles) -> bool:
    article = articles.get(quote.article_id)
    return article is not None and article.digest == quote.digest


def _evidence(quote: Quotation, row: Json, details: Json, articles: Articles) -> Evidence:
    corrected_by = details["corrected_by"]
    passage = Passage(articles[quote.article_id], quote.passage_start, quote.passage_end)
    answer = Span(row["answer_start"], row["answer_end"]) if _has_answer(row) else None
    sentence = Span(row["sentence_start"], row["sentence_end"]) if row else None
    return Evidence(
        hit=_hit(passage, details["scores"]),
        sentence=sentence or Span(quote.start, quote.end),
        answer=answer,
        copies=tuple(map(_article_told_of, row.get("copies", ()))),
        corrected_by=_article_told_of(corrected_by) if corrected_by else None,
        core=Span(*details["core"]) if details["core"] else None,
        shape=details["shape"],
    )


def _hit(passage: Passage, scores: Json) -> Hit:
    known = {name: scores[name] for name in scores if name in Hit.__dataclass_fields__}
    return Hit(passage, **{**known, "score": scores["score"] or 0.0})


def _has_answer(row: Json) -> bool:
    return row.get("answer_start") is not None


def _article_told_of(record: Json) -> Article:
    """An article of which only the citation was kept."""
    published = record["published"]
    return Article(
        id=record["article_id"],
        title=record["title"],
        text="",
        origin=record["path"],
        published=parse_published(published, "") if published else None,
        source=record["source"],
        url=record["url"],
        place=record.get("place"),
    )


def _groups(said: Sequence[Json], place: Mapping[int, int]) -> Iterable[AnswerGroup]:
    for group in said:
        rows = tuple(place[rank - 1] for rank in group["rows"] if rank - 1 in place)
        if rows:
            yield AnswerGroup(group["answer"], rows, group["articles"])


def _timeline(
    entries: Sequence[Json], corrected: Sequence[bool], place: Mapping[int, int]
) -> Iterable[TimelineEntry]:
    for entry, is_corrected in zip(entries, corrected, strict=True):
        if entry["row"] - 1 in place:
            yield TimelineEntry(entry["answer"], place[entry["row"] - 1], is_corrected)


def _searched(record: Json) -> Searched | None:
    if not (searched := record["searched"]):
        return None
    return Searched(
        articles=searched["articles"],
        undated=searched["undated"],
        first=_day(searched["first"]),
        last=_day(searched["last"]),
        filters=_filters(record["filters"]),
    )


def _filters(record: Json | None) -> Filters:
    if not record:
        return NO_FILTERS
    return Filters(_day(record["first"]), _day(record["last"]), tuple(record["sources"]))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
