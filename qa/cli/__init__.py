"""The command line: parse, wire, print. Nothing heavy is imported until a command needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from qa.cli.add_commands import add, embed, set_facts
from qa.cli.archive_commands import info, list_articles, reembed, remove, show
from qa.cli.ask_commands import ask, batch
from qa.cli.browse_commands import search
from qa.cli.case_commands import make_case, verify_case
from qa.cli.chat_command import chat
from qa.cli.eval_commands import compare_runs, evaluate_gold
from qa.cli.failures import errors_in_words
from qa.cli.mcp_command import mcp
from qa.cli.options import use_config
from qa.cli.safety_commands import backup, doctor, restore
from qa.cli.scale_commands import copy_archive, tend
from qa.cli.serve_command import serve
from qa.cli.session_commands import clippings, sessions
from qa.cli.verify_command import verify
from qa.cli.watch_commands import watch


class _Commands(click.Group):
    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with errors_in_words():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with errors_in_words(ctx):
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(self._name_chat(ctx, args)))

    def _name_chat(self, ctx: click.Context, args: list[str]) -> Iterator[str]:
        """The arguments, with `chat` where none of them names a command.

        An option that is not the program's own is the chat's, and what follows it.
        """
        own = {name: option for option in self.get_params(ctx) for name in option.opts}
        rest = iter(args)
        for word in rest:
            name, sign, _ = word.partition("=")
            if name not in own:
                yield from ("chat", word) if word.startswith("-") else (word,)
                yield from rest
                return
            yield word
            option = own[name]
            if not sign and not (isinstance(option, click.Option) and option.is_flag):
                yield from islice(rest, 1)
        if not ctx.resilient_parsing:  # where words are completed, a command may still follow
            yield "chat"

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options, those of the chat too."""
        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):
            known = {each.value for each in found}
            options = chat.shell_complete(ctx, incomplete)
            found += [each for each in options if each.value not in known]
        return found

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)  # in the order a new user needs them


def main() -> None:
    """The entry point `pullquote`."""
    # To start its threads takes NumPy as long as all else about importing it, and we multiply
    # nothing large with it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    cli(prog_name="pullquote")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--archive", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    envvar="PULLQUOTE_ARCHIVE",
    help="Folder or s3:// address of the archive.",
)  # fmt: skip
@click.version_option(None, "-V", "--version", package_name="pullquote", prog_name="pullquote")
@click.pass_context
def cli(ctx: click.Context, archive: Path | None) -> None:  # noqa: ARG001 - read by archive_folder
    """Ask your archive of articles; read the passage that answers, word for word.

    Without a command, the chat opens; its options can be given then, too.
    """
    use_config(ctx)


# In the order that a new user needs them.
for command in (
    add, embed, ask, chat, serve, mcp, batch, verify, evaluate_gold, compare_runs,
    watch, sessions, clippings, make_case, verify_case, list_articles, search, show, set_facts,
    remove, info, reembed, copy_archive, tend, backup, restore, doctor,
):  # fmt: skip
    cli.add_command(command)
