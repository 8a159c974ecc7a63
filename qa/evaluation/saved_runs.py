"""Saved runs: an evaluation in a folder, written whole or not at all, checked when it is read.

`run.trec` is the ranking of articles for any TREC tool, `questions.jsonl` has the outcome of each
question, one a line, and `run.json` the settings of the run and its means.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args
from urllib.parse import quote

import numpy as np

from corpus.durable import sync, take_name
from corpus.errors import InputError
from qa.answers import Status
from qa.evaluation.outcomes import Evaluation, FoundArticle, Loss, Outcome
from qa.questions import parse_json_lines
from qa.show.schema import ACTING, to_json_line

FORMAT = 1
"""Raised by one when an older program could misread what is written."""

_RUN, _QUESTIONS, _RANKING = "run.json", "questions.jsonl", "run.trec"
_KEPT_ARTICLES = 10  # in questions.jsonl, for people to read; run.trec has the whole ranking
_UNSAFE = re.compile(rf"\s|[\x00-\x1f]|{ACTING.pattern}")


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """The outcome of one question; `values` holds each measure that applies to it, by name."""

    id: str
    question: str
    values: Mapping[str, float]
    status: Status
    answer: str | None = None
    lost: Loss | None = None


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A run as it was saved; `name` is the folder as it was given."""

    name: str
    settings: Mapping[str, str]
    questions: Mapping[str, SavedQuestion]


def check_free(folder: Path) -> None:
    """InputError where `save_run` would refuse the folder: worth asking before the evaluation."""
    if folder.is_dir():
        if (folder / _RUN).exists():
            raise InputError(f"{folder} already holds a run: name another folder, or delete it")
        if any(folder.iterdir()):
            raise InputError(f"{folder} holds other files: name another folder")
    elif folder.exists():
        raise InputError(f"{folder} is not a folder: name another")


def save_run(evaluation: Evaluation, folder: Path) -> None:
    """Write the run into a folder that is new or empty; a kill on the way leaves none there."""
    check_free(folder)
    aside = folder.resolve().with_name(f".{folder.resolve().name}-{uuid.uuid4().hex}")
    try:
        aside.mkdir(parents=True)
        _write_lines(
            aside / _RANKING, _trec_lines(evaluation.outcomes, _escape(folder.resolve().name))
        )
        _write_lines(
            aside / _QUESTIONS, map(to_json_line, map(_question_record, evaluation.outcomes))
        )
        _write_lines(aside / _RUN, [to_json_line(_run_record(evaluation))])
        sync(aside)
        if folder.is_dir():
            folder.rmdir()
        take_name(aside, folder.resolve(), os.rename)
    except OSError as error:
        raise InputError(f"cannot write {folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def load_run(folder: Path) -> SavedRun:
    """The run saved in a folder; InputError where there is none, or not all of one."""
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder}: name one that an evaluation was saved in")
    if not (folder / _RUN).is_file():
        raise InputError(f"{folder} holds no saved run: it has no {_RUN}")
    settings, count = _read_settings_and_count(folder)
    questions = {question.id: question for question in _read_questions(folder)}
    if len(questions) != count:
        raise _incomplete(folder, f"{_QUESTIONS} holds {len(questions)} of {count} questions")
    return SavedRun(str(folder), settings, questions)


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    sync(path)


def _trec_lines(outcomes: Iterable[Outcome], tag: str) -> Iterator[str]:
    """`qid Q0 docid rank score tag`; white space and controls within an id percent-encoded.

    A `%` stays as it is, so that ids without white space are those of any qrels.
    """
    for outcome in outcomes:
        question = _escape(outcome.gold.id)
        for rank, (article, score) in enumerate(_make_falling(outcome.articles), start=1):
            yield f"{question} Q0 {_escape(article)} {rank} {score:.9g} {tag}"


