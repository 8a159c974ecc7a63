"""Saved questions, and those of a file, are asked again; one that fails stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from corpus.errors import InputError, PullquoteError
from corpus.records import Filters
from qa.answers import Answer
from qa.questions import read_questions
from qa.watch.news import News, find_news
from qa.watch.saved_questions import SavedQuestion, SavedQuestions


class AskWithin(Protocol):
    """Asks a question within filters; PullquoteError where it cannot be asked."""

    def __call__(self, question: str, filters: Filters, *, asked_on: date | None) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Watched:
    """One question of a run: what the user calls it, and why it cannot be asked, "" if it can."""

    label: str
    question: SavedQuestion
    is_saved: bool = True
    asked_on: date | None = None
    problem: str = ""


def saved_of(saved: SavedQuestions, archive: str, ids: Sequence[str] = ()) -> list[Watched]:
    """The saved questions of an archive, or those with these ids; InputError for an unknown id."""
    if ids:
        kept = {each.question.id: each for each in map(saved.find, ids)}
        strange = [each for each in kept.values() if each.question.archive != archive]
        if strange:
            raise InputError(
                f"saved question {strange[0].question.id} asks the archive in "
                f"{strange[0].question.archive}: name that one with --archive"
            )
    else:
        kept = {each.question.id: each for each in saved.all()}
    own = (each.question for each in kept.values() if each.question.archive == archive)
    return [Watched(question.id, question) for question in own]


def questions_of(path: Path, archive: str) -> list[Watched]:
    """The questions of a .txt, .csv or .jsonl file; InputError where it cannot be read."""
    return [
        Watched(
            each.id,
            SavedQuestion(archive, each.text),
            is_saved=False,
            asked_on=each.asked_on,
            problem=each.problem or (_A_TURN if each.conversation else ""),
        )
        for each in read_questions(path)
    ]


_A_TURN = "it is a turn of a conversation: only a question that stands alone is asked again"


def run_watched(
    watched: Sequence[Watched], saved: SavedQuestions, ask: AskWithin
) -> Iterator[News]:
    """Ask each; what was shown is remembered when the next one is asked for.

    So a run that is killed, or whose output nobody took, tells its last news again.
    """
    for each in watched:
        kept = saved.find_seen(each.question)
        news = find_news(each.label, each.question, _ask(each, ask), kept.seen if kept else None)
        yield news
        if news.outcome != "error":
            is_saved = each.is_saved or (kept is not None and kept.is_saved)
            saved.remember(each.question, news.seen, is_saved=is_saved)


def _ask(watched: Watched, ask: AskWithin) -> Answer:
    text = watched.question.text
    try:
        if watched.problem:
            raise InputError(watched.problem)
        return ask(text, watched.question.filters, asked_on=watched.asked_on)
    except PullquoteError as error:
        return Answer.of_error(text, str(error))
