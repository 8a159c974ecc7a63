"""What there is to read for the current turn: a heading, the evidence and its open article."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from qa.answers import Evidence
from qa.chat.article_pane import ArticlePane
from qa.chat.content import as_content
from qa.chat.evidence_list import EvidenceList
from qa.chat.turn import Turn
from qa.show.phrases import format_scores


class ReadingPane(Vertical):
    """The evidence of one turn; the article of the highlighted row stands open."""

    def __init__(self) -> None:
        super().__init__(id="reading")
        self.turn: Turn | None = None
        self.heading = Static(id="heading")
        self.evidence = EvidenceList()
        self.article = ArticlePane()

    def compose(self) -> ComposeResult:
        yield self.heading
        yield self.evidence
        yield self.article

    @property
    def is_up_to_date(self) -> bool:
        """Whether what is listed is what its turn now has: an answer may have replaced it."""
        return self.turn is None or self.turn.evidence is self.evidence.rows

    def show(self, turn: Turn, row: int = 0) -> None:
        """List the evidence of a turn, and open the article of one row."""
        self.turn = turn
        self.evidence.show(turn.evidence, row)
        self.open_highlighted()

    @on(OptionList.OptionHighlighted)
    def open_highlighted(self) -> None:
        """Open the article of the highlighted row, and say in the heading which one it is."""
        words = as_content(self._kind_of_evidence(), "bold")
        if evidence := self.evidence.current:
            number = (self.evidence.highlighted or 0) + 1
            place = f" {number} of {self.evidence.option_count}"
            words += as_content(" · ".join(filter(None, (place, self._about(evidence)))))
        self.heading.update(words)
        self.article.show(self.evidence.current)

    def move_highlight(self, step: int) -> None:
        """Highlight another row; after the last comes the first."""
        if self.evidence.highlighted is not None:
            row = self.evidence.highlighted + step
            self.evidence.highlighted = row % self.evidence.option_count

    def _about(self, evidence: Evidence) -> str:
        return "reading…" if self.turn and self.turn.is_waiting else format_scores(evidence)

    def _kind_of_evidence(self) -> str:
        answer = self.turn.answer if self.turn else None
        if answer is None or not self.is_up_to_date:
            return "Found"
        return "Nearest" if answer.text is None else "Evidence"
