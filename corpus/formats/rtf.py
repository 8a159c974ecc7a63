"""Rich Text Format: striprtf gives the words; the title and the author stand in its info group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formats.office_text import Block, articles_of_blocks
from corpus.formats.source import Source, Unreadable
from corpus.records import Article, Skipped

_LARGEST_BYTES = 300_000_000  # most of a large one are pictures
_LARGEST_TEXT = 30_000_000
_PICTURES = re.compile(rb"(?:[0-9a-fA-F]{32,}\s*)+|\\bin\d+ ")  # written as hexadecimal digits
_INFO = re.compile(r"\{\\info\b(.*?)\}\s*\}", re.DOTALL)
_FACT = r"\{\\%s ((?:[^{}\\]|\\'[0-9a-f]{2}|\\u-?\d+ ?\??)*)\}"


def read(source: Source) -> Iterator[Article | Skipped]:
    """The article of an RTF file; pictures and embedded objects are left out."""
    with source.open() as stream:
        data = stream.read(_LARGEST_BYTES + 1)
    if not data.strip():
        raise Unreadable("is empty")
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("is not an RTF file")
    words = _PICTURES.sub(b"", data)
    if len(words) > _LARGEST_TEXT:
        raise Unreadable(f"is larger than {_LARGEST_TEXT // 1_000_000} MB without its pictures")
    marked = words.decode("latin-1")
    blocks = (Block(line) for line in _plain(marked).split("\n"))
    yield from articles_of_blocks(blocks, _fact(marked, "title"), _fact(marked, "author"), source)


def _plain(marked: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        return str(rtf_to_text(marked, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, OverflowError) as error:
        raise Unreadable(f"is a damaged RTF file ({type(error).__name__})") from None


def _fact(marked: str, name: str) -> str:
    """What the info group says: the title, the author; "" if it says nothing."""
    found = re.search(_FACT % name, marked[:20_000])
    return _plain("{\\rtf1\\ansi " + found[1] + "}") if found else ""
