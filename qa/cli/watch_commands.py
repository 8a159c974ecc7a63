"""Commands for saved questions: what is new since they were asked last."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.options import (
    AskOptions,
    archive_folder,
    archive_option,
    check_outlets,
    filter_options,
    json_option,
    model_option,
    reader_option,
    threshold_option,
)
from qa.cli.output import line_width, say, warn
from qa.reader.size import ReaderSize

if TYPE_CHECKING:
    from datetime import date

    from corpus.records import Filters
    from qa.answers import Answer
    from qa.assistant import Assistant
    from qa.watch.news import News
    from qa.watch.saved_questions import SavedQuestions
    from qa.watch.watch_run import Watched

NOTHING_NEW, SOME_FAILED = 1, 2


@click.group(invoke_without_command=True)
@click.pass_context
def watch(ctx: click.Context) -> None:
    """Save questions, and see what is new whenever they are asked again."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_saved)


@watch.command("add")
@click.argument("question", nargs=-1, required=True)
@filter_options
@archive_option
def save_question(question: tuple[str, ...], filters: Filters, archive: Path | None) -> None:
    """Save a question, with its filters, for the archive."""
    from qa.assistant import clean_question
    from qa.watch.saved_questions import SavedQuestion

    text = clean_question(" ".join(question))
    kept = _saved().save(SavedQuestion(_place(archive), text, filters))
    say(f"saved as {kept.question.id}: `pullquote watch run` tells what is new")


@watch.command("list")
@json_option
def list_saved(as_json: bool = False) -> None:
    """List the saved questions of all archives."""
    from qa.show.schema import to_json_line
    from qa.watch.news_report import kept_as_line

    saved = _saved()
    for kept in saved.all():
        if as_json:
            seen = {"seen": kept.seen.as_record() if kept.seen else None}
            click.echo(to_json_line(kept.question.as_record() | seen))
        else:
            say(kept_as_line(kept))
    _tell_passed_over(saved)


@watch.command("remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
def remove_saved(ids: tuple[str, ...]) -> None:
    """Forget saved questions, and what was seen of them."""
    saved = _saved()
    for question in {kept.question.id: kept.question for kept in map(saved.find, ids)}.values():
        saved.remove(question)
        say(f"saved question {question.id} is removed")


@watch.command("run")
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option(
    "--file", "file", type=click.Path(path_type=Path, allow_dash=True), metavar="QUESTIONS",
    help="Ask the questions of this .txt, .csv or .jsonl file instead.",
)  # fmt: skip
@click.option(
    "--top", type=click.IntRange(1, 100), default=10, show_default=True, metavar="K",
    help="How many articles are looked at for each question.",
)  # fmt: skip
@threshold_option
@reader_option
@model_option
@archive_option
@json_option
def run_saved(
    ids: tuple[str, ...],
    file: Path | None,
    top: int,
    threshold: float | None,
    reader: ReaderSize,
    model: str | None,
    archive: Path | None,
    as_json: bool,
) -> None:
    """Ask the archive's saved questions again; print what is new since the last run.

    Exits with 0 where something is new, with 1 where nothing is, with 2 where one could not be
    asked.
    """
    from corpus.records import NO_FILTERS
    from qa.watch.watch_run import run_watched

    saved = _saved()
    watched = _watched(saved, _place(archive), ids, file)
    if not watched:
        raise InputError("no question is saved for this archive: `pullquote watch add QUESTION`")
    outcomes: Counter[str] = Counter()
    asking = AskOptions(archive, model, top, threshold, reader, None, NO_FILTERS)
    with asking.assemble() as assistant:
        for news in run_watched(watched, saved, partial(_ask, assistant, top)):
            _show(news, as_json, is_first=not outcomes.total())
            outcomes[news.outcome] += 1
    if outcomes["error"]:
        raise click.exceptions.Exit(SOME_FAILED)
    if outcomes["unchanged"] == outcomes.total():
        raise click.exceptions.Exit(NOTHING_NEW)


def _ask(
    assistant: Assistant, top: int, question: str, filters: Filters, *, asked_on: date | None
) -> Answer:
    check_outlets(assistant.archive, filters)
    return assistant.ask(question, filters, top=top, asked_on=asked_on)


def _watched(
    saved: SavedQuestions, place: str, ids: tuple[str, ...], file: Path | None
) -> list[Watched]:
    from qa.watch.watch_run import questions_of, saved_of

    if file and ids:
        raise InputError("give ids of saved questions or a --file, not both")
    found = questions_of(file, place) if file else saved_of(saved, place, ids)
    _tell_passed_over(saved)
    return found


def _show(news: News, as_json: bool, *, is_first: bool) -> None:
    """Print the news; it is out of our hands before it is remembered as shown."""
    from qa.show.schema import to_json_line
    from qa.watch.news_report import news_as_text, news_record

    if as_json:
        click.echo(to_json_line(news_record(news)))
    elif news.outcome != "unchanged":
        say(("" if is_first else "\n") + news_as_text(news, line_width()))
    sys.stdout.flush()


def _saved() -> SavedQuestions:
    from qa.folders import state_folder
    from qa.watch.saved_questions import SavedQuestions

    return SavedQuestions(state_folder() / "watch")


def _place(archive: Path | None) -> str:
    from corpus.store.open_store import place_name

    return place_name(archive_folder(archive))


def _tell_passed_over(saved: SavedQuestions) -> None:
    for path in saved.passed_over:
        warn(f"{path} is no saved question: passed over")
