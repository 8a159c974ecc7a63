"""Whole files cut, zeroed, swapped, deleted, linked: the answer is the right one, or one line."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from corpus.errors import PullquoteError
from qa.lab.torture.torture_world import (
    ChildFailedError,
    Row,
    ask,
    in_child,
    make_archive,
    put,
    question_about,
    story,
)

_QUESTIONS = [question_about(number) for number in range(4)]
# What tantivy calls the files of a part of an index.
_SEGMENT = re.compile("[0-9a-f]{32}")
Harm = Callable[[Path, Path], None]


def harm_whole_files(scratch: Path, *, long: bool) -> Row:
    """Do every harm to every file of an archive with its indexes, and ask.

    Unless it is `long`, only to one file of each kind.
    """
    good, other = scratch / "good", scratch / "other"
    make_archive(good, 10, asked=True)
    in_child(partial(_age, good))
    in_child(partial(_make_other, other))
    names = _names(good) if long else _one_of_each_kind(_names(good))
    right = _RightAnswers(scratch / "reference")
    tried, failures = 0, list[str]()
    for name in names:
        for what, harm in _HARMS.items():
            tried += 1
            work = scratch / "harmed"
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(good, work)
            harm(work / name, other / _same_kind(other, name))
            failures += [f"{name} {what}: {wrong}" for wrong in _ask_and_compare(work, right)]
    note = f"{len(names)} files and folders"
    return Row("whole files cut, zeroed, swapped, deleted, linked", tried, failures, note)


def _age(folder: Path) -> None:
    """A second generation of indexes beside the first."""
    put(folder, [story(50)])
    ask(folder, _QUESTIONS, dated=True)


def _make_other(folder: Path) -> None:
    """Another archive, changed as often, in which the same questions have other answers."""
    put(folder, [story(number, version=9) for number in range(10)])
    put(folder, [story(51, version=9)])
    ask(folder, _QUESTIONS, dated=True)


def _names(folder: Path) -> list[str]:
    """All files and folders of an archive, by their paths in it."""
    paths = (path for path in folder.rglob("*") if not path.name.endswith((".lock", "-shm")))
    return sorted(str(path.relative_to(folder)) for path in paths)


def _same_kind(other: Path, name: str) -> str:
    """The file of another archive that has the same part in it."""
    if "/" not in name:
        return name
    kind = name.split("/")[1].split("-")[0]
    folder = next(path for path in sorted((other / "derived").iterdir(), reverse=True)
                  if path.name.startswith(kind))  # fmt: skip
    if name.count("/") == 1:
        return str(folder.relative_to(other))
    part = _SEGMENT.sub("", Path(name).name)
    files = [path for path in sorted(folder.iterdir()) if _SEGMENT.sub("", path.name) == part]
    return str((files[0] if files else folder).relative_to(other))


def _one_of_each_kind(names: Sequence[str]) -> list[str]:
    """The last of the names that differ only in what an index and its parts are numbered with."""
    kinds: dict[tuple[str, ...], str] = {}
    for name in names:
        index, _, file = name.partition("/")[2].partition("/")
        kinds[name.partition("/")[0], index.partition("-")[0], _SEGMENT.sub("", file)] = name
    return list(kinds.values())


class _RightAnswers:
    """What an archive's file alone gives; asked once for each content that it has."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[bytes, list[list[str]] | str] = {}

    def of(self, harmed: Path) -> list[list[str]] | str:
        files = [path for path in sorted(harmed.glob("archive.sqlite*")) if path.is_file()]
        digest = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files))
        if (content := digest.digest()) not in self._known:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir()
            for path in files:
                shutil.copyfile(path, self._folder / path.name)
            self._known[content] = _answers(self._folder)
        return self._known[content]


def _ask_and_compare(folder: Path, right: _RightAnswers) -> Iterator[str]:
    """What is wrong with the answers: they must be those of what the archive's file holds now."""
    expected, found = right.of(folder), _answers(folder)
    for answer in (found, expected):
        if isinstance(answer, str) and not answer.startswith("told: "):
            yield answer
    if isinstance(expected, list) and isinstance(found, str):
        yield f"no answer from a sound archive: {found}"
    elif isinstance(found, list) and found != expected:
        yield "another answer"


def _answers(folder: Path) -> list[list[str]] | str:
    try:
        answers: list[list[str]] | str = in_child(partial(_ask_or_tell, folder))
    except ChildFailedError as error:
        return str(error).strip().splitlines()[-1]
    return answers


def _ask_or_tell(folder: Path) -> list[list[str]] | str:
    try:
        return ask(folder, _QUESTIONS, dated=True)
    except PullquoteError as error:
        return f"told: {error}"


# -- harms ----------------------------------------------------------------------------------


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _resize(share: float) -> Harm:
    def harm(path: Path, _: Path) -> None:
        if path.is_file():
            os.truncate(path, int(path.stat().st_size * share))

    return harm


def _zero(path: Path, _: Path) -> None:
    if path.is_file():
        path.write_bytes(bytes(path.stat().st_size))


def _swap(path: Path, other: Path) -> None:
    _clear(path)
    (shutil.copytree if other.is_dir() else shutil.copyfile)(other, path)


def _link(path: Path, other: Path) -> None:
    _clear(path)
    path.symlink_to(other)


def _link_nowhere(path: Path, _: Path) -> None:
    _clear(path)
    path.symlink_to("nowhere")


def _put_folder(path: Path, _: Path) -> None:
    _clear(path)
    path.mkdir()


def _put_file(path: Path, _: Path) -> None:
    _clear(path)
    path.write_bytes(b"planted")


def _put_pipe(path: Path, _: Path) -> None:
    _clear(path)
    os.mkfifo(path)


_HARMS: dict[str, Harm] = {
    "emptied": _resize(0),
    "cut to a tenth": _resize(0.1),
    "cut to half": _resize(0.5),
    "cut a little": _resize(0.98),
    "zeroed": _zero,
    "deleted": lambda path, _: _clear(path),
    "swapped with another archive's": _swap,
    "linked to another archive's": _link,
    "linked to nowhere": _link_nowhere,
    "replaced by a folder": _put_folder,
    "replaced by a file": _put_file,
    "replaced by a pipe": _put_pipe,
}
