"""The line at the top: the program, the archive, and whether it is open."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qa.chat.content import as_content
from qa.show.phrases import format_count, format_share

OPENING = "opening the archive…"


@dataclass(slots=True)
class OpeningWords:
    """What is done while the archive opens: said in the archive's thread, read by the screen."""

    words: str = OPENING

    def say(self, words: str) -> None:
        """Say what is being done now."""
        self.words = words


class Banner(Horizontal):
    """Names the archive and says how many articles it has, once it is open."""

    def __init__(self, archive_name: str) -> None:
        super().__init__(id="banner")
        self.archive = Static(as_content(archive_name), id="archive")
        self.state = Static(as_content(OPENING), id="state")

    def compose(self) -> ComposeResult:
        yield Static(as_content("Pullquote"), id="name")
        yield self.archive
        yield self.state

    def rename(self, archive_name: str) -> None:
        """Name another archive."""
        self.archive.update(as_content(archive_name))

    def show_opening(self, words: str = OPENING) -> None:
        """Say that the archive is being opened, or what is done for that."""
        self.state.update(as_content(words))
        self.state.remove_class("-error")

    def show_open(self, articles: int, meaning: float = 1.0) -> None:
        """Say that the archive is open, by how much there is in it, and is embedded of that."""
        words = format_count(articles, "article")
        if meaning < 1:
            words += f" · meaning: {format_share(meaning)}"
        self.state.update(as_content(words))

    def show_failure(self) -> None:
        """Say that the archive could not be opened."""
        self.state.update(as_content("not open"))
        self.state.add_class("-error")
