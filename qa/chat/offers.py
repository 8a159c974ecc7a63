"""What the chat can do beside asking, as whoever starts it hands it over; a test hands less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.records import Filters
from qa.answers import Evidence
from qa.chat.banner import OpeningWords
from qa.chat.remembered import Remembered
from qa.embedding_process import Embedding
from qa.import_process import Import
from qa.sessions.keeping import Keeper
from qa.worker import Backend


@dataclass(frozen=True, slots=True)
class Offers:
    """Each is None where the chat is not to offer it.

    `open_sample` opens the sample archive in the place of another one; `copies` is a file that
    keeps what was copied last; `start_import` brings a file or a folder into the archive; `glance`
    gives what can be found for a question before the archive is open; `keeper` keeps the
    conversation. `sample_place` is where the sample archive is, `opening` what whoever opens an
    archive says of it meanwhile. `start_embedding` gives what embeds the archive that is opened
    first, where something of it waits for that.
    """

    open_sample: Callable[[], Backend] | None = None
    start_import: Callable[[Path], Import] | None = None
    start_embedding: Callable[[], Embedding] | None = None
    glance: Callable[[str, Filters, int], tuple[Evidence, ...]] | None = None
    copies: Path | None = None
    keeper: Keeper | None = None
    sample_place: str = ""
    remembered: Remembered = field(default_factory=lambda: Remembered(None))
    opening: OpeningWords = field(default_factory=OpeningWords)


NO_OFFERS = Offers()
