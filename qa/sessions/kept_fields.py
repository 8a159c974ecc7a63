"""The fields of a kept dataclass, from the JSON object that it was written as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints


def kept_fields(kind: type, record: object, name: str) -> dict[str, Any]:
    """A value for each field of `kind`, None where the record lacks it; others are left out.

    ValueError, which calls the record `name`, where it is no object or a value is of another kind.
    """
    if not isinstance(record, Mapping):
        raise ValueError(f"not {name}")
    hints = get_type_hints(kind)
    values = {field: record.get(field) for field in hints}
    if not all(isinstance(values[field], hint) for field, hint in hints.items()):
        raise ValueError(f"{name} with a field of another kind")
    return values
