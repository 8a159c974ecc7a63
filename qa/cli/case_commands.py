"""Commands for dossiers: one is made of clippings, and checked against the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.options import archive_folder, archive_option, json_option, open_archive
from qa.cli.output import line_width, say, warn

if TYPE_CHECKING:
    from qa.casefile.case import Case
    from qa.sessions.clippings import Clipping


@click.command("case")
@click.argument("ids", nargs=-1, metavar="[CLIPPING…]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", required=True,
    help="Write to this .html file.",
)  # fmt: skip
@click.option("--session", metavar="NAME", help="Only clippings of what this conversation quoted.")
@click.option("--title", metavar="WORDS", default="", help="What the page is called.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@archive_option
def make_case(
    ids: tuple[str, ...],
    output: Path,
    session: str | None,
    title: str,
    force: bool,
    archive: Path | None,
) -> None:
    """Make a dossier of clippings: a page that stands alone, and can be checked.

    Of all clippings of the archive, of those of a conversation, or of those whose ids are given.
    """
    from corpus.durable import write_whole
    from qa.casefile.case_check import check_case
    from qa.casefile.case_html import as_page
    from qa.casefile.case_reading import CasePage
    from qa.show.phrases import format_count

    if output.is_dir() or (output.exists() and not force):
        raise InputError(f"{output} is there already: name another file, or give --force")
    if not output.parent.is_dir():
        raise InputError(f"no folder {output.parent}: make it first")
    clippings = _choose(ids, session)
    with open_archive(archive) as opened:
        case = _case(clippings, archive, title, opened.stats().articles, opened.stamp)
        found = check_case(CasePage(case, frozenset(), is_as_made=True), opened)
    write_whole(output, as_page(case).encode("utf-8", "replace"))
    say(f"wrote {output}: {format_count(len(case.quotes), 'quote')}")
    if found.worst != "holds":
        warn(f"not all of them stand as they were quoted: `pullquote verify-case {output}`")


@click.command("verify-case")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@archive_option
@json_option
def verify_case(file: Path, archive: Path | None, as_json: bool) -> None:
    """Check a dossier against the archive: which quotes still hold, and which do not.

    Exits with 0 where all hold; 5 where articles have changed, and hold the words still; 1 where
    a quote no longer stands in its article; 4 where the page was altered.
    """
    from qa.casefile.case_check import check_case
    from qa.casefile.case_reading import read_page
    from qa.casefile.case_report import EXIT_CODES, findings_as_text, findings_record
    from qa.show.schema import to_json_line

    page = read_page(file)
    with open_archive(archive) as opened:
        found = check_case(page, opened)
    if as_json:
        click.echo(to_json_line(findings_record(found)))
    else:
        say(findings_as_text(found, line_width()))
    if code := EXIT_CODES[found.worst]:
        raise click.exceptions.Exit(code)


def _choose(ids: Sequence[str], session: str | None) -> list[Clipping]:
    """The clippings that were asked for, in their order; InputError for an unknown id."""
    from qa.sessions.keeping import open_clippings, open_sessions

    kept = open_clippings()
    if ids and session:
        raise InputError("give ids of clippings or a --session, not both")
    chosen = {clipping.id for clipping in map(kept.find, ids)}
    everything = kept.all()
    if not everything:
        raise InputError("no quote was kept yet: Ctrl+S keeps the one in view in the chat")
    clippings = [each for each in everything if not ids or each.id in chosen]
    if session is None:
        return clippings
    turns = open_sessions().find(session).read().turns
    quoted = {
        (quote.article_id, quote.digest, quote.start, quote.end)
        for turn in turns for quote in (*turn.quotes, turn.quotation) if quote
    }  # fmt: skip
    own = [(each, each.quotation) for each in clippings]
    return [each for each, its in own if (its.article_id, its.digest, its.start, its.end) in quoted]


def _case(
    clippings: Sequence[Clipping], archive: Path | None, title: str, articles: int, stamp: str
) -> Case:
    from corpus.store.open_store import place_name
    from qa.casefile.case import Case, quotes_of

    folder = archive_folder(archive)
    quotes = quotes_of(clippings, place_name(folder))
    if not quotes:
        raise InputError("no such clipping is of this archive: `pullquote clippings` lists them")
    made_at = datetime.now(UTC).replace(microsecond=0)
    return Case(title or "Case file", made_at, folder.resolve().name, articles, stamp, quotes)
