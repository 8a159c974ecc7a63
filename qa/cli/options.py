"""Options that commands share, each group handed to a command as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qa.cli.completion import complete_outlets
from qa.cli.output import say_preparing
from qa.reader.size import READER_SIZES, ReaderSize

if TYPE_CHECKING:
    from datetime import date

    from corpus.records import Filters
    from corpus.store.store import Store
    from qa.answers import Answer
    from qa.assistant import Assistant
    from qa.config import Config
    from qa.search.weights import Search

API_NAME = "serve --api"  # it takes options as a command of its own
Command = Callable[..., None]
Decorator = Callable[[Command], Command]

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder or s3:// address of the archive (else $PULLQUOTE_ARCHIVE, your settings, "
    "your data folder).",
)
model_option = click.option(
    "--model", metavar="NAME_OR_PATH", help="A sentence-transformers model on this machine."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
threshold_option = click.option(
    "--threshold", type=click.FloatRange(0, 1), metavar="0..1",
    help="Give an answer without a warning from this confidence on (default: 0.75); from about a "
    "third of it on it is given as possible. 0 gives every answer.",
)  # fmt: skip
reader_option = click.option(
    "--reader", type=click.Choice(READER_SIZES), default="small",
    help="“large” reads the best passages again: slower, and right more often "
    "(pip install 'pullquote[large]').",
)  # fmt: skip
as_of_option = click.option(
    "--as-of", metavar="DATE",
    help="Answer as if it were this day, such as 2016-02-04: nothing printed later is searched.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskOptions:
    """How a command asks: which archive, with which model, how many articles, which filters.

    `filters` let nothing through that was printed after `as_of`.
    """

    archive: Path | None
    model: str | None
    top: int
    threshold: float | None
    reader: ReaderSize
    as_of: date | None
    filters: Filters

    @property
    def folder(self) -> Path:
        """The folder of the archive."""
        return archive_folder(self.archive)

    def assemble(self, search: Search = "fused") -> Assistant:
        """The assistant that the options describe; PullquoteError as `qa.open` raises it."""
        from qa.app import assemble

        assistant = assemble(
            self.folder, self.model, search, self.threshold, self.reader, say_preparing
        )
        check_outlets(assistant.archive, self.filters)
        return assistant

    def ask(
        self,
        assistant: Assistant,
        question: str,
        *,
        asked_on: date | None = None,
        top: int | None = None,
    ) -> Answer:
        """Ask as the options say: within the filters, on the day of `--as-of` if none is given."""
        return assistant.ask(
            question, self.filters, top=top or self.top, asked_on=asked_on or self.as_of
        )


def top_option(top: int = 5, help: str = "How many articles to show.") -> Decorator:
    """The option of how many articles an answer shows, `top` by default."""
    return click.option(
        "--top", type=click.IntRange(1, 100), default=top, show_default=True, metavar="K",
        help=help,
    )  # fmt: skip


def ask_options(top: int = 5, top_help: str = "How many articles to show.") -> Decorator:
    """Give a command the options of asking, handed to it as one `asking`: AskOptions."""

    def decorate(command: Command) -> Command:
        gathered: Command = filter_options(_hide_later(gather("asking", AskOptions)(command)))
        for option in (
            threshold_option, top_option(top, top_help), as_of_option, reader_option, model_option,
            archive_option,
        ):  # fmt: skip
            gathered = option(gathered)
        return gathered

    return decorate


def _hide_later(command: Command) -> Command:
    """Parse `--as-of`, and let the filters hide what was printed later."""

    @wraps(command)
    def call_as_of(*args: Any, as_of: str | None, filters: Filters, **kwargs: Any) -> None:
        from qa.search.filters import parse_day, until

        day = parse_day(as_of) if as_of else None
        command(*args, as_of=day, filters=until(filters, day), **kwargs)

    return call_as_of


def gather(name: str, options: type[Any]) -> Decorator:
    """Hand a command the options that a dataclass names as one value of it."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def call_with_values(*args: Any, **kwargs: Any) -> None:
            values = {field.name: kwargs.pop(field.name) for field in fields(options)}
            command(*args, **kwargs, **{name: options(**values)})

        return call_with_values

    return decorate


def filter_options(command: Command) -> Command:
    """Give a command the filter options, handed to it as one `filters`."""

    @wraps(command)
    def call_with_filters(
        *args: Any,
        after: str | None,
        before: str | None,
        on: str | None,
        source: tuple[str, ...],
        **kwargs: Any,
    ) -> None:
        from qa.search.filters import parse_filters

        command(*args, filters=parse_filters(after, before, on, source), **kwargs)

    for option in (
        click.option("--source", multiple=True, metavar="NAME", shell_complete=complete_outlets,
                     help="Only this outlet, or a part of its name; may be repeated."),
        click.option("--on", metavar="DATE", help="Only articles published on this date."),
        click.option("--before", metavar="DATE", help="Only articles published by this date."),
        click.option("--after", metavar="DATE",
                     help="Only articles published since this date: 2016, 2016-02 or 2016-02-04."),
    ):  # fmt: skip
        call_with_filters = option(call_with_filters)
    return call_with_filters


def use_config(ctx: click.Context) -> None:
    """Read the user's settings; the commands that ask begin with what it says of asking."""
    from qa.config import config_path, read_config

    config = read_config(config_path())
    ctx.meta["config"] = config
    said = {"top": config.top, "threshold": config.threshold, "reader": config.reader}
    given = {name: value for name, value in said.items() if value is not None}
    reader = {"reader": config.reader} if config.reader else {}
    ctx.default_map = {
        **dict.fromkeys(("ask", "chat", "batch", "mcp", API_NAME), given),
        "eval": reader,
        "watch": {"run": reader},
    }


def current_config() -> Config:
    """The user's settings, as this run has read them."""
    config: Config = click.get_current_context().find_root().meta["config"]
    return config


def archive_folder(archive: Path | None) -> Path:
    """The archive's folder: the command's option, the one before it, the settings', the default."""
    from qa.folders import default_archive

    root = click.get_current_context().find_root()
    chosen = archive or root.params.get("archive")
    if not chosen:
        return current_config().archive or default_archive()
    if archive or root.get_parameter_source("archive") is ParameterSource.COMMANDLINE:
        name_in_hints(Path(chosen))
    return Path(chosen)


def name_in_hints(folder: Path) -> None:
    """Have the hints of this run name the archive: without it, their commands mean another one."""
    click.get_current_context().find_root().meta["archive"] = folder


def archive_in_hints() -> Path | None:
    """The archive that hints name, if they need to."""
    named = click.get_current_context().find_root().meta.get("archive")
    return Path(named) if named else None


def check_outlets(archive: Store, filters: Filters) -> None:
    """InputError where a filter names an outlet that the archive does not have."""
    from qa.search.filters import check_sources

    if filters.sources:
        check_sources(filters, archive.sources())


def open_archive(archive: Path | None) -> Store:
    """The archive itself; ArchiveError where there is none."""
    from corpus.store.open_store import open_store

    return open_store(archive_folder(archive))
