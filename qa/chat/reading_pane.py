"""What there is to read for the current turn: a heading, the evidence and its open article."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from qa.answers import Evidence
from qa.chat.article_pane import ArticlePane
from qa.chat.clipboard import copy_text
from qa.chat.content import as_content
from qa.chat.evidence_list import EvidenceList
from qa.chat.keys import Binding
from qa.chat.outside import read_outside, reading_command, web_address
from qa.chat.quote_range import narrow, widen
from qa.chat.turn import Turn
from qa.chat.why_screen import WhyScreen
from qa.show.phrases import citation, quote_of, quote_with_citation, quoted
from qa.show.safe_text import printable
from qa.show.why import reasons_for


class ReadingPane(Vertical):
    """The evidence of one turn; the article of the highlighted row stands open.

    Its keys work in the list and in the article.
    """

    BINDING_GROUP_TITLE = "Evidence and article"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "why", "Why found", show=False,
                tooltip="Why this was found: its scores, explained"),
        Binding("a", "copy('answer')", "Copy answer", show=False, tooltip="Copy the answer alone"),
        Binding("y", "copy('quote')", "Copy quote", show=False, tooltip="Copy the quote alone"),
        Binding("c", "copy('citation')", "Copy citation", show=False,
                tooltip="Copy the citation alone"),
        Binding("plus,equals_sign", "widen(1)", "Widen", show=False,
                tooltip="Widen the quote by the next sentence"),
        Binding("less_than_sign", "widen(-1)", "Widen back", show=False,
                tooltip="Widen the quote by the sentence before"),
        Binding("minus", "narrow", "Narrow", show=False, tooltip="Narrow the quote again"),
        Binding("e", "read_outside", "Pager", show=False,
                tooltip="Open the article in $PAGER, or else in $EDITOR"),
        Binding("b", "browse", "Browser", show=False,
                tooltip="Open the article's address in a browser"),
    ]  # fmt: skip

    def __init__(self, copies: Path | None = None) -> None:
        """`copies` is the file that keeps what was copied, if there is to be one."""
        super().__init__(id="reading")
        self.copies = copies
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

    def empty(self) -> None:
        """List nothing, close the article, and give up the room."""
        self.turn, self.display = None, False
        self.evidence.show(())
        self.open_highlighted()

    @on(OptionList.OptionHighlighted)
    def open_highlighted(self) -> None:
        """Open the article of the highlighted row, and say in the heading which one it is."""
        words = as_content(self._kind_of_evidence(), "bold")
        if self.evidence.current:
            number = (self.evidence.highlighted or 0) + 1
            place = f" {number} of {self.evidence.option_count}"
            words += as_content(f"{place} · reading…" if self._is_being_read() else place)
        self.heading.update(words)
        self.article.show(self.evidence.current)

    def move_highlight(self, step: int) -> None:
        """Highlight another row; after the last comes the first."""
        if self.evidence.highlighted is not None:
            row = self.evidence.highlighted + step
            self.evidence.highlighted = row % self.evidence.option_count

    def action_why(self) -> None:
        """Say in words why the row was found."""
        if (evidence := self.evidence.current) and self.turn and self.turn.answer:
            reasons = reasons_for(evidence, self.turn.answer)
            self.app.push_screen(WhyScreen(citation(evidence), reasons))

    @work
    async def action_copy(self, what: str) -> None:
        """Copy some of the row, and say how it was copied."""
        if evidence := self.evidence.current:
            name, text = _text_to_copy(evidence, what)
            told = await copy_text(self.app, text, name, kept_in=self.copies)
            self.notify(told, markup=False)

    def action_widen(self, step: int) -> None:
        """Widen the quote by a sentence."""
        if evidence := self.evidence.current:
            self._change_quote(widen(evidence, step))

    def action_narrow(self) -> None:
        """Take the last sentence from the quote, down to the words that answer."""
        if (evidence := self.evidence.current) and self.turn:
            self._change_quote(narrow(evidence, self.turn.found(evidence)))

    def _change_quote(self, evidence: Evidence) -> None:
        if self.turn and self.is_up_to_date and self.evidence.highlighted is not None:
            self.turn.replace_row(self.evidence.highlighted, evidence)
            self.evidence.rows = self.turn.evidence
            self.article.show(evidence)

    def action_read_outside(self) -> None:
        """Hand the terminal to a pager with the article."""
        evidence = self.evidence.current
        if evidence and (problem := read_outside(self.app, evidence, reading_command(os.environ))):
            self.notify(problem, severity="warning", markup=False)

    def action_browse(self) -> None:
        """Open the article's address."""
        if address := web_address(self.evidence.current):
            self.app.open_url(address)
            self.notify(f"Opening {address}", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is nothing for is not offered."""
        evidence = self.evidence.current
        if action == "browse":
            return bool(web_address(evidence))
        if action == "why":
            return bool(evidence and self.turn and self.turn.answer)
        if parameters == ("answer",):
            return bool(evidence and evidence.answer)
        needs_evidence = action in {"copy", "widen", "narrow", "read_outside"}
        return not needs_evidence or evidence is not None

    def _is_being_read(self) -> bool:
        return self.turn is not None and self.turn.is_waiting

    def _kind_of_evidence(self) -> str:
        answer = self.turn.answer if self.turn else None
        if answer is None or not self.is_up_to_date:
            return "Found"
        return "Nearest" if answer.text is None else "Evidence"


def _text_to_copy(evidence: Evidence, what: str) -> tuple[str, str]:
    """What it is called, and its text."""
    text = evidence.passage.article.text
    if what == "answer":
        return "the answer", printable(text[slice(*(evidence.answer or quote_of(evidence)))])
    if what == "quote":
        return "the quote", quoted(printable(text[slice(*quote_of(evidence))]))
    if what == "citation":
        return "the citation", citation(evidence)
    return "the quote with its citation", quote_with_citation(evidence)
