"""Commands that bring articles in, and say by hand what their files do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.add_summary import describe_embedding, describe_times, summarize
from qa.cli.archive_commands import list_row
from qa.cli.completion import complete_ids
from qa.cli.options import archive_folder, archive_option, gather, model_option
from qa.cli.output import progress_bar, say, warn
from qa.cli.watching import watch_files

if TYPE_CHECKING:
    from embeddings.added import Added, AddOptions


@dataclass(frozen=True, slots=True)
class WhatToAdd:
    """The options of `add` that say what is read, and what of it is written."""

    exclude: tuple[str, ...]
    source: str | None
    dry_run: bool
    watch: bool
    words_only: bool
    workers: str | None
    files_at: str | None

    @property
    def options(self) -> AddOptions:
        from embeddings.added import AddOptions

        return AddOptions(self.exclude, self.source, words_only=self.words_only)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--source", metavar="NAME", help="The outlet of articles that state none.")
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help='Leave out names or paths like "*.pdf", "drafts/*"; may be repeated.',
)
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
@click.option("--watch", is_flag=True, help="Go on: add again whenever a file changes.")
@click.option("--words-only", is_flag=True, help="Do not embed: `pullquote embed` does it later.")
@click.option(
    "--workers",
    metavar="ADDRESS",
    help="Have the workers of this Dask scheduler do it, such as tcp://10.0.0.5:8786; for an "
    "archive in a bucket.",
)
@click.option(
    "--files-at",
    metavar="URL",
    help="Where these workers find the files, if not under PATH: s3://bucket/news.",
)
@gather("wanted", WhatToAdd)
@archive_option
@model_option
def add(
    paths: tuple[Path, ...], archive: Path | None, model: str | None, wanted: WhatToAdd
) -> None:
    """Add articles: files and folders of text, HTML, Markdown, PDF, Word, mail, feeds and more.

    Adding a path again brings the archive up to date with it, and embeds only what changed. What
    is kept can be asked at once, by its words; embedding follows, and can be interrupted.
    """
    _check(paths, wanted)
    if wanted.dry_run:
        _preview(paths, archive, wanted)
        return
    done = _add(paths, archive, model, wanted)
    if wanted.watch:
        say("Watching; Ctrl+C ends it.")
        watch_files(paths, wanted.exclude, lambda: _add(paths, archive, model, wanted))
    if not (done.new or done.changed or done.gone or done.unchanged):
        raise InputError(
            "nothing was added: found no readable article (text, HTML, Markdown, PDF, Word, mail, "
            "feeds, JSON, CSV and more are read)"
        )


def _check(paths: tuple[Path, ...], wanted: WhatToAdd) -> None:
    for path in paths:
        if not path.exists():
            raise InputError(f"no file or folder {path}")
    if wanted.workers and wanted.dry_run:
        raise InputError("--dry-run reads on this machine: leave --workers out")
    if wanted.files_at and not wanted.workers:
        raise InputError("--files-at says where workers find the files: give --workers, too")
    if wanted.files_at and len(paths) > 1:
        raise InputError("with --files-at add one PATH at a time")


def _add(
    paths: tuple[Path, ...], archive: Path | None, model: str | None, wanted: WhatToAdd
) -> Added:
    done = _bring_in(paths, archive_folder(archive), model, wanted)
    if not wanted.words_only:
        passages, seconds = _embed(archive, model)  # what waits still
        done.embedded += passages
        done.meaning_seconds += seconds
    _report(paths, wanted, done)
    return done


def _bring_in(
    paths: tuple[Path, ...], archive: Path, model: str | None, wanted: WhatToAdd
) -> Added:
    """Have everything kept: here, or by workers, which embed it as well."""

    def bar() -> AbstractContextManager[Callable[[int], None]]:
        from embeddings.ingest import expected_articles

        return progress_bar("Adding", expected_articles(paths, wanted.exclude))

    if wanted.workers is None:
        from qa.archive_changes import add_files

        words_only = replace(wanted.options, words_only=True)
        with bar() as progress:
            return add_files(list(paths), archive, model, progress, words_only)
    from embeddings.added import Workers
    from qa.add_by_workers import add_by_workers

    workers = Workers(wanted.workers, wanted.files_at)
    return add_by_workers(list(paths), archive, model, bar, wanted.options, workers)


def _embed(archive: Path | None, model: str | None) -> tuple[int, float]:
    from qa.archive_changes import embed_archive

    return embed_archive(archive_folder(archive), model, partial(progress_bar, "Embedding"))


@click.command()
@archive_option
@model_option
def embed(archive: Path | None, model: str | None) -> None:
    """Embed what was added with --words-only, or was not embedded yet, the newest first.

    It can be interrupted, and goes on where it was. Meanwhile the archive can be asked.
    """
    passages, seconds = _embed(archive, model)
    click.echo(f"{passages:,} passages embedded")
    if passages:
        warn(describe_embedding(passages, seconds))


def _preview(paths: tuple[Path, ...], archive: Path | None, wanted: WhatToAdd) -> None:
    from qa.archive_changes import preview_files

    done, articles = preview_files(list(paths), archive_folder(archive), wanted.options)
    for article in articles:
        say(list_row(article))
    _report(paths, wanted, done)
    warn("dry run: nothing was written")


def _report(paths: tuple[Path, ...], wanted: WhatToAdd, done: Added) -> None:
    """What was skipped and why; what was done in one line for programs, and one for people."""
    from corpus.formats.file_walk import count_other_documents

    for skipped in done.skipped:
        warn(f"skipped {skipped.where}: {skipped.reason}")
    for count, reason in done.skipped.left_out():
        warn(f"… and {count:,} more of this kind: {reason}")
    others = _total(count_other_documents, paths, wanted)
    if others:
        kinds = ", ".join(f"{count:,} {ending}" for ending, count in others.most_common())
        warn(f"not read: {kinds} (save them as .docx, .pdf, HTML or text first)")
    click.echo(str(done))
    warn(summarize(done, others))
    if times := describe_times(done):
        warn(times)


def _total(
    count: Callable[[Path, tuple[str, ...]], Counter[str]],
    paths: tuple[Path, ...],
    wanted: WhatToAdd,
) -> Counter[str]:
    return sum((count(path, wanted.exclude) for path in paths), Counter[str]())


@click.command("set")
@click.argument("ids", nargs=-1, required=True, metavar="ID…", shell_complete=complete_ids)
@click.option("--date", metavar="DATE", help="When it was published: 2016-02-04, 2016-02 or 2016.")
@click.option("--source", metavar="NAME", help="Its outlet.")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@archive_option
def set_facts(
    ids: tuple[str, ...],
    date: str | None,
    source: str | None,
    author: str | None,
    archive: Path | None,
) -> None:
    """Set by hand when, where and by whom articles were published.

    It overrides what their files say, and is kept when they are added again.
    """
    from corpus.dates import parse_publication_date
    from corpus.records import Correction
    from qa.archive_changes import correct_articles

    if not (date or source or author):
        raise InputError("nothing to set: give --date, --source or --author")
    published = parse_publication_date(date, "set by hand") if date else None
    if date and published is None:
        raise InputError(f"{date!r} is no date of the past: write 2016-02-04, 2016-02 or 2016")
    correct_articles(ids, Correction(published, source, author), archive_folder(archive))
    count = len(dict.fromkeys(ids))
    click.echo(f"{count:,} article{'' if count == 1 else 's'} set")
