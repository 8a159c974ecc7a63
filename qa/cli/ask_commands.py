"""Commands that answer: one question, a file of them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.options import AskOptions, ask_options, json_option
from qa.cli.output import counting_bar, line_width, wants_color
from qa.cli.verify_command import verify_file

if TYPE_CHECKING:
    from qa.answers import Answer
    from qa.batch.answer_rows import Format
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
    "each checked against its quote. With an archive in a folder nothing else uses a network.",
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
            find_article=assistant.archive.article,
        )  # fmt: skip
    click.echo(str(summary), err=True)


def _read_stdin() -> str:
    from qa.questions import STDIN, read_text

    return read_text(STDIN)
