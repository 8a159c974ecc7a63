"""What commands print, and how: text for people, progress bars, hints that can be pasted."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from corpus.errors import InputError

PREPARING = "preparing the large reader, once: it takes about a minute…"


def say(text: str) -> None:
    """Print for people: nothing from an article may act on the terminal."""
    from qa.show.safe_text import printable

    click.echo(printable(text))


def warn(text: str) -> None:
    """Print one line beside the answers, on stderr."""
    from qa.show.safe_text import one_line

    click.echo(one_line(complete_hints(text)), err=True)


def complete_hints(text: str, folder: Path | None = None) -> str:
    """The text with `--archive` in each `pullquote …` that it advises, where this run needed it.

    Without it, the advised command would work on another archive.
    """
    context = click.get_current_context(silent=True)
    folder = folder or (context.find_root().meta.get("archive") if context else None)
    if not folder:
        return text
    from corpus.store.open_store import shown

    return text.replace("`pullquote ", f"`pullquote --archive {shlex.quote(shown(folder))} ")


def say_preparing() -> None:
    """Say on stderr why the first answer with the large reader lets wait; any thread may."""
    click.echo(PREPARING, err=True)


@contextmanager
def progress_bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr; what it yields is called with how many more are done."""
    with click.progressbar(
        length=max(length, 1), label=label, file=sys.stderr, show_pos=True,
        update_min_steps=max(1, length // 1000),
    ) as shown:  # fmt: skip
        yield shown.update


@contextmanager
def counting_bar(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on stderr; what it yields is called with how many are done, of how many."""
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as shown:

        def progress(done: int, total: int | None) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield progress


@contextmanager
def needing_extra(extra: str) -> Iterator[None]:
    """Around imports of what an extra installs; InputError says how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise InputError(
            f"{error.name} is not installed: `pip install 'pullquote[{extra}]'`"
        ) from error


def line_width() -> int:
    """Columns to print in: those of the terminal, but never too long to read."""
    return max(40, min(shutil.get_terminal_size().columns, 100))


def wants_color() -> bool:
    """Whether answers go to a terminal whose user wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
