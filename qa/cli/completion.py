"""What a shell completes: the ids and outlets of the archive that the line names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from corpus.errors import PullquoteError

if TYPE_CHECKING:
    from corpus.store.store import Store

MOST_IDS = 200  # that a shell is given: more than it lists without asking


def complete_ids(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The articles whose ids begin so, each with its headline; none where there is no archive."""
    with _archive_of(ctx) as archive:
        headings = archive.headings() if archive else []
        found = [each for each in headings if each.id.startswith(incomplete)]
    return [CompletionItem(each.id, help=_plain(each.title)) for each in found[:MOST_IDS]]


def complete_outlets(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The outlets whose names begin so, the largest first, each with its number of articles."""
    with _archive_of(ctx) as archive:
        outlets = archive.sources() if archive else {}
    typed = incomplete.casefold()
    return [
        CompletionItem(_plain(outlet), help=f"{count:,}")
        for outlet, count in outlets.items()
        if outlet.casefold().startswith(typed)
    ]


@contextmanager
def _archive_of(ctx: click.Context) -> Iterator[Store | None]:
    """The archive that a line means as far as it is typed. Nothing is said of what is wrong."""
    from corpus.store.open_store import open_store
    from qa.config import config_path, read_config
    from qa.folders import default_archive

    try:
        named = ctx.params.get("archive") or ctx.find_root().params.get("archive")
        folder = Path(named) if named else read_config(config_path()).archive or default_archive()
        archive = open_store(folder)
    except PullquoteError:
        yield None
        return
    with archive:
        yield archive


def _plain(text: str) -> str:
    from qa.show.safe_text import one_line

    return one_line(text)
