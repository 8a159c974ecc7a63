"""The article, open at the passage, with the sentence that answers in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from corpus.records import Span
from qa.answers import Evidence
from qa.chat.content import Mark, as_content, mark_ranges
from qa.chat.finding import find_all
from qa.chat.keys import Binding
from qa.chat.long_text import LongText
from qa.show.phrases import format_copies, format_date, quote_of, title_of
from qa.show.safe_text import one_line

PASSAGE = "$passage-style"
SENTENCE = "$sentence-style"
ANSWER = "bold underline"
FOUND = "$found-style"
FOUND_HERE = "reverse"


class ArticlePane(Vertical):
    """One article: its title and origin above, below it the text at the sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Static(classes="title")
        self.about = Static(classes="about")
        self.text = ArticleText()

    def compose(self) -> ComposeResult:
        yield self.title
        yield self.about
        yield self.text

    def show(self, evidence: Evidence | None) -> None:
        """Open the article of this evidence at its sentence; None closes it."""
        article = evidence.passage.article if evidence else None
        self.title.update(as_content(title_of(article)) if article else Content())
        self.about.update(_about(evidence) if evidence else Content())
        self.text.show(evidence)


class ArticleText(VerticalScroll):
    """The text: the passage tinted, the sentence highlighted, the answer underlined."""

    BINDING_GROUP_TITLE = "Article"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "Scroll down", show=False),
        Binding("up,k", "scroll_up", "Scroll up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("g", "sentence", "To the quote", show=False, tooltip="Back to the quote"),
        Binding("n", "found(1)", "Next found", show=False, tooltip="Next place that was found"),
        Binding("N", "found(-1)", "Found before", show=False, tooltip="Place found before"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.evidence: Evidence | None = None
        self.text = LongText()
        self._width = 0
        self._found: list[Span] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        yield self.text

    def show(self, evidence: Evidence | None) -> None:
        """Show the text with the sentence in view; what is shown already stays as it is.

        Where other marks come into a text that is being read, it is not scrolled.
        """
        if evidence is self.evidence:
            return
        reading = self.has_focus and _share_article(evidence, self.evidence)
        self.evidence, self._found = evidence, []
        self._draw()
        if not reading:
            self.action_sentence()

    def on_resize(self, event: events.Resize) -> None:
        is_rewrapped = event.size.width != self._width
        self._width = event.size.width
        if is_rewrapped or not self.has_focus:
            self.action_sentence()

    def action_sentence(self) -> None:
        """Scroll so that the sentence begins a third of the way down."""
        self.call_after_refresh(self._scroll_to_sentence)

    @property
    def found_here(self) -> Span | None:
        """The place that find has gone to, if there is one."""
        return self._found[self._at] if self._found else None

    def find(self, words: str) -> int:
        """Mark every place of the words, and go to the first one from the quote on."""
        if self.evidence is None:
            return 0
        self._found = find_all(self.evidence.passage.article.text, words)
        start = quote_of(self.evidence).start
        after = (place for place, span in enumerate(self._found) if span.start >= start)
        self._at = next(after, 0)
        self._show_found()
        return len(self._found)

    def go_to_found(self, step: int) -> int:
        """Go on by so many places; the number of the place, in the order of the text."""
        if not self._found:
            return 0
        self._at = (self._at + step) % len(self._found)
        self._show_found()
        return self._at + 1

    def action_found(self, step: int) -> None:
        self.go_to_found(step)

    def _show_found(self) -> None:
        self._draw()
        if here := self.found_here:
            self.call_after_refresh(self._go_to, here.start)

    def _draw(self) -> None:
        found = [(span, FOUND) for span in self._found]
        if here := self.found_here:
            found.append((here, FOUND_HERE))
        self.text.show(mark_article(self.evidence, found) if self.evidence else Content())

    def _scroll_to_sentence(self) -> None:
        if self.evidence:
            self._go_to(quote_of(self.evidence).start)

    def _go_to(self, start: int) -> None:
        width = self.text.content_size.width
        if self.evidence and width:
            line = self.text.line_of(up_to_word(self.evidence.passage.article.text, start), width)
            self.scroll_to(y=line - self.size.height // 3, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Where nothing was found there is no next place."""
        return bool(self._found) if action == "found" else True


def _share_article(one: Evidence | None, other: Evidence | None) -> bool:
    return bool(one and other and one.passage.article.id == other.passage.article.id)


def mark_article(evidence: Evidence, found: Sequence[Mark] = ()) -> Content:
    """The whole text with the passage, the sentence and the answer marked, and what was found."""
    passage, quote = evidence.passage, quote_of(evidence)
    marks = [(Span(passage.start, passage.end), PASSAGE), (quote, SENTENCE)]
    if evidence.marked:
        marks.append((evidence.marked, ANSWER))
    return mark_ranges(passage.article.text, [*marks, *found])


def up_to_word(text: str, start: int) -> str:
    """The text to the end of the word that stands at a place of it, or comes next."""
    first_word = text[start:].split(maxsplit=1)[:1] or [""]
    return text[:start] + first_word[0]


def _about(evidence: Evidence) -> Content:
    article = evidence.passage.article
    published = format_date(article)
    if article.published:
        published += f" (from the {one_line(article.published.found_in)})"
    outlet, place, author = map(
        one_line, (article.source or "", article.place or "", article.author or "")
    )
    byline = [outlet, place, published, author]
    where = one_line(article.url or article.origin)
    lines = (" · ".join(filter(None, byline)), where, format_copies(evidence))
    return as_content("\n".join(filter(None, lines)))
