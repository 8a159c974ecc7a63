"""One article by itself, open at a stretch of it: what a list, a clipping or a link leads to."""

from __future__ import annotations

from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from corpus.headings import Wanted
from corpus.records import Article, Passage, Span
from qa.answers import Evidence
from qa.chat.article_pane import ArticlePane
from qa.chat.content import as_content
from qa.chat.finding import find_all
from qa.chat.key_line import KeyLine
from qa.chat.keys import Binding
from qa.search.hits import Hit


class ArticleScreen(Screen[None]):
    """The article with the stretch marked, and every place of some words.

    `n` and `N` go from place to place; `warning` says what is wrong with the stretch.
    """

    BINDING_GROUP_TITLE = "Article"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", tooltip="Back to where it was opened"),
    ]

    def __init__(self, evidence: Evidence, warning: str = "", words: str = "") -> None:
        super().__init__()
        self.article_pane = ArticlePane()
        self.evidence, self.warning, self._words = evidence, warning, words

    @classmethod
    def at_first(cls, article: Article, wanted: Wanted) -> Self:
        """The article at the first place of what was looked for, else at its beginning."""
        words = _words_found(article, wanted)
        start, end = next(iter(find_all(article.text, words)), Span(0, 0))
        evidence = Evidence(Hit(Passage(article, start, end), score=0.0), Span(start, end))
        return cls(evidence, words=words)

    def compose(self) -> ComposeResult:
        if self.warning:
            yield Static(as_content(f"▲ {self.warning}"), classes="warning")
        yield self.article_pane
        yield KeyLine()

    def on_mount(self) -> None:
        self.article_pane.show(self.evidence)
        if self._words:
            self.article_pane.text.find(self._words)
        self.article_pane.text.focus()


def _words_found(article: Article, wanted: Wanted) -> str:
    """The first phrase or word that the text holds as it was typed; "" where it holds none so."""
    texts = (*wanted.phrases, *wanted.words)
    return next((words for words in texts if find_all(article.text, words)), "")
