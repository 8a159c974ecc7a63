"""Commands that answer: one question, a conversation, a file of them."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError, PullquoteError
from qa.cli.keep_options import KeepOptions, keep_options
from qa.cli.options import (
    AskOptions,
    archive_in_hints,
    ask_options,
    check_outlets,
    current_config,
    json_option,
    name_in_hints,
)
from qa.cli.output import (
    PREPARING,
    complete_hints,
    counting_bar,
    line_width,
    wants_color,
)
from qa.cli.plain import can_paint, converse
from qa.cli.verify_command import verify_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from corpus.records import Filters
    from qa.answers import Answer, Evidence
    from qa.app import ArchiveBackend
    from qa.batch.answer_rows import Format
    from qa.chat.offers import Offers
    from qa.import_process import Import
    from qa.sessions.keeping import Keeper
    from qa.write.text_server import TextServer

NOT_FOUND = 1


@click.command()
@click.argument("question", nargs=-1, required=True)
@ask_options()
@click.option(
    "--asked-on", metavar="DATE",
    help="The day “this week” is counted from, such as 2016-02-04 (default: today).",
)  # fmt: skip
@click.option(
    "--write", "write_at", metavar="URL",
    help="Also have it written in sentences by this server, such as http://127.0.0.1:8080/v1, "
    "each checked against its quote. The only thing that uses a network.",
)  # fmt: skip
@click.option("--write-model", metavar="NAME", default="", help="Which of that server's models.")
@json_option
def ask(
    question: tuple[str, ...],
    asking: AskOptions,
    asked_on: str | None,
    write_at: str | None,
    write_model: str,
    as_json: bool,
) -> None:
    """Ask one question; print the answer with its evidence. `-` reads it from standard input."""
    from embeddings.models.packaged import prefetch_digest

    if asking.model is None:
        prefetch_digest()  # while the rest is imported
    from qa.search.filters import parse_day
    from qa.show.schema import answer_record, to_json_line
    from qa.show.terminal import answer_as_text

    writer = _writer(write_at, write_model) if write_at else None
    day = parse_day(asked_on) if asked_on else None
    words = _read_stdin() if question == ("-",) else " ".join(question)
    assistant = asking.assemble()
    answer = asking.ask(assistant, words, asked_on=day)
    record: dict[str, object] = dict(answer_record(answer, None))
    if not as_json:
        click.echo(answer_as_text(answer, line_width(), color=wants_color()))
    if writer:
        _write(answer, writer, record if as_json else None)
    if as_json:
        click.echo(to_json_line(record))
    if answer.text is None:
        raise click.exceptions.Exit(NOT_FOUND)


def _writer(address: str, model: str) -> TextServer:
    from qa.write.text_server import TextServer, check_address

    check_address(address)
    return TextServer(address, model, os.environ.get("PULLQUOTE_WRITE_KEY", ""))


def _write(answer: Answer, writer: TextServer, record: dict[str, object] | None) -> None:
    """Have an answer written, if there is one; into its record, or else on standard output."""
    from qa.write.written_answer import write_answer
    from qa.write.written_report import written_as_text, written_record

    written = write_answer(answer, writer)
    if record is not None:
        record["written"] = written_record(written) if written else None
    elif written:
        click.echo("\n" + written_as_text(written, line_width(), color=wants_color()))


@click.command()
@ask_options()
@click.option("--sample", is_flag=True, help="Open the sample archive.")
@click.option(
    "--plain", is_flag=True,
    help="Line by line, for screen readers; so it is by itself for TERM=dumb and in a pipe.",
)  # fmt: skip
@keep_options
def chat(asking: AskOptions, keeping: KeepOptions, sample: bool, plain: bool) -> None:
    """Open the chat. With no terminal, answer the questions on standard input."""
    if sample:
        asking = _for_sample(asking)
    if plain or not can_paint():
        converse(asking, sample, keeping.keeper(asking.folder))
        return
    _paint_chat(asking, sample, keeping.keeper(asking.folder))


@click.command()
@click.argument("questions", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="ANSWERS",
    help="Write to this .jsonl, .csv or .md file (default: standard output).",
)  # fmt: skip
@click.option(
    "--format", "fmt", type=click.Choice(["jsonl", "csv", "md"]),
    help="Format of the answers (default: by the ending of ANSWERS).",
)  # fmt: skip
@click.option(
    "--verify", "is_quotes", is_flag=True,
    help="The file holds quotations: check each as `pullquote verify` does, into .jsonl.",
)  # fmt: skip
@ask_options()
def batch(
    questions: Path,
    output: Path | None,
    fmt: Format | None,
    is_quotes: bool,
    asking: AskOptions,
) -> None:
    """Answer a file of questions (.txt, .csv, .jsonl). The same command resumes a broken run."""
    if is_quotes:
        if (fmt or (output and output.suffix.lower().lstrip("."))) not in (None, "jsonl"):
            raise InputError("checked quotations are written as .jsonl: give another -o")
        click.echo(verify_file(questions, output, asking.archive, asking.filters), err=True)
        return
    from qa.batch.run import run_batch
    from qa.show.phrases import format_filters

    assistant = asking.assemble()
    settings = (
        f"archive {assistant.archive.stamp}, top {asking.top}, threshold {assistant.threshold:g}, "
        f"{format_filters(asking.filters) or 'no filters'}"
        f"{f', as of {asking.as_of}' if asking.as_of else ''}"
    )
    with counting_bar("Asking") as progress:
        summary = run_batch(
            questions, output, partial(asking.ask, assistant),
            top=asking.top, fmt=fmt, settings=settings, progress=progress,
        )  # fmt: skip
    click.echo(str(summary), err=True)


def _paint_chat(asking: AskOptions, sample: bool, keeper: Keeper | None) -> None:
    """Run the chat on the whole screen, as the settings have it."""
    from qa.chat.chat_app import ChatApp
    from qa.config import config_path

    config, offers = current_config(), _offers(asking)
    tell = offers.opening.say
    if config.pager:
        os.environ["PAGER"] = config.pager
    try:
        app = ChatApp(
            partial(_load_backend, asking, asking.folder, archive_in_hints(), sample, tell),
            archive_name="sample archive" if sample else asking.folder.name,
            filters=asking.filters,
            top=asking.top,
            theme=config.theme or "",
            keymap=config.keymap,
            offers=replace(offers, keeper=keeper),
        )
    except InputError as error:  # of a theme or a key, which only the chat knows
        raise InputError(f"{config_path()}: {error}") from error
    app.run()
    if app.failure:
        raise app.failure


def _offers(asking: AskOptions) -> Offers:
    """What the chat can do beside asking this archive."""
    from corpus.records import NO_FILTERS
    from qa.chat.banner import OpeningWords
    from qa.chat.offers import Offers
    from qa.chat.remembered import Remembered
    from qa.folders import sample_archive, state_folder
    from qa.search.filters import until

    sample, opening = replace(asking, filters=until(NO_FILTERS, asking.as_of)), OpeningWords()
    folder = sample_archive()
    return Offers(
        open_sample=partial(_load_backend, sample, folder, folder, True, opening.say),
        start_import=partial(_start_import, asking.folder, asking.model),
        glance=partial(_glance, asking.folder, asking.as_of),
        copies=state_folder() / "copied.txt",
        sample_place=str(folder.resolve()),
        remembered=Remembered(state_folder() / "chat.json"),
        opening=opening,
    )


def _glance(
    folder: Path, as_of: date | None, question: str, filters: Filters, top: int
) -> tuple[Evidence, ...]:
    from qa.app import glance
    from qa.search.filters import until

    return glance(folder, question, until(filters, as_of), top)


def _start_import(folder: Path, model: str | None, path: Path) -> Import:
    from qa.import_process import ImportProcess

    return ImportProcess([path], folder, model)


def _for_sample(asking: AskOptions) -> AskOptions:
    from qa.folders import sample_archive

    if asking.archive:
        raise InputError("the sample has an archive of its own: leave out --sample or --archive")
    name_in_hints(sample_archive())
    return replace(asking, archive=sample_archive())


def _load_backend(
    asking: AskOptions,
    folder: Path,
    named: Path | None,
    sample: bool,
    tell: Callable[[str], None],
) -> ArchiveBackend:
    """What the chat's worker loads, in its own thread, where click knows of no command.

    `tell` is given words for what takes long.
    """
    from qa.app import ArchiveBackend, add_sample, assemble, spare_garbage_collection

    try:
        if sample:
            add_sample(folder, lambda _: None)
        assistant = assemble(
            folder, asking.model, threshold=asking.threshold, reader=asking.reader,
            on_making=lambda: tell(PREPARING),
        )  # fmt: skip
        spare_garbage_collection()
        check_outlets(assistant.archive, asking.filters)
        return ArchiveBackend(assistant, asking.as_of)
    except PullquoteError as error:
        raise type(error)(complete_hints(str(error), named)) from error


def _read_stdin() -> str:
    from qa.questions import STDIN, read_text

    return read_text(STDIN)
