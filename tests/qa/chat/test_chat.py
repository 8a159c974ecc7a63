"""The chat, by what a person sees and presses."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static
from textual.worker import WorkerFailed

from corpus.errors import ArchiveError
from corpus.records import NO_FILTERS, Article, Filters, Passage, PublicationDate, Span
from qa.answers import Answer, Evidence, OnFound, Said, Searched
from qa.chat import ChatApp, clipboard
from qa.chat.article_pane import ArticleText, line_of_sentence
from qa.chat.content import marked
from qa.chat.evidence_list import EvidenceList
from qa.chat.help_screen import HelpScreen
from qa.chat.question_box import QuestionBox
from qa.chat.screen import ChatScreen
from qa.chat.turn import Turn
from qa.search.hits import Hit
from qa.show.safe_text import printable
from qa.worker import ArchiveSummary

NARROW, WIDE = (80, 24), (120, 40)
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


@pytest.fixture(autouse=True)
def an_ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours and theme as the chat sets them, whatever the environment of the test run."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)


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

    def close(self) -> None:
        self.is_closed = True

    def ask(self, question: str, filters: Filters, top: int, on_found: OnFound | None) -> Answer:
        self.may_answer.wait(SECONDS_AT_MOST)
        self.asked.append((question, filters, top))
        if "strike" in question:
            raise ArchiveError(f"the archive is on strike {HOSTILE}{CONTROLS}")
        if "misfire" in question:
            return Answer(question, question, "error", None, 0, (), None, 0, f"no {HOSTILE}")
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
        said = (Said("4 March 2016", (0,), 3), Said("11 March", (1,), 2))
        return replace(answer, evidence=evidence, said=said if answer.text else ())


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
    await until(pilot, lambda: not turn.query("Waiting") and app.chat.turn is turn)
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
    held = [static.content for static in app.screen.query(Static).exclude("FooterLabel, Tooltip")]
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


# Asking


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_answer_shows_its_words_its_sentence_and_where_they_stand(
    size: tuple[int, int],
) -> None:
    app = chat()
    async with app.run_test(size=size) as pilot:
        turn = await ask(pilot, BRIDGE_QUESTION)
        said = [" ".join(str(part.content).split()) for part in turn.query(Static)]
        assert said == [
            "When does the harbour bridge reopen to traffic?",
            "4 March 2016",
            "“The harbour bridge reopens to traffic on 4 March 2016, the council said.”",
            '"Harbour bridge to open again in March" · The Northshore Herald · 4 Feb 2016 · '
            "paragraph 21 of 41",
            "confidence 57% · 0.3 s",
        ]
        assert "Evidence 1 of 2 · by meaning 0.50, by words 4.0" in screen_text(app)
        assert "2 articles" in screen_lines(app)[0]


async def test_a_question_typed_while_the_archive_opens_is_answered_once_it_is_open() -> None:
    backend, may_open = SmallBackend(), threading.Event()

    def load() -> SmallBackend:
        may_open.wait(SECONDS_AT_MOST)
        return backend

    app = ChatApp(load, archive_name="northshore")
    async with app.run_test(size=NARROW) as pilot:
        assert "opening the archive…" in screen_lines(app)[0]
        await pilot.press(*"bridge?", "enter")
        await until(pilot, lambda: "waiting for the archive to open…" in screen_text(app))
        assert backend.asked == []
        may_open.set()
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        await until(pilot, lambda: backend.asked == [("bridge?", NO_FILTERS, 5)])
        await until(pilot, lambda: not app.chat.query("Waiting"))


async def test_questions_are_answered_one_after_another_in_the_order_they_were_asked() -> None:
    backend = SmallBackend()
    backend.may_answer.clear()
    app = chat(backend, top=1)
    async with app.run_test(size=NARROW) as pilot:
        for question in ("bridge one", "bridge two", "bridge three"):
            app.chat.box.value = question
            await pilot.press("enter")
        await until(pilot, lambda: len(app.chat.query("Waiting")) == 3)
        backend.may_answer.set()
        await until(pilot, lambda: not app.chat.query("Waiting"))
        turns = list(app.chat.query(Turn))
        assert [turn.question for turn in turns] == ["bridge one", "bridge two", "bridge three"]
        assert [question for question, _, _ in backend.asked] == [t.question for t in turns]
        assert [turn.answer and turn.answer.question for turn in turns] == [
            turn.question for turn in turns
        ]
        await until(pilot, lambda: app.chat.turn is turns[-1])


async def test_an_answer_does_not_take_the_article_away_from_who_is_reading() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        backend.may_answer.clear()
        app.chat.box.value = SILENT_QUESTION
        await pilot.press("enter", "ctrl+o")
        backend.may_answer.set()
        await until(pilot, lambda: not app.chat.query("Waiting"))
        assert app.chat.turn is first
        assert "Ines Calder" in screen_text(app)
        await pilot.press("escape", "alt+down")
        await until(pilot, lambda: "The archive does not say." in screen_text(app))


async def test_silence_says_what_was_searched_and_what_came_nearest() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        turn = await ask(pilot, SILENT_QUESTION)
        said = [" ".join(str(part.content).split()) for part in turn.query(Static)]
        assert said[1:3] == [
            "The archive does not say.",
            "Searched 2 articles (1 undated), 4 Feb 2016 – 4 Feb 2016.",
        ]
        assert said[3].startswith("Nearest: ")
        assert "Nearest 1 of 2" in screen_text(app)


async def test_an_uncertain_answer_is_marked_and_a_rewritten_question_shown() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, "When, perhaps, does it open to traffic, the harbour bridge?")
        shown = words_on(app)
        assert "Perhaps: 4 March 2016" in shown
        assert "▲ The archive is not clear: check the passage before you quote it." in shown
        assert "searched for: When, perhaps, does the harbour bridge open" in shown


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_answer_tells_how_many_say_so_and_what_others_say(size: tuple[int, int]) -> None:
    app = chat(Newsroom())
    async with app.run_test(size=size) as pilot:
        turn = await ask(pilot, BRIDGE_QUESTION)
        said = [" ".join(str(part.content).split()) for part in turn.query(Static)]
        assert said[1:4] == [
            "4 March 2016",
            "3 articles say so.",
            "Others say: “11 March” (2 articles, see 2).",
        ]
        assert said[6] == "also in 2 articles: Northern Post, Gazette"
        assert "The Northshore Herald +2 · 4 Feb 2016" in screen_text(app)


async def test_a_row_that_says_otherwise_opens_at_its_own_answer() -> None:
    app = chat(Newsroom())
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("shift+down", "ctrl+o")
        await until(pilot, lambda: "/news/buses.txt" in screen_text(app))
        assert 'also in 1 article: "Buses over the bridge, a week late"' in screen_text(app)
        assert app.screen.get_style_at(*place_of(app, "11 March")).underline
        assert not app.screen.get_style_at(*place_of(app, "The bus company")).underline


async def test_silence_counts_nobody_who_says_so() -> None:
    app = chat(Newsroom())
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, SILENT_QUESTION)
        assert "say so" not in words_on(app)
        assert "Others say" not in words_on(app)


async def test_an_error_is_one_turn_and_the_chat_goes_on() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        failed = await ask(pilot, "Why the strike?")
        assert f"the archive is on strike {HOSTILE}" in words_on(app)
        assert failed.has_class("-error")
        misfired = await ask(pilot, "A misfire?")
        assert f"no {HOSTILE}" in words_on(app)
        assert misfired.has_class("-error")
        answered = await ask(pilot, BRIDGE_QUESTION)
        assert answered.has_class("-answered")


async def test_the_current_turn_stays_in_view_when_the_terminal_shrinks() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        for question in (BRIDGE_QUESTION, SILENT_QUESTION, BRIDGE_QUESTION, BRIDGE_QUESTION):
            await ask(pilot, question)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause(0.2)
        assert app.chat.turn is not None
        assert app.chat.transcript.region.contains_region(app.chat.turn.query_one(".answer").region)


async def test_an_answer_that_is_the_whole_sentence_is_not_shown_twice() -> None:
    class WholeSentences(SmallBackend):
        def ask(self, question: str, *options: Any) -> Answer:
            answer = super().ask(question, *options)
            best = answer.evidence[0]
            text = best.passage.article.text[best.sentence.start : best.sentence.end]
            whole = replace(best, answer=best.sentence)
            return replace(answer, text=text, evidence=(whole, *answer.evidence[1:]))

    app = chat(WholeSentences())
    async with app.run_test(size=NARROW) as pilot:
        turn = await ask(pilot, BRIDGE_QUESTION)
        assert turn.query(".answer")
        assert turn.query(".citation")
        assert not turn.query(".quote")


async def test_an_archive_that_will_not_open_says_why_in_one_line_and_lets_the_user_quit() -> None:
    def load() -> SmallBackend:
        raise ArchiveError(f"no archive there: run `pullquote add` first {HOSTILE}")

    app = ChatApp(load, archive_name="northshore")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "not open" in screen_lines(app)[0])
        assert f"no archive there: run `pullquote add` first {HOSTILE}" in words_on(app)
        turn = await ask(pilot, "Anybody there?")
        assert turn.has_class("-error")
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_a_fault_of_the_program_is_never_swallowed() -> None:
    def load() -> SmallBackend:
        raise KeyError("a fault")

    app = ChatApp(load, archive_name="x")
    with pytest.raises(WorkerFailed, match="a fault"):
        async with app.run_test() as pilot:
            await until(pilot, lambda: not app.is_running)


# What was found, before it is read


async def find(pilot: Pilot[None], question: str) -> Turn:
    """Send a question and wait until what was found for it is on the screen."""
    turn = await send(pilot, question)
    await until(pilot, lambda: "reading…" in screen_text(pilot.app))
    return turn


async def finish(pilot: Pilot[None], backend: SlowReader) -> None:
    """Let the backend read, and wait for the answer."""
    backend.may_read.set()
    await until(pilot, lambda: not pilot.app.screen.query("Waiting"))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_was_found_is_shown_before_it_is_read_and_makes_way_for_the_answer(
    size: tuple[int, int],
) -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=size) as pilot:
        turn = await find(pilot, BRIDGE_QUESTION)
        shown = screen_text(app)
        assert "Found 1 of 2 · reading…" in shown
        assert "1  Ferries are full" in shown
        assert "2  Harbour bridge to open" in shown
        said = [" ".join(str(part.content).split()) for part in turn.query(Static)]
        assert [said[0], said[1][2:]] == [BRIDGE_QUESTION, "reading what was found…"]
        await finish(pilot, backend)
        await until(pilot, lambda: "Evidence 1 of 2" in screen_text(app))
        shown = screen_text(app)
        assert "Evidence 1 of 2 · by meaning 0.50, by words 4.0" in shown
        assert "1  Harbour bridge to open" in shown
        assert "2  Ferries are full" in shown
        assert "reading" not in shown
        assert turn.query_one(".answer", Static).content == Content("4 March 2016")


async def test_the_article_of_what_was_found_opens_at_the_nearest_sentence() -> None:
    app = chat(SlowReader(BRIDGE))
    async with app.run_test(size=WIDE) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        await until(pilot, lambda: "reopens to traffic" in screen_text(app))
        assert background_of(app, "The harbour") != background_of(app, "Buses")
        assert not app.screen.get_style_at(*place_of(app, "4 March 2016")).underline


async def test_what_was_found_makes_way_for_silence_and_its_near_misses() -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await find(pilot, SILENT_QUESTION)
        assert "The archive does not say." not in screen_text(app)
        await finish(pilot, backend)
        shown = screen_text(app)
        assert "The archive does not say." in shown
        assert "Nearest 1 of 2" in shown
        assert "reading" not in shown


async def test_what_was_found_makes_way_for_an_error() -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        turn = await find(pilot, "Why the strike?")
        await finish(pilot, backend)
        assert turn.has_class("-error")
        assert "the archive is on strike" in screen_text(app)
        assert "Ferries are full" not in screen_text(app)


async def test_the_answer_leaves_a_chosen_row_chosen() -> None:
    backend = SlowReader(BRIDGE, BUSES, FERRY)
    app = chat(backend)
    async with app.run_test(size=WIDE) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        found = [each.passage.article.id for each in app.chat.evidence.rows]
        await pilot.press("shift+down")
        await until(pilot, lambda: "Found 2 of 3 · reading…" in screen_text(app))
        await finish(pilot, backend)
        rows = [each.passage.article.id for each in app.chat.evidence.rows]
        assert rows != found
        assert f"Evidence {rows.index(found[1]) + 1} of 3" in screen_text(app)
        assert app.chat.evidence.current
        assert app.chat.evidence.current.passage.article.id == found[1]
        assert app.chat.article.text.evidence is app.chat.evidence.current


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_answer_is_marked_in_an_article_that_is_being_read_and_scrolls_it_nowhere(
    size: tuple[int, int],
) -> None:
    backend = SlowReader()
    app = chat(backend)
    async with app.run_test(size=size) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        await pilot.press("shift+down", "ctrl+o", "home")
        await until(pilot, lambda: "met on day 4 to" in screen_text(app))
        place = place_of(app, "met on day 4 to")
        await finish(pilot, backend)
        await until(pilot, lambda: "Evidence 1 of 2" in screen_text(app))
        assert place_of(app, "met on day 4 to") == place
        assert app.focused is app.chat.article.text
        await pilot.press("s")
        await until(pilot, lambda: "reopens" in screen_text(app))
        assert app.screen.get_style_at(*place_of(app, "4 March 2016")).underline


async def test_an_article_that_is_being_read_stays_open_though_the_answer_has_no_use_for_it() -> (
    None
):
    backend = SlowReader()
    app = chat(backend, top=1)
    async with app.run_test(size=NARROW) as pilot:
        await find(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "/news/ferry.txt" in screen_text(app))
        await finish(pilot, backend)
        await until(pilot, lambda: "Found 1 of 1 · by meaning" in screen_text(app))
        assert "/news/ferry.txt" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Evidence 1 of 1" in screen_text(app))
        assert "1  Harbour bridge to open" in screen_text(app)


async def test_the_answer_does_not_call_back_who_went_on_from_what_was_found() -> None:
    backend = SlowReader()
    backend.may_read.set()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        backend.may_read.clear()
        await find(pilot, SILENT_QUESTION)
        await pilot.press("alt+up")
        await until(pilot, lambda: app.chat.turn is first)
        await finish(pilot, backend)
        assert app.chat.turn is first
        assert "Evidence 1 of 2" in screen_text(app)


async def test_what_was_found_never_takes_the_screen_from_an_answer() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        second = await ask(pilot, SILENT_QUESTION)
        before = screen_text(app)
        for turn in (first, second):
            app.chat.post_message(ChatScreen.Found(turn, first.evidence[1:]))
        await pilot.pause()
        assert screen_text(app) == before


async def test_what_was_found_does_not_take_the_article_away_from_who_is_reading() -> None:
    backend = SlowReader()
    backend.may_read.set()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        backend.may_read.clear()
        backend.may_answer.clear()
        turn = await send(pilot, SILENT_QUESTION)
        if app.chat.turn is turn:  # it was found before a key could be pressed
            await pilot.press("alt+up")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Ines Calder" in screen_text(app))
        backend.may_answer.set()
        await finish(pilot, backend)
        assert app.chat.turn is first
        assert "Ines Calder" in screen_text(app)


# Evidence and article


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_keys_go_round_the_evidence_from_the_question_box(size: tuple[int, int]) -> None:
    app = chat()
    async with app.run_test(size=size) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        seen = []
        for key in ("shift+down", "shift+down", "shift+up"):
            await pilot.press(key)
            await pilot.pause()
            assert app.chat.evidence.current
            seen.append(app.chat.evidence.current.passage.article.id)
            assert app.chat.article.text.evidence is app.chat.evidence.current
        assert seen == ["ferry", "bridge", "ferry"]
        assert app.focused is app.chat.box


async def test_on_a_narrow_screen_the_article_takes_the_place_of_the_transcript() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert "Ines Calder" not in screen_text(app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        lines = screen_lines(app)
        assert "  Harbour bridge to open again in March" in lines
        assert "  The Northshore Herald · 4 Feb 2016 (from the date line) · Ines Calder" in lines
        assert "  https://herald.example/bridge" in lines
        assert app.focused is app.chat.article.text
        await pilot.press("escape")
        await pilot.pause()
        assert app.chat.box.has_focus
        assert "Ines Calder" not in screen_text(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("theme", ["pullquote", "pullquote-light", "textual-light", "ansi-dark"])
async def test_the_article_opens_with_the_sentence_in_view_and_highlighted(
    size: tuple[int, int], theme: str
) -> None:
    app = chat()
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await pilot.pause()
        sentence = app.screen.get_style_at(*place_of(app, "reopens"))
        answer = app.screen.get_style_at(*place_of(app, "4 March 2016"))
        after = app.screen.get_style_at(*place_of(app, "Buses"))
        assert answer.underline
        assert answer.bgcolor == sentence.bgcolor
        assert (sentence.bgcolor, sentence.reverse) != (after.bgcolor, after.reverse)
        if theme != "ansi-dark":
            assert after.bgcolor != background_of(app, "The council met")


async def test_the_sentence_stays_in_view_while_the_terminal_is_resized() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert app.chat.article.display
        await pilot.press("ctrl+o")
        for size in (NARROW, (60, 20), WIDE, (100, 30)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: "reopens" in screen_text(app))
        await pilot.press("escape")
        await pilot.resize_terminal(*NARROW)
        await until(pilot, lambda: "confidence 57%" in screen_text(app))


@pytest.mark.parametrize("width", [4, 7, 20, 33, 58, 76, 200])
def test_the_line_of_the_sentence_is_where_wrapping_the_whole_text_puts_it(width: int) -> None:
    text = f"\tTab.\n\n{BRIDGE.text}\n\n" + "東京都庁 " * 30 + "end. Here it is, 東京 at last. Bye."
    start = text.index("Here it is")
    article = Article("a", "t", text, "/a")
    found = Evidence(Hit(Passage(article, 0, len(text)), 1.0), Span(start, start + 27))
    sentinel = Content(f"{text[:start]}@{text[start + 1 :]}")
    by_hand = [number for number, line in enumerate(sentinel.wrap(width)) if "@" in line.plain]
    assert [line_of_sentence(found, width)] == by_hand


async def test_the_article_scrolls_and_s_comes_back_to_the_sentence() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await pilot.press("home")
        await until(pilot, lambda: "met on day 4 to" in screen_text(app))
        assert "reopens" not in screen_text(app)
        await pilot.press("s")
        await until(pilot, lambda: "reopens" in screen_text(app))


async def test_tab_goes_to_the_evidence_and_enter_reads_it() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("tab", "j", "enter")
        await until(pilot, lambda: "/news/ferry.txt" in screen_text(app))
        assert app.focused is app.chat.article.text


async def test_a_click_on_evidence_opens_it_and_a_click_on_an_earlier_turn_brings_it_back() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        second = await ask(pilot, SILENT_QUESTION)
        await pilot.press("alt+up")
        await pilot.pause()
        assert app.chat.turn is first
        await pilot.press("alt+down")
        await pilot.pause()
        assert app.chat.turn is second
        app.chat.post_message(Turn.Chosen(first))
        await until(pilot, lambda: app.chat.turn is first)
        await pilot.click(EvidenceList, offset=(10, 1))
        await until(pilot, lambda: "/news/ferry.txt" in screen_text(app))
        assert isinstance(app.focused, ArticleText)


async def test_a_click_on_a_turn_makes_it_the_current_one() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        first = await ask(pilot, BRIDGE_QUESTION)
        await ask(pilot, SILENT_QUESTION)
        await pilot.click(first)
        await until(pilot, lambda: app.chat.turn is first)
        assert first.has_class("-current")
        assert len(app.chat.query("Turn.-current")) == 1


# Copying


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the whole PATH: the tests put clipboard tools there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return folder


def tool(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


async def copy(pilot: Pilot[None], app: ChatApp) -> None:
    """Copy the quote of the first evidence, and wait for the note that the user sees of it."""
    await ask(pilot, BRIDGE_QUESTION)
    await pilot.press("ctrl+y")
    await until(pilot, lambda: "quote with its citation" in " ".join(screen_text(app).split()))


async def test_the_quote_is_copied_with_its_citation_by_terminal_and_tool(tools: Path) -> None:
    tool(tools, "xclip", f"/bin/cat > {tools}/taken")
    app = chat()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await copy(pilot, app)
        assert "by xclip." in screen_text(app)
        start = BRIDGE.text.index("The harbour bridge reopens")
        end = BRIDGE.text.index(" Buses")
        expected = (
            f"“{BRIDGE.text[start:end]}”\n"
            '— The Northshore Herald, "Harbour bridge to open again in March", 4 Feb 2016, '
            f"https://herald.example/bridge, characters {start}–{end}"
        )
        assert app.clipboard == expected
        assert (tools / "taken").read_text() == expected


async def test_without_a_tool_the_user_is_told_that_the_terminal_may_have_ignored_it(
    tools: Path,
) -> None:
    app = chat()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await copy(pilot, app)
        assert "paste to check." in screen_text(app)
        assert app.clipboard.startswith("“The harbour bridge reopens")


async def test_a_tool_that_fails_or_hangs_is_passed_over(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "SECONDS_TO_COPY", 0.2)
    tool(tools, "pbcopy", "exit 1")
    tool(tools, "xclip", "exec /bin/sleep 60")
    (tools / "xsel").write_text("not a program")
    (tools / "xsel").chmod(0o755)
    tool(tools, "clip.exe", f"/bin/cat > {tools}/taken")
    assert await clipboard.copy_with_tool("naïve") == "clip.exe"
    assert (tools / "taken").read_bytes() == "naïve".encode("utf-16-le")


# The question box


async def test_up_and_down_go_through_earlier_questions_and_keep_the_one_being_typed() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        for question in ("first bridge", "second bridge", "first bridge"):
            await ask(pilot, question)
        await pilot.press(*"thi")
        values = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            values.append(app.chat.box.value)
        assert values == [
            "first bridge",
            "second bridge",
            "second bridge",
            "first bridge",
            "thi",
            "thi",
        ]


async def test_a_question_mark_opens_the_help_only_where_nothing_is_typed() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(*"q is it", "question_mark", *"q")
        assert app.chat.box.value == "q is it?q"
        assert app.screen is app.chat
        await pilot.press("ctrl+u", "question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.chat


async def test_the_help_shows_every_key_of_every_pane() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        shown = words_on(app)
        for place in (ChatApp, ChatScreen, QuestionBox, EvidenceList, ArticleText):
            assert str(place.BINDING_GROUP_TITLE) in shown
            for binding in place.BINDINGS:
                assert (binding.tooltip or binding.description) in shown  # type: ignore[union-attr]


async def test_every_line_that_is_pasted_is_kept() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        app.chat.box.post_message(events.Paste(f"When does\nthe bridge\x1b[2J\r\n{HOSTILE}?"))
        await pilot.pause()
        assert app.chat.box.value == f"When does the bridge[2J {HOSTILE}?"


async def test_the_palette_offers_what_can_be_done_now() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        before = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Filter", "Help", "Theme", "Quit"} <= before
        assert "Copy" not in before
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"next evid")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.evidence.highlighted == 1)


# Filters


async def test_filters_are_checked_in_the_form_shown_above_the_box_and_used() -> None:
    backend = SmallBackend()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        await pilot.press("ctrl+f")
        await pilot.pause()
        await pilot.press(*"2016-13")
        await pilot.pause()
        assert "'2016-13' is not a date" in words_on(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query("#form")
        await pilot.press("backspace", *"2", "tab", *"2016", "tab", *"herald")
        await pilot.pause()
        assert (
            "Only 1 Dec 2016 – 31 Dec 2016, source herald. 1 outlet: The Northshore Herald. "
            "Undated articles are left out." in words_on(app)
        )
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.chat
        assert "Only 1 Dec 2016 – 31 Dec 2016, source herald" in screen_text(app)
        turn = await ask(pilot, "bridge")
        december = Filters(date(2016, 12, 1), date(2016, 12, 31), ("herald",))
        assert backend.asked == [("bridge", december, 5)]
        assert turn.answer
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert [field.value for field in app.screen.query(Input)] == [
            "2016-12-01",
            "2016-12-31",
            "herald",
        ]
        await pilot.press("escape")
        await pilot.pause()
        assert app.chat.filters == december
        await pilot.press("ctrl+f", "ctrl+r")
        await pilot.pause()
        assert app.chat.filters == NO_FILTERS
        assert "Only" not in screen_text(app)


async def test_an_outlet_that_the_archive_does_not_have_is_pointed_out() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        await pilot.press("ctrl+f")
        await pilot.pause()
        await pilot.press("tab", "tab", *"Herald; Gazete")
        await pilot.pause()
        assert "No outlet in the archive has 'Gazete' in its name." in words_on(app)


async def test_the_filters_that_the_chat_begins_with_are_shown_and_used() -> None:
    backend = SmallBackend()
    app = chat(backend, filters=Filters(sources=(f"{HOSTILE}{CONTROLS}",)), top=1)
    async with app.run_test(size=WIDE) as pilot:
        assert f"Only source {HOSTILE}" in screen_text(app)
        turn = await ask(pilot, "harbour bridge")
        assert len(turn.evidence) == 1
        assert backend.asked[0][1] == Filters(sources=(f"{HOSTILE}{CONTROLS}",))
        await pilot.press("ctrl+f")
        await pilot.pause()
        outlet = list(app.screen.query(Input))[-1]
        outlet.post_message(events.Paste(f"{CONTROLS}\nsecond line"))
        await pilot.pause()
        assert printable(outlet.value) == outlet.value
        assert outlet.value.endswith(" second line")


# Hostile text


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_text_is_shown_as_it_stands_and_does_nothing(size: tuple[int, int]) -> None:
    app = chat(SmallBackend(SNARE), archive_name=f"{HOSTILE}{CONTROLS}")
    async with app.run_test(size=size) as pilot:
        await ask(pilot, f"What did the minister pay for the mayor's hat {HOSTILE}{CONTROLS}")
        await pilot.press("ctrl+o")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: app.clipboard)
        shown = words_on(app)
        assert shown.count(HOSTILE) >= 8
        assert printable(shown) == shown
        assert printable(app.clipboard) == app.clipboard
        await pilot.click(ArticleText, offset=(20, 2))
        assert app.is_running


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_outlets_of_copies_do_nothing(size: tuple[int, int]) -> None:
    app = chat(Newsroom(f"{HOSTILE}{CONTROLS}"))
    async with app.run_test(size=size) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        shown = words_on(app)
        assert shown.count(f"Northern Post, {HOSTILE}") == 2
        assert printable(shown) == shown


async def test_the_answer_among_control_characters_is_marked_at_the_right_characters() -> None:
    app = chat(SmallBackend(SNARE))
    async with app.run_test(size=WIDE) as pilot:
        turn = await ask(pilot, "What did the minister pay for the mayor's hat")
        assert turn.answer
        for static in (turn.query_one(".quote", Static), app.chat.article.text.text):
            content = static.content
            assert isinstance(content, Content)
            bold = [content.plain[s.start : s.end] for s in content.spans if "bold" in str(s.style)]
            assert bold == [printable(turn.answer.text or "")]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("plain", [], ("plain", [])),
        ("", [], ("", [])),
        ("a\x1bbc", [(Span(2, 3), "bold")], ("abc", [("b", "bold")])),
        ("\x1b\x1bab\x9bc", [(Span(0, 3), "bold")], ("abc", [("a", "bold")])),
        (
            "ab\u202ecd",
            [(Span(0, 5), "x"), (Span(1, 4), "y")],
            ("abcd", [("abcd", "x"), ("bc", "y")]),
        ),
        ("[b]x[/b]", [(Span(3, 4), "bold")], ("[b]x[/b]", [("x", "bold")])),
    ],
)
def test_marks_lie_on_the_same_characters_after_controls_are_taken_out(
    text: str, marks: list[tuple[Span, str]], expected: tuple[str, list[tuple[str, str]]]
) -> None:
    content = marked(text, marks)
    plain = content.plain
    found = [(plain[span.start : span.end], str(span.style)) for span in content.spans]
    assert (plain, found) == expected


# Leaving


async def test_quitting_does_not_wait_for_an_answer_that_is_being_sought() -> None:
    backend = SmallBackend()
    backend.may_answer.clear()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        app.chat.box.value = "bridge"
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.query("Waiting"))
        await pilot.press("ctrl+q")
    assert backend.asked == []
    backend.may_answer.set()


@pytest.mark.parametrize("busy", ["load", "ask"])
def test_the_process_ends_while_its_thread_is_still_busy(busy: str) -> None:
    program = f"""
