"""One byte flipped: in what an archive holds, in its file, and in each file made from it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from corpus.errors import PullquoteError
from corpus.indexes.index_stamps import read_stamp
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.sqlite_file import ArchiveFile
from qa.lab.torture.torture_world import (
    Content,
    Row,
    content_of,
    in_child,
    make_archive,
)

_STORIES = 8
_ANYWHERE = "anywhere in the file"  # most of it is empty; what hits nothing counts too
_MOST_TRIES = 20  # of flips that hit nothing that counts, for each that is wanted


def flip_everything(scratch: Path, flips: int, seed: int = 2) -> Row:
    """Flip so many bytes of each kind; it is a failure if something changed and none noticed."""
    archive = make_archive(scratch / "flipped", _STORIES, asked=True)
    tried, failures = 0, list[str]()
    for found, unnoticed in (
        in_child(partial(_flip_content, archive, scratch / "one", flips, seed)),
        in_child(partial(_flip_derived, archive, flips, seed)),
    ):
        tried += found
        failures += unnoticed
    return Row("one byte flipped", tried, failures)


def _flip_content(archive: Path, scratch: Path, flips: int, seed: int) -> tuple[int, list[str]]:
    rng, failures, tried = random.Random(seed), list[str](), 0
    expected, whole = content_of(archive), (archive / FILE_NAME).read_bytes()
    for kind, harm in _HARMS.items():
        done = 0
        for _ in range(flips * _MOST_TRIES):
            if done == flips:
                break
            what = harm(whole, scratch, rng)
            outcome = _look(scratch, expected)
            done += outcome != "same" or kind == _ANYWHERE
            if outcome == "unnoticed":
                failures.append(f"{kind}: {what}")
        tried += done
        if done < flips:
            failures.append(f"{kind}: only {done} of {flips} flips hit anything")
    return tried, failures


def _look(folder: Path, expected: Content) -> str:
    """Whether a flip is noticed by `doctor`, or is where nothing stands that counts."""
    try:
        with SqliteStore.open(folder) as store:
            if any(True for _ in store.find_damage()):
                return "noticed"
        return "same" if content_of(folder) == expected else "unnoticed"
    except PullquoteError:
        return "noticed"


# -- harms: each writes an archive with one byte changed, and says what it did --------------

Harm = Callable[[bytes, Path, random.Random], str]


def _write(folder: Path, content: bytes) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(content)


def _flip_at(content: bytes, place: int, rng: random.Random) -> bytes:
    changed = bytearray(content)
    changed[place] ^= rng.randrange(1, 256)
    return bytes(changed)


def _flip_column(column: str, table: str = "articles") -> Harm:
    """Flip a byte of a text or a vector where it stands in the file."""

    def harm(whole: bytes, folder: Path, rng: random.Random) -> str:
        _write(folder, whole)
        with closing(ArchiveFile.open(folder / FILE_NAME)) as file:
            values = [value for (value,) in file.rows(f"SELECT {column} FROM {table}")]
        value = rng.choice([each for each in values if each])
        stored = value if isinstance(value, bytes) else str(value).encode()
        # Long ones go on in another page.
        begin = whole.find(stored[: min(len(stored), 64)])
        place = begin + rng.randrange(min(len(stored), 64))
        _write(folder, _flip_at(whole, place, rng))
        return f"{column} at byte {place:,}"

    return harm


def _flip_number(column: str) -> Harm:
    def harm(whole: bytes, folder: Path, rng: random.Random) -> str:
        _write(folder, whole)
        with closing(ArchiveFile.open(folder / FILE_NAME)) as file:
            rows = list(file.rows(f"SELECT key, {column} FROM passages"))
            key, value = rng.choice(rows)
            changed = value ^ (1 << rng.randrange(10))
            file.run(f"UPDATE passages SET {column} = ? WHERE key = ?", (changed, key))
        return f"{column} of passage {key}: {value} became {changed}"

    return harm


def _flip_fact(whole: bytes, folder: Path, rng: random.Random) -> str:
    _write(folder, whole)
    with closing(ArchiveFile.open(folder / FILE_NAME)) as file:
        name, value = rng.choice(list(file.rows("SELECT name, value FROM facts")))
        place = rng.randrange(len(value))
        changed = (
            value[:place] + chr(ord(value[place]) ^ (1 << rng.randrange(7))) + value[place + 1 :]
        )
        file.run("UPDATE facts SET value = ? WHERE name = ?", (changed, name))
    return f"{name}: {value} became {changed!r}"


def _flip_anywhere(whole: bytes, folder: Path, rng: random.Random) -> str:
    place = rng.randrange(len(whole))
    _write(folder, _flip_at(whole, place, rng))
    return f"byte {place:,}"


_HARMS: dict[str, Harm] = {
    "text": _flip_column("text"),
    "title": _flip_column("title"),
    "digest": _flip_column("digest"),
    "origin": _flip_column("origin"),
    "day": _flip_column("first_day"),
    "vector": _flip_column("vector", "passages"),
    "range start": _flip_number("start"),
    "range end": _flip_number("end"),
    "fact": _flip_fact,
    _ANYWHERE: _flip_anywhere,
}


def _flip_derived(archive: Path, flips: int, seed: int) -> tuple[int, list[str]]:
    rng, failures, tried = random.Random(seed), list[str](), 0
    for path in _derived_files(archive):
        whole, stamp = path.read_bytes(), read_stamp(path.parent)
        if not whole:
            continue
        for _ in range(flips):
            place = rng.randrange(len(whole))
            path.write_bytes(_flip_at(whole, place, rng))
            tried += 1
            found = read_stamp(path.parent)
            if found and (path.name != "stamp.json" or found != stamp):
                failures.append(f"{path.name} at byte {place:,}")
        path.write_bytes(whole)
    return tried, failures


def _derived_files(archive: Path) -> Iterator[Path]:
    for path in sorted((archive / "derived").rglob("*")):
        if path.is_file() and not path.name.endswith(".lock"):
            yield path
