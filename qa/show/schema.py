"""The JSON form of an answer: the contract that outside programs rely on.

Printed by `ask --json` and written as each line of a batch. The fields up to `error`, and in
the evidence up to `score`, keep their names and their order; new ones only come after.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypedDict

from corpus.records import Article
from qa.answers import (
    Answer,
    AnswerGroup,
    AnswerShape,
    Evidence,
    Searched,
    Status,
    TimelineEntry,
)
from qa.show.safe_text import BIDI_CONTROLS, INVISIBLE


class CopyRecord(TypedDict):
    """An article that prints nearly the same text as the row that it is folded into."""

    article_id: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    path: str


class EvidenceRecord(TypedDict):
    """One article's best passage; `start` … `sentence_end` count the characters of its text.

    `answer_start` and `answer_end` are null where the passage holds no answer. `published` is
    ISO 8601 at its own precision: "2016-02-04", "2016-02" or "2016". `corrected_by` is the id of a
    later article that corrects this one. `locator` is where in its document the quote stands, such
    as "page 3" or "0:01:12"; null where the document has no pages, chapters or time codes. `place`
    is where the story was written, as its dateline has it.
    """

    rank: int
    article_id: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    path: str
    start: int
    end: int
    passage: str
    answer_start: int | None
    answer_end: int | None
    score: float | None
    sentence_start: int
    sentence_end: int
    published_precision: str | None
    published_found_in: str | None
    copies: list[CopyRecord]
    corrected_by: str | None
    locator: str | None
    place: str | None


class SaidRecord(TypedDict):
    """One answer: how many articles say it, copies among them, and the ranks of their rows."""

    answer: str
    articles: int
    rows: list[int]


class TimelineRecord(TypedDict):
    """An answer, and the dated article of that rank which first gave it."""

    answer: str
    published: str | None
    article_id: str
    row: int


class ClosestRecord(TypedDict):
    """The sentence that comes closest, as it stands from `start` to `end` in its article."""

    article_id: str
    text: str
    start: int
    end: int


class SearchedRecord(TypedDict):
    """What the search covered: how many articles, how many undated, their first and last day."""

    articles: int
    undated: int
    first: str | None
    last: str | None


class AnswerRecord(TypedDict):
    """One answer. `id` is null for a question asked alone; `answer` where there is none.

    `said` begins with the answer and goes on with each that really differs, newest first.
    `note` says why a question that could not be understood was not searched for; else it is null.
    `kind` says whether the answer is some words, a sentence or a list.
    `timeline` is how the answer changed over time, oldest first. `closest` stands only where there
    is no answer; null where nothing is near.
    """

    id: str | None
    question: str
    asked: str
    status: Status
    answer: str | None
    confidence: float | None
    evidence: list[EvidenceRecord]
    elapsed_ms: float | None
    error: str | None
    searched: SearchedRecord | None
    said: list[SaidRecord]
    note: str | None
    kind: AnswerShape | None
    timeline: list[TimelineRecord]
    closest: ClosestRecord | None


def answer_record(answer: Answer, id: str | None) -> AnswerRecord:
    """The answer with its evidence as plain JSON values, ready for `to_json_line`."""
    return {
        "id": id,
        "question": answer.question,
        "asked": answer.asked,
        "status": answer.status,
        "answer": answer.text,
        "confidence": _round_finite(answer.confidence, 4),
        "evidence": [
            evidence_record(one, rank) for rank, one in enumerate(answer.evidence, start=1)
        ],
        "elapsed_ms": _round_finite(answer.elapsed_ms, 1),
        "error": answer.error,
        "searched": _searched_record(answer.searched) if answer.searched else None,
        "said": [_answer_group(one) for one in answer.groups],
        "note": answer.note or None,
        "kind": answer.kind,
        "timeline": [_timeline_entry(entry, answer) for entry in answer.timeline],
        "closest": _closest(answer.closest) if answer.closest else None,
    }


def to_json_line(record: Mapping[str, object]) -> str:
    """One line of JSON, without its line end: UTF-8 text in which nothing acts in a terminal.

    Control, direction, invisible and line-separating characters and lone surrogates are written as
    `\\uXXXX`, so a program that reads the line back gets every character and every offset.
    """
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return ACTING.sub(lambda found: json.dumps(found[0])[1:-1], line)


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """Runs of characters, as a class of a regular expression names them."""
    for _, run in groupby(enumerate(sorted(codes)), lambda each: each[1] - each[0]):
        members = [code for _, code in run]
        yield f"{chr(members[0])}-{chr(members[-1])}"


# Delete and C1, what `printable` takes out, lone surrogates. C0 is escaped by json itself. As
# ranges: members named one by one are tried one by one, and there are thousands.
_ACTING_CODES = (
    *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000), *BIDI_CONTROLS, *INVISIBLE,
)  # fmt: skip
ACTING = re.compile(f"[{''.join(_ranges(_ACTING_CODES))}]")


def evidence_record(evidence: Evidence, rank: int) -> EvidenceRecord:
    """One row of evidence, the best of an answer having rank 1."""
    passage, article = evidence.passage, evidence.passage.article
    return {
        "rank": rank,
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "published": str(article.published) if article.published else None,
        "url": article.url,
        "path": article.origin,
        "start": passage.start,
        "end": passage.end,
        "passage": passage.text,
        "answer_start": evidence.answer.start if evidence.answer else None,
        "answer_end": evidence.answer.end if evidence.answer else None,
        "score": _round_finite(evidence.hit.score, 6),
        "sentence_start": evidence.sentence.start,
        "sentence_end": evidence.sentence.end,
        "published_precision": article.published.precision if article.published else None,
        "published_found_in": article.published.found_in if article.published else None,
        "copies": [copy_record(copy) for copy in evidence.copies],
        "corrected_by": evidence.corrected_by.id if evidence.corrected_by else None,
        "locator": evidence.locator,
        "place": article.place,
    }


def copy_record(article: Article) -> CopyRecord:
    """What is told of an article that stands in another's row."""
    return {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "published": str(article.published) if article.published else None,
        "url": article.url,
        "path": article.origin,
    }


def _answer_group(group: AnswerGroup) -> SaidRecord:
    return {
        "answer": group.text,
        "articles": group.articles,
        "rows": [row + 1 for row in group.rows],
    }


def _timeline_entry(entry: TimelineEntry, answer: Answer) -> TimelineRecord:
    article = answer.evidence[entry.row].passage.article
    return {
        "answer": entry.text,
        "published": str(article.published) if article.published else None,
        "article_id": article.id,
        "row": entry.row + 1,
    }


def _closest(evidence: Evidence) -> ClosestRecord:
    article, (start, end) = evidence.passage.article, evidence.sentence
    return {
        "article_id": article.id,
        "text": article.text[start:end],
        "start": start,
        "end": end,
    }


def _searched_record(searched: Searched) -> SearchedRecord:
    return {
        "articles": searched.articles,
        "undated": searched.undated,
        "first": searched.first.isoformat() if searched.first else None,
        "last": searched.last.isoformat() if searched.last else None,
    }


def _round_finite(value: float, digits: int) -> float | None:
    """The number for JSON, which has no NaN and no infinity: those are null."""
    return round(float(value), digits) if math.isfinite(value) else None
