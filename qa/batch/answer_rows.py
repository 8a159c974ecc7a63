"""One answer as a row of a JSON Lines, CSV or Markdown file, and the rows of a file read back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from qa.answers import Answer
from qa.questions import Question
from qa.show.answer_markdown import answer_as_markdown
from qa.show.schema import ACTING, AnswerRecord, answer_record, to_json_line

Format = Literal["jsonl", "csv", "md"]

COLUMNS = (
    *("id", "question", "status", "answer", "confidence", "article_id", "title", "source"),
    *("published", "url", "path", "start", "end", "answer_start", "answer_end", "passage"),
    *("error", "asked_on", "settings"),
)


class BatchRecord(AnswerRecord):
    """An answer's JSON record, the day it was asked on and the settings of its run."""

    asked_on: str | None
    settings: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a row says of itself: whose answer it is, what came of it, how it was made."""

    id: str
    question: str
    status: str
    asked_on: str
    settings: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in a file, with its line ends."""

    label: Label
    text: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """How one format lays answers out.

    `head` opens a file; no file of ours begins otherwise than with `opening`. `write` makes a
    row; `ends` says whether whole lines are a whole row; `read` is a row's label, a ValueError
    where it is no row of ours; `kept` is what a label's text becomes in the file.
    """

    head: bytes
    opening: bytes
    write: Callable[[BatchRecord, Answer], str]
    ends: Callable[[bytes], bool]
    read: Callable[[str], Label]
    kept: Callable[[str], str] = str


def row_of(answer: Answer, question: Question, settings: str, layout: Layout) -> bytes:
    """The answer as one row, under its question's id."""
    record: BatchRecord = {
        **answer_record(answer, question.id),
        "asked_on": question.asked_on.isoformat() if question.asked_on else None,
        "settings": settings,
    }
    return layout.write(record, answer).encode("utf-8", "replace")


def rows_in(body: bytes, layout: Layout) -> list[Row]:
    """The rows of a file that were written to their end: what a kill left of the last is none.

    ValueError where the file is not one of ours.
    """
    if not (body.startswith(layout.opening) or layout.opening.startswith(body)):
        raise ValueError("not a batch's answers")
    texts = _whole_rows(body[len(layout.head) :], layout.ends)
    return [Row(layout.read(text.decode("utf-8")), text) for text in texts]


def _whole_rows(body: bytes, ends: Callable[[bytes], bool]) -> Iterator[bytes]:
    row = b""
    for line in re.findall(rb"[^\n]*\n", body):
        row += line
        if ends(row):
            yield row
            row = b""


def csv_cell(text: str) -> str:
    """Text that a spreadsheet shows and never runs; JSON Lines is the form that is verbatim.

    A cell that begins like a formula, and is no number, gets an apostrophe in front. Characters
    that act are replaced, each by one that does not, so offsets into the text still count.
    """
    shown = ACTING.sub("\ufffd", text.translate(_PICTURES))
    formula = shown.startswith(_FORMULA) and not re.fullmatch(r"[-+]?\d[\d.,]*%?", shown)
    return f"'{shown}" if formula else shown


_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def _csv_row(record: BatchRecord, _: Answer) -> str:
    best: Mapping[str, object] = record["evidence"][0] if record["evidence"] else {}
    cells = {**best, **record}
    return _csv_line([cells.get(name) for name in COLUMNS])


def _csv_line(cells: list[object]) -> str:
    line = io.StringIO()
    shown = [csv_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    csv.writer(line, lineterminator="\n").writerow(shown)
    return line.getvalue()


def _csv_label(row: str) -> Label:
    try:
        (cells,) = csv.reader([row], strict=True)
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return _label(dict(zip(COLUMNS, cells, strict=True)))


_MARK = "<!-- pullquote "


def _markdown_row(record: BatchRecord, answer: Answer) -> str:
    """The answer for people, closed by a comment that says whose it is."""
    fields: Mapping[str, object] = record
    label = to_json_line({name: fields[name] for name in Label.__dataclass_fields__})
    # A ">" in a question could end the comment early.
    label = label.replace(">", "\\u003e")
    return f"\n{answer_as_markdown(answer)}\n\n{_MARK}{label} -->\n"


def _markdown_ends(row: bytes) -> bool:
    return row.splitlines()[-1].startswith(_MARK.encode())


def _markdown_label(row: str) -> Label:
    return _label(json.loads(row.splitlines()[-1].removeprefix(_MARK).removesuffix(" -->")))


def _label(fields: object) -> Label:
    """The label among a row's fields; a ValueError where they are not those of our rows."""
    names = Label.__dataclass_fields__
    if not isinstance(fields, dict) or not names.keys() <= fields.keys():
        raise ValueError("not a row of a batch")
    return Label(**{name: str(fields[name] or "") for name in names})


_CSV_HEAD = ",".join(COLUMNS).encode() + b"\n"
_MARKDOWN_HEAD = b"<!-- Answers written by `pullquote batch` -->\n"

LAYOUTS: Mapping[Format, Layout] = {
    "jsonl": Layout(
        head=b"",
        opening=b'{"id": "',
        write=lambda record, _: to_json_line(record) + "\n",
        ends=lambda _: True,
        read=lambda row: _label(json.loads(row)),
    ),
    "csv": Layout(
        head=_CSV_HEAD,
        opening=_CSV_HEAD,
        write=_csv_row,
        ends=lambda row: row.count(b'"') % 2 == 0,
        read=_csv_label,
        kept=csv_cell,
    ),
    "md": Layout(
        head=_MARKDOWN_HEAD,
        opening=_MARKDOWN_HEAD,
        write=_markdown_row,
        ends=_markdown_ends,
        read=_markdown_label,
    ),
}
