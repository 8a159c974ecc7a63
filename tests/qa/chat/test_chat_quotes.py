"""The quote is widened and narrowed, its parts are copied, its scores explained."""

from __future__ import annotations

from dataclasses import replace

from chat_kit import BRIDGE, BRIDGE_QUESTION, WIDE, SmallBackend, ask, chat, until, words_on

from corpus.records import Article, Passage, Span
from qa.answers import Evidence
from qa.chat.quote_range import narrow, widen
from qa.search.hits import Hit
from qa.show.phrases import quote_of

TEXT = "One is first. Two holds 42 of them. Three follows.\n\nFour ends it."
ARTICLE = Article("a", "t", TEXT, "/a")


def quoted_by(evidence: Evidence) -> str:
    return TEXT[slice(*quote_of(evidence))]


def row(sentence: str, answer: str) -> Evidence:
    start, at = TEXT.index(sentence), TEXT.index(answer)
    return Evidence(
        Hit(Passage(ARTICLE, 0, len(TEXT)), 1.0),
        Span(start, start + len(sentence)),
        Span(at, at + len(answer)),
    )


FOUND = row("Two holds 42 of them.", "42")


def test_a_quote_grows_by_the_sentence_after_and_the_sentence_before() -> None:
    wider = widen(FOUND, 1)
    assert quoted_by(wider) == "Two holds 42 of them. Three follows."
    wider = widen(wider, 1)
    assert quoted_by(wider) == "Two holds 42 of them. Three follows.\n\nFour ends it."
    assert widen(wider, 1) is wider
    wider = widen(wider, -1)
    assert quoted_by(wider) == TEXT
    assert widen(wider, -1) is wider


def test_a_quote_shrinks_the_way_it_grew_and_then_to_the_answer() -> None:
    evidence, seen = widen(widen(widen(FOUND, 1), 1), -1), []
    for _ in range(6):
        evidence = narrow(evidence, FOUND)
        seen.append(quoted_by(evidence))
    assert seen == [
        "One is first. Two holds 42 of them. Three follows.",
        "One is first. Two holds 42 of them.",
        "Two holds 42 of them.",
        "42",
        "42",
        "42",
    ]
    assert quoted_by(widen(evidence, 1)) == "42 of them."


def test_a_quote_without_an_answer_stays_a_sentence() -> None:
    silent = replace(FOUND, answer=None)
    assert quoted_by(narrow(silent, silent)) == "Two holds 42 of them."
    assert quoted_by(narrow(widen(silent, -1), silent)) == "Two holds 42 of them."


async def test_the_keys_of_the_article_widen_narrow_and_copy() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await pilot.pause()
        sentence = "The harbour bridge reopens to traffic on 4 March 2016, the council said."
        copied = []
        for keys in ("a", "y", "c", "plus y", "less_than_sign y", "minus minus minus y"):
            before = app.clipboard
            await pilot.press(*keys.split())
            await until(pilot, lambda before=before: app.clipboard != before)
            copied.append(app.clipboard)
        assert copied == [
            "4 March 2016",
            f"“{sentence}”",
            '"Harbour bridge to open again in March" · The Northshore Herald · 4 Feb 2016 · '
            "paragraph 21 of 41",
            f"“{sentence} Buses return later.”",
            f"“Engineers left the southern pier on Monday. {sentence} Buses return later.”",
            "“4 March 2016”",
        ]
        assert BRIDGE.text.count(sentence) == 1
        assert app.chat.box.value == ""


async def test_a_quote_that_brings_marks_of_its_own_is_copied_without_a_second_pair() -> None:
    speech = Article("s", "t", "“The bridge reopens on 4 March,” she said.", "/s")
    app = chat(SmallBackend(speech))
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, "When does the bridge reopen in March")
        assert "“The bridge reopens on 4 March,” she said." in words_on(app)
        assert "““" not in words_on(app)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: app.clipboard)
        assert app.clipboard.startswith("“The bridge reopens on 4 March,” she said.\n—")


async def test_why_a_row_was_found_is_told_in_words_with_its_numbers() -> None:
    app = chat()
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        assert "0.50" not in words_on(app)
        await pilot.press("ctrl+o", "w")
        await pilot.pause()
        shown = words_on(app)
        assert "Why this was found" in shown
        assert '"Harbour bridge to open again in March" · The Northshore Herald' in shown
        assert "By meaning: 0.50" in shown
        assert "whatever the words: 1 is the same" in shown
        assert "By words: 4.0" in shown
        assert "Confidence: 57%" in shown
        await pilot.press("escape", "shift+down", "w")
        await pilot.pause()
        assert "Ferries are full" in words_on(app)
        assert "Confidence" not in words_on(app)
