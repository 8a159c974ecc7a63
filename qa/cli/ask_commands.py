"""Commands that answer: one question, a conversation, a file of them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import InputError
from qa.cli.options import (
    archive_option,
    filter_options,
    folder_of,
    json_option,
    model_option,
    threshold_option,
    top_option,
)
from qa.cli.output import bar, counter, say, wants_color, width

if TYPE_CHECKING:
    from corpus.records import Filters

NOT_FOUND = 1


@click.command()
@click.argument("question", nargs=-1, required=True)
@archive_option
@model_option
@top_option
@threshold_option
@filter_options
@click.option("--asked-on", metavar="DATE",
              help="The day that “this week” counts from, as 2016-02-04; else today.")  # fmt: skip
@json_option
def ask(
    question: tuple[str, ...],
    archive: Path | None,
    model: str | None,
    top: int,
    threshold: float | None,
    filters: Filters,
    asked_on: str | None,
    as_json: bool,
) -> None:
    """Ask one question; print the answer with its evidence."""
    from embeddings.models.packaged import look_ahead

    if model is None:
        look_ahead()  # while the rest is imported
    from qa.app import assemble
    from qa.search.filters import parse_day
    from qa.show.schema import answer_record, to_json_line
    from qa.show.terminal import answer_as_text

    day = parse_day(asked_on) if asked_on else None
    assistant = assemble(folder_of(archive), model, threshold=threshold)
    answer = assistant.ask(" ".join(question), filters, top=top, asked_on=day)
    if as_json:
        click.echo(to_json_line(answer_record(answer, None)))
    else:
        click.echo(answer_as_text(answer, width(), color=wants_color()))
    if answer.text is None:
        raise click.exceptions.Exit(NOT_FOUND)


@click.command()
@archive_option
@model_option
@top_option
@threshold_option
@filter_options
@click.option("--sample", is_flag=True, help="Open the sample archive.")
def chat(
    archive: Path | None = None,
    model: str | None = None,
    top: int = 5,
    threshold: float | None = None,
    filters: Filters | None = None,
    sample: bool = False,
) -> None:
    """Open the chat. With no terminal, answer the questions on standard input."""
    from corpus.records import NO_FILTERS
    from qa.folders import sample_archive

    if sample and archive:
        raise InputError("the sample has an archive of its own: leave out --sample or --archive")
    folder = sample_archive() if sample else folder_of(archive)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        if sample:
            _make_sample(folder)
        _answer_stdin(folder, model, top, threshold, filters or NO_FILTERS, sample)
        return
    from qa.chat.chat_app import ChatApp

    name = "sample archive" if sample else folder.name
    load = partial(_load_backend, folder, model, threshold, sample)
    ChatApp(load, archive_name=name, filters=filters or NO_FILTERS, top=top).run()


@click.command()
@click.argument("questions", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="ANSWERS",
              help="A .jsonl, .csv or .md file; standard output without it.")  # fmt: skip
@click.option("--format", "fmt", type=click.Choice(["jsonl", "csv", "md"]), help="Else by ANSWERS.")
@archive_option
@model_option
@top_option
@threshold_option
@filter_options
def batch(
    questions: Path,
    output: Path | None,
    fmt: Any,
    archive: Path | None,
    model: str | None,
    top: int,
    threshold: float | None,
    filters: Filters,
) -> None:
    """Answer a file of questions (.txt, .csv, .jsonl). The same command resumes a broken run."""
    from qa.app import assemble
    from qa.batch.run import run_batch
    from qa.show.phrases import format_filters

    assistant = assemble(folder_of(archive), model, threshold=threshold)
    settings = (
        f"archive {assistant.archive.stamp}, top {top}, threshold {assistant.threshold:g}, "
        f"{format_filters(filters) or 'no filters'}"
    )
    with counter("Asking") as progress:
        summary = run_batch(
            questions, output, partial(assistant.ask, filters=filters),
            top=top, fmt=fmt, settings=settings, progress=progress,
        )  # fmt: skip
    click.echo(str(summary), err=True)


def _make_sample(folder: Path) -> None:
    from qa.app import add_sample

    with bar("Making the sample archive", 20) as progress:
        add_sample(folder, progress)


def _load_backend(folder: Path, model: str | None, threshold: float | None, sample: bool) -> Any:
    from qa.app import ArchiveBackend, add_sample, assemble

    if sample:
        add_sample(folder, lambda _: None)
    return ArchiveBackend(assemble(folder, model, threshold=threshold))


def _answer_stdin(
    folder: Path,
    model: str | None,
    top: int,
    threshold: float | None,
    filters: Filters,
    sample: bool,
) -> None:
    """The chat without a terminal: a question a line; the sample archive asks one itself."""
    from qa.app import SAMPLE_QUESTION, assemble
    from qa.questions import STDIN, read_text
    from qa.show.terminal import answer_as_text

    lines = [] if sys.stdin.isatty() else read_text(STDIN).splitlines()
    typed = [line.strip() for line in lines if line.strip()]
    if not typed and not sample:
        raise InputError("the chat needs a terminal: to ask from a script, use `pullquote ask`")
    assistant = assemble(folder, model, threshold=threshold)
    for question in typed or [SAMPLE_QUESTION]:
        say(f"> {question}\n")
        try:
            click.echo(answer_as_text(assistant.ask(question, filters, top=top), width()))
        except InputError as error:
            say(f"pullquote: {error}")
        click.echo()
