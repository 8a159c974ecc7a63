"""The form that says which articles to search."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalGroup
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from corpus.errors import InputError
from corpus.records import NO_FILTERS, Filters
from qa.chat.content import as_content
from qa.chat.key_line import KeyLine
from qa.chat.keys import Binding
from qa.chat.question_box import Line
from qa.search.filters import parse_filters
from qa.show.phrases import format_count, format_filters
from qa.show.safe_text import one_line

DATE_EXAMPLES = "2016, 2016-02 or 2016-02-04"
MAX_OUTLETS = 3


class FiltersScreen(ModalScreen[Filters | None]):
    """Dates and outlets, checked as they are typed; gives the filters, or None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel"),
        Binding("ctrl+r", "clear", "Clear all"),
    ]

    def __init__(self, filters: Filters, sources: Sequence[str]) -> None:
        super().__init__()
        first, last = filters.first, filters.last
        self.sources = sources
        self.after = Line(first.isoformat() if first else "", placeholder=DATE_EXAMPLES)
        self.before = Line(last.isoformat() if last else "", placeholder=DATE_EXAMPLES)
        self.outlet = Line(
            "; ".join(map(one_line, filters.sources)),
            placeholder="any part of a name; several with ;",
        )
        self.outcome = Static(id="outcome")

    def compose(self) -> ComposeResult:
        with VerticalGroup(id="form"):
            yield Static(as_content("Which articles to search"), classes="title")
            for name, field in (
                ("On or after", self.after),
                ("On or before", self.before),
                ("Outlet", self.outlet),
            ):
                with Horizontal(classes="field"):
                    yield Label(as_content(name))
                    yield field
            yield self.outcome
            with Horizontal(id="buttons"):
                yield Button("Apply", id="apply", variant="primary", compact=True)
                yield Button("Clear all", id="clear", compact=True)
                yield Button("Cancel", id="cancel", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        self.show_outcome()

    def parse_form(self) -> Filters:
        """The filters as the form has them; InputError with one line if it cannot be."""
        filters = parse_filters(
            after=self.after.value.strip(),
            before=self.before.value.strip(),
            sources=self.outlet.value.split(";"),
        )
        if self.sources:  # else the archive is not open yet: nobody knows its outlets
            for name in filters.sources:
                if not self._matching_outlets(name):
                    raise InputError(f"No outlet in the archive has {name!r} in its name.")
        return filters

    @on(Input.Changed)
    def show_outcome(self) -> None:
        """Say what the form means so far, or what is wrong with it."""
        try:
            filters = self.parse_form()
        except InputError as error:
            self._show_words(str(error), wrong=True)
        else:
            self._show_words(self._describe(filters), wrong=False)

    def _show_words(self, words: str, *, wrong: bool) -> None:
        self.outcome.update(as_content(one_line(words)))
        self.outcome.set_class(wrong, "-wrong")

    def _describe(self, filters: Filters) -> str:
        if not filters:
            return "Every article is searched."
        sentences = [f"Only {format_filters(filters)}."]
        matching = map(self._matching_outlets, filters.sources)
        if outlets := list(chain.from_iterable(matching)):
            names = ", ".join(outlets[:MAX_OUTLETS])
            more = ", …" if len(outlets) > MAX_OUTLETS else ""
            sentences.append(f"{format_count(len(outlets), 'outlet')}: {names}{more}.")
        if filters.first or filters.last:
            sentences.append("Undated articles are left out.")
        return " ".join(sentences)

    def _matching_outlets(self, name: str) -> list[str]:
        return [outlet for outlet in self.sources if name.casefold() in outlet.casefold()]

    @on(Input.Submitted)
    @on(Button.Pressed, "#apply")
    def apply(self) -> None:
        """Close with the filters; what is wrong keeps the form open, with its one line."""
        try:
            filters = self.parse_form()
        except InputError as error:
            self._show_words(str(error), wrong=True)
        else:
            self.dismiss(filters)

    @on(Button.Pressed, "#clear")
    def action_clear(self) -> None:
        self.dismiss(NO_FILTERS)

    @on(Button.Pressed, "#cancel")
    def cancel(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)
