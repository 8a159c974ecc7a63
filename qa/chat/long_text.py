"""A text of any length: only the lines in view are drawn."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widgets import Static

from qa.show.safe_text import printable


class LongText(Static):
    """What Static shows, paragraph by paragraph: it would draw all lines whenever one changes."""

    def __init__(self) -> None:
        super().__init__(Content())
        self._paragraphs: list[Content] = []
        self._tops: list[int] = [0]  # the line that each begins at, and at last their number
        self._wrapped_to = 0
        self._drawn: dict[int, list[Strip]] = {}

    def show(self, text: Content) -> None:
        """Show this text, in the place of another one."""
        self._paragraphs = text.split("\n", allow_blank=True)
        self._wrapped_to = 0
        self._drawn.clear()
        self.update(text)

    def line_of(self, before: str, width: int) -> int:
        """The line that a word stands on, by the text up to its end, wrapped to `width` cells.

        Wrapping is greedy: the lines up to a word do not depend on what follows it.
        """
        self._wrap(width)
        *above, last = printable(before).split("\n")
        return self._tops[len(above)] + len(Content(last).wrap(width)) - 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        self._wrap(width)
        return self._tops[-1]

    def render_line(self, y: int) -> Strip:
        self._wrap(self.size.width)
        place = bisect_right(self._tops, y) - 1
        if place >= len(self._paragraphs):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        if place not in self._drawn:
            self._drawn[place] = self._draw(place)
        return self._drawn[place][y - self._tops[place]]

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def selection_updated(self, selection: Selection | None) -> None:
        self._drawn.clear()
        super().selection_updated(selection)

    def _wrap(self, width: int) -> None:
        """Count the lines of each paragraph at this width, if it is another one."""
        if width and width != self._wrapped_to:
            self._wrapped_to = width
            self._drawn.clear()
            heights = (each.get_height({}, width) for each in self._paragraphs)
            self._tops = [0, *accumulate(heights)]

    def _draw(self, place: int) -> list[Strip]:
        paragraph = self._paragraphs[place]
        selection = self.text_selection
        if selection and (span := selection.get_span(place)):
            start, end = span
            marked = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            paragraph = paragraph.stylize(marked, start, len(paragraph) if end < 0 else end)
        options = RenderOptions(self._get_style, {}, None, None)
        strips = paragraph.render_strips(self.size.width, None, self.visual_style, options)
        return [_move(strip, place) for strip in strips]


def _move(strip: Strip, paragraph: int) -> Strip:
    """A drawn line whose places are said to be of this paragraph: by them the mouse selects."""
    styles = (style.meta for _, style, _ in strip if style)
    start = next((meta["offset"][0] for meta in styles if "offset" in meta), None)
    return strip if start is None else strip.apply_offsets(start, paragraph)
