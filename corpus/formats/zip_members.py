"""The members of a zip file, which Word, OpenDocument, EPUB and WACZ files are."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from corpus.formats.source import Source, Unreadable

_LARGEST_MEMBER_BYTES = 100_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


@contextmanager
def open_zip(source: Source, kind: str) -> Iterator[zipfile.ZipFile]:
    """The zip file that a document is; Unreadable if it is no `kind`, such as "a Word file"."""
    with source.open() as stream:
        seekable = stream if stream.seekable() else io.BytesIO(stream.read())
        if not seekable.read(1):
            raise Unreadable("is empty")
        try:
            archive = zipfile.ZipFile(seekable)
        except _BROKEN:
            raise Unreadable(f"is damaged, or not {kind}") from None
        with archive:
            yield archive


def member_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """All the bytes of a member; Unreadable if it is damaged, protected, missing or too large."""
    try:
        with archive.open(name) as stream:
            data = stream.read(_LARGEST_MEMBER_BYTES + 1)
    except KeyError:
        raise Unreadable(f"lacks its part {name}") from None
    except RuntimeError:  # so does zipfile ask for a password
        raise Unreadable("is protected by a password: save it without one") from None
    except _BROKEN:
        raise Unreadable(f"is damaged in its part {name}") from None
    if len(data) > _LARGEST_MEMBER_BYTES:
        raise Unreadable(f"unpacks to more than {_LARGEST_MEMBER_BYTES // 1_000_000} MB")
    return data


@contextmanager
def open_member(source: Source, name: str, kind: str) -> Iterator[BinaryIO]:
    """The bytes of one member of a zip file, which is opened anew; it is never held whole."""
    with open_zip(source, kind) as archive:
        try:
            with archive.open(name) as stream:
                yield stream  # type: ignore[misc]  # it reads bytes, whatever its base class
        except _BROKEN:
            raise Unreadable("is damaged") from None
