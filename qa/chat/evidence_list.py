"""The articles that speak to the question, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qa.answers import Evidence
from qa.chat.content import as_content, justify
from qa.chat.keys import Binding
from qa.show.phrases import format_count, format_date, title_of
from qa.show.safe_text import one_line

MUTED = "$foreground-muted"
ONE_LINE_CELLS = 64  # a narrower list puts the outlet and date under the title


class EvidenceList(OptionList):
    """One row for each article: number, title, outlet and date."""

    BINDING_GROUP_TITLE = "Evidence"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Read the article", show=False),
        Binding("down,j", "cursor_down", "Next article", show=False),
        Binding("up,k", "cursor_up", "Previous article", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)
        self.rows: Sequence[Evidence] = ()

    @property
    def current(self) -> Evidence | None:
        """The evidence of the highlighted row."""
        return None if self.highlighted is None else self.rows[self.highlighted]

    def show(self, evidence: Sequence[Evidence], row: int = 0) -> None:
        """List this evidence, one row highlighted."""
        self.rows = evidence
        self._fill_rows(row if evidence else None)

    def on_resize(self) -> None:
        self._fill_rows(self.highlighted)

    def _fill_rows(self, highlighted: int | None) -> None:
        padding = self.get_component_styles("option-list--option").padding
        width = (self.scrollable_content_region.width or self._expected_width()) - padding.width
        self.set_options(
            Option(_row(number, evidence, width)) for number, evidence in enumerate(self.rows, 1)
        )
        self.highlighted = highlighted

    def _expected_width(self) -> int:
        """About how wide a list that is still hidden will be: its first frame needs titles too."""
        columns = self.screen.size.width
        return columns // 2 - 2 if self.screen.has_class("-wide") else columns - 1


def _row(number: int, evidence: Evidence, width: int) -> Content:
    article = evidence.passage.article
    title = as_content(f"{number}  {title_of(article)}")
    if width < ONE_LINE_CELLS:
        below = as_content(f"   {_about(evidence, width)}", MUTED)
        return justify(title, Content(), width) + "\n" + justify(below, Content(), width)
    return justify(title, as_content(f"  {_about(evidence, width // 3)}", MUTED), width)


def _about(evidence: Evidence, most: int) -> str:
    """Outlet and date; an outlet's name of more than so many cells is cut."""
    outlet = as_content(one_line(evidence.passage.article.source or ""))
    words = _outlet_words(outlet.truncate(most, ellipsis=True).plain, len(evidence.copies))
    return " · ".join(filter(None, (words, format_date(evidence.passage.article))))


def _outlet_words(outlet: str, copies: int) -> str:
    """ "The Herald", "The Herald +4" with copies, "5 articles" where the outlet is not known."""
    if not copies:
        return outlet
    return f"{outlet} +{copies:,}" if outlet else format_count(copies + 1, "article")
