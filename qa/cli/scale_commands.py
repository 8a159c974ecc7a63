"""Commands for archives that many machines share: copies between places, and upkeep."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.errors import InputError
from qa.cli.options import archive_option, open_archive
from qa.cli.output import progress_bar, say


@click.command("copy")
@click.argument("source", type=click.Path(path_type=Path), metavar="FROM")
@click.argument("target", type=click.Path(path_type=Path), metavar="TO")
def copy_archive(source: Path, target: Path) -> None:
    """Copy an archive from one folder or address to another, such as s3://bucket/news.

    Articles that are in TO and not in FROM stay. A copy that broke off goes on where it was when
    the command is given again.
    """
    from corpus.store.copying import copy_archive as copy_all
    from corpus.store.open_store import open_store, place_name

    if place_name(source) == place_name(target):
        raise InputError(f"{place_name(source)} cannot be copied to itself")
    with open_store(source) as ours, open_store(target, create=True) as theirs:
        with progress_bar("Copying", ours.stats().articles) as progress:
            done = copy_all(ours, theirs, progress)
        click.echo(f"{done.written:,} copied, {done.there:,} were there")
        if done.others:
            say(f"{theirs.place} has {done.others:,} more, which were left as they are")


@click.command()
@archive_option
def tend(archive: Path | None) -> None:
    """Bring an archive into the form in which it is searched fastest.

    `add` does it too. It is of use for an archive in a bucket to which many have added; others may
    use it meanwhile.
    """
    opened = open_archive(archive)
    opened.tend()
    click.echo(f"{opened.place}: {opened.size().passages:,} passages, tended")
