"""Articles are listed without asking: by words, outlets and months."""

from __future__ import annotations

from asyncio import to_thread, wrap_future
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from corpus.errors import InputError, PullquoteError
from corpus.headings import Heading, Wanted
from corpus.records import Filters
from qa.browse.counts import Bar, bar_of, count_months, count_outlets, make_bars
from qa.browse.query import format_query, of_outlet, parse_query, within
from qa.chat.article_screen import ArticleScreen
from qa.chat.content import as_content
from qa.chat.key_line import KeyLine
from qa.chat.keys import Binding
from qa.chat.question_box import Line
from qa.search.filters import check_sources
from qa.show.phrases import format_count, format_date, format_day, title_of
from qa.show.safe_text import one_line
from qa.worker import Worker

# More rows than anybody reads are slow to lay out; all of them are counted.
MOST_ROWS = 200
_MOST_BARS = 36
_BAR_CELLS = 12
_SECONDS_TO_TYPE = 0.15  # between two letters: a search for each of them would be for nothing
MUTED = "$foreground-muted"
_EXAMPLE = 'words "exact phrase" -without after:2016-02 before:2016 outlet:name'


class _Counted(NamedTuple):
    """What is shown of some articles: the newest of them, and how many there are of what."""

    newest: Sequence[Heading]
    words: str
    outlets: dict[str, int]
    bars: list[Bar]


