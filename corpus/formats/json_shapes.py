"""Where the records of a JSON export stand: at its top, in arrays at any depth, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from corpus.formats.field_names import SUMMARY, TEXT, key_of, keys_of, normalize_names
from corpus.formats.field_values import is_text

_DEEPEST = 12  # arrays and objects within one another
_TEXT_KEYS, _SUMMARY_KEYS = keys_of(TEXT), keys_of(SUMMARY)


def records_in(whole: object) -> list[object] | None:
    """The records that a JSON value holds; None where it is one record itself, or holds none."""
    if isinstance(whole, list):
        has_records = any(map(_is_record, whole))
        return whole if has_records else _nested([whole]) or whole
    if not isinstance(whole, Mapping):
        return None
    if table := _rows_of_table(whole):
        return table
    return None if _has_text(whole) else _nested([whole]) or None


def _nested(level: list[object]) -> list[object]:
    """The records nearest below these values: all arrays of them at one depth, else objects."""
    for _ in range(_DEEPEST):
        below = [inner for value in level for inner in _inside(value)]
        arrays = [value for value in below if isinstance(value, list)]
        arrays = [array for array in arrays if any(map(_is_record, array))]
        if arrays:
            return list(chain.from_iterable(arrays))
        alone = [value for value in below if isinstance(value, Mapping) and _has_text(value)]
        if alone:
            return list(alone)
        level = below
    return []


def _inside(value: object) -> Iterable[object]:
    inner = (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    )
    return [each for each in inner if isinstance(each, dict | list)]


def _is_record(value: object) -> bool:
    return isinstance(value, Mapping) and _has_text(value, (*_TEXT_KEYS, *_SUMMARY_KEYS))


def _has_text(value: Mapping[str, object], keys: Iterable[str] = _TEXT_KEYS) -> bool:
    fields = normalize_names(value)
    return any(is_text(fields[key]) for key in keys if key in fields)


def _rows_of_table(whole: Mapping[str, object]) -> list[object] | None:
    """The rows of a table as pandas writes it: by `orient` split, columns or index."""
    columns, data = whole.get("columns"), whole.get("data")
    if isinstance(columns, list) and isinstance(data, list):
        names = [str(name) for name in columns]
        return [dict(zip(names, row, strict=False)) for row in data if isinstance(row, list)]
    inner = [value for value in whole.values() if isinstance(value, Mapping)]
    if len(inner) < 2 or len(inner) < len(whole):
        return None
    names_text = any(key_of(name) in (*_TEXT_KEYS, *_SUMMARY_KEYS) for name in whole)
    if names_text and all(value.keys() == inner[0].keys() for value in inner):
        return [{name: whole[name][row] for name in whole} for row in inner[0]]  # type: ignore[index]
    return (
        [_under(name, row) for name, row in whole.items()] if all(map(_is_record, inner)) else None
    )


def _under(name: str, row: object) -> object:
    """A row with the name that it stands under as its id; a bare number only counts rows."""
    return row if name.isdigit() or not isinstance(row, Mapping) else {"_id": name, **row}
