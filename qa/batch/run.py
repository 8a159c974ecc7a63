"""Many questions from a file, each answer written as it comes; the same command carries on."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from corpus.errors import InputError, PullquoteError
from qa.answers import Answer
from qa.batch.answer_rows import LAYOUTS, Format, Layout, Row, row_of, rows_in
from qa.questions import Ask, Question, read_questions

Progress = Callable[[int, int | None], None]
"""Told how many questions are done, and of how many."""

_FORMATS: Mapping[str, Format] = {".jsonl": "jsonl", ".csv": "csv", ".md": "md"}


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """How many answers of each status the output holds now, and how many it held before."""

    statuses: Mapping[str, int]
    kept: int

    @property
    def total(self) -> int:
        return sum(self.statuses.values())

    def __str__(self) -> str:
        if self.kept == self.total:
            return f"All {self.total} questions were asked already: nothing to do."
        names = {"answered": "answered", "possible": "possible", "not_found": "not found"}
        counts = [f"{self.statuses.get(status, 0)} {name}" for status, name in names.items()]
        counts.append(f"{self.statuses.get('error', 0)} with an error")
        before = f" ({self.kept} of them from an earlier run)" if self.kept else ""
        return f"{self.total} questions{before}: {', '.join(counts)}."


def run_batch(
    questions_path: Path,
    output_path: Path | None,
    ask: Ask,
    *,
    top: int,
    fmt: Format | None = None,
    settings: str = "",
    progress: Progress = lambda *_: None,
) -> BatchSummary:
    """Ask every question of a file; write the answers in its order, each as soon as it is there.

    Without an output path they go to standard output. An output that an earlier run left is
    carried on: its answers stay, a torn last row is dropped, rows with an error are asked again.
    `settings` says in words what the answers depend on beside their questions and is written
    into every row. InputError where the output holds anything else: other questions, other
    settings, another program's text.
    """
    layout = LAYOUTS[fmt or _format_of(output_path)]
    questions = read_questions(questions_path)
    earlier = _earlier_rows(output_path, questions_path, layout) if output_path else []
    if output_path:
        _check_same(output_path, earlier, questions, settings, layout)
    begun = list(zip(earlier, questions, strict=False))
    statuses = Counter(row.label.status for row, question in begun if _stays(row, question))
    kept = statuses.total()
    progress(kept, len(questions))

    def asked(question: Question) -> bytes:
        answer = _answer(question, ask, top)
        statuses[answer.status] += 1
        progress(statuses.total(), len(questions))
        return row_of(answer, question, settings, layout)

    opening = [row.text if _stays(row, question) else asked(question) for row, question in begun]
    _begin(output_path, layout.head + b"".join(opening))
    for question in questions[len(begun) :]:
        _append(output_path, asked(question))
    return BatchSummary(statuses, kept)


def _answer(question: Question, ask: Ask, top: int) -> Answer:
    """What `ask` says, or an answer with status "error" where it says nothing."""
    started = perf_counter()
    try:
        if question.problem:
            raise InputError(question.problem)
        answer = ask(question.text, asked_on=question.asked_on, top=top)
    except PullquoteError as error:
        elapsed, text = 1000 * (perf_counter() - started), question.text
        return Answer(text, text, "error", None, 0.0, (), None, elapsed, str(error))
    # A resumed run knows its rows by the question as the file has it.
    return replace(answer, question=question.text)


def _format_of(output_path: Path | None) -> Format:
    ending = output_path.suffix.lower() if output_path else ".jsonl"
    if ending not in _FORMATS:
        raise InputError(f"{output_path}: end it in .jsonl, .csv or .md, or give --format")
    return _FORMATS[ending]


def _earlier_rows(path: Path, questions_path: Path, layout: Layout) -> list[Row]:
    """The rows that an earlier run wrote; InputError before anything foreign is written over."""
    if not path.exists():
        return []
    if not path.is_file():
        raise InputError(f"{path} is not a file: give another -o")
    if questions_path.exists() and path.samefile(questions_path):
        raise InputError(f"{path} holds the questions: give another -o")
    try:
        return rows_in(path.read_bytes(), layout)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path} holds something else than answers: give another -o") from error


def _check_same(
    path: Path, rows: Sequence[Row], questions: Sequence[Question], settings: str, layout: Layout
) -> None:
    """InputError unless the rows answer the first of these questions, with these settings."""
    begun = list(zip(rows, questions, strict=False))
    if len(rows) > len(begun) or not all(_is_for(row, question, layout) for row, question in begun):
        raise InputError(f"{path} holds answers to other questions: give another -o or delete it")
    for row, question in begun:
        made_with = row.label.settings
        if _stays(row, question) and not question.problem and made_with != layout.kept(settings):
            raise InputError(
                f"{path} was made with other settings ({made_with}; now: {settings}): "
                "give those, or another -o, or delete it"
            )


def _is_for(row: Row, question: Question, layout: Layout) -> bool:
    """Whether the row is this question's. One with an error may wait for a line to be mended."""
    label, text = row.label, layout.kept(question.text)
    if label.status == "error":
        return label.question in ("", text)
    asked_on = question.asked_on.isoformat() if question.asked_on else ""
    return (label.id, label.question, label.asked_on) == (layout.kept(question.id), text, asked_on)


def _stays(row: Row, question: Question) -> bool:
    """Whether asking again could change nothing: it has an answer, or still cannot be asked."""
    return row.label.status != "error" or question.problem is not None


def _begin(path: Path | None, body: bytes) -> None:
    """Make this the output; a file is replaced whole, so that a kill here loses no row of it."""
    if path is None:
        _append(None, body)
    elif not path.exists():
        with _writing(path):
            path.write_bytes(body)
    elif path.read_bytes() != body:
        aside = path.resolve().with_name(f".{path.name}.new")
        with _writing(path):
            try:
                aside.write_bytes(body)
                shutil.copymode(path, aside)
                aside.replace(path.resolve())
            finally:
                aside.unlink(missing_ok=True)


def _append(path: Path | None, row: bytes) -> None:
    if path is None:
        sys.stdout.buffer.write(row)
        sys.stdout.flush()
        return
    with _writing(path), path.open("ab") as output:
        output.write(row)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from error
