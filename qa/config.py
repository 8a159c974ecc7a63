"""The user's settings: one TOML file, whose unknown keys are refused by name."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from qa.folders import config_folder
from qa.reader.size import READER_SIZES, ReaderSize

FILE_NAME = "config.toml"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says; None where it is silent. `keymap` has a binding's name and its keys.

    Options on the command line and environment variables come before all of it, but `pager` before
    $PAGER, which is meant for all programs.
    """

    archive: Path | None = None
    theme: str | None = None
    keymap: Mapping[str, str] = field(default_factory=dict)
    top: int | None = None
    threshold: float | None = None
    pager: str | None = None
    reader: ReaderSize | None = None


def config_path() -> Path:
    """The file that $PULLQUOTE_CONFIG names, else the one in the platform's folder."""
    named = os.environ.get("PULLQUOTE_CONFIG")
    return Path(named) if named else config_folder() / FILE_NAME


def read_config(path: Path) -> Config:
    """The settings in a file, all of them None where there is no file; InputError if it is wrong.

    A relative path in it counts from the file's folder.
    """
    values = _parse(_read(path), path)
    for key, value in values.items():
        if key not in _KEYS:
            raise InputError(f"{path}: {unknown_name('key', key, _KEYS)}")
        is_right, words = _KEYS[key]
        if not is_right(value):
            raise InputError(f"{path}: {key} must be {words}")
    if "archive" in values:
        values["archive"] = _archive_named(values["archive"], path.parent)
    return Config(**values)


def _archive_named(name: str, beside: Path) -> Path:
    """A relative path counts from the file's folder; an address such as "s3://bucket" from none."""
    return Path(name) if _ADDRESS.match(name) else beside / Path(name).expanduser()


def unknown_name(thing: str, name: str, known: Iterable[str]) -> str:
    """ "unknown key 'tpo': the nearest is 'top'": what an error says of such a name."""
    names = list(known)
    if near := get_close_matches(name, names, 1, 0.5):
        return f"unknown {thing} {name!r}: the nearest is {near[0]!r}"
    return f"unknown {thing} {name!r}: known are {', '.join(names)}"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8") from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}") from error


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_keymap(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


# Each key, what its value must be, and that in words.
_KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "archive": (_is_text, 'a folder or an address in quotation marks, such as "~/news"'),
    "theme": (_is_text, 'a theme\'s name, such as "pullquote-light"'),
    "keymap": (_is_keymap, 'a table of names and keys, such as read = "ctrl+o"'),
    "top": (
        lambda value: _is_number(value) and value in range(1, 101),
        "a whole number from 1 to 100, such as 5",
    ),
    "threshold": (
        lambda value: _is_number(value) and 0 <= value <= 1,
        "a number from 0 to 1, such as 0.5",
    ),
    "pager": (_is_text, 'a command in quotation marks, such as "less -R"'),
    "reader": (READER_SIZES.__contains__, " or ".join(f'"{size}"' for size in READER_SIZES)),
}
