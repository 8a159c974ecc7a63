"""Files packed with gzip: each holds one document, which is named like it without the .gz."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO

from corpus.formats.limits import bounded
from corpus.formats.source import Source, Unreadable


def read(source: Source) -> Iterator[Source]:
    """The document inside, which keeps the file's origin and id."""
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    yield replace(source, name=name, opener=lambda: _unpack(source))


@contextmanager
def _unpack(source: Source) -> Iterator[BinaryIO]:
    with source.open() as packed:
        # Inside, since a BadGzipFile is an OSError, of which `open` would say less.
        try:
            with gzip.open(packed) as stream:
                yield bounded(stream, packed)  # type: ignore[arg-type]  # it reads bytes
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise Unreadable("is a damaged gzip file") from None
