"""Clippings: quotes that a user put aside, in the order that they gave them, with their notes.

The file is JSON Lines of changes: a quote kept, a note written, an order given. What is deleted is
taken out of the file.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from corpus.errors import InputError
from qa.answers import Evidence
from qa.sessions.kept_dates import parse_moment
from qa.sessions.private_files import alone_in, append_record, read_records, replace_file
from qa.sessions.quotations import Quotation
from qa.show.safe_text import printable
from qa.show.schema import to_json_line


@dataclass(frozen=True, slots=True)
class Clipping:
    """A quote that was kept: what it answered, in which archive, and the user's note on it.

    `answer` is None where the quote answers nothing.
    """

    id: str
    kept_at: datetime
    archive: str
    question: str
    asked: str
    answer: str | None
    quotation: Quotation
    note: str = ""

    @classmethod
    def of(cls, evidence: Evidence, archive: str, question: str = "", asked: str = "") -> Self:
        """The quote of a row of evidence, and the question that it was shown for, if any."""
        span, text = evidence.answer, evidence.passage.article.text
        return cls(
            id=secrets.token_hex(4),
            kept_at=datetime.now(UTC).replace(microsecond=0),
            archive=archive,
            question=question,
            asked=asked,
            answer=text[slice(*span)] if span else None,
            quotation=Quotation.of(evidence),
        )

    @classmethod
    def parse(cls, record: Mapping[str, object]) -> Self:
        """The clipping that a JSON object is; ValueError where it is none."""
        answer = record.get("answer")
        return cls(
            id=_text(record, "id"),
            kept_at=parse_moment(_text(record, "kept_at")),
            archive=_text(record, "archive"),
            question=_text(record, "question"),
            asked=_text(record, "asked"),
            answer=None if answer is None else _text(record, "answer"),
            quotation=Quotation.parse(record.get("quotation")),
            note=_text(record, "note"),
        )

    def as_record(self) -> dict[str, object]:
        """All of it as JSON values."""
        return {
            "id": self.id,
            "kept_at": self.kept_at.isoformat(timespec="seconds"),
            "archive": self.archive,
            "question": self.question,
            "asked": self.asked,
            "answer": self.answer,
            "note": self.note,
            "quotation": self.quotation.as_record(),
        }


class Clippings:
    """The clippings in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, clipping: Clipping) -> Clipping:
        """Keep a clipping at the end. One of the same words of the same version stands there once.

        The clipping as it is kept: the earlier one, with its note, where there was one.
        """
        with alone_in(self.path.parent):
            for earlier in self.all():
                if _same_words(earlier, clipping):
                    return earlier
            append_record(self.path, {"kept": clipping.as_record()})
        return clipping

    def all(self) -> list[Clipping]:
        """Every clipping, in the user's order."""
        return self._read()[0]

    def find(self, id: str) -> Clipping:
        """The clipping whose id begins so; InputError where it is none, or several."""
        found = [clipping for clipping in self.all() if id and clipping.id.startswith(id)]
        if len(found) != 1:
            what = "several clippings begin" if found else "no clipping begins"
            raise InputError(f"{what} with {id!r}: `pullquote clippings` lists them")
        return found[0]

    @property
    def passed_over(self) -> int:
        """How many lines could not be read."""
        return self._read()[1]

    def annotate(self, id: str, note: str) -> None:
        """Write a note on a clipping, in place of the one that it had."""
        with alone_in(self.path.parent):
            append_record(self.path, {"noted": id, "note": printable(note).strip()})

    def arrange(self, ids: Sequence[str]) -> None:
        """Put the clippings in this order; those that are not named come after."""
        with alone_in(self.path.parent):
            append_record(self.path, {"order": list(ids)})

    def delete(self, id: str) -> None:
        """Delete a clipping, with its words, from the file."""
        with alone_in(self.path.parent):
            left = [clipping for clipping in self.all() if clipping.id != id]
            lines = (to_json_line({"kept": clipping.as_record()}) + "\n" for clipping in left)
            replace_file(self.path, "".join(lines))

    def _read(self) -> tuple[list[Clipping], int]:
        objects, passed_over = read_records(self.path)
        found: dict[str, Clipping] = {}
        for record in objects:
            try:
                _apply(record, found)
            except ValueError:
                passed_over += 1
        return list(found.values()), passed_over


def _apply(record: Mapping[str, object], found: dict[str, Clipping]) -> None:
    """Do to the clippings what one more line says; ValueError where it is none of ours."""
    if isinstance(kept := record.get("kept"), Mapping):
        clipping = Clipping.parse(kept)
        found[clipping.id] = clipping
    elif isinstance(id := record.get("noted"), str) and isinstance(note := record.get("note"), str):
        if id in found:
            found[id] = replace(found[id], note=note)
    elif isinstance(order := record.get("order"), list):
        first = [id for id in order if isinstance(id, str) and id in found]
        for id in dict.fromkeys([*first, *found]):
            found[id] = found.pop(id)
    else:
        raise ValueError("not a line of clippings")


def _text(record: Mapping[str, object], name: str) -> str:
    if not isinstance(value := record.get(name), str):
        raise ValueError(f"a clipping without its {name}")
    return value


def _same_words(one: Clipping, other: Clipping) -> bool:
    return _place(one) == _place(other)


def _place(clipping: Clipping) -> tuple[str, str, str, int, int]:
    quote = clipping.quotation
    return clipping.archive, quote.article_id, quote.digest, quote.start, quote.end
