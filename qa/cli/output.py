"""What commands print, and how: text for people, bars for patience."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


def say(text: str) -> None:
    """Print for people: nothing from an article may act on the terminal."""
    from qa.show.safe_text import printable

    click.echo(printable(text))


def warn(text: str) -> None:
    """Print one line beside the answers, on stderr."""
    from qa.show.safe_text import one_line

    click.echo(one_line(text), err=True)


@contextmanager
def bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, told how many more are done."""
    with click.progressbar(
        length=max(length, 1), label=label, file=sys.stderr, show_pos=True,
        update_min_steps=max(1, length // 1000),
    ) as shown:  # fmt: skip
        yield shown.update


@contextmanager
def counter(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on stderr, told how many are done, and of how many."""
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as shown:

        def progress(done: int, total: int | None) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield progress


def width() -> int:
    """Columns to print in: those of the terminal, but never too long to read."""
    return max(40, min(shutil.get_terminal_size().columns, 100))


def wants_color() -> bool:
    """Whether answers go to a terminal whose user wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
