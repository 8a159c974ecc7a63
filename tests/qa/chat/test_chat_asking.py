"""A question becomes a turn: its answer, silence or an error."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from typing import Any

import pytest
from chat_kit import (
    BRIDGE_QUESTION,
    HOSTILE,
    NARROW,
    SECONDS_AT_MOST,
    SILENT_QUESTION,
    WIDE,
    Newsroom,
    SmallBackend,
    ask,
    chat,
    place_of,
    screen_lines,
    screen_text,
    until,
    words_on,
)
from textual.widgets import Static
from textual.worker import WorkerFailed

from corpus.records import NO_FILTERS
from qa.answers import Answer, AnswerGroup
from qa.chat import ChatApp
from qa.chat.turn import Turn


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
            "Harbour bridge to open again in March",
            "The Northshore Herald · 4 Feb 2016 · paragraph 21 of 41 · likely right",
            "“The harbour bridge reopens to traffic on 4 March 2016, the council said.”",
        ]
        assert "Evidence 1 of 2" in screen_text(app)
        assert "2 articles" in screen_lines(app)[0]


async def test_one_look_at_a_small_terminal_tells_answer_outlet_date_and_how_sure() -> None:
    app = chat(Newsroom())
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        lines = screen_lines(app)
        answer = next(y for y, line in enumerate(lines) if "4 March 2016" in line)
        assert "Harbour bridge to open again in March" in lines[answer + 1]
        assert "The Northshore Herald · 4 Feb 2016" in lines[answer + 2]
        assert "likely right" in lines[answer + 2]
        assert not re.search(r"\d\.\d\d", screen_text(app))  # no score


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
        await until(pilot, lambda: app.chat.transcript.current is turns[-1])


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
        assert app.chat.transcript.current is first
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
        assert said[3].startswith("Closest passage: ")
        assert "Nearest 1 of 2" in screen_text(app)


async def test_an_uncertain_answer_is_marked() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, "When, perhaps, does the harbour bridge reopen to traffic?")
        shown = words_on(app)
        assert "Perhaps: 4 March 2016" in shown
        assert "not clear" in shown
        assert "▲ check the passage before you quote it" in shown


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_answers_that_differ_stand_side_by_side_with_who_gives_them(
    size: tuple[int, int],
) -> None:
    app = chat(Newsroom())
    async with app.run_test(size=size) as pilot:
        turn = await ask(pilot, BRIDGE_QUESTION)
        columns = [" ".join(str(each.content).split()) for each in turn.query(".column")]
        assert columns == [
            "4 March 2016 3 articles: 1 The Northshore Herald, 4 Feb 2016",
            "11 March 2 articles: 2 Tallis Courier, 5 Feb 2016",
        ]
        tops = {each.region.y for each in turn.query(".column")}
        assert len(tops) == 1
        assert "also in 2 articles: Northern Post, Gazette" in words_on(app)
        assert "The Northshore Herald +2 · 4 Feb 2016" in screen_text(app)


async def test_who_else_says_so_is_named_with_outlet_and_date() -> None:
    class Agreeing(Newsroom):
        def ask(self, question: str, *options: Any) -> Answer:
            answer = super().ask(question, *options)
            return replace(answer, groups=(AnswerGroup("4 March 2016", (0, 1), 5),))

    app = chat(Agreeing())
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert (
            "5 articles say so: also Northern Post, 4 Feb 2016; Gazette, 4 Feb 2016; "
            'Tallis Courier, 5 Feb 2016; "Buses over the bridge, a week late", 5 Feb 2016.'
        ) in words_on(app)


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
        assert "Articles differ" not in words_on(app)


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
        assert app.chat.transcript.current is not None
        assert app.chat.transcript.region.contains_region(
            app.chat.transcript.current.query_one(".answer").region
        )


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
        assert turn.query(".byline")
        assert not turn.query(".quote")


async def test_a_fault_of_the_program_is_never_swallowed() -> None:
    def load() -> SmallBackend:
        raise KeyError("a fault")

    app = ChatApp(load, archive_name="x")
    with pytest.raises(WorkerFailed, match="a fault"):
        async with app.run_test() as pilot:
            await until(pilot, lambda: not app.is_running)
