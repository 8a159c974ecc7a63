"""The options of a conversation that is kept: whether, and with which one it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.options import Command, gather

if TYPE_CHECKING:
    from qa.sessions.keeping import Keeper


@dataclass(frozen=True, slots=True)
class KeepOptions:
    """Whether the conversation is kept, and with which one it goes on."""

    resume_last: bool
    session: str | None
    private: bool

    def keeper(self, folder: Path) -> Keeper | None:
        """What keeps a conversation with the archive in a folder; InputError as `Keeper.of`."""
        from corpus.store.open_store import place_name
        from qa.sessions.keeping import Keeper

        if self.private and (self.session or self.resume_last):
            raise InputError("--private keeps nothing: leave it out to go on with a session")
        if self.session and self.resume_last:
            raise InputError("--continue and --session each choose a session: give one of them")
        if self.private:
            return None
        return Keeper.of(place_name(folder), self.session, last=self.resume_last)


def keep_options(command: Command) -> Command:
    """Give a command the options of keeping, handed to it as one `keeping`: KeepOptions."""
    gathered = gather("keeping", KeepOptions)(command)
    for option in (
        click.option("--private", is_flag=True, help="Keep nothing of this conversation."),
        click.option("--session", metavar="NAME", help="Go on with this session: name or id."),
        click.option(
            "--continue", "resume_last", is_flag=True,
            help="Go on with the last session with this archive.",
        ),
    ):  # fmt: skip
        gathered = option(gathered)
    return gathered
