"""The chat as an application: its theme, its commands, its one screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from corpus.errors import InputError
from corpus.records import NO_FILTERS, Filters
from qa.chat import garbage
from qa.chat.commands import usable_commands
from qa.chat.keys import Binding, binding_names, check_keys
from qa.chat.offers import NO_OFFERS, Offers
from qa.chat.screen import PLACES_OF_KEYS, ChatScreen
from qa.chat.theme import DARK, LIGHT, highlight_styles
from qa.config import unknown_name
from qa.worker import Backend

# Of Textual's own commands those that ours do not do already.
_OF_TEXTUAL = ("Theme", "Screenshot")

NO_KEYMAP: Mapping[str, str] = {}


class ChatApp(App[None]):
    """Ask an archive of articles; read the passage that answers.

    `load` may take seconds and raise PullquoteError; it is called in a thread of its own after
    the first paint, and so is all that it gives.
    """

    TITLE = "Pullquote"
    CSS_PATH = ["chat.tcss", "kept.tcss"]  # noqa: RUF012 - Textual's type
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
        keymap: Mapping[str, str] = NO_KEYMAP,
        offers: Offers = NO_OFFERS,
    ) -> None:
        """`theme` is the one to begin with; without it, the one that was chosen last.

        `keymap` has keys by the names of bindings. InputError for a theme, a name or a key that
        there is not.
        """
        super().__init__()
        self.chat = ChatScreen(load, archive_name, filters, top, offers)
        self.remembered = offers.remembered
        self._while_mounted = ExitStack()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        if "TEXTUAL_THEME" not in os.environ:
            remembered = self.remembered.theme
            known = remembered if remembered in self.available_themes else DARK.name
            self.theme = self._check_theme(theme) if theme else known
        self._use_keymap(keymap)

    def _check_theme(self, name: str) -> str:
        if name not in self.available_themes:
            raise InputError(unknown_name("theme", name, self.available_themes))
        return name

    def _use_keymap(self, keymap: Mapping[str, str]) -> None:
        known = binding_names([type(self), *PLACES_OF_KEYS])
        for name in keymap:
            if name not in known:
                raise InputError(f"keymap: {unknown_name('name', name, known)}")
        check_keys(keymap)
        self.chat.keymap = keymap
        self.set_keymap(dict(keymap))

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
        self._while_mounted.enter_context(garbage.rounds_when_told())
        self.set_interval(garbage.SECONDS_BETWEEN_ROUNDS, self._collect_garbage)

    def _collect_garbage(self) -> None:
        """Between questions, when no other screen is open, which would be there no more later."""
        is_busy = self.chat.has_class("-opening") or self.chat.is_answering()
        if self.screen is self.chat and not is_busy:
            garbage.collect_if_due()

    def _remember_theme(self, theme: Theme) -> None:
        self.remembered.theme = theme.name

    def on_unmount(self) -> None:
        self._while_mounted.close()
        self.chat.stop_embedding()
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
