"""Hostile names, links and trees."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_DEEP = 1_500  # folders within one another, more than Python calls
_LONG = "n" * 200
_NAMES = (
    b"line\nbreak.txt", b"\x1b[2Jclear.txt", b"torn-\xff.txt", b"-rf.txt", b"n" * 251 + b".txt",
    "\u202etxt.exe.txt".encode(), b" .txt", b"a.txt.", b".txt", "Ünïcode 言葉.txt".encode(),
)  # fmt: skip
_WORDS = b"Harbour bridge closes\n\nThe harbour bridge closed on Monday. Ferries carry commuters.\n"


def make_paths(folder: Path) -> None:
    """Write files of hostile names into a folder, with links and pipes among them."""
    for name in _NAMES:
        with open(os.fsencode(folder) + b"/" + name, "wb") as stream:  # noqa: PTH123 - any bytes
            stream.write(_WORDS)
    (folder / "folder.txt").mkdir()
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    with (folder / "sparse.txt").open("wb") as stream:
        stream.truncate(20 << 30)
    with (folder / "sparse.jsonl").open("wb") as stream:
        stream.truncate(2 << 30)
    _make_deep(folder / "deep", _DEEP, "d")
    _make_deep(folder / "long", 25, _LONG)  # beyond the 4,096 bytes that a system takes


def _make_deep(top: Path, depth: int, name: str) -> None:
    """A text below so many folders; made step by step, since its whole path may be too long."""
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    handle = os.open("story.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(handle, _WORDS)
    os.close(handle)
    os.close(here)


def remove_paths(folder: Path) -> None:
    """Remove what `make_paths` made, however deep."""
    for name in ("deep", "long"):
        while (top := folder / name).exists():
            _unfold(top)
    shutil.rmtree(folder, ignore_errors=True)


def _unfold(top: Path) -> None:
    """Take some levels off a deep tree, so that it comes to an end."""
    below = top
    for _ in range(15):
        inner = [each for each in below.iterdir() if each.is_dir()]
        if not inner:
            shutil.rmtree(top)
            return
        below = inner[0]
    kept = below.rename(top.with_name("kept"))
    shutil.rmtree(top)
    kept.rename(top)
