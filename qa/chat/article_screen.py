"""One article by itself, opened at the first place that holds what was looked for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer

from corpus.headings import Wanted
from corpus.records import Article, Passage, Span
from qa.answers import Evidence
from qa.chat.article_pane import ArticlePane
from qa.chat.finding import find_all
from qa.chat.keys import Binding
from qa.search.hits import Hit


class ArticleScreen(Screen[None]):
    """The article, its places that hold the words marked; `n` and `N` go from one to the next."""

    BINDING_GROUP_TITLE = "Article"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", tooltip="Back to the list"),
    ]

    def __init__(self, article: Article, wanted: Wanted) -> None:
        super().__init__()
        self.article_pane = ArticlePane()
        self._words = _words_found(article, wanted)
        self._evidence = _at_first(article, self._words)

    def compose(self) -> ComposeResult:
        yield self.article_pane
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.article_pane.show(self._evidence)
        if self._words:
            self.article_pane.text.find(self._words)
        self.article_pane.text.focus()


def _words_found(article: Article, wanted: Wanted) -> str:
    """The first phrase or word that the text holds as it was typed; "" where it holds none so."""
    texts = (*wanted.phrases, *wanted.words)
    return next((words for words in texts if find_all(article.text, words)), "")


def _at_first(article: Article, words: str) -> Evidence:
    """The article as something to read, at the first place of the words, else at its beginning."""
    start, end = next(iter(find_all(article.text, words)), Span(0, 0))
    return Evidence(Hit(Passage(article, start, end), score=0.0), Span(start, end))
