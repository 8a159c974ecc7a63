"""Files of questions, read whole and checked before the first one is asked."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from corpus.errors import InputError
from qa.answers import Answer

STDIN = Path("-")
# What the field of a question, and that of a quotation, may be called: the first that is there.
QUESTION_NAMES, QUOTE_NAMES = ("question", "text"), ("quote", "text", "question")


class Ask(Protocol):
    """The whole program, as its interfaces see it: a question in, an answer out."""

    def __call__(self, question: str, *, asked_on: date | None = None, top: int) -> Answer: ...


Progress = Callable[[int, int | None], None]
"""Called with how many questions are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a file; `problem` is the one line that says why it cannot be asked.

    Questions with the same `conversation` are its turns, in their order; "" is none. `speaker` is
    who is said to have said a quotation.
    """

    id: str
    text: str
    asked_on: date | None = None
    problem: str | None = None
    conversation: str = ""
    speaker: str = ""


def read_questions(path: Path, names: Sequence[str] = QUESTION_NAMES) -> list[Question]:
    """Every question of a .txt, .csv or .jsonl file, in order; `-` is a .txt on standard input.

    `names` are what the field that holds it may be called.

    A line that cannot be asked stays in its place with its problem. A question without an id
    is called by its position: q1, q2 …; so is one whose id an earlier question has taken, which
    is a problem. InputError where the file cannot be read or holds no question at all.
    """
    readers = {".txt": _parse_text, ".csv": _parse_csv, ".jsonl": _parse_jsonl}
    ending = ".txt" if path == STDIN else path.suffix.lower()
    if ending not in readers:
        raise InputError(f"{path}: questions are read from .txt, .csv and .jsonl files")
    found = list(readers[ending](read_text(path), names))
    if not found:
        raise InputError(f"{path} holds no questions")
    return _with_ids(found)


def read_text(path: Path) -> str:
    """A UTF-8 file's text with plain line ends; InputError where it is not one."""
    try:
        raw = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8") from error


def parse_json_lines(text: str) -> Iterator[tuple[int, dict[str, object] | None]]:
    """Each line that is not blank with its number; None where it is not a JSON object."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _json_object(line)


def parse_day(value: object) -> date | None:
    """The day that a `date` field names, None where it is left empty; else a ValueError."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        raise ValueError(f"the date {value!r} is not written like 2016-02-04")
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"the date {value!r} is not in the calendar") from None


def find_text(record: dict[str, object], *names: str) -> str:
    """The first of the named fields that holds text or a whole number, stripped; else ""."""
    for value in map(record.get, names):
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _parse_text(text: str, names: Sequence[str]) -> Iterator[tuple[int, Question]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _parse_row(number, {names[0]: line}, names)


def _parse_jsonl(text: str, names: Sequence[str]) -> Iterator[tuple[int, Question]]:
    for number, record in parse_json_lines(text):
        if record is None:
            yield number, _bad_line(number, "not a JSON object")
        else:
            yield number, _parse_row(number, record, names)


def _parse_csv(text: str, names: Sequence[str]) -> Iterator[tuple[int, Question]]:
    """With a header, by its names; without one, the first column holds the questions."""
    rows = list(_csv_rows(text, _delimiter(text, names)))
    header = [cell.strip().lower() for cell in (rows[0][1] if rows else None) or [names[0]]]
    if set(names) & set(header):
        rows = rows[1:]
    elif {"id", "_id"} & set(header):
        wanted = " or ".join(f"`{name}`" for name in names)
        raise InputError(f"the questions' CSV header names no column {wanted}")
    else:
        header[0] = names[0]
        header[1:] = [""] * len(header[1:])
    for number, cells in rows:
        if cells is None:
            yield number, _bad_line(number, "its quotes do not match")
        elif len(cells) > len(header):
            more = f"{len(cells)} cells where the first row has {len(header)}"
            yield number, _bad_line(number, f"{more}: put quotes around the question")
        elif any(map(str.strip, cells)):
            yield number, _parse_row(number, dict(zip(header, cells, strict=False)), names)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Each row with its first line's number; None for a line that cannot be parsed.

    The line after a bad one starts a new row, so a quote that is never closed costs one line.
    """
    lines = [line + "\n" for line in text.split("\n")]
    row = 0
    while row < len(lines):
        start = row
        rest = map(
            lines.__getitem__, range(row, len(lines))
        )  # a slice for each bad line costs hours
        reader = csv.reader(rest, delimiter=delimiter, skipinitialspace=True, strict=True)
        try:
            for cells in reader:
                yield row + 1, cells
                row = start + reader.line_num
        except csv.Error:
            yield row + 1, None
            row += 1


def _delimiter(text: str, names: Sequence[str]) -> str:
    """What separates the header's names, where there is one; else the comma."""
    header = text.lstrip("\n").partition("\n")[0].lower()
    for delimiter in ";\t":
        if set(names) & {name.strip(' "') for name in header.split(delimiter)}:
            return delimiter
    return ","


def _parse_row(line: int, record: dict[str, object], names: Sequence[str]) -> Question:
    """The question of one row, its id empty where the row gives none."""
    id, text = find_text(record, "id", "_id"), find_text(record, *names)
    speaker = find_text(record, "by", "speaker")
    problem = None if text else "no question"
    asked_on = None
    try:
        (id + text + speaker + find_text(record, "conversation")).encode("utf-8")
        asked_on = parse_day(record.get("date"))
    except UnicodeEncodeError:
        problem = "it holds half a character (a lone surrogate)"
    except ValueError as error:
        problem = str(error)
    problem = problem and f"line {line}: {problem}"
    conversation = find_text(record, "conversation")
    return Question(id, text, asked_on, problem, conversation, speaker)


def _bad_line(line: int, why: str) -> Question:
    return Question("", "", problem=f"line {line}: {why}")


def _with_ids(rows: Sequence[tuple[int, Question]]) -> list[Question]:
    """Every question under an id of its own, so that no answer can stand in another's place."""
    taken = {question.id for _, question in rows}
    lines: dict[str, int] = {}
    named = []
    for position, (line, question) in enumerate(rows, start=1):
        if question.id and question.id not in lines:
            lines[question.id] = line
            named.append(question)
            continue
        problem = question.problem
        if question.id:
            problem = f"line {line}: the id {question.id} is that of line {lines[question.id]}"
        named.append(replace(question, id=_free_id(f"q{position}", taken), problem=problem))
    return named


def _free_id(id: str, taken: set[str]) -> str:
    while id in taken:
        id += "_"
    return id


def _json_object(line: str) -> dict[str, object] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
