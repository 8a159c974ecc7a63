"""What reading one document may cost at most, and what is said of one that would cost more.

Every reader keeps to these: what is sound stays far below them, and what is not must stop neither
the other documents nor the machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from corpus.formats.source import Unreadable

MB = 1_000_000

# Processor time for one article, member or record: twenty times that of the slowest of 580 real
# pages. Behind one that took all of it, each of the others has less.
SECONDS, SECONDS_BEHIND = 7, 2
# The processor time of one that is read from a large file grows by a second for so many bytes.
BYTES_A_SECOND = 50 * MB
# That of a document that is read page by page, for so many characters on them.
CHARACTERS_A_SECOND = 100_000
# So often as much time may pass while others have the processor, or a disk or a network is slow.
PATIENCE = 60
# Memory of the process that reads.
MEMORY_BYTES = 1_000 * MB

# A larger text is no article.
TEXT_BYTES = 50 * MB
# A larger page is no article, and takes minutes to parse.
PAGE_BYTES = 10 * MB
# Of one .json, which is held whole, as text and as values.
JSON_BYTES = 200 * MB
# One line of a .jsonl, one row of a table: an article each.
LINE_BYTES = 50 * MB
# The text of one article: 3,000 pages of a book.
ARTICLE_CHARACTERS = 6 * MB
# A title, a name, an address, an id.
FACT_CHARACTERS = 20_000
# All characters on the pages of a document, those that are no part of its text too.
PAGES_CHARACTERS = 2 * ARTICLE_CHARACTERS
# Attributes of one HTML element; real ones have dozens.
ATTRIBUTES = 1_000
# Containers within one another.
NESTED_CONTAINERS = 5
# Documents in one container.
MEMBERS = 200_000
# What a packed document may come to without a question, and how much more than it takes packed.
UNPACKED_BYTES = 100 * MB
UNPACKED_RATIO = 100
# Members or records of one document whose reading had to be ended; one more for each so many read.
ENDED = 2
READ_FOR_ONE_ENDED = 50

# Records of one file that cannot be read.
BAD_RECORDS = 1_000_000

TOO_DEEP = "is nested too deeply: brackets or tags within one another without an end"
TOO_MUCH_MEMORY = (
    f"needs more than {MEMORY_BYTES // MB:,} MB of memory to be read: split it, "
    "or save records one a line, as .jsonl"
)


def seconds_for(size: int, *, behind: bool = False) -> int:
    """The processor time in seconds that one article may take of a file of so many bytes.

    `behind` is whether reading goes on behind a part that could not be read.
    """
    return (SECONDS_BEHIND if behind else SECONDS) + size // BYTES_A_SECOND


def larger_than(most: int, what: str = "is") -> str:
    """The reason why a document or a part of it is not read: it has more than `most` bytes."""
    return f"{what} larger than {most // MB} MB"


def too_slow(seconds: int) -> str:
    """The reason of a document whose reading was ended."""
    return (
        f"takes more than {seconds} seconds to read, as no article does: save its text by itself, "
        "or split it"
    )


def is_worth_going_on(ended: int, read: int) -> bool:
    """Whether a document is read on of which `ended` parts could not be, and `read` could."""
    return ended < ENDED + read // READ_FOR_ONE_ENDED


def check_members(count: int) -> None:
    """Unreadable if a container holds so many documents."""
    if count > MEMBERS:
        raise Unreadable(f"holds more than {MEMBERS:,} documents: split it")


def check_bad_records(count: int) -> None:
    """Unreadable where so many records of a file could not be read."""
    if count > BAD_RECORDS:
        raise Unreadable(
            f"holds more than {BAD_RECORDS:,} records that cannot be read: what follows is not read"
        )


def lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a file, None for one that is too long to be held."""
    while line := stream.readline(LINE_BYTES + 1):
        if len(line) <= LINE_BYTES:
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = stream.readline(MB)


class Unpacked(io.RawIOBase):
    """The bytes of a packed document, up to what no document comes to; Unreadable beyond."""

    def __init__(self, unpacked: BinaryIO, packed: BinaryIO) -> None:
        super().__init__()
        self._unpacked, self._packed, self._count = unpacked, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._unpacked.read(len(buffer))
        buffer[: len(data)] = data
        self._count += len(data)
        if self._count > UNPACKED_BYTES and self._count > UNPACKED_RATIO * self._packed.tell():
            raise Unreadable(
                f"unpacks to more than {UNPACKED_RATIO} times its size, as no article does: "
                "unpack it yourself, and add what is in it"
            )
        return len(data)

    def tell(self) -> int:
        return self._count


def bounded(unpacked: BinaryIO, packed: BinaryIO) -> BinaryIO:
    """A stream of what is unpacked that raises Unreadable beyond what a document comes to.

    `packed` is the stream that it is unpacked from.
    """
    return io.BufferedReader(Unpacked(unpacked, packed), MB)
