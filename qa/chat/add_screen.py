"""Files and folders are added from inside the chat."""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from corpus.errors import PullquoteError
from qa.chat.content import as_content
from qa.chat.key_line import KeyLine
from qa.chat.keys import Binding
from qa.chat.question_box import Line
from qa.import_process import Import, Imported
from qa.show.phrases import format_count
from qa.show.safe_text import one_line

# More lines than that nobody reads on a screen; the rest is counted.
_MAX_SKIPPED = 200
_SECONDS_BETWEEN_COUNTS = 0.1
_PROMPT = "Type the path of a file or a folder, and press Enter."


class AddScreen(ModalScreen[bool]):
    """Asks for a path, brings in what is there; gives whether the archive may have changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel or close"),
    ]

    def __init__(self, start: Callable[[Path], Import]) -> None:
        super().__init__()
        self.start = start
        self.running: Import | None = None
        self.has_changed = False
        self.path = Line(placeholder="~/news/2016")
        self.outcome = Static(as_content(_PROMPT), id="outcome")
        self.details = Static()
        self._done = 0

    def compose(self) -> ComposeResult:
        with VerticalGroup(id="form"):
            yield Static(as_content("Add files and folders"), classes="title")
            yield self.path
            yield self.outcome
            with VerticalScroll(id="skipped"):
                yield self.details
        yield KeyLine()

    @on(Input.Submitted)
    def begin(self) -> None:
        """Bring in what is at the path that was typed."""
        path = Path(self.path.value.strip()).expanduser()
        if self.running or not self.path.value.strip():
            return
        if not path.exists():
            self._say(f"There is no file or folder {path}.", wrong=True)
        else:
            self._done, self.running = 0, self.start(path)
            self.bring_in(self.running)

    @work
    async def bring_in(self, bringing: Import) -> None:
        """Show how far it is, and then what it did."""
        self._say("Reading…")
        self.details.update(Content())
        counting = self.set_interval(_SECONDS_BETWEEN_COUNTS, self._count)
        try:
            imported = await wrap_future(_run_in_thread(bringing, self._add_to_count))
        except PullquoteError as error:
            self._say(str(error), wrong=True)
        else:
            self._say(format_imported(imported))
            self.details.update(as_content("\n".join(_skipped_lines(imported))))
        finally:
            counting.stop()
            self.running, self.has_changed = None, True

    def action_leave(self) -> None:
        """Cancel an import that is running; else close."""
        if self.running:
            self._say("Cancelling…")
            self.running.cancel()
        else:
            self.dismiss(self.has_changed)

    def _add_to_count(self, more: int) -> None:
        self._done += more  # called in the import's thread, read by the screen's clock

    def _count(self) -> None:
        if self._done and self.running:
            self._say(f"{format_count(self._done, 'article')} so far…  Esc cancels")

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.outcome.update(as_content(one_line(words)))
        self.outcome.set_class(wrong, "-wrong")


def format_imported(done: Imported) -> str:
    """ "+12 new, 3 changed, 1 gone, 980 unchanged. 2 came in undated, 1 without an outlet."."""
    words = (
        f"+{done.new:,} new, {done.changed:,} changed, {done.gone:,} gone, "
        f"{done.unchanged:,} unchanged."
    )
    lacking = []
    if done.undated:
        lacking.append(f"{done.undated:,} came in undated")
    if done.without_outlet:
        lacking.append(f"{done.without_outlet:,} without an outlet")
    return f"{words} {', '.join(lacking)}." if lacking else words


def _skipped_lines(done: Imported) -> Iterator[str]:
    if done.skipped:
        yield f"{done.skipped_in_all:,} skipped:"
        for each in done.skipped[:_MAX_SKIPPED]:
            yield f"  {one_line(each.where)}: {one_line(each.reason)}"
        shown = min(len(done.skipped), _MAX_SKIPPED)
        if done.skipped_in_all > shown:
            yield f"  … and {done.skipped_in_all - shown:,} more"


def _run_in_thread(bringing: Import, progress: Callable[[int], None]) -> Future[Imported]:
    """Its outcome; the thread is a daemon, because nobody who quits wants to wait for it."""
    future: Future[Imported] = Future()

    def run() -> None:
        try:
            future.set_result(bringing.run(progress))
        except BaseException as error:  # noqa: BLE001 - it is raised where the future is awaited
            future.set_exception(error)

    Thread(target=run, name="import", daemon=True).start()
    return future
