"""Commands for what is kept of a user's work: sessions and clippings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.options import json_option
from qa.cli.output import line_width, say, warn

if TYPE_CHECKING:
    from qa.sessions.exports.export_entries import Export

NOTHING_FOUND = 1

_EXPORT_OPTIONS = (
    click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
        help="Write to this .md, .html, .csv, .json or .ris file (default: standard output).",
    ),
    click.option(
        "--format", "fmt", type=click.Choice(["md", "html", "csv", "json", "ris"]),
        help="Format of the export (default: by the ending of FILE, else md).",
    ),
    click.option("--force", is_flag=True, help="Write over a file that is there."),
)  # fmt: skip


@click.group(invoke_without_command=True)
@click.pass_context
def sessions(ctx: click.Context) -> None:
    """List, show, search, rename, delete and export the conversations that were kept."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_sessions)


@sessions.command("list")
@json_option
def list_sessions(as_json: bool = False) -> None:
    """List the sessions, the one asked in last first."""
    from qa.sessions.keeping import open_sessions
    from qa.sessions.session_text import summary_as_line
    from qa.show.schema import to_json_line

    for summary in open_sessions().summaries():
        if as_json:
            click.echo(to_json_line(summary.as_record()))
        else:
            say(summary_as_line(summary))


@sessions.command("show")
@click.argument("session")
@json_option
def show_session(session: str, as_json: bool) -> None:
    """Print a conversation: its questions, answers and quotes. SESSION is a name or an id."""
    from qa.sessions.keeping import open_sessions
    from qa.sessions.session_text import turns_as_text
    from qa.show.schema import to_json_line

    kept = open_sessions().find(session).read()
    _tell_passed_over(kept.passed_over)
    if as_json:
        for turn in kept.turns:
            click.echo(to_json_line(turn.record))
    else:
        say(turns_as_text(kept.turns, line_width()))


@sessions.command("search")
@click.argument("words", nargs=-1, required=True)
@json_option
def search_sessions(words: tuple[str, ...], as_json: bool) -> None:
    """Find turns of all sessions by words in question, answer, quote, headline or outlet.

    A turn must hold all of them; several words in quotation marks are a phrase.
    """
    from qa.sessions.keeping import open_sessions
    from qa.sessions.session_search import find_turns
    from qa.sessions.session_text import found_turn_as_text
    from qa.show.schema import to_json_line

    any_found = False
    for found in find_turns(open_sessions(), words):
        if as_json:
            place = {"session": found.session.id, "turn": found.number}
            click.echo(to_json_line({**found.turn.record, **place}))
        else:
            say(("\n" if any_found else "") + found_turn_as_text(found, line_width()))
        any_found = True
    if not any_found:
        warn("no turn holds all of that")
        raise click.exceptions.Exit(NOTHING_FOUND)


@sessions.command("rename")
@click.argument("session")
@click.argument("name")
def rename_session(session: str, name: str) -> None:
    """Give a session a name, by which it can be resumed."""
    from qa.sessions.keeping import open_sessions

    kept = open_sessions()
    found = kept.find(session)
    say(f"session {found.id} is now {kept.rename(found, name)!r}")


@sessions.command("delete")
@click.argument("names", nargs=-1, required=True, metavar="SESSION…")
def delete_sessions(names: tuple[str, ...]) -> None:
    """Delete sessions for good."""
    from qa.sessions.keeping import open_sessions

    kept = open_sessions()
    for session in {found.id: found for found in map(kept.find, names)}.values():
        kept.delete(session)
        say(f"session {session.id} is deleted")


@sessions.command("export")
@click.argument("session")
def export_session(session: str, output: Path | None, fmt: str | None, force: bool) -> None:
    """Export a conversation as Markdown, HTML, CSV, JSON or RIS."""
    from qa.sessions.exports.export_entries import export_session as make_export
    from qa.sessions.keeping import open_sessions

    found = open_sessions().find(session)
    kept = found.read()
    _tell_passed_over(kept.passed_over)
    _export(make_export(found, kept), output, fmt, force)


@click.group(invoke_without_command=True)
@click.pass_context
def clippings(ctx: click.Context) -> None:
    """List, annotate, delete and export the quotes that were kept."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_clippings)


@clippings.command("list")
@json_option
def list_clippings(as_json: bool = False) -> None:
    """List the clippings, in the order that they were given."""
    from qa.sessions.keeping import open_clippings
    from qa.sessions.session_text import clipping_as_text
    from qa.show.schema import to_json_line

    kept = open_clippings()
    _tell_passed_over(kept.passed_over)
    for number, clipping in enumerate(kept.all(), start=1):
        if as_json:
            click.echo(to_json_line(clipping.as_record()))
        else:
            say(("\n" if number > 1 else "") + clipping_as_text(clipping, number, line_width()))


@clippings.command("note")
@click.argument("id")
@click.argument("note", nargs=-1)
def note_clipping(id: str, note: tuple[str, ...]) -> None:
    """Write a note on a clipping; without words, take its note away."""
    from qa.sessions.keeping import open_clippings

    kept = open_clippings()
    kept.annotate(kept.find(id).id, " ".join(note))


@clippings.command("delete")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
def delete_clippings(ids: tuple[str, ...]) -> None:
    """Delete clippings for good."""
    from qa.sessions.keeping import open_clippings

    kept = open_clippings()
    for clipping in {found.id: found for found in map(kept.find, ids)}.values():
        kept.delete(clipping.id)
        say(f"clipping {clipping.id} is deleted")


@clippings.command("export")
def export_clippings(output: Path | None, fmt: str | None, force: bool) -> None:
    """Export the clippings as Markdown, HTML, CSV, JSON or RIS."""
    from qa.sessions.exports.export_entries import export_clippings as make_export
    from qa.sessions.keeping import open_clippings

    kept = open_clippings()
    _tell_passed_over(kept.passed_over)
    _export(make_export(kept.all()), output, fmt, force)


for _command in (export_session, export_clippings):
    for _option in reversed(_EXPORT_OPTIONS):
        _option(_command)


def _export(export: Export, output: Path | None, fmt: str | None, force: bool) -> None:
    from qa.sessions.exports.export_formats import format_export, write_export

    if not export.entries:
        raise InputError("there is nothing to export yet")
    if output is None:
        click.echo(format_export(export, fmt or "md"), nl=False)
    else:
        write_export(export, output, fmt, over=force)
        say(f"wrote {output}")


def _tell_passed_over(lines: int) -> None:
    if lines:
        what = "1 line" if lines == 1 else f"{lines:,} lines"
        warn(f"passed over {what} that could not be read: a process was killed while writing")
