"""A turn as it is kept: the answer's JSON record, then what is needed to show it again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypedDict

from corpus.records import Filters
from qa.answers import Answer, Evidence
from qa.conversation.turns import Turn
from qa.search.hits import Hit
from qa.sessions.kept_dates import parse_moment, parse_published
from qa.sessions.quotations import Quotation
from qa.show.phrases import PERHAPS, SILENCE
from qa.show.schema import AnswerRecord, CopyRecord, answer_record, copy_record
from qa.show.see_also import is_listed


class DetailRecord(TypedDict):
    """What a row of evidence has beside its JSON record: the marked words, why it was found."""

    core: list[int] | None
    shape: str
    scores: dict[str, float | int | None]
    corrected_by: CopyRecord | None


class TurnRecord(AnswerRecord):
    """A line of a session: the fields of an answer keep their names and order, these come after.

    `quotes` and `details` have one member for each row of evidence, `corrected` one for each entry
    of the timeline. `filters` are those of the search: first and last day, outlets.
    """

    asked_at: str
    archive: str
    quotes: list[dict[str, object]]
    closest_quote: dict[str, object] | None
    filters: dict[str, object] | None
    details: list[DetailRecord]
    closest_details: DetailRecord | None
    corrected: list[bool]


def turn_record(answer: Answer, asked_at: datetime, archive: str) -> TurnRecord:
    """The answer as a line of a session; `archive` is the place of the archive that gave it."""
    searched, closest = answer.searched, answer.closest
    return {
        **answer_record(answer, None),
        "asked_at": asked_at.isoformat(timespec="seconds"),
        "archive": archive,
        "quotes": [Quotation.of(row).as_record() for row in answer.evidence],
        "closest_quote": Quotation.of(closest).as_record() if closest else None,
        "filters": _filters_record(searched.filters) if searched else None,
        "details": [_details(row) for row in answer.evidence],
        "closest_details": _details(closest) if closest else None,
        "corrected": [entry.is_corrected for entry in answer.timeline],
    }


def _filters_record(filters: Filters) -> dict[str, object]:
    return {
        "first": filters.first.isoformat() if filters.first else None,
        "last": filters.last.isoformat() if filters.last else None,
        "sources": list(filters.sources),
    }


def _details(evidence: Evidence) -> DetailRecord:
    hit = evidence.hit
    return {
        "core": list(evidence.core) if evidence.core else None,
        "shape": evidence.shape,
        "scores": {
            name: _finite(getattr(hit, name))
            for name in Hit.__dataclass_fields__
            if name != "passage"
        },
        "corrected_by": copy_record(evidence.corrected_by) if evidence.corrected_by else None,
    }


def _finite(value: float | int | None) -> float | int | None:
    """The number for JSON, which has no NaN and no infinity; one of Python's own."""
    if value is None or isinstance(value, int):
        return value
    return float(value) if math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A turn of a kept conversation, readable without the archive that answered.

    `quotes` are those of the evidence, the answer's first; `closest` that of a refusal. `record`
    is all that was kept.
    """

    question: str
    asked: str
    status: str
    answer: str | None
    confidence: float | None
    note: str
    error: str
    asked_at: datetime
    archive: str
    quotes: tuple[Quotation, ...]
    closest: Quotation | None
    record: Mapping[str, object]

    @classmethod
    def parse(cls, record: Mapping[str, object]) -> Self:
        """The turn that a line of a session is; ValueError where it is none."""
        quotes, closest = record.get("quotes"), record.get("closest_quote")
        if not isinstance(quotes, list):
            raise ValueError("not a turn")
        confidence = record.get("confidence")
        return cls(
            question=_text(record, "question"),
            asked=_text(record, "asked"),
            status=_text(record, "status"),
            answer=_text(record, "answer") if record.get("answer") is not None else None,
            confidence=float(confidence) if isinstance(confidence, int | float) else None,
            note=_text(record, "note") if record.get("note") else "",
            error=_text(record, "error") if record.get("error") else "",
            asked_at=parse_moment(_text(record, "asked_at")),
            archive=_text(record, "archive"),
            quotes=tuple(map(Quotation.parse, quotes)),
            closest=Quotation.parse(closest) if closest is not None else None,
            record=record,
        )

    @property
    def quotation(self) -> Quotation | None:
        """What is quoted for the answer; of a refusal what came closest, if anything did."""
        return (self.quotes[0] if self.quotes else None) if self.answer else self.closest

    @property
    def see_also(self) -> tuple[Quotation, ...]:
        """The quotations that are listed under the answer: the same as when it was given."""
        rows = self.record.get("evidence")
        scores = [row.get("score") for row in rows] if isinstance(rows, list) else []
        if self.answer is None or len(scores) != len(self.quotes):
            return self.quotes[1:] if self.answer is not None else ()
        best = scores[0]
        return tuple(
            quote
            for quote, score in zip(self.quotes[1:], scores[1:], strict=True)
            # JSON has no number for what is infinitely far below.
            if best is None
            or is_listed(
                -math.inf if score is None else score,
                best,
                has_answer=quote.answer_start is not None,
            )
        )

    @property
    def headline(self) -> str:
        """What was replied, in one piece: the answer, the reason for none, or the error."""
        if self.answer is None:
            return self.error or self.note or SILENCE
        return (PERHAPS if self.status == "possible" else "") + self.answer

    @property
    def was_rewritten(self) -> bool:
        """Whether another question was searched than the one typed."""
        return self.asked.split() != self.question.split()

    def remember(self) -> Turn:
        """What the conversation remembers of it."""
        best = self.quotation
        if self.answer is None or best is None:
            return Turn(self.asked)
        return Turn(
            asked=self.asked,
            answer=self._core(best) or self.answer,
            sentence=best.quote,
            passage=best.passage,
            title=best.title,
            published=parse_published(best.published, "") if best.published else None,
            article=best.article_id,
        )

    def _core(self, best: Quotation) -> str:
        """The words in an answering sentence by which it is remembered; "" where there are none."""
        details = self.record.get("details")
        first = details[0] if isinstance(details, list) and details else None
        if not isinstance(first, Mapping) or first.get("shape") != "sentence" or not first["core"]:
            return ""
        start, end = first["core"]
        return best.quote[start - best.start : end - best.start]


def _text(record: Mapping[str, object], name: str) -> str:
    if not isinstance(value := record.get(name), str):
        raise ValueError(f"a turn without its {name}")
    return value
