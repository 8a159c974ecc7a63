"""The command that checks a quotation, and the file of quotations that `batch` checks."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from corpus.errors import InputError
from qa.cli.options import (
    archive_option,
    check_outlets,
    filter_options,
    json_option,
    open_archive,
)
from qa.cli.output import counting_bar, line_width

if TYPE_CHECKING:
    from corpus.records import Filters

NOT_EXACT = 1


@click.command()
@click.argument("quote", nargs=-1, required=True)
@click.option("--by", metavar="NAME", default="", help="Who is said to have said it.")
@filter_options
@archive_option
@json_option
def verify(
    quote: tuple[str, ...], by: str, filters: Filters, archive: Path | None, as_json: bool
) -> None:
    """Check a quotation: word for word in the archive, altered, or not there.

    Exits with 0 where it is exact, and not in somebody else's mouth; else with 1.
    """
    from qa.show.schema import to_json_line
    from qa.verify.check_report import check_as_text, check_record
    from qa.verify.quote_check import QuoteChecker

    with open_archive(archive) as opened:
        check_outlets(opened, filters)
        check = QuoteChecker(opened, filters).check(" ".join(quote), by)
    if as_json:
        click.echo(to_json_line(check_record(check)))
    else:
        click.echo(check_as_text(check, line_width()))
    if not check.is_confirmed:
        raise click.exceptions.Exit(NOT_EXACT)


def verify_file(quotes: Path, output: Path | None, archive: Path | None, filters: Filters) -> str:
    """Check a file of quotations into `output`, or standard output; the summary in words."""
    from collections import Counter

    from qa.show.schema import to_json_line
    from qa.verify.quote_batch import check_file
    from qa.verify.quote_check import QuoteChecker

    if output and output.exists() and quotes.exists() and output.samefile(quotes):
        raise InputError(f"{output} holds the quotations: give another -o")
    outcomes: Counter[str] = Counter()
    with ExitStack() as opened, counting_bar("Checking") as progress:
        store = opened.enter_context(open_archive(archive))
        check_outlets(store, filters)
        target: TextIO = (
            opened.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        )
        for record in check_file(quotes, QuoteChecker(store, filters).check, progress):
            outcomes[record["outcome"] or "error"] += 1
            target.write(f"{to_json_line(record)}\n")
    counts = ", ".join(f"{number} {name}" for name, number in outcomes.most_common())
    return f"{outcomes.total()} quotations: {counts}."
