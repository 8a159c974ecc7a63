"""The line above the question box: which articles are searched, and how follow-ups are read."""

from __future__ import annotations

from textual.widgets import Static

from corpus.records import Filters
from qa.chat.content import as_content
from qa.show.phrases import format_filters

EVERY_ARTICLE = "Searching every article"
ALONE = "each question alone (F3)"
AS_WRITTEN = "edited: searched as it stands"


class ScopeLine(Static):
    """Says at all times what the next question searches."""

    def __init__(self) -> None:
        super().__init__(id="scope")

    def show(self, filters: Filters, *, follows: bool, as_written: bool) -> None:
        """Say which articles are searched, and what is not as usual."""
        searched = f"Only {format_filters(filters)}" if filters else EVERY_ARTICLE
        notes = ("" if follows else ALONE, AS_WRITTEN if as_written else "")
        self.update(as_content(" · ".join(filter(None, (searched, *notes)))))
        self.set_class(bool(filters), "-filtered")
