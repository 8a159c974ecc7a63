"""Options that commands share, and the archive that they name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from corpus.store.store import Store

Command = TypeVar("Command", bound=Callable[..., None])

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the archive (else $PULLQUOTE_ARCHIVE, else your data folder).",
)
model_option = click.option(
    "--model", metavar="NAME_OR_PATH", help="A sentence-transformers model on this machine."
)
top_option = click.option(
    "--top", type=click.IntRange(1, 100), default=5, show_default=True, metavar="K",
    help="How many articles to show.",
)  # fmt: skip
threshold_option = click.option(
    "--threshold", type=click.FloatRange(0, 1), metavar="0..1",
    help="How sure an answer must be to be given, else the shipped 0.5; 0 gives every answer.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")


def filter_options(command: Command) -> Command:
    """Give a command the filter options, handed to it as one `filters`."""

    @wraps(command)
    def filtered(
        *args: Any,
        after: str | None,
        before: str | None,
        on: str | None,
        source: tuple[str, ...],
        **kwargs: Any,
    ) -> None:
        from qa.search.filters import filters_from

        command(*args, filters=filters_from(after, before, on, source), **kwargs)

    for option in (
        click.option("--source", multiple=True, metavar="NAME",
                     help="Only this outlet, or a part of its name; may be repeated."),
        click.option("--on", metavar="DATE", help="Only articles published on this date."),
        click.option("--before", metavar="DATE", help="Only articles published by this date."),
        click.option("--after", metavar="DATE",
                     help="Only articles published since this date: 2016, 2016-02 or 2016-02-04."),
    ):  # fmt: skip
        filtered = option(filtered)
    return filtered  # type: ignore[return-value]


def folder_of(archive: Path | None) -> Path:
    """The archive's folder: the command's option, else the one before it, else the default."""
    from qa.folders import default_archive

    chosen = archive or click.get_current_context().find_root().params.get("archive")
    return Path(chosen) if chosen else default_archive()


def open_archive(archive: Path | None) -> Store:
    """The archive itself; ArchiveError where there is none."""
    from corpus.store.open_store import open_store

    return open_store(folder_of(archive))
