"""The chat as an application: its theme, its commands, its one screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from corpus.records import NO_FILTERS, Filters
from qa.chat.screen import ChatScreen
from qa.chat.theme import DARK, LIGHT, highlight_styles
from qa.worker import Backend, Worker


class ChatApp(App[None]):
    """Ask an archive of articles; read the passage that answers.

    `load` may take seconds and raise PullquoteError; it is called in a thread of its own after
    the first paint, and so is all that it gives.
    """

    TITLE = "Pullquote"
    CSS_PATH = "chat.tcss"
    BINDING_GROUP_TITLE = "Pullquote"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", tooltip="Quit", priority=True),
        Binding(
            App.COMMAND_PALETTE_BINDING,
            "command_palette",
            "Palette",
            tooltip="Every command, and the themes",
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
    ) -> None:
        super().__init__()
        self.archive_worker = Worker(load)
        self.chat = ChatScreen(self.archive_worker, archive_name, filters, top)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        if "TEXTUAL_THEME" not in os.environ:
            self.theme = DARK.name

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

    def on_unmount(self) -> None:
        self.archive_worker.close(wait=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands, and before them the chat's, where they can be used."""
        if screen is self.chat:
            chat = self.chat
            yield SystemCommand("Filter", "Choose dates and outlets", chat.action_filters)
            yield SystemCommand("Help", "Show every key", chat.action_help)
            if chat.evidence.current:
                yield SystemCommand("Read", "Read the article at the sentence", chat.action_read)
                yield SystemCommand("Copy", "Copy the quote with its citation", chat.action_copy)
                yield SystemCommand(
                    "Next evidence", "Open the next article", lambda: chat.action_evidence(1)
                )
                yield SystemCommand(
                    "Previous evidence",
                    "Open the article before",
                    lambda: chat.action_evidence(-1),
                )
        yield from super().get_system_commands(screen)
