"""`make pictures`: the pictures of the documents, drawn by the program on the sample archive.

    python -m qa.lab.pictures FOLDER

writes every picture into the folder. A test compares those in `docs/` with what is drawn now.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.store.open_store import open_store
from qa.app import assemble
from qa.archive_backend import ArchiveBackend
from qa.archive_changes import add_sample
from qa.chat import ChatApp
from qa.chat.screen import ChatScreen

SECONDS_AT_MOST = 120


@dataclass(frozen=True, slots=True)
class Picture:
    """A chat of some size and theme, after these questions and these keys."""

    name: str
    size: tuple[int, int]
    theme: str
    questions: tuple[str, ...]
    keys: tuple[str, ...] = ()


PICTURES = (
    Picture(
        "chat.svg",
        (120, 40),
        "pullquote",
        ("who froze the Geneva talks?", "when did he freeze them?"),
    ),
    Picture("chat-narrow.svg", (80, 24), "pullquote-light", ("who froze the Geneva talks?",)),
)


def draw(picture: Picture, archive: Path) -> str:
    """The picture as SVG; the same program and archive draw the same one."""
    drawn: list[str] = []

    async def pose(pilot: Any) -> None:
        app = pilot.app
        app.theme = picture.theme
        app.chat.box.cursor_blink = False
        await _until(pilot, lambda: not app.chat.has_class("-opening"))
        for asked, question in enumerate(picture.questions, start=1):
            app.chat.box.value = question
            await pilot.press("enter")
            await _until(pilot, partial(_is_answered, app.chat, asked))
        await pilot.press(*picture.keys)
        await pilot.pause(0.5)
        drawn.append(app.export_screenshot())
        app.exit()

    app = ChatApp(lambda: ArchiveBackend(assemble(archive)), archive_name="sample archive")
    app.animation_level = "none"
    app.run(headless=True, size=picture.size, auto_pilot=pose)
    return drawn[0]


def _is_answered(chat: ChatScreen, questions: int) -> bool:
    turns = chat.transcript.turns
    return len(turns) == questions and not any(turn.is_waiting for turn in turns)


async def _until(pilot: Any, is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS_AT_MOST):
        while not is_so():
            await pilot.pause(0.02)
    await pilot.pause()


def draw_all() -> Iterator[tuple[str, str]]:
    """The name of each picture, and its SVG, of a sample archive made for them."""
    with TemporaryDirectory() as folder:
        archive = Path(folder) / "sample"
        add_sample(archive, lambda _: None)
        _move_articles(archive)
        for picture in PICTURES:
            yield picture.name, draw(picture, archive)


def _move_articles(archive: Path) -> None:
    """Say that the sample's files are in /news: a picture shows no folder of this machine."""
    folder = Path(str(files("qa.sample") / "articles")).resolve()
    with open_store(archive) as store:
        origins = store.ids_under(str(folder))
        with store.change() as writing:
            for id, origin in origins.items():
                writing.move(id, f"/news/{Path(origin).name}")


def main(folder: str) -> None:
    """Draw every picture into the folder."""
    for name, svg in draw_all():
        Path(folder, name).write_text(svg, encoding="utf-8")
        print(f"{folder}/{name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