def _make_falling(ranking: Iterable[FoundArticle]) -> Iterator[FoundArticle]:
    """The ranking with scores that fall at every rank, each no more below its own than needed.

    trec_eval orders by score, in single precision, and ties by id: it does not look at ranks.
    """
    highest = np.float32(np.inf)
    for article, score in ranking:
        kept = min(np.float32(score), highest)
        yield FoundArticle(article, float(kept))
        highest = np.nextafter(kept, np.float32(-np.inf))


def _escape(id: str) -> str:
    return _UNSAFE.sub(lambda found: quote(found[0], safe="", errors="surrogatepass"), id)


def _question_record(outcome: Outcome) -> dict[str, object]:
    gold, cited = outcome.gold, outcome.cited
    return {
        "id": gold.id,
        "question": gold.question,
        "status": outcome.status,
        "answer": outcome.answer,
        "gold_answers": gold.answers,
        "gold_articles": dict(gold.articles),
        "answerable": gold.answerable,
        "confidence": outcome.confidence,
        "cited": cited and {"article": cited.article, **cited.span._asdict()},
        "values": dict(outcome.values),
        "lost": outcome.lost,
        "stages": {name: round(spent, 3) for name, spent in outcome.stages.items()},
        "elapsed_ms": round(outcome.elapsed_ms, 3),
        "error": outcome.error,
        "articles": [found._asdict() for found in outcome.articles[:_KEPT_ARTICLES]],
    }


def _run_record(evaluation: Evaluation) -> dict[str, object]:
    return {
        "format": FORMAT,
        "count": len(evaluation.outcomes),
        "settings": dict(evaluation.settings),
        "means": {name: mean._asdict() for name, mean in evaluation.means().items()},
        "losses": dict(evaluation.losses()),
        "mismatches": [mismatch._asdict() for mismatch in evaluation.mismatches],
        "seconds": evaluation.seconds,
        "peak_memory_mb": evaluation.peak_memory_mb,
    }


def _read_settings_and_count(folder: Path) -> tuple[dict[str, str], int]:
    try:
        about: object = json.loads(_read_text(folder, _RUN))
    except ValueError as error:
        raise _incomplete(folder, f"{_RUN} is not JSON") from error
    match about:
        case {"format": int(version)} if version > FORMAT:
            raise InputError(f"{folder} was saved by a newer Pullquote: update this one")
        case {"format": int(), "count": int(count), "settings": dict(settings)}:
            return {str(name): str(value) for name, value in settings.items()}, count
    raise InputError(f"{folder} holds no saved run: another program wrote its {_RUN}")


def _read_questions(folder: Path) -> Iterator[SavedQuestion]:
    for number, record in parse_json_lines(_read_text(folder, _QUESTIONS)):
        if record is None or (question := _parse_question(record)) is None:
            raise _incomplete(folder, f"{_QUESTIONS} line {number} is not a question")
        yield question


def _parse_question(record: Mapping[str, object]) -> SavedQuestion | None:
    """The question of a line, None where the line is not one of ours."""
    match record:
        case {
            "id": str(id),
            "question": str(question),
            "values": dict(values),
            "status": str(status),
            "answer": (str() | None) as answer,
            "lost": (str() | None) as lost,
        } if (
            status in get_args(Status)
            and (lost is None or lost in get_args(Loss))
            and all(isinstance(value, int | float) and 0 <= value <= 1 for value in values.values())
        ):
            found = cast("Status", status), answer, cast("Loss | None", lost)
            return SavedQuestion(id, question, values, *found)
    return None


def _read_text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise _incomplete(folder, f"it has no {name}") from error
    except UnicodeDecodeError as error:
        raise _incomplete(folder, f"{name} is not UTF-8") from error
    except OSError as error:
        raise InputError(f"cannot read {folder / name}: {error.strerror}") from error


def _incomplete(folder: Path, why: str) -> InputError:
    return InputError(f"{folder} is incomplete ({why}): evaluate again")
