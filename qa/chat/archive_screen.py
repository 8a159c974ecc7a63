"""The part of the main screen that opens the archive and says what it holds."""

from __future__ import annotations

from asyncio import to_thread, wrap_future
from collections.abc import Callable
from contextlib import suppress

from textual import work
from textual.screen import Screen

from corpus.errors import NoArticlesError, PullquoteError
from qa.chat.add_screen import AddScreen
from qa.chat.asking import Asking
from qa.chat.banner import OPENING, Banner
from qa.chat.not_open import NotOpen
from qa.chat.offers import Offers
from qa.chat.transcript import Transcript
from qa.conversation.memory import Conversation
from qa.embedding_process import Embedding
from qa.show.safe_text import one_line
from qa.worker import ArchiveSummary, Backend, Worker

# How often the banner looks whether another process has added something.
SECONDS_BETWEEN_LOOKS = 5.0
# How often it looks what is being done while the archive opens.
SECONDS_BETWEEN_WORDS = 0.5


class ArchiveScreen(Screen[None]):
    """Opens the archive after the first paint, and again where that failed; keeps the banner true.

    It has the class `-opening` until the archive is open or cannot be.
    """

    def __init__(self, load: Callable[[], Backend], archive_name: str, offers: Offers) -> None:
        super().__init__(classes="-opening")
        self.load, self.offers = load, offers
        self.conversation = Conversation()
        self.asking = Asking(Worker(load), self.conversation)
        self.summary = ArchiveSummary(0)
        self.is_missing = False  # there is no archive yet, or nothing in it
        self.embedding: Embedding | None = None  # of the archive that is open, once that has begun
        self.banner = Banner(one_line(archive_name))
        self.transcript = Transcript()

    @property
    def worker(self) -> Worker:
        """The thread that owns the archive which is open, or which is being opened."""
        return self.asking.worker

    def on_mount(self) -> None:
        self.asking.hold()
        self.call_after_refresh(self.open_archive)
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look_again)

    @work
    async def open_archive(self) -> None:
        """Load what answers, once the first paint is on the screen."""
        try:
            self.show_summary(await self._wait_until_open())
        except PullquoteError as error:
            self.is_missing = isinstance(error, NoArticlesError)
            self.banner.show_failure()
            ways = [("Try again", "open_again")]
            if self.offers.start_import:
                ways.insert(0, ("Add files and folders", "add"))
            if self.offers.open_sample:
                ways.append(("Open the sample archive", "open_sample"))
            await self.transcript.mount(NotOpen(str(error), ways))
        else:
            self.embed_what_waits()
            await self.show_what_was_kept()
        self.asking.release()
        self.remove_class("-opening", update=False)  # no style depends on it

    async def _wait_until_open(self) -> ArchiveSummary:
        """What the archive holds; until it is open the banner says what is being done for that."""
        self.offers.opening.say(OPENING)
        opened = wrap_future(self.worker.open())

        def say_what_is_done() -> None:
            if not opened.done():
                self.banner.show_opening(self.offers.opening.words)

        saying = self.set_interval(SECONDS_BETWEEN_WORDS, say_what_is_done)
        try:
            return await opened
        finally:
            saying.stop()

    async def show_what_was_kept(self) -> None:
        """What comes back once the archive is open, of which this part knows nothing."""

    @work
    async def embed_what_waits(self) -> None:
        """Have embedded what the archive holds and is not; the banner says how far that is."""
        if self.summary.meaning < 1 and self.offers.start_embedding and not self.embedding:
            self.embedding = self.offers.start_embedding()
            await to_thread(self.embedding.start)

    def stop_embedding(self) -> None:
        """End it; the next chat goes on."""
        if self.embedding:
            self.embedding.stop()

    def show_summary(self, summary: ArchiveSummary) -> None:
        """Say in the banner what the archive holds now, and how much of it is embedded."""
        if (summary, summary.meaning) != (self.summary, self.summary.meaning):
            self.summary = summary
            self.banner.show_open(summary.articles, summary.meaning)

    @work(exclusive=True, group="look")
    async def look_again(self) -> None:
        """Show what other processes have added, or taken away, since; open what is there by now."""
        if self.is_missing:
            await self._open_if_there()
        elif self.summary.articles:
            with suppress(PullquoteError, RuntimeError):  # the next question will say so
                self.show_summary(await wrap_future(self.worker.summarize()))

    async def _open_if_there(self) -> None:
        """Open the archive where there was none, and somebody has made one meanwhile."""
        worker = Worker(self.load)
        try:
            await wrap_future(worker.open())
        except PullquoteError:
            worker.close(wait=False)
        else:
            self._open_with(self.load, worker)

    def action_open_again(self) -> None:
        """Open the archive once more: the user may have mended what was wrong."""
        self._open_with(self.load)

    def action_add(self) -> None:
        """Bring in files and folders; the banner, or an archive made just now, follows."""
        if self.offers.start_import:
            self.app.push_screen(AddScreen(self.offers.start_import), self._follow_import)

    def _follow_import(self, has_changed: bool | None) -> None:
        if has_changed and self.query(NotOpen):
            self._open_with(self.load)
        elif has_changed:
            self.look_again()

    def action_open_sample(self) -> None:
        """Open the sample archive in the place of one that cannot be opened."""
        if self.offers.open_sample:
            self.banner.rename("sample archive")
            self._open_with(self.offers.open_sample)

    def _open_with(self, load: Callable[[], Backend], worker: Worker | None = None) -> None:
        self.worker.close(wait=False)
        self.load, self.asking.worker = load, worker or Worker(load)
        self.asking.hold()
        self.is_missing = False
        self.query(NotOpen).remove()  # not awaited: it may be a button in it that called this
        self.add_class("-opening", update=False)
        self.banner.show_opening()
        self.open_archive()
