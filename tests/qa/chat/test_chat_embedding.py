"""An archive that is not embedded yet: the chat goes on with it, and says how far it is."""

from __future__ import annotations

from dataclasses import replace

from chat_kit import BRIDGE_QUESTION, NARROW, SmallBackend, ask, chat, screen_lines, until

from qa.chat.chat_app import ChatApp
from qa.chat.offers import Offers
from qa.worker import ArchiveSummary


class HalfEmbedded(SmallBackend):
    """Says that so much of it is embedded."""

    meaning = 0.349

    def summarize(self) -> ArchiveSummary:
        return replace(super().summarize(), meaning=self.meaning)


class SmallEmbedding:
    """Embeds nothing, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self) -> None:
        self.told.append("start")

    def stop(self) -> None:
        self.told.append("stop")


def banner(app: ChatApp) -> str:
    return screen_lines(app)[0]


async def test_what_waits_is_embedded_behind_the_chat_which_says_how_far_it_is() -> None:
    backend, embedding = HalfEmbedded(), SmallEmbedding()
    app = chat(backend, offers=Offers(start_embedding=lambda: embedding))
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "2 articles · meaning: 34 %" in banner(app))
        await until(pilot, lambda: embedding.told == ["start"])
        assert app.chat.opening.is_attached
        turn = await ask(pilot, BRIDGE_QUESTION)
        assert turn.has_class("-answered")
        backend.meaning = 0.999
        app.chat.look_again()  # what the clock does every few seconds
        await until(pilot, lambda: "meaning: 99 %" in banner(app))
        backend.meaning = 1.0
        app.chat.look_again()
        await until(pilot, lambda: "meaning" not in banner(app))
        assert "2 articles" in banner(app)
        await pilot.press("ctrl+q")
    assert embedding.told == ["start", "stop"]


async def test_news_of_meaning_alone_leaves_the_first_page_as_it_is() -> None:
    backend = HalfEmbedded()
    app = chat(backend)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "meaning: 34 %" in banner(app))
        told: list[object] = []
        app.chat.opening.tell = lambda *_: told.append(_)  # type: ignore[method-assign]
        backend.meaning = 0.5
        app.chat.look_again()
        await until(pilot, lambda: "meaning: 50 %" in banner(app))
        assert told == []


async def test_a_chat_that_is_not_to_embed_still_says_how_far_others_are() -> None:
    app = chat(HalfEmbedded())
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "meaning: 34 %" in banner(app))
        assert app.chat.embedding is None


async def test_where_nothing_waits_nothing_is_begun() -> None:
    begun: list[SmallEmbedding] = []

    def start() -> SmallEmbedding:
        begun.append(SmallEmbedding())
        return begun[-1]

    app = chat(offers=Offers(start_embedding=start))
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "2 articles" in banner(app))
        await ask(pilot, BRIDGE_QUESTION)
    assert begun == []
