"""The tray: quotes that were kept, to be put in order, annotated, opened, exported."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList

from corpus.records import Span
from qa.chat.clipboard import copy_text
from qa.chat.content import as_content, mark_ranges
from qa.chat.keys import Binding
from qa.chat.list_screen import ENDINGS, ListScreen
from qa.sessions.clippings import Clipping, Clippings
from qa.sessions.exports.export_entries import export_clippings
from qa.sessions.quotations import DIGEST_CHARACTERS
from qa.show.phrases import format_count, quotation_marks, quoted
from qa.show.safe_text import one_line, printable

MUTED = "$foreground-muted"
OpenQuote = Callable[[Clipping], Awaitable[None]]


class ClippingsScreen(ListScreen[None, Clipping]):
    """Each clipping is opened by `open_quote`, in its article."""

    BINDING_GROUP_TITLE = "Clippings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up,K", "move(-1)", "Up", id="clipping-up", key_display="⇧↑",
                tooltip="Move the clipping up"),
        Binding("shift+down,J", "move(1)", "Down", id="clipping-down", key_display="⇧↓",
                tooltip="Move the clipping down"),
        Binding("n", "note", "Note", id="clipping-note", tooltip="Write a note on the clipping"),
        Binding("d", "delete", "Delete", id="delete-clipping", tooltip="Delete the clipping"),
        Binding("c", "copy", "Copy", id="copy-clipping",
                tooltip="Copy the quote with its citation"),
        Binding("l", "copy_link", "Link", id="copy-clipping-link",
                tooltip="Copy the link to the quote"),
        Binding("e", "export", "Export", id="export-clippings",
                tooltip="Export the clippings to a file"),
    ]  # fmt: skip

    def __init__(self, clippings: Clippings, open_quote: OpenQuote) -> None:
        super().__init__("Clippings")
        self.clippings, self.open_quote = clippings, open_quote

    def on_mount(self) -> None:
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self, row: int = 0, told: str = "") -> None:
        """List the clippings as they are on the disk now; `told` is what was just done."""
        if (kept := await self.attempt(self.clippings.all)) is None:
            return
        self.show_members(kept, row)
        nothing = "" if kept else "No quote is kept yet: ^s in the chat keeps the one in view."
        self.say(told or nothing)

    def row_of(self, number: int, member: Clipping) -> tuple[Content, Content]:
        note = " ✎" if member.note else ""
        words = f"{number}  {one_line(member.quotation.quote)}"
        about = f"  {one_line(member.quotation.source or member.quotation.title)}{note}"
        return as_content(words), as_content(about, MUTED)

    def describe(self, member: Clipping | None) -> Content:
        if member is None:
            return Content()
        quotation = member.quotation
        first, last = quotation_marks(quotation.quote)
        answer = quotation.answer_in_quote
        marks = [(Span(*answer), "bold")] if answer else []
        quote = as_content(first) + mark_ranges(quotation.quote, marks) + as_content(last)
        place = (
            f"characters {quotation.start}–{quotation.end} of article {quotation.article_id}, "
            f"digest {quotation.digest[:DIGEST_CHARACTERS]}"
        )
        lines = [quote, as_content(one_line(quotation.citation), MUTED)]
        lines.append(as_content(one_line(place), MUTED))
        if member.question:
            lines.append(as_content(f"kept for: {one_line(member.question)}", MUTED))
        if member.note:
            lines.append(as_content(f"✎ {printable(member.note)}"))
        return Content("\n").join(lines)

    @on(OptionList.OptionSelected)
    async def open(self) -> None:
        """Open the article at the quote."""
        if clipping := self.current:
            await self.open_quote(clipping)

    @work(exclusive=True, group="change")
    async def action_move(self, step: int) -> None:
        """Move the highlighted clipping up or down."""
        row, ids = self.list.highlighted, [each.id for each in self.members]
        if row is None or not 0 <= row + step < len(ids):
            return
        ids[row], ids[row + step] = ids[row + step], ids[row]
        if await self.change(lambda: self.clippings.arrange(ids)):
            self.fill(row + step)

    @work
    async def action_note(self) -> None:
        if (clipping := self.current) is None:
            return
        note = await self.ask_for("Note", clipping.note)
        if note is not None and await self.change(
            lambda: self.clippings.annotate(clipping.id, note)
        ):
            self.fill(self.list.highlighted or 0)

    @work
    async def action_delete(self) -> None:
        clipping = self.current
        if clipping is None or not self.is_deletion_confirmed("this clipping"):
            return
        if await self.change(lambda: self.clippings.delete(clipping.id)):
            self.fill(self.list.highlighted or 0, "The clipping is deleted.")

    @work
    async def action_copy(self) -> None:
        if clipping := self.current:
            quotation = clipping.quotation
            text = f"{quoted(printable(quotation.quote))}\n— {one_line(quotation.citation)}"
            self.say(await copy_text(self.app, text, "the quote with its citation"))

    @work
    async def action_copy_link(self) -> None:
        if clipping := self.current:
            self.say(await copy_text(self.app, clipping.quotation.link, "the link to the quote"))

    @work
    async def action_export(self) -> None:
        if not self.members:
            return
        count = format_count(len(self.members), "clipping")
        if name := await self.ask_for(f"File for {count} ({ENDINGS})", "clippings.md"):
            await self.write(export_clippings(self.members), name)
