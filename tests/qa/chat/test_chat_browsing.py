"""Articles are listed, counted and read without asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chat_kit import (
    BRIDGE,
    BUSES,
    FERRY,
    HOSTILE,
    NARROW,
    SNARE,
    WIDE,
    SmallBackend,
    chat,
    screen_text,
    until,
    words_on,
)
from textual.pilot import Pilot
from textual.widgets import OptionList

from corpus.records import Filters, PublicationDate
from qa.chat import ChatApp
from qa.chat.article_screen import ArticleScreen
from qa.chat.browse_screen import MOST_ROWS, BrowseScreen
from qa.show.safe_text import printable


async def browse(pilot: Pilot[None]) -> BrowseScreen:
    """Open the list from the chat, once the archive is open."""
    app = pilot.app
    assert isinstance(app, ChatApp)
    await until(pilot, lambda: not app.chat.has_class("-opening"))
    await pilot.press("ctrl+b")
    await until(pilot, lambda: isinstance(app.screen, BrowseScreen))
    screen = app.screen
    assert isinstance(screen, BrowseScreen)
    await until(pilot, lambda: screen.found or "No article" in words_on(app))
    return screen


def rows(options: OptionList) -> list[str]:
    return [str(option.prompt) for option in options.options]


async def test_every_article_is_listed_with_counts_of_outlets_and_months() -> None:
    app = chat(SmallBackend(BRIDGE, BUSES, FERRY))
    async with app.run_test(size=WIDE) as pilot:
        screen = await browse(pilot)
        assert rows(screen.articles) == [
            "Harbour bridge to open again in March  4 Feb 2016 · The Northshore Herald",
            "Buses over the bridge, a week late  5 Feb 2016 · Tallis Courier",
            "Ferries are full  undated · Courier",
        ]
        assert rows(screen.outlets) == ["Courier 1", "Tallis Courier 1", "The Northshore Herald 1"]
        assert rows(screen.months) == ["2016-02  ████████████ 2"]
        assert "3 articles, 4 Feb 2016 – 5 Feb 2016" in screen_text(app)


async def test_what_is_typed_is_listed_and_enter_reads_the_article_at_its_place() -> None:
    app = chat(SmallBackend(BRIDGE, BUSES, FERRY))
    async with app.run_test(size=NARROW) as pilot:
        screen = await browse(pilot)
        await pilot.press(*'"buses return" -ferries')
        await until(pilot, lambda: len(screen.found) == 1)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ArticleScreen))
        await until(pilot, lambda: "Buses return later." in screen_text(app))
        assert "The Northshore Herald" in screen_text(app)
        await pilot.press("escape")
        assert app.screen is screen
        await pilot.press("escape")
        assert screen.box.has_focus
        await pilot.press("escape")
        assert app.screen is app.chat


async def test_what_is_wrong_with_a_query_is_told_as_it_is_typed() -> None:
    app = chat()
    async with app.run_test(size=NARROW) as pilot:
        screen = await browse(pilot)
        await pilot.press(*"atfer:2016")
        await until(pilot, lambda: "the nearest is after:" in words_on(app))
        assert screen.state.has_class("-wrong")
        await pilot.press("ctrl+l", *"outlet:Gazete")
        await until(pilot, lambda: "no outlet in the archive has 'Gazete'" in words_on(app))
        await pilot.press("ctrl+l", *"zebra")
        await until(pilot, lambda: "No article holds all of that." in words_on(app))
        assert not screen.state.has_class("-wrong")


async def test_a_count_filters_what_is_listed_and_frees_it_again() -> None:
    app = chat(SmallBackend(BRIDGE, BUSES, FERRY))
    async with app.run_test(size=WIDE) as pilot:
        screen = await browse(pilot)
        screen.outlets.focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(screen.found) == 1)
        assert screen.box.value == 'outlet:"Tallis Courier"'
        screen.months.focus()
        await pilot.press("enter")
        await until(pilot, lambda: "on:2016-02" in screen.box.value)
        assert [each.id for each in screen.found] == ["buses"]
        await pilot.press("enter")
        await until(pilot, lambda: "on:" not in screen.box.value)
        screen.outlets.focus()
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.found) == 3)
        assert screen.box.value == ""


async def test_the_next_questions_are_asked_within_what_is_listed() -> None:
    app = chat(SmallBackend(BRIDGE, BUSES, FERRY))
    async with app.run_test(size=WIDE) as pilot:
        await browse(pilot)
        await pilot.press(*"bridge on:2016-02 outlet:herald", "ctrl+t")
        await until(pilot, lambda: app.screen is app.chat)
        assert app.chat.filters == Filters(date(2016, 2, 1), date(2016, 2, 29), ("herald",))


async def test_the_list_begins_with_the_filters_of_the_chat() -> None:
    app = chat(SmallBackend(BRIDGE, BUSES, FERRY), filters=Filters(sources=("herald",)))
    async with app.run_test(size=WIDE) as pilot:
        screen = await browse(pilot)
        assert screen.box.value == "outlet:herald"
        assert [each.id for each in screen.found] == ["bridge"]


async def test_of_very_many_articles_the_newest_are_listed_and_all_are_counted() -> None:
    published = PublicationDate(date(2016, 3, 1), "month", "record")
    many = [replace(FERRY, id=f"f{number}", published=published) for number in range(MOST_ROWS + 5)]
    app = chat(SmallBackend(*many))
    async with app.run_test(size=WIDE) as pilot:
        screen = await browse(pilot)
        assert screen.articles.option_count == MOST_ROWS
        assert f"205 articles, of which the newest {MOST_ROWS} are listed" in screen_text(app)
        assert rows(screen.months) == ["2016-03  ████████████ 205"]


async def test_nothing_of_an_article_acts_in_the_lists() -> None:
    app = chat(SmallBackend(SNARE))
    async with app.run_test(size=WIDE) as pilot:
        screen = await browse(pilot)
        shown = [*rows(screen.articles), *rows(screen.outlets)]
        assert all(HOSTILE in row and printable(row) == row for row in shown)
        screen.outlets.focus()
        await pilot.press("enter")
        await until(pilot, lambda: "outlet:" in screen.box.value)
        assert printable(screen.box.value) == screen.box.value
