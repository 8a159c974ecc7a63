"""The command that serves an archive to assistants, by the Model Context Protocol."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path

import click

from qa.cli.options import (
    archive_folder,
    archive_option,
    model_option,
    reader_option,
    threshold_option,
    top_option,
)
from qa.cli.output import needing_extra, say_preparing
from qa.reader.size import ReaderSize


@click.command()
@archive_option
@model_option
@threshold_option
@top_option(help="How many articles to show where the assistant does not say.")
@reader_option
def mcp(
    archive: Path | None,
    model: str | None,
    threshold: float | None,
    top: int,
    reader: ReaderSize,
) -> None:
    """Serve the archive to an assistant that speaks the Model Context Protocol (stdio).

    Tools: ask, search, show, verify, list; every article is a resource.
    """
    with redirect_stdout(sys.stderr):  # nothing but the protocol may be on standard output
        with needing_extra("mcp"):
            from qa.serve.mcp_server import serve_stdio
        from qa.open_archive import OpenArchive

        opened = OpenArchive.open(
            archive_folder(archive), model, threshold, reader, say_preparing, top
        )
    with opened:
        serve_stdio(opened)
