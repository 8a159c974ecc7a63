"""A long text looks as a short one does, and only what is in view of it is drawn."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from qa.chat.long_text import LongText

PARAGRAPH = (
    "The harbour bridge [b]reopens[/b] to traffic 東京都庁 on 4 March, the council said. " * 4
)
TEXT = Content("\n\n".join(f"{number}. \t{PARAGRAPH}" for number in range(6))).stylize(
    "bold reverse", 30, 700
)


class Two(App[None]):
    """The same text as Textual shows it, and as we do."""

    def __init__(self, text: Content) -> None:
        super().__init__()
        self.theirs, self.ours = Static(text), LongText()
        self.text = text

    def compose(self) -> ComposeResult:
        yield self.theirs
        with VerticalScroll():
            yield self.ours

    def on_mount(self) -> None:
        self.ours.show(self.text)


@pytest.mark.parametrize("width", [9, 24, 80])
async def test_it_is_drawn_as_any_text_is(width: int) -> None:
    app = Two(TEXT)
    async with app.run_test(size=(width, 2000)) as pilot:
        await pilot.pause()
        whole = Region(0, 0, *app.theirs.size)
        assert app.ours.size.height == app.theirs.size.height
        drawn = [
            [(segment.text, str(segment.style)) for segment in strip]
            for widget in (app.theirs, app.ours)
            for strip in widget.render_lines(whole)
        ]
        half = len(drawn) // 2
        assert drawn[half:] == drawn[:half]


async def test_only_what_is_in_view_is_drawn() -> None:
    app = Two(Content("\n".join(f"line {number}" for number in range(5000))))
    async with app.run_test(size=(40, 20)) as pilot:
        app.theirs.display = False
        app.ours._drawn.clear()
        app.ours.parent.scroll_to(y=2500, animate=False)  # type: ignore[union-attr]
        await pilot.pause(0.1)
        assert 0 < len(app.ours._drawn) < 100


async def test_what_is_selected_with_the_mouse_is_what_is_copied() -> None:
    app = Two(
        Content("First paragraph.\n\nThe second one is long enough to be wrapped twice.\n\nEnd.")
    )
    async with app.run_test(size=(30, 20)) as pilot:
        app.theirs.display = False
        await pilot.pause()
        await pilot.mouse_down(app.ours, offset=(4, 2))
        await pilot.hover(app.ours, offset=(4, 3))
        await pilot.mouse_up(app.ours, offset=(4, 3))
        await pilot.pause()
        assert app.screen.get_selected_text() == "second one is long enough to be"
