"""Names of the keys' bindings, by which a user can give them other keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import binding
from textual.dom import DOMNode
from textual.keys import Keys

from corpus.errors import InputError
from qa.chat.commands import own_bindings

_MODIFIERS = {"ctrl", "alt", "shift", "meta", "super", "hyper"}
_NAMES = {key.value for key in Keys}


@dataclass(frozen=True)
class Binding(binding.Binding):
    """A binding that has its name as its id: "Earlier answer" is `earlier-answer`."""

    def __post_init__(self) -> None:
        if self.id is None and self.description:
            object.__setattr__(self, "id", "-".join(self.description.lower().split()))


def binding_names(places: Sequence[type[DOMNode]]) -> list[str]:
    """The names of all bindings of some widgets and screens."""
    made = (each for place in places for each in Binding.make_bindings(own_bindings(place)))
    return list(dict.fromkeys(each.id for each in made if each.id))


def rebind(
    bindings: Sequence[binding.Binding], keymap: Mapping[str, str]
) -> Sequence[binding.Binding]:
    """The bindings of one action, with the keys that the keymap gives it in place of their own."""
    keys = keymap.get(bindings[0].id or "")
    return [bindings[0].with_key(key.strip()) for key in keys.split(",")] if keys else bindings


def check_keys(keymap: Mapping[str, str]) -> None:
    """InputError for a key that no keyboard sends."""
    for name, keys in keymap.items():
        for key in keys.split(","):
            if not _is_key(key.strip()):
                raise InputError(
                    f"keymap: {name} = {keys!r}: {key.strip()!r} is not a key, such as f5, "
                    "ctrl+o or question_mark"
                )


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return set(modifiers) <= _MODIFIERS and (
        len(last) == 1 or last in _NAMES or _is_character_name(last)
    )


def _is_character_name(name: str) -> bool:
    try:
        return bool(unicodedata.lookup(name.replace("_", " ").upper()))
    except KeyError:
        return False
