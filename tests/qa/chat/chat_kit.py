"""What the tests of the chat share: articles, backends and the eyes and hands of a user."""

from __future__ import annotations

import html
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from corpus.errors import ArchiveError
from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.records import Article, Filters, Passage, PublicationDate, Span
from qa.answers import Answer, AnswerGroup, Evidence, OnFound, Searched
from qa.browse.counts import count_months
from qa.chat import ChatApp
from qa.chat.turn import Turn
from qa.search.hits import Hit
from qa.worker import ArchiveSummary

NARROW, WIDE, HUGE = (80, 24), (120, 40), (200, 60)
HOSTILE = "[/b] [@click=app.quit]x[/] said [sic] ok [Reuters]"
CONTROLS = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m\u202e\u2066\x7f"
SECONDS_AT_MOST = 20
BRIDGE_QUESTION = "When does the harbour bridge reopen to traffic?"
SILENT_QUESTION = "Who paid for the orchestra and the choir of Saint Anne?"
MEETINGS = "\n\n".join(
    f"The council met on day {number} to hear about lamps, tolls and the ferry. "
    "Whoever had a question could send it to the clerk."
    for number in range(4, 24)
)
BRIDGE = Article(
    id="bridge",
    title="Harbour bridge to open again in March",
    text=(
        f"{MEETINGS}\n\nEngineers left the southern pier on Monday. The harbour bridge reopens "
        f"to traffic on 4 March 2016, the council said. Buses return later.\n\n{MEETINGS}"
    ),
    origin="/news/bridge.txt",
    published=PublicationDate(date(2016, 2, 4), "day", "date line"),
    source="The Northshore Herald",
    author="Ines Calder",
    url="https://herald.example/bridge",
)
FERRY = Article(
    id="ferry",
    title="Ferries are full",
    text="Nobody on board knows when the harbour bridge reopens. The queue begins at six.",
    origin="/news/ferry.txt",
    source="Courier",
)
BUSES = Article(
    id="buses",
    title="Buses over the bridge, a week late",
    text="Harbour buses cross the bridge from 11 March. The bus company names no reason.",
    origin="/news/buses.txt",
    published=PublicationDate(date(2016, 2, 5), "day", "date line"),
    source="Tallis Courier",
)
SNARE = Article(
    id="snare",
    title=f"{HOSTILE}{CONTROLS}",
    text=f"{CONTROLS}The minister {HOSTILE}{CONTROLS} paid 7{CONTROLS}00 crowns for a mayor's hat.",
    origin=f"/news/{HOSTILE}{CONTROLS}.txt",
    published=PublicationDate(date(2016, 1, 1), "month", f"{HOSTILE}{CONTROLS}"),
    source=f"{HOSTILE}{CONTROLS}",
)


def holds(article: Article, wanted: Wanted) -> bool:
    """Whether an article is wanted; a word is found by its first letters."""
    text = f"{article.title}\n{article.text}".casefold()

    def is_in(words: str) -> bool:
        return words.casefold() in text

    return (
        all(map(is_in, wanted.words + wanted.phrases))
        and not any(map(is_in, wanted.not_words + wanted.not_phrases))
        and wanted.filters.admit(article.published, article.source)
    )


class SmallBackend:
    """Answers with the first number of the sentence that shares most words with the question."""

    def __init__(self, *articles: Article) -> None:
        self.shelf = articles or (BRIDGE, FERRY)
        self.asked: list[tuple[str, Filters, int]] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def summarize(self) -> ArchiveSummary:
        outlets = tuple(article.source for article in self.shelf if article.source)
        return ArchiveSummary(len(self.shelf), outlets)

    def articles_with(self, ids: Sequence[str]) -> dict[str, Article]:
        return {article.id: article for article in self.shelf if article.id in ids}

    def headings(self, wanted: Wanted, limit: int | None = None) -> list[Heading]:
        held = [each for each in self.shelf if holds(each, wanted)]
        return [Heading(a.id, a.title, a.published, a.source) for a in held][:limit]

    def months(self) -> dict[date, int]:
        return count_months(self.headings(EVERYTHING))

    def close(self) -> None:
        self.is_closed = True

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        self.may_answer.wait(SECONDS_AT_MOST)
        self.asked.append((question, filters, top))
        if "strike" in question:
            raise ArchiveError(f"the archive is on strike {HOSTILE}{CONTROLS}")
        if "misfire" in question:
            return Answer.of_error(question, f"no {HOSTILE}")
        ranked = sorted(self._evidence(question), key=lambda one: -one.hit.score)[:top]
        best = ranked[0]
        span = best.answer if best.hit.score >= 0.3 else None
        text = best.passage.article.text[span.start : span.end] if span else None
        status = "possible" if "perhaps" in question else "answered" if span else "not_found"
        return Answer(
            question=question,
            asked=question.replace("it", "the harbour bridge") if " it" in question else question,
            status=status,  # type: ignore[arg-type]
            text=text,
            confidence=best.hit.score,
            evidence=tuple(ranked if span else [replace(one, answer=None) for one in ranked]),
            searched=Searched(len(self.shelf), 1, date(2016, 2, 4), date(2016, 2, 4), filters),
            elapsed_ms=300,
            closest=None if span else replace(best, answer=None),
        )

    def _evidence(self, question: str) -> Iterator[Evidence]:
        words = set(re.findall(r"\w{3,}", question.casefold()))
        for article in self.shelf:
            sentences = [Span(*match.span()) for match in re.finditer(r"[^\n.]+\.", article.text)]

            def shared(span: Span, text: str = article.text) -> float:
                own = set(re.findall(r"\w{3,}", text[span.start : span.end].casefold()))
                return len(words & own) / max(len(words), 1)

            best = max(sentences, key=shared)
            start = (
                best.start
                + len(article.text[best.start :])
                - len(article.text[best.start :].lstrip())
            )
            sentence = Span(start, best.end)
            paragraph = article.text.rfind("\n\n", 0, start) + 2 if "\n\n" in article.text else 0
            end = article.text.find("\n\n", start)
            passage = Passage(article, paragraph, len(article.text) if end < 0 else end)
            number = re.compile(r"\d[^,.]*?(?=,| crowns|\.)").search(article.text, start, best.end)
            yield Evidence(
                Hit(passage, shared(best), dense=0.5, keyword=4.0),
                sentence,
                Span(*number.span()) if number else None,
            )


