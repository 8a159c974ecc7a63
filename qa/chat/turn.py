"""One question with its answer."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qa.answers import Answer, Evidence
from qa.chat.content import as_content, mark_ranges, shift_span
from qa.show.phrases import (
    CLOSEST,
    UNSURE,
    citation,
    format_agreement,
    format_confidence,
    format_copies,
    format_correction,
    format_nearness,
    format_other_answers,
    format_searched,
    format_timeline,
    headline,
    quotation_marks,
    quote_of,
)
from qa.show.safe_text import one_line


class Waiting(Static):
    """A sign of life while a question waits for its answer."""

    FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
    is_reading = False

    def on_mount(self) -> None:
        self._since = monotonic()
        self._update()
        if self.app.animation_level != "none":
            self.set_interval(0.1, self._update)

    def _update(self) -> None:
        seconds = monotonic() - self._since
        frame = self.FRAMES[int(seconds * 10) % len(self.FRAMES)]
        patience = f"  {seconds:.0f} s" if seconds >= 2 else ""
        self.update(as_content(f"{frame} {self._words()}…{patience}"))

    def _words(self) -> str:
        if self.is_reading:
            return "reading what was found"
        opening = self.screen.has_class("-opening")
        return "waiting for the archive to open" if opening else "searching"

    def show_reading(self) -> None:
        """Say that passages were found and are being read."""
        self.is_reading = True
        self._update()


class Turn(VerticalGroup):
    """A question, then its answer with the sentence and citation, or silence, or an error."""

    class Chosen(Message):
        """The turn was clicked: its evidence is wanted."""

        def __init__(self, turn: Turn) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.answer: Answer | None = None
        self.evidence: tuple[Evidence, ...] = ()
        self.is_waiting = True
        self.was_current = False

    def compose(self) -> ComposeResult:
        yield Static(as_content(self.question), classes="question")
        yield Waiting(classes="note")

    def row_of(self, evidence: Evidence | None) -> int | None:
        """The row that the article of some evidence has here, if it has one."""
        articles = [each.passage.article.id for each in self.evidence]
        article = evidence.passage.article.id if evidence else None
        return articles.index(article) if article in articles else None

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Chosen(self))

    def show_found(self, found: tuple[Evidence, ...]) -> None:
        """Keep what was found until the answer comes, and say that it is being read."""
        self.evidence = found
        self.query_one(Waiting).show_reading()

    async def show_answer(self, answer: Answer) -> None:
        """Show the answer in the place of the waiting sign."""
        self.answer, self.evidence = answer, _evidence_to_read(answer)
        await self._replace_waiting(_reply_lines(answer), answer.status.replace("_", "-"))

    async def show_error(self, reason: str) -> None:
        """Show why there is no answer."""
        self.evidence = ()
        await self._replace_waiting([_line(one_line(reason), "failure")], "error")

    async def _replace_waiting(self, lines: Iterator[Static] | list[Static], status: str) -> None:
        self.is_waiting = False
        self.add_class(f"-{status}")
        with self.app.batch_update():
            await self.query(Waiting).remove()
            await self.mount(*lines)


def _evidence_to_read(answer: Answer) -> tuple[Evidence, ...]:
    """The rows of an answer; of a refusal those around the closest passage, which comes first."""
    closest = answer.closest
    if answer.text is not None or closest is None:
        return answer.evidence if answer.text is not None else ()
    article = closest.passage.article.id
    return (closest, *(row for row in answer.evidence if row.passage.article.id != article))


def _reply_lines(answer: Answer) -> Iterator[Static]:
    if answer.was_rewritten:
        yield _line(f"searched for: {one_line(answer.asked)}", "note")
    if answer.status == "error":
        yield _line(one_line(answer.error or "The question could not be answered."), "failure")
    elif answer.text is None:
        yield from _silence_lines(answer)
    else:
        yield from _answer_lines(answer)


def _answer_lines(answer: Answer) -> Iterator[Static]:
    yield _line(headline(answer), "answer")
    if answer.status == "possible":
        yield _line(UNSURE, "warning")
    yield from _lines(format_agreement(answer), "note")
    yield from _lines(format_other_answers(answer), "others")
    yield from _lines(format_timeline(answer), "others")
    if answer.evidence:
        best = answer.evidence[0]
        if quote_of(best) != best.answer:  # an answer that is the whole sentence needs no frame
            yield Static(_quote(best), classes="quote")
        yield _line(citation(best), "citation")
        yield from _lines(format_copies(best), "citation")
        yield from _lines(format_correction(best), "warning")
    seconds = f"{answer.elapsed_ms / 1000:.1f} s"
    yield _line(f"{format_confidence(answer)} · {seconds}", "note")


def _silence_lines(answer: Answer) -> Iterator[Static]:
    yield _line(headline(answer), "answer")
    if answer.searched:
        yield _line(format_searched(answer.searched), "note")
    yield from _lines(format_nearness(answer), "note")
    if answer.closest:
        yield _line(f"{CLOSEST}: {citation(answer.closest)}", "citation")
        yield Static(_quote(answer.closest), classes="nearest")


def _quote(evidence: Evidence) -> Content:
    quote = quote_of(evidence)
    text = evidence.passage.article.text[quote.start : quote.end]
    marked = [(shift_span(evidence.marked, -quote.start), "bold")] if evidence.marked else []
    first, last = quotation_marks(text)
    return as_content(first) + mark_ranges(text, marked) + as_content(last)


def _lines(words: str, classes: str) -> Iterator[Static]:
    """The words, where there are any."""
    if words:
        yield _line(words, classes)


def _line(text: str, classes: str) -> Static:
    return Static(as_content(text), classes=classes)