class BrowseScreen(Screen[Filters | None]):
    """A query, the articles that hold it, and how many are of each outlet and month.

    Gives the filters of its query, where the next questions are to be asked within them.
    """

    BINDING_GROUP_TITLE = "Browse"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", tooltip="Back to the chat"),
        Binding("ctrl+t", "ask_within", "Ask within", tooltip="Ask within these dates and outlets"),
        Binding("ctrl+l", "clear", "Clear", tooltip="List every article"),
    ]

    def __init__(self, worker: Worker, filters: Filters, outlets: Sequence[str]) -> None:
        super().__init__()
        self.worker, self.all_outlets = worker, outlets
        self.wanted = Wanted(filters=filters)
        self.found: Sequence[Heading] = ()
        self._outlets: list[str] = []
        self._bars: list[Bar] = []
        self.box = Line(format_query(self.wanted), placeholder=_EXAMPLE, id="query")
        self.state = Static(id="browse-state")
        self.articles = OptionList(id="articles", compact=True, markup=False)
        self.outlets = OptionList(id="outlets", compact=True, markup=False)
        self.months = OptionList(id="months", compact=True, markup=False)

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.state
        with Horizontal(id="browse"):
            yield self.articles
            with Vertical(id="counts"):
                yield Static(as_content("Outlets"), classes="place")
                yield self.outlets
                yield Static(as_content("Months"), classes="place")
                yield self.months
        yield KeyLine()

    def on_mount(self) -> None:
        self.box.focus()
        self.search(self.wanted)

    @on(Input.Changed, "#query")
    def read_query(self) -> None:
        """List what the query means, once nothing more is typed; or say what is wrong with it."""
        try:
            wanted = parse_query(self.box.value)
            if wanted.filters.sources:
                check_sources(wanted.filters, self.all_outlets)
        except InputError as error:
            self._say(str(error), is_wrong=True)
        else:
            if wanted != self.wanted:
                self.wanted = wanted
                self.set_timer(_SECONDS_TO_TYPE, lambda: self._search_if_current(wanted))

    def _search_if_current(self, wanted: Wanted) -> None:
        if wanted is self.wanted:
            self.search(wanted)

    @work(exclusive=True)
    async def search(self, wanted: Wanted) -> None:
        """Ask the archive for the articles, and list them."""
        try:
            found = await wrap_future(self.worker.headings(wanted))
            counted = await to_thread(_count, found)  # of a large archive: longer than a frame
        except PullquoteError as error:
            self._say(str(error), is_wrong=True)
        else:
            self._show(counted)

    def _show(self, counted: _Counted) -> None:
        self.found, self._outlets, self._bars = counted.newest, list(counted.outlets), counted.bars
        with self.app.batch_update():
            self.articles.set_options(Option(_row(each)) for each in self.found)
            self.outlets.set_options(
                Option(_count_row(outlet, count)) for outlet, count in counted.outlets.items()
            )
            highest = max((bar.articles for bar in self._bars), default=0)
            self.months.set_options(
                Option(_count_row(bar.label, bar.articles, highest)) for bar in self._bars
            )
            self._say(counted.words)
        for each in (self.articles, self.outlets, self.months):
            each.highlighted = 0 if each.option_count else None

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        self.state.update(as_content(one_line(words)))
        self.state.set_class(is_wrong, "-wrong")

    @on(Input.Submitted, "#query")
    def go_to_articles(self) -> None:
        """From the query to what it found."""
        self.articles.focus()

    @on(OptionList.OptionSelected, "#articles")
    @work
    async def read_article(self, selected: OptionList.OptionSelected) -> None:
        """Open the article of a row."""
        id = self.found[selected.option_index].id
        try:
            article = (await wrap_future(self.worker.articles_with([id]))).get(id)
        except PullquoteError as error:
            self.notify(one_line(str(error)), severity="warning", markup=False)
            return
        if article:
            await self.app.push_screen(ArticleScreen.at_first(article, self.wanted))
        else:
            self.notify("That article is no longer in the archive.", severity="warning")

    @on(OptionList.OptionSelected, "#outlets")
    def choose_outlet(self, selected: OptionList.OptionSelected) -> None:
        """List only this outlet; every outlet again, where it is the one that is listed."""
        only = of_outlet(self.wanted, one_line(self._outlets[selected.option_index]))
        self._change(of_outlet(self.wanted, "") if only == self.wanted else only)

    @on(OptionList.OptionSelected, "#months")
    def choose_period(self, selected: OptionList.OptionSelected) -> None:
        """List only this period; every day again, where it is the one that is listed."""
        bar = self._bars[selected.option_index]
        only = within(self.wanted, bar.first, bar.last)
        self._change(within(self.wanted, None, None) if only == self.wanted else only)

    def _change(self, wanted: Wanted) -> None:
        self.box.value = format_query(wanted)  # which lists it

    def action_clear(self) -> None:
        self.box.value = ""
        self.box.focus()

    def action_leave(self) -> None:
        """From the lists to the query, and from there back to the chat."""
        if self.box.has_focus:
            self.dismiss(None)
        else:
            self.box.focus()

    def action_ask_within(self) -> None:
        """Back to the chat, whose next questions search these dates and outlets."""
        self.dismiss(self.wanted.filters)


def _count(found: Sequence[Heading]) -> _Counted:
    bars = [bar for bar in make_bars(count_months(found), _MOST_BARS) if bar.articles]
    return _Counted(found[:MOST_ROWS], _state_words(found), count_outlets(found), bars)


def _state_words(found: Sequence[Heading]) -> str:
    if not found:
        return "No article holds all of that."
    words = format_count(len(found), "article")
    if len(found) > MOST_ROWS:
        words += f", of which the newest {MOST_ROWS} are listed"
    days = [each.published.first for each in found if each.published]
    return f"{words}{_span_words(days)}"


def _span_words(days: Sequence[date]) -> str:
    return f", {format_day(min(days))} – {format_day(max(days))}" if days else ""


def _row(heading: Heading) -> Content:
    about = " · ".join(filter(None, (format_date(heading), one_line(heading.source or ""))))
    return as_content(title_of(heading)) + as_content(f"  {about}", MUTED)


def _count_row(name: str, count: int, highest: int = 0) -> Content:
    bar = f"  {bar_of(count, highest, _BAR_CELLS)}" if highest else ""
    return as_content(one_line(name)) + as_content(f"{bar} {count:,}", MUTED)
