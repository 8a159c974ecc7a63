"""The parts that gold files are made of: lines of JSON, and judgements of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import InputError
from corpus.records import Span
from qa.questions import find_text, parse_day, parse_json_lines, read_text

Judgements = dict[str, dict[str, int]]
"""The grade of each judged article, by question and article."""


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """The fields of one question, and where it stands. InputError where one cannot be used."""

    where: str
    fields: dict[str, object]

    @property
    def id(self) -> str:
        return self.text("id", "_id")

    @property
    def has_answer_field(self) -> bool:
        """Whether it has a field for answers at all, be it an empty one."""
        return "answers" in self.fields or "answer" in self.fields

    def text(self, *names: str) -> str:
        """The first of the named fields that holds text."""
        text = find_text(self.fields, *names)
        if not text:
            raise InputError(f"{self.where}: it has no `{'` or `'.join(names)}`")
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise InputError(f"{self.where}: it holds half a character (a lone surrogate)")
        return text

    def flag(self, name: str) -> bool:
        """A field that is true or false; false where it is left out."""
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            raise InputError(f"{self.where}: `{name}` is neither true nor false")
        return value

    def day(self, name: str) -> date | None:
        """A field that names a day, None where it is left empty."""
        try:
            return parse_day(self.fields.get(name))
        except ValueError as error:
            raise InputError(f"{self.where}: {error}") from error

    def texts(self, name: str) -> list[str]:
        """The texts of a field that holds one, a list of them, or nothing."""
        value = self.fields.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        texts = [text for text in values if isinstance(text, str)]
        if len(texts) < len(values):
            raise InputError(f"{self.where}: `{name}` is neither a text nor a list of texts")
        return [text for text in texts if text.strip()]

    def answers(self) -> tuple[str, ...]:
        """The accepted wordings, each once."""
        return tuple(dict.fromkeys((*self.texts("answers"), *self.texts("answer"))))

    def grades(self) -> dict[str, int]:
        """The judged articles: an object of grades, or one or more ids, graded 1."""
        graded = self.fields.get("articles")
        if not isinstance(graded, dict):
            return dict.fromkeys((*self.texts("articles"), *self.texts("article")), 1)
        if not all(type(grade) is int for grade in graded.values()):
            raise InputError(f"{self.where}: the grades of `articles` are whole numbers")
        return graded

    def span(self) -> Span | None:
        """Where the answer stands, None where that is left out."""
        match self.fields.get("span"):
            case None:
                return None
            case [int(start), int(end)] if 0 <= start < end:
                return Span(start, end)
        raise InputError(f"{self.where}: `span` is not two offsets like [120, 134]")


def read_records(path: Path) -> Iterator[GoldRecord]:
    """Each line's JSON object, with where it stands."""
    for number, fields in parse_json_lines(read_text(path)):
        where = f"{path} line {number}"
        if fields is None:
            raise InputError(f"{where}: not a JSON object")
        yield GoldRecord(where, fields)


def choose_qrels(folder: Path, name: str | None) -> Path:
    """A BEIR folder's judgements: the named ones, else `test`, else the only ones.

    A name that the folder does not have may be a file's.
    """
    files = {path.stem: path for path in sorted((folder / "qrels").glob("*.tsv"))}
    wanted = name.removesuffix(".tsv") if name else "test"
    if wanted in files:
        return files[wanted]
    if name and Path(name).is_file():
        return Path(name)
    if not files:
        raise InputError(f"{folder} has no qrels/*.tsv: it is not a BEIR folder")
    if name is None and len(files) == 1:
        return files.popitem()[1]
    has_not = f"no judgements {name!r}" if name else "more than one set of judgements"
    raise InputError(f"{folder} has {has_not}: choose {', '.join(files)} with --qrels")


def read_qrels(path: Path) -> Judgements:
    """Judgements in BEIR's three columns, or in TREC's four: question, 0, article, grade."""
    judged: Judgements = defaultdict(dict)
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip() or (number == 1 and _is_header(line)):
            continue
        try:
            question, article, grade = _split_columns(line)
            known = judged[question].setdefault(article, int(grade))
        except ValueError:
            why = "not a question, an article and a grade, in BEIR's columns or TREC's"
            raise InputError(f"{path} line {number}: {why}") from None
        if known != int(grade):
            why = f"{article} was graded {known} for {question} in an earlier line"
            raise InputError(f"{path} line {number}: {why}")
    return dict(judged)


def _split_columns(line: str) -> tuple[str, str, str]:
    """ValueError where the line has not the columns of either layout, or an empty one."""
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != 3 or not all(cells):
        question, _, article, grade = line.split()
        return question, article, grade
    return cells[0], cells[1], cells[2]


def _is_header(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) == 3 and not cells[2].strip().lstrip("-").isdecimal()
