"""Every error becomes one line on stderr and the exit code that says what kind it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from corpus.errors import PullquoteError
from qa.cli.output import complete_hints

FAILED, CRASHED, INTERRUPTED = 2, 70, 130
_CONTINUE = "interrupted: finished work is kept; run the same command again to continue"
_INTERRUPTED = {
    "add": _CONTINUE,
    "batch": "interrupted: with -o, finished work is kept; run the same command again to continue",
    "reembed": "interrupted: the archive is as it was before; run it again to go on",
}


class _Failure(click.ClickException):
    """One line on stderr, and exit code 2."""

    exit_code = FAILED

    def show(self, file: Any = None) -> None:  # noqa: ARG002 - click's signature
        from qa.show.safe_text import one_line

        click.echo(f"pullquote: {one_line(self.message)}", err=True)


class _Misuse(click.UsageError):
    """Click's own words, made safe: they repeat what was typed, or what a shell put for `*`."""

    def __init__(self, error: click.UsageError) -> None:
        from qa.show.safe_text import printable

        super().__init__(printable(error.format_message()), error.ctx)


class _Interruption(_Failure):
    exit_code = INTERRUPTED


class _Crash(_Failure):
    exit_code = CRASHED


@contextmanager
def errors_in_words(ctx: click.Context | None = None) -> Iterator[None]:
    """Every error becomes one line and the exit code that says what kind it is."""
    try:
        yield
    except click.UsageError as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            raise
        raise _Misuse(error) from error
    except (click.ClickException, click.exceptions.Exit):
        raise
    except PullquoteError as error:
        raise _Failure(complete_hints(str(error))) from error
    except (KeyboardInterrupt, click.Abort):
        command = (ctx and ctx.invoked_subcommand) or ""
        raise _Interruption(_INTERRUPTED.get(command, "interrupted")) from None
    except BrokenPipeError:  # `pullquote list | head`: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        raise _Failure(f"{error.filename or 'output'}: {error.strerror or error}") from error
    except Exception as error:
        from qa.cli.crash_report import report_crash

        raise _Crash(report_crash(error, sys.argv[1:])) from error
