"""What the program can do, read from the bindings: the help and the palette list it from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from textual.actions import parse
from textual.binding import Binding, BindingType
from textual.dom import DOMNode


@dataclass(frozen=True, slots=True)
class Command:
    """One action with the keys that do it. Motions of a cursor are keys, but no commands."""

    name: str
    what: str
    action: str
    bindings: tuple[Binding, ...]


def commands_in(place: type[DOMNode]) -> Iterator[Command]:
    """Everything that the keys of one place do, in their order.

    What a binding does is its tooltip; the palette lists those that have one. Keys that every
    input box has are bindings of the system, and left out.
    """
    bindings = (each for each in Binding.make_bindings(own_bindings(place)) if not each.system)
    for action, same in groupby(bindings, key=lambda binding: binding.action):
        keys = tuple(same)
        yield Command(keys[0].description, keys[0].tooltip, action, keys)


def own_bindings(place: type[DOMNode]) -> Iterator[BindingType]:
    """Its bindings, and those of the classes of ours that it builds on: not Textual's."""
    for part in place.__mro__:
        if part.__module__.startswith(f"{__package__}."):
            yield from vars(part).get("BINDINGS", ())


def usable_commands(places: Sequence[DOMNode]) -> Iterator[tuple[DOMNode, Command]]:
    """What can be done now in these places, each thing once."""
    seen: set[str] = set()
    for place in places:
        for command in commands_in(type(place)):
            _, name, parameters = parse(command.action)
            is_usable = command.what and place.check_action(name, parameters)
            if is_usable and command.what not in seen:
                seen.add(command.what)
                yield place, command
