"""JSON Schemas made of our records' types, and values checked against them.

So that what a server promises is what `ask --json` prints: there is no second description.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Mapping
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from corpus.errors import InputError

Schema = dict[str, Any]
"""A JSON Schema: a JSON object, of any depth."""

_PLAIN: Mapping[object, str] = {
    str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null",
}  # fmt: skip
_WORDS: Mapping[str, str] = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


class Bounds(NamedTuple):
    """What of a type's values is allowed: a number's range, a text's length, its form, in words."""

    least: int | None = None
    most: int | None = None
    pattern: str = ""
    description: str = ""


class SchemaMaker:
    """Makes schemas; records are described once, in `definitions`, and named by `prefix`."""

    def __init__(self, prefix: str = "#/$defs/") -> None:
        self.definitions: dict[str, Schema] = {}
        self._prefix = prefix

    def reference(self, record_type: type) -> Schema:
        """The schema that names a record's."""
        if record_type.__name__ not in self.definitions:
            self.definitions[record_type.__name__] = {}  # one that names itself ends here
            self.definitions[record_type.__name__] = self.of_record(record_type)
        return {"$ref": f"{self._prefix}{record_type.__name__}"}

    def of_record(self, record_type: type) -> Schema:
        """The schema of a TypedDict: no other keys than its own."""
        hints = get_type_hints(record_type, include_extras=True)
        schema: Schema = {"type": "object"}
        if words := inspect.getdoc(record_type):
            schema["description"] = " ".join(words.split())
        schema["properties"] = {name: self.of_type(hint) for name, hint in hints.items()}
        # Marked so in a class, or as a whole class.
        optional = {name for name, hint in hints.items() if get_origin(hint) is NotRequired}
        optional |= getattr(record_type, "__optional_keys__", frozenset())
        if required := [name for name in hints if name not in optional]:
            schema["required"] = required
        schema["additionalProperties"] = False
        return schema

    def of_type(self, hint: Any) -> Schema:
        """The schema of a type that a record has; TypeError for one that JSON has not."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint in _PLAIN:
            return {"type": _PLAIN[hint]}
        if is_typeddict(hint):
            return self.reference(hint)
        if origin is Annotated:
            schema = self.of_type(arguments[0])
            for bounds in arguments[1:]:
                schema = _bounded(schema, bounds)
            return schema
        if origin is NotRequired:
            return self.of_type(arguments[0])
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if origin is list:
            return {"type": "array", "items": self.of_type(arguments[0])}
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of_type(each) for each in arguments]}
        raise TypeError(f"no JSON type for {hint!r}")


def self_contained(record_type: type) -> Schema:
    """A record's schema with all that it names, as one object."""
    maker = SchemaMaker()
    schema = maker.of_record(record_type)
    return schema | ({"$defs": maker.definitions} if maker.definitions else {})


def check_fields(values: object, schema: Schema) -> dict[str, Any]:
    """The values, if they are as a record's schema says; else InputError, which names the field.

    For schemas of what is asked: objects of plain values and lists of them.
    """
    if not isinstance(values, dict):
        raise InputError("give an object with fields, such as {“question”: “who?”}")
    properties = schema["properties"]
    for name in values:
        if name not in properties:
            known = ", ".join(properties)
            raise InputError(f"there is no field {str(name)[:40]!r}: known are {known}")
    for name in schema.get("required", ()):
        if name not in values:
            raise InputError(f"the field {name!r} is missing")
    for name, value in values.items():
        if problem := _problem(value, properties[name]):
            raise InputError(f"the field {name!r} must be {problem}")
    return {name: _whole(value, properties[name]) for name, value in values.items()}


def _whole(value: object, schema: Schema) -> object:
    """The value; 3.0 as 3, which is the same to JSON."""
    return int(value) if schema["type"] == "integer" and isinstance(value, float) else value


def _bounded(schema: Schema, bounds: Bounds) -> Schema:
    is_text = schema["type"] == "string"
    least, most = ("minLength", "maxLength") if is_text else ("minimum", "maximum")
    if schema["type"] == "array":
        least, most = "minItems", "maxItems"
    said = {
        least: bounds.least,
        most: bounds.most,
        "pattern": bounds.pattern or None,
        "description": bounds.description or None,
    }
    return schema | {name: value for name, value in said.items() if value is not None}


def _problem(value: object, schema: Schema) -> str:
    """What a value ought to be and is not; "" where it is that."""
    kind = schema["type"]
    if not _is_kind(value, kind):
        return _WORDS[kind]
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            return f"a list of at most {schema['maxItems']}"
        problems = (_problem(each, schema["items"]) for each in value)
        return next((f"a list, each {each}" for each in problems if each), "")
    size = len(value) if isinstance(value, str) else value
    least, most = ("minLength", "maxLength") if isinstance(value, str) else ("minimum", "maximum")
    if isinstance(size, int | float) and not schema.get(least, size) <= size <= schema.get(
        most, size
    ):
        what = "characters" if isinstance(value, str) else ""
        return f"from {schema.get(least, 0):,} to {schema.get(most, size):,} {what}".rstrip()
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return str(schema.get("description", "of another form"))
    return ""


def _is_kind(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, float):
        return kind == "number" or (kind == "integer" and value.is_integer())
    kinds: Mapping[str, type] = {"string": str, "integer": int, "number": int, "array": list}
    return isinstance(value, kinds.get(kind, type(None)))
