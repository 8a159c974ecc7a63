"""Questions that are kept to be asked again, each with what its last run showed.

A file for each, put in its place whole: a process that is killed leaves the one before or the new
one. Whoever changes one is alone in the folder: what was removed is not brought back by a run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Self

from corpus.errors import InputError
from corpus.records import NO_FILTERS, Filters
from qa.sessions.kept_dates import parse_moment
from qa.sessions.private_files import alone_in, parse_object, replace_file

_ID_CHARACTERS = 8  # of the digest: a user has dozens of questions, not millions


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question to ask again, of which archive and within which filters."""

    archive: str
    text: str
    filters: Filters = NO_FILTERS

    @property
    def id(self) -> str:
        """The same for the same words, archive and filters."""
        said = json.dumps([self.archive, self.text, _filters_record(self.filters)])
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_CHARACTERS]

    def as_record(self) -> dict[str, object]:
        """All of it as JSON values."""
        return {
            "id": self.id,
            "question": self.text,
            "archive": self.archive,
            "filters": _filters_record(self.filters),
        }

    @classmethod
    def parse(cls, record: object) -> Self:
        """The question that a JSON object is; ValueError where it is none."""
        if not isinstance(record, Mapping):
            raise ValueError("not a saved question")
        return cls(
            _text(record, "archive"), _text(record, "question"), _filters_of(record.get("filters"))
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """What the runs of a question have shown: the last answer, None where there was none.

    `articles` are all that were shown to answer, by id, with the digest of the version.
    """

    at: datetime
    answer: str | None
    articles: Mapping[str, str] = field(default_factory=dict)

    def as_record(self) -> dict[str, object]:
        """All of it as JSON values."""
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "answer": self.answer,
            "articles": dict(self.articles),
        }

    @classmethod
    def parse(cls, record: object) -> Self:
        """What a JSON object says; ValueError where it is none."""
        if not isinstance(record, Mapping) or not isinstance(record.get("articles"), Mapping):
            raise ValueError("not what a run showed")
        articles = {str(id): str(digest) for id, digest in record["articles"].items()}
        answer = record.get("answer")
        return cls(
            parse_moment(_text(record, "at")), None if answer is None else str(answer), articles
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """One file: a question, what was seen of it, and whether the user saved it.

    A question of a file is not saved, but what was seen of it is kept as well.
    """

    question: SavedQuestion
    seen: Seen | None = None
    is_saved: bool = True


class SavedQuestions:
    """The saved questions in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passed_over: list[Path] = []

    def save(self, question: SavedQuestion) -> Kept:
        """Save a question; one that is there stays as it is, with what was seen of it."""
        with alone_in(self.folder):
            earlier = self.find_seen(question)
            kept = Kept(question, earlier.seen if earlier else None)
            if earlier != kept:
                self._write(kept)
        return kept

    def all(self) -> list[Kept]:
        """Every saved question, in the order of archives and words.

        Files that are not ours are passed over, and named in `passed_over`.
        """
        self.passed_over = []
        found = [kept for path in sorted(self.folder.glob("*.json")) if (kept := self._read(path))]
        saved = [kept for kept in found if kept.is_saved]
        return sorted(saved, key=lambda kept: (kept.question.archive, kept.question.text))

    def find(self, id: str) -> Kept:
        """The saved question whose id begins so; InputError where it is none, or several."""
        found = [kept for kept in self.all() if id and kept.question.id.startswith(id.lower())]
        if len(found) != 1:
            what = "several saved questions begin" if found else "no saved question begins"
            raise InputError(f"{what} with {id!r}: `pullquote watch list` shows them")
        return found[0]

    def find_seen(self, question: SavedQuestion) -> Kept | None:
        """What is kept of a question, saved or not; None where nothing is."""
        path = self._path_of(question)
        return self._read(path) if path.exists() else None

    def remember(self, question: SavedQuestion, seen: Seen, *, is_saved: bool) -> None:
        """Keep what a run showed; of a saved question only while it is saved."""
        with alone_in(self.folder):
            if not is_saved or self._path_of(question).exists():
                self._write(Kept(question, seen, is_saved))

    def remove(self, question: SavedQuestion) -> None:
        """Forget a question, and what was seen of it."""
        with alone_in(self.folder):
            self._path_of(question).unlink(missing_ok=True)

    def _path_of(self, question: SavedQuestion) -> Path:
        return self.folder / f"{question.id}.json"

    def _write(self, kept: Kept) -> None:
        record = {
            "question": kept.question.as_record(),
            "seen": kept.seen.as_record() if kept.seen else None,
            "saved": kept.is_saved,
        }
        replace_file(self._path_of(kept.question), f"{json.dumps(record)}\n")

    def _read(self, path: Path) -> Kept | None:
        try:
            record = parse_object(path.read_bytes()) or {}
            seen = record.get("seen")
            kept = Kept(
                SavedQuestion.parse(record.get("question")),
                None if seen is None else Seen.parse(seen),
                record.get("saved") is not False,
            )
        except FileNotFoundError:  # removed meanwhile
            return None
        except ValueError:
            self.passed_over.append(path)
            return None
        return kept


def _filters_record(filters: Filters) -> dict[str, object]:
    return {
        "first": filters.first.isoformat() if filters.first else None,
        "last": filters.last.isoformat() if filters.last else None,
        "sources": list(filters.sources),
    }


def _filters_of(record: object) -> Filters:
    if not isinstance(record, Mapping) or not isinstance(record.get("sources"), list):
        raise ValueError("a saved question without its filters")
    return Filters(
        _day(record.get("first")), _day(record.get("last")), tuple(map(str, record["sources"]))
    )


def _day(iso: object) -> date | None:
    return None if iso is None else date.fromisoformat(str(iso))


def _text(record: Mapping[str, object], name: str) -> str:
    if not isinstance(value := record.get(name), str):
        raise ValueError(f"a saved question without its {name}")
    return value