import time
from qa.chat import ChatApp
from qa.worker import ArchiveSummary
class Backend:
    def summarize(self): return ArchiveSummary(1)
    def close(self): pass
    def ask(self, question, filters, top, on_found): time.sleep(600)
def load():
    if {busy!r} == "load": time.sleep(600)
    return Backend()
async def leave(pilot):
    await pilot.press(*"why", "enter")
    await pilot.pause(0.5)
    await pilot.press("ctrl+q")
ChatApp(load, archive_name="x").run(headless=True, auto_pilot=leave)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_importing_the_chat_loads_no_model_and_no_index() -> None:
    heavy = ("numpy", "torch", "faiss", "tantivy", "onnxruntime", "trafilatura", "sqlite3")
    program = f"import sys, qa.chat; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.strip() == b"[]"


# How it looks


async def still(pilot: Pilot[None]) -> None:
    """Nothing blinks, and the archive is open."""
    app = pilot.app
    assert isinstance(app, ChatApp)
    app.chat.box.cursor_blink = False
    await until(pilot, lambda: not app.chat.has_class("-opening"))


def look(*questions: str, keys: tuple[str, ...] = (), theme: str = "pullquote") -> Any:
    async def run(pilot: Pilot[None]) -> None:
        await still(pilot)
        pilot.app.theme = theme
        for question in questions:
            await ask(pilot, question)
        await pilot.press(*keys)
        await pilot.pause(0.2)
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        await pilot.pause()

    return run


