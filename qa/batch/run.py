"""Many questions from a file, each answer written as it comes; the same command carries on."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter

from corpus.durable import write_whole
from corpus.errors import InputError, PullquoteError
from corpus.records import Article
from qa.answers import Answer
from qa.batch.answer_rows import Format, Layout, Row, choose_layout, format_row, parse_rows
from qa.batch.conversations import Conversations
from qa.conversation.article_questions import answer_from
from qa.conversation.turns import WholeQuestion
from qa.questions import Ask, Progress, Question, read_questions

FindArticle = Callable[[str], Article | None]
"""The article with this id; None where there is none."""

_FORMATS: Mapping[str, Format] = {".jsonl": "jsonl", ".csv": "csv", ".md": "md"}


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """How many answers of each status the output holds, and how many of all it held before."""

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
    find_article: FindArticle = lambda _: None,
) -> BatchSummary:
    """Ask every question of a file; write the answers in its order, each as soon as it is there.

    Without an output path they go to standard output. An output that an earlier run left is
    resumed: its answers stay, an unfinished last row is dropped, rows with an error are asked
    again, and with them the turns after them of the same conversation. `settings` says in words
    what the answers depend on beside their questions and is written into every row. What a turn of
    a conversation asks of one article is looked for in that alone, as `find_article` gives it.
    InputError where the output holds anything else: other questions, other settings, another
    program's text.
    """
    fmt = fmt or _format_by_ending(output_path)
    questions = read_questions(questions_path)
    layout = choose_layout(fmt, questions)
    begun: list[tuple[Row, Question]] = []
    if output_path:
        earlier = _read_earlier_rows(output_path, questions_path, layout)
        begun = _pair(output_path, earlier, questions, settings, layout)
    kept_rows = _rows_to_keep(begun)
    kept = Counter(row.key.status for row in kept_rows if row)
    asking_one = partial(_ask_question, ask=ask, find_article=find_article, top=top)
    conversations = Conversations(questions, asking_one)
    asking = _Asking(
        conversations, settings, layout, progress, total=len(questions), statuses=kept.copy()
    )
    progress(kept.total(), len(questions))
    opening = [
        row.text if row else asking.ask_row(question)
        for row, question in zip(kept_rows, questions, strict=False)
    ]
    _write_opening(output_path, layout.head + b"".join(opening))
    for question in questions[len(begun) :]:
        _append_row(output_path, asking.ask_row(question))
    return BatchSummary(asking.statuses, kept.total())


@dataclass(slots=True)
class _Asking:
    """Questions become rows; `statuses` counts all rows, those of an earlier run among them."""

    conversations: Conversations
    settings: str
    layout: Layout
    progress: Progress
    total: int
    statuses: Counter[str]

    def ask_row(self, question: Question) -> bytes:
        answer = self.conversations.ask(question)
        self.statuses[answer.status] += 1
        self.progress(self.statuses.total(), self.total)
        return format_row(answer, question, self.settings, self.layout)


def _ask_question(
    question: Question, whole: WholeQuestion, *, ask: Ask, find_article: FindArticle, top: int
) -> Answer:
    """The answer to a question as it was made whole.

    One with status "error" where the question cannot be asked or asking fails.
    """
    started = perf_counter()
    try:
        if question.problem:
            raise InputError(question.problem)
        if whole.within and (article := find_article(whole.within.article)):
            return answer_from(article, whole)
        answer = ask(whole.asked, asked_on=question.asked_on, top=top)
    except PullquoteError as error:
        elapsed_ms = 1000 * (perf_counter() - started)
        return Answer.of_error(question.text, str(error), elapsed_ms)
    # A resumed run knows its rows by the question as the file has it.
    return replace(answer, question=question.text)


def _format_by_ending(output_path: Path | None) -> Format:
    ending = output_path.suffix.lower() if output_path else ".jsonl"
    if ending not in _FORMATS:
        raise InputError(f"{output_path}: end it in .jsonl, .csv or .md, or give --format")
    return _FORMATS[ending]


def _read_earlier_rows(path: Path, questions_path: Path, layout: Layout) -> list[Row]:
    """The rows that an earlier run wrote; InputError before anything foreign is written over."""
    if not path.exists():
        return []
    if not path.is_file():
        raise InputError(f"{path} is not a file: give another -o")
    if questions_path.exists() and path.samefile(questions_path):
        raise InputError(f"{path} holds the questions: give another -o")
    try:
        return parse_rows(path.read_bytes(), layout)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path} holds something else than answers: give another -o") from error


def _pair(
    path: Path, rows: Sequence[Row], questions: Sequence[Question], settings: str, layout: Layout
) -> list[tuple[Row, Question]]:
    """Each earlier row with its question.

    InputError unless the rows answer the first of these questions, with these settings.
    """
    begun = list(zip(rows, questions, strict=False))
    if len(rows) > len(begun) or not all(_is_for(row, question, layout) for row, question in begun):
        raise InputError(f"{path} holds answers to other questions: give another -o or delete it")
    for row, question in begun:
        if _is_kept(row, question) and not question.problem:
            _check_settings(path, row.key.settings, settings, layout)
    return begun


def _check_settings(path: Path, earlier: str, settings: str, layout: Layout) -> None:
    if earlier != layout.stored(settings):
        raise InputError(
            f"{path} was made with other settings ({earlier}; now: {settings}): "
            "give those, or another -o, or delete it"
        )


def _is_for(row: Row, question: Question, layout: Layout) -> bool:
    """Whether the row is this question's. One with an error may wait for a line to be fixed."""
    key, text = row.key, layout.stored(question.text)
    if key.status == "error":
        return key.question in ("", text)
    asked_on = question.asked_on.isoformat() if question.asked_on else ""
    of_question = (question.id, question.text, asked_on, question.conversation)
    return (key.id, key.question, key.asked_on, key.conversation) == tuple(
        map(layout.stored, of_question)
    )


def _rows_to_keep(begun: Sequence[tuple[Row, Question]]) -> list[Row | None]:
    """Each earlier row, None for one whose question is to be asked again.

    What follows an error in its conversation was made whole without that turn's answer.
    """
    kept: list[Row | None] = []
    broken: set[str] = set()
    for row, question in begun:
        is_kept = _is_kept(row, question) and question.conversation not in broken
        kept.append(row if is_kept else None)
        if question.conversation and not is_kept:
            broken.add(question.conversation)
    return kept


def _is_kept(row: Row, question: Question) -> bool:
    """Whether asking again could change nothing: it has an answer, or still cannot be asked."""
    return row.key.status != "error" or question.problem is not None


def _write_opening(path: Path | None, body: bytes) -> None:
    """Make this the output; a file is replaced whole, so that no row is lost if we are killed."""
    if path is None:
        _append_row(None, body)
    elif not path.exists():
        with _name_write_errors(path), path.resolve().open("xb") as output:
            output.write(body)
    elif path.read_bytes() != body:
        real = path.resolve()
        with _name_write_errors(path):
            write_whole(real, body, mode=real.stat().st_mode & 0o777)


def _append_row(path: Path | None, row: bytes) -> None:
    if path is None:
        sys.stdout.buffer.write(row)
        sys.stdout.flush()
        return
    with _name_write_errors(path), path.open("ab") as output:
        output.write(row)


@contextmanager
def _name_write_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from error
