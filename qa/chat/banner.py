"""The line at the top: the program, the archive, and whether it is open."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qa.chat.content import as_content
from qa.show.phrases import format_count


class Banner(Horizontal):
    """Names the archive and says how many articles it has, once it is open."""

    def __init__(self, archive_name: str) -> None:
        super().__init__(id="banner")
        self.archive_name = archive_name
        self.state = Static(as_content("opening the archive…"), id="state")

    def compose(self) -> ComposeResult:
        yield Static(as_content("Pullquote"), id="name")
        yield Static(as_content(self.archive_name), id="archive")
        yield self.state

    def show_open(self, articles: int) -> None:
        """Say that the archive is open, by how much there is in it."""
        self.state.update(as_content(format_count(articles, "article")))

    def show_failure(self) -> None:
        """Say that the archive could not be opened."""
        self.state.update(as_content("not open"))
        self.state.add_class("-error")
