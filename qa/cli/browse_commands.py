"""Commands that look into the archive without asking it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli.archive_commands import list_row
from qa.cli.options import archive_option, check_outlets, json_option, open_archive
from qa.cli.output import line_width, say

if TYPE_CHECKING:
    from corpus.headings import Heading

NOT_FOUND = 1
MOST_OUTLETS, MOST_BARS = 10, 24  # that are counted for people


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@archive_option
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="List at most so many, the newest."
)
@json_option
def search(query: tuple[str, ...], archive: Path | None, limit: int | None, as_json: bool) -> None:
    """List the articles that hold some words, without asking; then counts of outlets and months.

    geneva "peace talks" -aid after:2016-02 before:2016 on:2016-02-04 outlet:"Sample Wire"

    A word is found in any form, a phrase in quotation marks as it stands, and what follows a
    minus must not be there.
    """
    from qa.browse.query import parse_query
    from qa.show.article_record import article_record
    from qa.show.schema import to_json_line

    wanted = parse_query(" ".join(query))
    opened = open_archive(archive)
    check_outlets(opened, wanted.filters)
    found = opened.headings(wanted)
    for heading in found[:limit]:
        if not as_json:
            say(list_row(heading))
        elif article := opened.article(heading.id):
            click.echo(to_json_line(article_record(article)))
    if not as_json:
        _say_counts(found)
    if not found:
        raise click.exceptions.Exit(NOT_FOUND)


def _say_counts(found: list[Heading]) -> None:
    from qa.browse.counts import count_months, count_outlets, format_histogram, make_bars
    from qa.show.phrases import format_count

    if not found:
        say("No article holds all of that.")
        return
    outlets = list(count_outlets(found).items())
    named = [f"{outlet} ({count:,})" for outlet, count in outlets[:MOST_OUTLETS]]
    more = [f"{len(outlets) - MOST_OUTLETS:,} more"] if len(outlets) > MOST_OUTLETS else []
    words = ", ".join(named + more)
    say(f"\n{format_count(len(found), 'article')}{f': {words}' if words else ''}")
    for line in format_histogram(make_bars(count_months(found), MOST_BARS), line_width()):
        say(line)
