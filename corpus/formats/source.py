"""The bytes of one document, wherever they lie: in a file, in a container, in a mail."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeAlias

from corpus.formats.parts import Parts

Opener: TypeAlias = Callable[[], AbstractContextManager[BinaryIO]]


# A page that was mirrored under its address: story.php?id=12, index.html@p=5.
_WITH_QUERY = re.compile(r"(?<=\w)\.(\w{1,8})[?@][\w%\[\].-]+=(?!.*\.x?html?$).*$", re.DOTALL)


class Unreadable(Exception):
    """Why a document or a record cannot be read, in words for the user."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its bytes on demand, and what it is called.

    `name` tells its format, and its title where it states none. `origin` is the absolute path
    that its articles keep; that of a container's member goes on below the container's own.
    `root` is the folder that was added: ids are paths below it. `opener` gives the bytes from
    the beginning whenever it is called, so that even what is too large to hold is read twice.
    `parts` counts what is read of the file that the document is or lies in. `url` is the web
    address that a document was fetched from, where its container says so.
    """

    name: str
    origin: str
    root: Path
    opener: Opener
    parts: Parts = field(default_factory=Parts, repr=False, compare=False)
    url: str | None = None

    @classmethod
    def of_file(cls, path: Path, root: Path, parts: Parts | None = None) -> Source:
        """The document that a file is; nothing is opened yet."""
        return cls(path.name, str(path), root, lambda: _open_file(path), parts or Parts())

    @property
    def id(self) -> str:
        """The id of what has none of its own: its path below the root, without the extension."""
        return id_by_path(Path(self.origin), self.root)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes from the beginning; Unreadable says what stops the reading."""
        try:
            with self.opener() as stream:
                yield stream
        except OSError as error:
            raise Unreadable(f"cannot be opened: {error.strerror or error}") from None

    def member(self, path: str, opener: Opener, url: str | None = None) -> Source:
        """A document inside this one, which is a container, under its path there."""
        shown = path.encode("utf-8", "replace").decode("utf-8").replace("\\", "/")
        parts = [part for part in shown.split("/") if part not in ("", ".", "..")] or ["unnamed"]
        return Source(
            parts[-1], "/".join([self.origin, *parts]), self.root, opener, self.parts, url
        )


@contextmanager
def _open_file(path: Path) -> Iterator[BinaryIO]:
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable("is not a regular file")
    with path.open("rb") as stream:
        yield stream


def stem_of(name: str) -> str:
    """A document's name without its extension, nor the .gz behind it."""
    name = name.removesuffix(".gz").removesuffix(".GZ")
    if query := _WITH_QUERY.search(name):  # which tells one page of a mirror from another
        return name[: query.start()] + name[query.end(1) :]
    return name.rpartition(".")[0] or name


def extension_of(name: str) -> str:
    """The extension of a document's name in lower case, with its dot; "" if it has none."""
    if query := _WITH_QUERY.search(name):
        return f".{query[1].lower()}"
    stem, _, extension = name.rpartition(".")
    return f".{extension.lower()}" if stem and extension else ""


def title_of(name: str) -> str:
    """A title for what has none: the document's name made readable."""
    return " ".join(stem_of(name).replace("_", " ").replace("-", " ").split())


def id_by_path(path: Path, root: Path) -> str:
    """The id of what has none of its own: its path below a folder, without the extension."""
    return path.with_name(stem_of(path.name)).relative_to(root).as_posix()


def has_utf8_name(path: Path) -> bool:
    """Whether a path can be kept and shown: file systems take any bytes for a name."""
    return as_utf8(path) == str(path)


def as_utf8(path: Path) -> str:
    """A path as it can be shown, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")