@pytest.mark.parametrize(
    ("size", "run_before"),
    [
        pytest.param(NARROW, look(), id="welcome-narrow"),
        pytest.param(NARROW, look(BRIDGE_QUESTION), id="answer-narrow"),
        pytest.param(WIDE, look(BRIDGE_QUESTION), id="answer-wide"),
        pytest.param(WIDE, look(BRIDGE_QUESTION, theme="pullquote-light"), id="answer-wide-light"),
        pytest.param(NARROW, look(BRIDGE_QUESTION, keys=("ctrl+o",)), id="article-narrow"),
        pytest.param(WIDE, look(BRIDGE_QUESTION, "strike", SILENT_QUESTION), id="silence-wide"),
        pytest.param(NARROW, look(keys=("ctrl+f", *"2016")), id="filters-narrow"),
        pytest.param(WIDE, look(keys=("f1",)), id="help-wide"),
    ],
)
def test_the_screen_looks_as_it_was_approved(
    snap_compare: Any, size: tuple[int, int], run_before: Any
) -> None:
    assert snap_compare(chat(), terminal_size=size, run_before=run_before)


@pytest.mark.parametrize(
    ("size", "run_before"),
    [
        pytest.param(NARROW, look(BRIDGE_QUESTION), id="others-narrow"),
        pytest.param(WIDE, look(f"Perhaps {BRIDGE_QUESTION}".lower()), id="perhaps-wide"),
    ],
)
def test_the_screen_of_many_reports_looks_as_it_was_approved(
    snap_compare: Any, size: tuple[int, int], run_before: Any
) -> None:
    assert snap_compare(chat(Newsroom()), terminal_size=size, run_before=run_before)
