"""The command that opens the chat: on the whole screen, or line by line."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError, PullquoteError
from qa.cli.keep_options import KeepOptions, keep_options
from qa.cli.options import (
    AskOptions,
    archive_in_hints,
    ask_options,
    check_outlets,
    current_config,
    name_in_hints,
)
from qa.cli.output import PREPARING, complete_hints
from qa.cli.plain import can_paint, converse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from corpus.records import Filters
    from qa.answers import Evidence
    from qa.archive_backend import ArchiveBackend
    from qa.chat.offers import Offers
    from qa.embedding_process import Embedding
    from qa.import_process import Import
    from qa.sessions.keeping import Keeper


@click.command()
@ask_options()
@click.option("--sample", is_flag=True, help="Open the sample archive.")
@click.option(
    "--plain", is_flag=True,
    help="Line by line, for screen readers; so it is by itself for TERM=dumb and in a pipe.",
)  # fmt: skip
@click.option(
    "--no-embedding", is_flag=True,
    help="Do not embed while the chat is open: `pullquote embed` does it later.",
)  # fmt: skip
@keep_options
def chat(
    asking: AskOptions, keeping: KeepOptions, sample: bool, plain: bool, no_embedding: bool
) -> None:
    """Open the chat. With no terminal, answer the questions on standard input."""
    if sample:
        asking = _for_sample(asking)
    if plain or not can_paint():
        converse(asking, sample, keeping.keeper(asking.folder))
        return
    _paint_chat(asking, sample, keeping.keeper(asking.folder), embeds=not no_embedding)


def _paint_chat(asking: AskOptions, sample: bool, keeper: Keeper | None, *, embeds: bool) -> None:
    """Run the chat on the whole screen, as the settings have it."""
    from qa.chat.chat_app import ChatApp
    from qa.config import config_path

    config, offers = current_config(), _offers(asking, embeds)
    tell = offers.opening.say
    if config.pager:
        os.environ["PAGER"] = config.pager
    try:
        app = ChatApp(
            partial(_load_backend, asking, asking.folder, archive_in_hints(), sample, tell),
            archive_name="sample archive" if sample else asking.folder.name,
            filters=asking.filters,
            top=asking.top,
            theme=config.theme or "",
            keymap=config.keymap,
            offers=replace(offers, keeper=keeper),
        )
    except InputError as error:  # of a theme or a key, which only the chat knows
        raise InputError(f"{config_path()}: {error}") from error
    app.run()
    if app.failure:
        raise app.failure


def _offers(asking: AskOptions, embeds: bool) -> Offers:
    """What the chat can do beside asking this archive; whether it `embeds` what waits."""
    from corpus.records import NO_FILTERS
    from qa.chat.banner import OpeningWords
    from qa.chat.offers import Offers
    from qa.chat.remembered import Remembered
    from qa.folders import sample_archive, state_folder
    from qa.search.filters import until

    sample, opening = replace(asking, filters=until(NO_FILTERS, asking.as_of)), OpeningWords()
    folder = sample_archive()
    return Offers(
        open_sample=partial(_load_backend, sample, folder, folder, True, opening.say),
        start_import=partial(_start_import, asking.folder, asking.model, embeds),
        start_embedding=partial(_start_embedding, asking.folder, asking.model) if embeds else None,
        glance=partial(_glance, asking.folder, asking.as_of),
        copies=state_folder() / "copied.txt",
        sample_place=str(folder.resolve()),
        remembered=Remembered(state_folder() / "chat.json"),
        opening=opening,
    )


def _glance(
    folder: Path, as_of: date | None, question: str, filters: Filters, top: int
) -> tuple[Evidence, ...]:
    from qa.glance import glance
    from qa.search.filters import until

    return glance(folder, question, until(filters, as_of), top)


def _start_import(folder: Path, model: str | None, embeds: bool, path: Path) -> Import:
    from qa.import_process import ImportProcess

    return ImportProcess([path], folder, model, embeds=embeds)


def _start_embedding(folder: Path, model: str | None) -> Embedding:
    from qa.embedding_process import EmbeddingProcess

    return EmbeddingProcess(folder, model)


def _for_sample(asking: AskOptions) -> AskOptions:
    from qa.folders import sample_archive

    if asking.archive:
        raise InputError("the sample has an archive of its own: leave out --sample or --archive")
    name_in_hints(sample_archive())
    return replace(asking, archive=sample_archive())


def _load_backend(
    asking: AskOptions,
    folder: Path,
    named: Path | None,
    sample: bool,
    tell: Callable[[str], None],
) -> ArchiveBackend:
    """What the chat's worker loads, in its own thread, where click knows of no command.

    `tell` is given words for what takes long.
    """
    from qa.app import assemble
    from qa.archive_backend import ArchiveBackend, spare_garbage_collection
    from qa.archive_changes import add_sample

    try:
        if sample:
            add_sample(folder, lambda _: None)
        assistant = assemble(
            folder, asking.model, threshold=asking.threshold, reader=asking.reader,
            on_making=lambda: tell(PREPARING),
        )  # fmt: skip
        spare_garbage_collection()
        check_outlets(assistant.archive, asking.filters)
        return ArchiveBackend(assistant, asking.as_of)
    except PullquoteError as error:
        raise type(error)(complete_hints(str(error), named)) from error
