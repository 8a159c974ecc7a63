"""Files are added from inside the chat; a question is glanced at while the archive opens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chat_kit import (
    BRIDGE_QUESTION,
    CONTROLS,
    FERRY,
    HOSTILE,
    NARROW,
    SECONDS_AT_MOST,
    SmallBackend,
    chat,
    screen_lines,
    screen_text,
    send,
    until,
    words_on,
)

from corpus.errors import ArchiveError, InputError
from corpus.records import Filters, Skipped
from qa.answers import Evidence
from qa.chat import ChatApp
from qa.chat.add_screen import AddScreen
from qa.chat.offers import Offers
from qa.import_process import Imported, ImportProcess


class SmallImport:
    """Brings one article onto the shelf of a backend, when it may."""

    def __init__(self, backend: SmallBackend, path: Path) -> None:
        self.backend, self.path = backend, path
        self.may_end, self.is_cancelled = threading.Event(), False

    def run(self, progress: Callable[[int], None]) -> Imported:
        progress(1)
        self.may_end.wait(SECONDS_AT_MOST)
        if self.is_cancelled:
            raise InputError("cancelled: what was finished is kept; add it again to go on")
        self.backend.shelf = (*self.backend.shelf, replace(FERRY, id=self.path.name))
        skipped = (Skipped(f"{self.path}{CONTROLS}", f"no text {HOSTILE}"),)
        return Imported(
            new=1,
            unchanged=2,
            undated=1,
            without_outlet=1,
            skipped=skipped,
            skipped_in_all=3,
        )

    def cancel(self) -> None:
        self.is_cancelled = True
        self.may_end.set()


async def test_files_are_added_with_progress_and_what_was_skipped(tmp_path: Path) -> None:
    backend = SmallBackend()
    begun: list[SmallImport] = []

    def start(path: Path) -> SmallImport:
        begun.append(SmallImport(backend, path))
        return begun[-1]

    app = chat(backend, offers=Offers(start_import=start))
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        await pilot.press(*"nowhere", "enter")
        await until(pilot, lambda: "There is no file or folder nowhere." in words_on(app))
        assert begun == []
        await pilot.press("ctrl+u", *str(tmp_path), "enter")
        await until(pilot, lambda: "1 article so far" in words_on(app))
        assert begun[0].path == tmp_path
        begun[0].may_end.set()
        await until(pilot, lambda: "+1 new, 0 changed, 0 gone, 2 unchanged." in words_on(app))
        assert "1 came in undated, 1 without an outlet." in words_on(app)
        assert f"3 skipped: {tmp_path}" in words_on(app)
        assert "… and 2 more" in words_on(app)
        assert f"no text {HOSTILE}" in words_on(app)
        await pilot.press("escape")
        await until(pilot, lambda: "3 articles" in screen_lines(app)[0])


async def test_escape_cancels_an_import(tmp_path: Path) -> None:
    backend = SmallBackend()
    app = chat(backend, offers=Offers(start_import=lambda path: SmallImport(backend, path)))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        await pilot.press(*str(tmp_path), "enter")
        await until(pilot, lambda: "so far" in words_on(app))
        await pilot.press("escape")
        await until(pilot, lambda: "what was finished is kept" in words_on(app))
        assert isinstance(app.screen, AddScreen)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)
        assert len(backend.shelf) == 2


async def test_an_import_in_a_process_of_its_own_starts_beneath_the_screen(tmp_path: Path) -> None:
    """The screen has taken the place of stdout and stderr, which a new process asks for."""
    (tmp_path / "empty").mkdir()

    def start(path: Path) -> ImportProcess:
        return ImportProcess([path], tmp_path / "archive", None)

    app = chat(offers=Offers(start_import=start))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        await pilot.press(*str(tmp_path / "empty"), "enter")
        await until(pilot, lambda: "+0 new, 0 changed, 0 gone" in words_on(app))


async def test_an_archive_that_is_not_there_is_made_by_adding(tmp_path: Path) -> None:
    backend = SmallBackend(FERRY)
    made: list[SmallImport] = []

    def load() -> SmallBackend:
        if not made:
            raise ArchiveError("no archive there")
        return backend

    def start(path: Path) -> SmallImport:
        made.append(SmallImport(backend, path))
        made[0].may_end.set()
        return made[0]

    app = ChatApp(load, archive_name="new", offers=Offers(start_import=start))
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "Add files and folders" in screen_text(app))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        await pilot.press(*str(tmp_path), "enter")
        await until(pilot, lambda: "+1 new" in words_on(app))
        await pilot.press("escape")
        await until(pilot, lambda: "2 articles" in screen_lines(app)[0])
        assert not app.screen.query("#not-open")


async def test_a_question_typed_while_the_archive_opens_shows_what_its_words_find() -> None:
    backend, may_open = SmallBackend(), threading.Event()

    def load() -> SmallBackend:
        may_open.wait(SECONDS_AT_MOST)
        return backend

    def glance(question: str, filters: Filters, top: int) -> tuple[Evidence, ...]:
        return tuple(replace(each, answer=None) for each in backend._evidence(question))[:top]

    app = ChatApp(load, archive_name="northshore", offers=Offers(glance=glance))
    async with app.run_test(size=NARROW) as pilot:
        turn = await send(pilot, BRIDGE_QUESTION)
        await until(pilot, lambda: "Found 1 of 2" in screen_text(app))
        assert "waiting for the archive to open…" in screen_text(app)
        assert "Harbour bridge to open again" in screen_text(app)
        may_open.set()
        await until(pilot, lambda: turn.answer)
        await until(pilot, lambda: "Evidence 1 of 2" in screen_text(app))
