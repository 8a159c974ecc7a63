"""Quotes are kept, put in order, annotated, opened again and exported; links open in the chat."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from chat_kit import (
    BRIDGE,
    BRIDGE_QUESTION,
    BUSES,
    FERRY,
    SNARE,
    WIDE,
    SmallBackend,
    ask,
    chat,
    screen_text,
    until,
    words_on,
)
from textual.pilot import Pilot

from corpus.records import Article
from qa.chat import ChatApp
from qa.chat.article_screen import ArticleScreen
from qa.chat.clippings_screen import ClippingsScreen
from qa.chat.offers import Offers
from qa.sessions.clippings import Clipping
from qa.sessions.keeping import Keeper

ARCHIVE = "/news/northshore"
SENTENCE = "The harbour bridge reopens to traffic on 4 March 2016, the council said."
START = BRIDGE.text.index(SENTENCE)
END = START + len(SENTENCE)
LINK = f"pullquote show bridge --at {START}-{END} --digest {BRIDGE.digest[:12]}"


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "state", ARCHIVE)


def clipping_chat(keeper: Keeper, *articles: Article) -> ChatApp:
    return chat(SmallBackend(*articles), offers=Offers(keeper=keeper))


async def keep(pilot: Pilot[None], keeper: Keeper, question: str) -> Clipping:
    """Ask, and keep the quote of the answer."""
    before = keeper.clippings.all()
    await ask(pilot, question)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: len(keeper.clippings.all()) > len(before))
    return keeper.clippings.all()[-1]


async def open_tray(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+t")
    await until(pilot, lambda: isinstance(pilot.app.screen, ClippingsScreen))
    await pilot.pause(0.1)


async def test_the_quote_in_view_is_kept_with_all_that_checks_it(keeper: Keeper) -> None:
    app = clipping_chat(keeper)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        clipping = await keep(pilot, keeper, BRIDGE_QUESTION)
        await until(pilot, lambda: "Kept" in screen_text(app))
    quotation = clipping.quotation
    assert (clipping.question, clipping.answer, clipping.archive) == (
        BRIDGE_QUESTION,
        "4 March 2016",
        ARCHIVE,
    )
    assert (quotation.start, quotation.end, quotation.quote) == (START, END, SENTENCE)
    assert quotation.digest == BRIDGE.digest
    assert quotation.citation.startswith('"Harbour bridge to open again in March" · The Northshore')


async def test_s_keeps_from_the_article_and_is_a_letter_in_the_box(keeper: Keeper) -> None:
    app = clipping_chat(keeper)
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("s")
        assert app.chat.box.value == "s"
        assert keeper.clippings.all() == []
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.chat.article.text.has_focus)
        await pilot.press("s")
        await until(pilot, lambda: keeper.clippings.all())


async def test_the_tray_orders_annotates_and_deletes(keeper: Keeper) -> None:
    app = clipping_chat(keeper, BRIDGE, BUSES)
    async with app.run_test(size=WIDE) as pilot:
        bridge = await keep(pilot, keeper, BRIDGE_QUESTION)
        buses = await keep(pilot, keeper, "From when do harbour buses cross the bridge?")
        assert {bridge.quotation.article_id, buses.quotation.article_id} == {"bridge", "buses"}
        await open_tray(pilot)
        await pilot.press("shift+down")
        await until(
            pilot, lambda: [each.id for each in keeper.clippings.all()] == [buses.id, bridge.id]
        )
        await pilot.pause(0.1)
        await pilot.press("n")
        await until(pilot, lambda: app.screen.has_class("-asking"))
        await pilot.press(*"ask the council", "enter")
        await until(pilot, lambda: keeper.clippings.find(bridge.id).note == "ask the council")
        await until(pilot, lambda: "✎ ask the council" in words_on(app))
        await pilot.press("d", "d")
        await until(pilot, lambda: [each.id for each in keeper.clippings.all()] == [buses.id])


async def test_a_clipping_opens_in_its_article(keeper: Keeper) -> None:
    app = clipping_chat(keeper)
    async with app.run_test(size=WIDE) as pilot:
        await keep(pilot, keeper, BRIDGE_QUESTION)
        await open_tray(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ArticleScreen))
        await until(pilot, lambda: "The harbour bridge reopens" in screen_text(app))
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.evidence.sentence == (START, END)
        assert app.screen.warning == ""
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ClippingsScreen))


async def test_a_clipping_of_a_changed_article_says_what_became_of_its_words(
    keeper: Keeper,
) -> None:
    app = clipping_chat(keeper)
    async with app.run_test(size=WIDE) as pilot:
        await keep(pilot, keeper, BRIDGE_QUESTION)
    longer = replace(BRIDGE, text=f"Corrected on Friday.\n\n{BRIDGE.text}")
    for article, words in (
        (longer, "these words now stand at characters"),
        (replace(BRIDGE, text="Nothing is known."), "no longer holds these words"),
        (FERRY, "No article 'bridge' in this archive"),
    ):
        await opens_with_words(keeper.clippings.path.parent, article, words)


async def opens_with_words(state: Path, article: Article, words: str) -> None:
    """Open the first clipping in an archive of one article."""
    app = clipping_chat(Keeper(state, ARCHIVE), article)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await open_tray(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: words in " ".join(screen_text(app).split()))


async def test_the_clippings_are_exported_in_their_order(keeper: Keeper, tmp_path: Path) -> None:
    app = clipping_chat(keeper, SNARE, BRIDGE)
    async with app.run_test(size=WIDE) as pilot:
        await keep(pilot, keeper, "What did the minister pay for the mayor's hat?")
        await keep(pilot, keeper, BRIDGE_QUESTION)
        await open_tray(pilot)
        for ending in ("md", "html", "csv", "json", "ris"):
            await pilot.press("e")
            await until(pilot, lambda: app.screen.has_class("-asking"))
            app.screen.field.value = str(tmp_path / f"kept.{ending}")  # type: ignore[attr-defined]
            await pilot.press("enter")
            await until(pilot, (tmp_path / f"kept.{ending}").exists)
            await until(pilot, lambda: not app.screen.has_class("-asking"))
            text = (tmp_path / f"kept.{ending}").read_text("utf-8")
            assert text.index(SNARE.digest) < text.index(BRIDGE.digest)
            assert not set(text) & set("\x1b\x9b\x7f\u202e\u2066\x07")
        await pilot.press("e")
        await until(pilot, lambda: app.screen.has_class("-asking"))
        app.screen.field.value = str(tmp_path / "kept.docx")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: "an export ends in one of" in words_on(app))


async def test_a_link_is_copied_and_opens_when_it_is_pasted_into_the_box(keeper: Keeper) -> None:
    app = clipping_chat(keeper)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.chat.article.text.has_focus)
        await pilot.press("l")
        await until(pilot, lambda: "a link to the quote" in " ".join(screen_text(app).split()))
        assert app.clipboard == LINK
        await pilot.press("escape")
        app.chat.box.value = app.clipboard
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ArticleScreen))
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.evidence.sentence == (START, END)
        assert [turn.question for turn in app.chat.transcript.turns] == [BRIDGE_QUESTION]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("pullquote show bridge --at 9-5", "must begin before it ends"),
        ("pullquote show bridge --at 0-99999", "has only"),
        ("pullquote show nobody --at 0-5", "No article 'nobody' in this archive"),
    ],
)
async def test_a_link_that_leads_nowhere_says_why(keeper: Keeper, link: str, words: str) -> None:
    app = clipping_chat(keeper)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        app.chat.box.value = link
        await pilot.press("enter")
        await until(pilot, lambda: words in " ".join(screen_text(app).split()))
        assert app.screen is app.chat
