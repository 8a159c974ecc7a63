"""The chat as an application: its theme, its commands, its one screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from corpus.records import NO_FILTERS, Filters
from qa.chat.commands import usable_commands
from qa.chat.offers import NO_OFFERS, Offers
from qa.chat.screen import ChatScreen
from qa.chat.theme import DARK, LIGHT, highlight_styles
from qa.worker import Backend

# Of Textual's own commands those that ours do not do already.
_OF_TEXTUAL = ("Theme", "Screenshot")


class ChatApp(App[None]):
    """Ask an archive of articles; read the passage that answers.

    `load` may take seconds and raise PullquoteError; it is called in a thread of its own after
    the first paint, and so is all that it gives.
    """

    TITLE = "Pullquote"
    CSS_PATH = "chat.tcss"
    BINDING_GROUP_TITLE = "Pullquote"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", tooltip="Leave the chat", priority=True),
        Binding(
            App.COMMAND_PALETTE_BINDING,
            "command_palette",
            "Every command, and the themes",
            show=False,
            priority=True,
        ),
    ]

    def __init__(
        self,
        load: Callable[[], Backend],
        *,
        archive_name: str,
        filters: Filters = NO_FILTERS,
        top: int = 5,
        theme: str = "",
        offers: Offers = NO_OFFERS,
    ) -> None:
        """`theme` is the one to begin with; without it, the one that was chosen last."""
        super().__init__()
        self.chat = ChatScreen(load, archive_name, filters, top, offers)
        self.remembered = offers.remembered
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        if "TEXTUAL_THEME" not in os.environ:
            wanted = theme or self.remembered.theme
            self.theme = wanted if wanted in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return highlight_styles(self.current_theme)

    def get_default_screen(self) -> Screen[None]:
        return self.chat

    @property
    def failure(self) -> BaseException | None:
        """What nobody foresaw, and ended the chat; None if it was left."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def _fatal_error(self) -> None:
        """End without Textual's report, which prints the values of all variables."""
        self._close_messages_no_wait()

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._remember_theme)

    def _remember_theme(self, theme: Theme) -> None:
        self.remembered.theme = theme.name

    def on_unmount(self) -> None:
        self.chat.worker.close(wait=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """All that can be done now, each thing once, from the keys that do it; then the themes."""
        if screen is self.chat:
            for place, each in usable_commands([self.chat, self.chat.reading, self]):
                yield SystemCommand(
                    each.name, each.what, partial(self.run_action, each.action, place)
                )
        for command in super().get_system_commands(screen):
            if command.title in _OF_TEXTUAL:
                yield command
