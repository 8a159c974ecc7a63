"""Colours that everybody can read, and the theme that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from chat_kit import (
    BRIDGE_QUESTION,
    SILENT_QUESTION,
    Newsroom,
    ask,
    chat,
    screen_lines,
)
from textual.color import Color

from qa.chat.offers import Offers
from qa.chat.remembered import Remembered

LEAST_CONTRAST = 4.5  # WCAG 2.2, AA: text of ordinary size
DRAWN = "─│╭╮╰╯▌▎▏▕▔▁▇█┃▊▐▍▋▆▅▄▃▂🔎 "  # lines, bars and emoji have no colour of text


def luminance(colour: Any) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour.get_truecolor())
    ]
    return float(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])


def faint_words(app: Any) -> set[str]:
    """Every style of text on the screen with too little contrast, by an example of it."""
    found: dict[tuple[Any, Any], str] = {}
    for y, line in enumerate(screen_lines(app)):
        for x, character in enumerate(line):
            if character in DRAWN:
                continue
            style = app.screen.get_style_at(x, y)
            colours = (style.color, style.bgcolor)
            if colours not in found:
                found[colours] = line[x : x + 12]
    return {
        f"{words!r}: {contrast(*colours):.1f}"
        for colours, words in found.items()
        if contrast(*colours) < LEAST_CONTRAST
    }


def contrast(one: Any, other: Any) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_the_one_that_the_standard_defines() -> None:
    black, white, grey = (Color.parse(name).rich_color for name in ("black", "white", "#777777"))
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["pullquote", "pullquote-light"])
async def test_every_word_stands_out_from_its_ground(theme: str) -> None:
    app = chat(Newsroom())
    async with app.run_test(size=(120, 40)) as pilot:
        app.theme = theme
        await pilot.pause()
        faint = faint_words(app)  # the welcome
        await ask(pilot, BRIDGE_QUESTION)
        faint |= faint_words(app)
        await ask(pilot, f"Perhaps {BRIDGE_QUESTION}")
        await ask(pilot, SILENT_QUESTION)
        await ask(pilot, "Why the strike?")
        await pilot.press("alt+up", "alt+up")
        faint |= faint_words(app)
        for opened in ("ctrl+f", "f1", "ctrl+p"):
            await pilot.press(opened)
            await pilot.pause(0.3)
            faint |= faint_words(app)
            await pilot.press("escape")
            await pilot.pause()
        assert faint == set()


async def test_the_theme_that_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    kept = tmp_path / "state" / "chat.json"
    first = chat(offers=Offers(remembered=Remembered(kept)))
    async with first.run_test() as pilot:
        assert first.theme == "pullquote"
        first.theme = "pullquote-light"
        await pilot.pause()
    second = chat(offers=Offers(remembered=Remembered(kept)))
    async with second.run_test():
        assert second.theme == "pullquote-light"
    asked_for = chat(offers=Offers(remembered=Remembered(kept)), theme="nord")
    async with asked_for.run_test():
        assert asked_for.theme == "nord"


@pytest.mark.parametrize("written", ["", "[]", '{"theme": 7}', '{"theme": "gone"}', "\x00"])
async def test_a_damaged_or_strange_memory_leaves_the_shipped_theme(
    tmp_path: Path, written: str
) -> None:
    kept = tmp_path / "chat.json"
    kept.write_text(written)
    app = chat(offers=Offers(remembered=Remembered(kept)))
    async with app.run_test():
        assert app.theme == "pullquote"
    Remembered(tmp_path / "chat.json" / "below a file").theme = "nord"
    Remembered(kept).theme = "nord"
    assert Remembered(kept).theme == "nord"