class Newsroom(SmallBackend):
    """Three outlets print the bridge story; two print the buses', which tells another day."""

    def __init__(self, outlet: str = "Gazette") -> None:
        super().__init__(BRIDGE, BUSES, FERRY)
        self.copies = {
            "bridge": (replace(BRIDGE, source="Northern Post"), replace(BRIDGE, source=outlet)),
            "buses": (replace(BUSES, source=None),),
        }

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        answer = super().ask(question, filters, top, on_found)
        rows = {row.passage.article.id: row for row in answer.evidence}
        evidence = tuple(
            replace(rows[id], copies=self.copies.get(id, ())) for id in ("bridge", "buses", "ferry")
        )
        said = (AnswerGroup("4 March 2016", (0,), 3), AnswerGroup("11 March", (1,), 2))
        return replace(answer, evidence=evidence, groups=said if answer.text else ())


class SlowReader(SmallBackend):
    """Finds at once, what speaks least to the question first, and reads when it may."""

    def __init__(self, *articles: Article) -> None:
        super().__init__(*articles)
        self.may_read = threading.Event()

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        ranked = sorted(self._evidence(question), key=lambda one: -one.hit.score)
        assert on_found
        on_found(tuple(replace(one, answer=None) for one in ranked[::-1][:top]))
        self.may_read.wait(SECONDS_AT_MOST)
        return super().ask(question, filters, top, on_found)


def chat(backend: SmallBackend | None = None, **options: Any) -> ChatApp:
    here = backend or SmallBackend()
    return ChatApp(lambda: here, archive_name=options.pop("archive_name", "northshore"), **options)


async def until(pilot: Pilot[None], is_so: Callable[[], object]) -> None:
    for _ in range(SECONDS_AT_MOST * 50):
        if is_so():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to that:\n" + "\n".join(screen_lines(pilot.app)))


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the screen has stayed the same for half a second, however slow the machine is."""
    last, looks = "", 0
    for _ in range(SECONDS_AT_MOST * 10):
        await pilot.pause(0.1)
        now = screen_text(pilot.app)
        last, looks = now, looks + 1 if now == last else 0
        if looks == 5:
            return
    raise AssertionError("the screen never came to rest:\n" + last)


async def send(pilot: Pilot[None], question: str) -> Turn:
    """Type a question and press enter."""
    app = pilot.app
    assert isinstance(app, ChatApp)
    turns = len(app.chat.query(Turn))
    app.chat.box.value = question
    await pilot.press("enter")
    await until(pilot, lambda: len(app.chat.query(Turn)) > turns)
    return list(app.chat.query(Turn))[-1]


async def ask(pilot: Pilot[None], question: str) -> Turn:
    """Type a question, press enter and wait for what comes of it."""
    app = pilot.app
    assert isinstance(app, ChatApp)
    turn = await send(pilot, question)
    await until(pilot, lambda: not turn.query("Waiting") and app.chat.transcript.current is turn)
    return turn


def screen_lines(app: Any) -> list[str]:
    """What stands on the screen, line by line, out of the screenshot."""
    svg = app.export_screenshot()
    lines = [[" "] * app.size.width for _ in range(app.size.height)]
    for x, line, text in re.findall(
        r'<text[^>]* x="([\d.]+)"[^>]*clip-path="url\(#[\w-]+-line-(\d+)\)">(.*?)</text>', svg
    ):
        column = round(float(x) / 12.2)
        for character in html.unescape(text).replace("\xa0", " "):
            lines[int(line)][column] = character
            column += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return ["".join(line).rstrip() for line in lines]


def screen_text(app: Any) -> str:
    return "\n".join(screen_lines(app))


def words_on(app: Any) -> str:
    """Every word that the widgets of the screen hold, in view or not, one space between."""
    held = [static.content for static in app.screen.query(Static).exclude("KeyLine, Tooltip")]
    held += [option.prompt for each in app.screen.query(OptionList) for option in each.options]
    assert all(isinstance(content, Content) for content in held if content)
    return " ".join(" ".join(str(content).split()) for content in held)


def place_of(app: Any, text: str) -> tuple[int, int]:
    """The column and line of the last place that shows the text."""
    for y, line in reversed(list(enumerate(screen_lines(app)))):
        if (x := line.rfind(text)) >= 0:
            return x, y
    raise AssertionError(f"{text!r} is not on the screen:\n{screen_text(app)}")


def background_of(app: Any, text: str) -> object:
    return app.screen.get_style_at(*place_of(app, text)).bgcolor


async def find(pilot: Pilot[None], question: str) -> Turn:
    """Send a question and wait until what was found for it is on the screen."""
    turn = await send(pilot, question)
    await until(pilot, lambda: "reading…" in screen_text(pilot.app))
    return turn


async def finish(pilot: Pilot[None], backend: SlowReader) -> None:
    """Let the backend read, and wait for the answer."""
    backend.may_read.set()
    await until(pilot, lambda: not pilot.app.screen.query("Waiting"))
