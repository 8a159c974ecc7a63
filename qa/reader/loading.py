"""Loads the reader that was chosen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from corpus.errors import ModelError
from qa.reader.base import Reader
from qa.reader.size import ReaderSize
from qa.reader.span_reader import SpanReader


def load_reader(
    size: ReaderSize, cache: Path, on_making: Callable[[], object] = lambda: None
) -> Reader:
    """The small reader, or the large one, which reads the small one's best passages again.

    The large one is made ready in the folder `cache` first, once, and again where what was made
    is damaged: it takes a minute, and `on_making` is called before. ModelError if
    the packages that it is made of are not installed.
    """
    if size == "small":
        return SpanReader.load()
    from qa.reader.large.set_up import made_reader
    from qa.reader.rereading import RereadingReader

    made = made_reader(cache, on_making)
    try:
        large = SpanReader.load(made)
    except ModelError:  # what was made is damaged
        shutil.rmtree(made)
        large = SpanReader.load(made_reader(cache, on_making))
    return RereadingReader(SpanReader.load(), large)
