"""One answer as a row of a JSON Lines, CSV or Markdown file, and the rows of a file read back."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qa.answers import Answer
from qa.questions import Question
from qa.show.answer_markdown import answer_as_markdown
from qa.show.csv_cells import csv_cell, format_csv_line
from qa.show.schema import AnswerRecord, answer_record, to_json_line

Format = Literal["jsonl", "csv", "md"]

_COLUMNS = (
    *("id", "question", "status", "answer", "confidence", "article_id", "title", "source"),
    *("published", "url", "path", "start", "end", "answer_start", "answer_end", "passage"),
    *("error", "asked_on", "settings"),
)
# A file without conversations has the columns that it always had.
_CONVERSATION_COLUMNS = (*_COLUMNS, "asked", "conversation", "note")


class BatchRecord(AnswerRecord):
    """An answer's JSON record, the day it was asked on, the settings of its run, and the
    conversation that its question is a turn of.
    """

    asked_on: str | None
    settings: str
    conversation: str | None


@dataclass(frozen=True, slots=True)
class RowKey:
    """Whose answer a row is, its status, and the settings that it was made with.

    A resumed run knows by it which questions are done.
    """

    id: str
    question: str
    status: str
    asked_on: str
    settings: str
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in a file, with its line ends."""

    key: RowKey
    text: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """How one format lays answers out.

    `head` is a file's first lines, `opening` the bytes that every file of ours begins with.
    `format_row` makes a row; `is_whole_row` says whether some whole lines are a whole row;
    `parse_key` reads a row's key, a ValueError where the row is not one of ours; `stored` is a
    key's text as the file has it.
    """

    head: bytes
    opening: bytes
    format_row: Callable[[BatchRecord, Answer], str]
    is_whole_row: Callable[[bytes], bool]
    parse_key: Callable[[str], RowKey]
    stored: Callable[[str], str] = str


def format_row(answer: Answer, question: Question, settings: str, layout: Layout) -> bytes:
    """The answer as one row, under its question's id."""
    record: BatchRecord = {
        **answer_record(answer, question.id),
        "asked_on": question.asked_on.isoformat() if question.asked_on else None,
        "settings": settings,
        "conversation": question.conversation or None,
    }
    return layout.format_row(record, answer).encode("utf-8", "replace")


def parse_rows(body: bytes, layout: Layout) -> list[Row]:
    """The rows of a file; a last one that a killed run left unfinished is left out.

    ValueError where the file is not one of ours.
    """
    if not (body.startswith(layout.opening) or layout.opening.startswith(body)):
        raise ValueError("not a batch's answers")
    texts = _split_rows(body[len(layout.head) :], layout.is_whole_row)
    return [Row(layout.parse_key(text.decode("utf-8")), text) for text in texts]


def _split_rows(body: bytes, is_whole_row: Callable[[bytes], bool]) -> Iterator[bytes]:
    row = b""
    for line in re.findall(rb"[^\n]*\n", body):
        row += line
        if is_whole_row(row):
            yield row
            row = b""


def _csv_layout(columns: Sequence[str]) -> Layout:
    head = ",".join(columns).encode() + b"\n"

    def format_row(record: BatchRecord, _: Answer) -> str:
        best: Mapping[str, object] = record["evidence"][0] if record["evidence"] else {}
        cells = {**best, **record}
        return format_csv_line([cells.get(name) for name in columns])

    def parse_key(row: str) -> RowKey:
        try:
            (cells,) = csv.reader([row], strict=True)
        except csv.Error as error:
            raise ValueError(str(error)) from error
        return _key_of_fields(dict(zip(columns, cells, strict=True)))

    return Layout(
        head=head,
        opening=head,
        format_row=format_row,
        is_whole_row=lambda row: row.count(b'"') % 2 == 0,
        parse_key=parse_key,
        stored=csv_cell,
    )


_MARK = "<!-- pullquote "


def _format_markdown_row(record: BatchRecord, answer: Answer) -> str:
    """The answer for people, closed by a comment that says whose it is."""
    fields: Mapping[str, object] = record
    key = to_json_line({name: fields[name] for name in RowKey.__dataclass_fields__})
    # A ">" in a question could end the comment early.
    key = key.replace(">", "\\u003e")
    return f"\n{answer_as_markdown(answer)}\n\n{_MARK}{key} -->\n"


def _is_whole_markdown_row(row: bytes) -> bool:
    return row.splitlines()[-1].startswith(_MARK.encode())


def _parse_markdown_key(row: str) -> RowKey:
    return _key_of_fields(json.loads(row.splitlines()[-1].removeprefix(_MARK).removesuffix(" -->")))


def _key_of_fields(fields: object) -> RowKey:
    """The key among a row's fields; a ValueError where they are not those of our rows.

    Rows of earlier versions, and files without conversations, do not name one.
    """
    names = RowKey.__dataclass_fields__
    if not isinstance(fields, dict) or not names.keys() - {"conversation"} <= fields.keys():
        raise ValueError("not a row of a batch")
    return RowKey(**{name: str(fields.get(name) or "") for name in names})


_MARKDOWN_HEAD = b"<!-- Answers written by `pullquote batch` -->\n"

_LAYOUTS: Mapping[Format, Layout] = {
    "jsonl": Layout(
        head=b"",
        opening=b'{"id": "',
        format_row=lambda record, _: to_json_line(record) + "\n",
        is_whole_row=lambda _: True,
        parse_key=lambda row: _key_of_fields(json.loads(row)),
    ),
    "csv": _csv_layout(_COLUMNS),
    "md": Layout(
        head=_MARKDOWN_HEAD,
        opening=_MARKDOWN_HEAD,
        format_row=_format_markdown_row,
        is_whole_row=_is_whole_markdown_row,
        parse_key=_parse_markdown_key,
    ),
}
_CONVERSATION_CSV = _csv_layout(_CONVERSATION_COLUMNS)


def choose_layout(fmt: Format, questions: Sequence[Question]) -> Layout:
    """How a format lays out the answers to these questions."""
    if fmt == "csv" and any(question.conversation for question in questions):
        return _CONVERSATION_CSV
    return _LAYOUTS[fmt]
