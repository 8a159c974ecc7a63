"""What the transcript begins with: what the archive holds, and questions that it can answer."""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from corpus.errors import PullquoteError
from corpus.headings import Wanted
from corpus.records import Filters
from qa.browse.counts import make_bars, sparkline
from qa.browse.questions_from_headlines import Suggestion, suggest_questions
from qa.chat.content import as_content
from qa.show.phrases import format_count, format_day
from qa.show.safe_text import one_line
from qa.worker import ArchiveSummary, Worker

WELCOME = (
    "Ask in plain words. The answer is quoted word for word, with the sentence and the article "
    "it comes from. What the archive does not say is not answered.\n\n"
    "Enter asks, ⇧↑ and ⇧↓ move through the evidence, ^o opens the article, ^y copies the quote "
    "with its citation, ^b lists articles without asking, ? shows every key."
)
QUESTIONS = 3
# Headlines that questions are made from, and questions that are tried: each takes as long as an
# answer, and a question of the user's waits for the one that is being tried.
_HEADLINES, _TRIED = 400, 12
_OUTLETS = 3  # that are named; the rest is counted
_BARS = 48


class OpeningPage(VerticalGroup):
    """How to ask; once the archive is open, what it holds; then questions, as soon as any is sure.

    It is gone with the first question.
    """

    class Chosen(Message):
        """One of the questions is to be asked."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self) -> None:
        super().__init__(id="welcome")
        self.holdings = Static(id="holdings")
        self.questions = OptionList(id="suggestions", compact=True, markup=False)
        self._offered: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(as_content(WELCOME))
        yield self.holdings
        yield self.questions

    def on_mount(self) -> None:
        self.questions.display = False

    @work(exclusive=True)
    async def tell(self, summary: ArchiveSummary, worker: Worker, filters: Filters) -> None:
        """Say what the archive holds, and look for questions that it answers within the filters."""
        self._offered.clear()
        self.questions.clear_options().display = False
        self.holdings.update(as_content("\n".join(describe_holdings(summary))))
        with suppress(PullquoteError, RuntimeError):  # a question of the user's will say so
            months = await wrap_future(worker.months())
            self.holdings.update(as_content("\n".join(describe_holdings(summary, months))))
            headings = await wrap_future(worker.headings(Wanted(filters=filters), _HEADLINES))
            await self._look_for_questions(list(suggest_questions(headings)), worker, filters)

    async def _look_for_questions(
        self, suggestions: Sequence[Suggestion], worker: Worker, filters: Filters
    ) -> None:
        """Try questions one by one, so that a question of the user's never waits for two."""
        for suggestion in _spread(suggestions, _TRIED):
            if len(self._offered) == QUESTIONS:
                return
            answer = await wrap_future(worker.ask(suggestion.question, filters, top=1))
            rows = answer.evidence if answer.status == "answered" else ()
            if any(row.passage.article.id == suggestion.article for row in rows):
                self._offer(suggestion.question)

    def _offer(self, question: str) -> None:
        self._offered.append(question)
        self.questions.add_option(Option(as_content(one_line(question))))
        self.questions.display = True
        self.questions.highlighted = 0

    @on(OptionList.OptionSelected)
    def choose(self, selected: OptionList.OptionSelected) -> None:
        """Ask the question that was chosen."""
        selected.stop()
        self.post_message(self.Chosen(self._offered[selected.option_index]))


def describe_holdings(
    summary: ArchiveSummary, months: Mapping[date, int] | None = None
) -> list[str]:
    """Lines that say what an archive holds, with a histogram where its months are counted."""
    if not summary.articles:
        return []
    days = ""
    if summary.first and summary.last:
        days = f", {format_day(summary.first)} – {format_day(summary.last)}"
    undated = f" ({summary.undated:,} undated)" if summary.undated else ""
    lines = [f"{format_count(summary.articles, 'article')}{undated}{days}"]
    if summary.sources:
        named = ", ".join(map(one_line, summary.sources[:_OUTLETS]))
        more = len(summary.sources) - _OUTLETS
        others = f" and {more:,} more" if more > 0 else ""
        lines.append(f"{format_count(len(summary.sources), 'outlet')}: {named}{others}")
    bars = make_bars(months or {}, _BARS)
    if len(bars) > 1:
        row = sparkline([bar.articles for bar in bars])
        lines.append(f"{bars[0].label} {row} {bars[-1].label}")
    return lines


def _spread(suggestions: Sequence[Suggestion], count: int) -> Sequence[Suggestion]:
    """Some of them, from all over their order: the newest headlines may all tell one story."""
    step = max(len(suggestions) / count, 1.0)
    return [suggestions[int(place * step)] for place in range(min(count, len(suggestions)))]
