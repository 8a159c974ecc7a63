"""A record's fields under the names that people give them, made into an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from corpus.dates import DayOrder, day_order_of, parse_publication_date
from corpus.formats import field_names as names
from corpus.formats.credits import add_credits, part_record
from corpus.formats.datelines import place_in_dateline
from corpus.formats.field_names import keys_of, normalize_names
from corpus.formats.field_values import label, text_of_value
from corpus.formats.limits import TOO_DEEP, check_bad_records
from corpus.formats.source import Source, Unreadable
from corpus.records import Article, Skipped

_DATES_THAT_DECIDE = 2  # days like 13/2/2016; one alone may be a slip
_ID, _TITLE, _TEXT, _SUMMARY = map(keys_of, (names.ID, names.TITLE, names.TEXT, names.SUMMARY))
_DATE, _SOURCE, _AUTHOR, _URL = map(keys_of, (names.DATE, names.SOURCE, names.AUTHOR, names.URL))
_PLACE = keys_of(names.PLACE)
_NOTHING: tuple[object, ...] = (None, "", [], {})
_BY = re.compile(r"\Aby\s+(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+\Z")
Record: TypeAlias = Mapping[str, object] | str  # a broken one as the reason why


def has_text_column(columns: Iterable[str]) -> bool:
    """Whether one of a table's columns is called what texts are called."""
    known = normalize_names(dict.fromkeys(columns)).keys()
    return not known.isdisjoint((*_TEXT, *_SUMMARY))


def own_id(fields: Mapping[str, object]) -> str | None:
    """The id that a record with comparable names gives itself."""
    return label(_first(fields, _ID))


def article_of(
    fields: Mapping[str, object], source: Source, id: str, order: DayOrder | None = None
) -> Article:
    """The article of a record with comparable names; Unreadable if it has no text.

    `order` is how its file writes days like 4/2/2016, where that is known.
    """
    text = _whole_text(fields)
    if not text:
        raise Unreadable(f"has no text ({_why_textless(fields)})")
    title = label(_first(fields, _TITLE)) or ""
    dates = (parse_publication_date(value, "record", order) for value in _stated_dates(fields))
    author = _BY.sub("", _people(_first(fields, _AUTHOR)) or "") or None
    outlet, url = label(_first(fields, _SOURCE)), label(_first(fields, _URL))
    if outlet and _ADDRESS.match(outlet):  # web clippers name the page itself so
        outlet, url = None, url or outlet
    text, parted = part_record(text, author)
    article = Article(
        id=id,
        title=title,
        text=text,
        origin=source.origin,
        published=next(filter(None, dates), None),
        source=outlet,
        author=author,
        url=url,
        place=place_in_dateline(label(_first(fields, _PLACE)) or ""),
    )
    return add_credits(article, parted)


def _why_textless(fields: Mapping[str, object]) -> str:
    if empty := next((key for key in (*_TEXT, *_SUMMARY) if key in fields), None):
        return f"its {empty} is empty"
    return names.advise_on_text("fields", _listed_within(fields) or fields)


def _listed_within(fields: Mapping[str, object]) -> Mapping[str, object] | None:
    """The first of the records that another one lists, which is none itself."""
    if any(key in fields for key in _TITLE):
        return None
    firsts = (value[0] for value in fields.values() if isinstance(value, list) and value)
    return next((first for first in firsts if isinstance(first, Mapping)), None)


def _stated_dates(fields: Mapping[str, object]) -> Iterator[object]:
    """What the fields for dates hold; in one of several dates that of publication counts."""
    for key in _DATE:
        if key not in fields:  # asked first: most of the many names are none of a record's
            continue
        value = fields[key]
        if isinstance(value, Mapping):
            yield from (inner for name, inner in normalize_names(value).items() if name in _DATE)
        else:
            yield value


def articles_of(
    records: Callable[[], Iterable[tuple[str, Record]]], source: Source
) -> Iterator[Article | Skipped]:
    """Each record's article; `records` gives them with their place, from the first one each time.

    A record without an id gets the document's with a digest of what names it.
    """
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    order = _FileOrder(records)
    textless = bad = 0
    for place, record in records():
        where = f"{source.origin} {place}"
        is_new = source.parts.take_up(where, is_broken=isinstance(record, str))
        if isinstance(record, str):
            bad += 1
            check_bad_records(bad)
            if is_new:
                yield Skipped(where, record)
            continue
        fields = normalize_names(record)
        id = own_id(fields) or _free_id(f"{source.id}#{_digest(fields)}", taken, numbers)
        if not is_new:
            taken.add(id)
            continue
        if id in taken:
            yield Skipped(where, f"its id {id} was taken by an earlier record of this file")
            continue
        try:
            article = article_of(fields, source, id, order.of(fields))
        except Unreadable as reason:
            textless += 1  # of many only the first says what to do
            yield Skipped(where, str(reason) if textless == 1 else "has no text either")
            check_bad_records(textless)
            continue
        except RecursionError:
            yield Skipped(where, TOO_DEEP)
            continue
        taken.add(id)
        yield article


class _FileOrder:
    """Whether a file writes 4/2/2016 day first, as its other dates show; read only when asked."""

    def __init__(self, records: Callable[[], Iterable[tuple[str, Record]]]) -> None:
        self._records = records

    def of(self, fields: Mapping[str, object]) -> DayOrder | None:
        """The order, for a record that needs it to be dated."""
        is_open = any(day_order_of(value) == "open" for value in _stated_dates(fields))
        return self._order if is_open else None

    @cached_property
    def _order(self) -> DayOrder | None:
        shown: Counter[str] = Counter()
        for _, record in self._records():
            if not isinstance(record, str):
                stated = map(day_order_of, _stated_dates(normalize_names(record)))
                shown.update(each for each in stated if each and each != "open")
        [(order, times)] = shown.most_common(1) or [("", 0)]
        if len(shown) != 1 or times < _DATES_THAT_DECIDE:
            return None
        return "day first" if order == "day first" else "month first"


def _whole_text(fields: Mapping[str, object]) -> str:
    """The record's text; where it has none, its summaries one below the other, each once."""
    if text := next(
        filter(None, (text_of_value(fields[name]) for name in _TEXT if name in fields)), ""
    ):
        return text
    parts: list[str] = []
    for name in filter(fields.__contains__, _SUMMARY):
        part = text_of_value(fields[name])
        if part and not any(part in known or known in part for known in parts):
            parts.append(part)
    return "\n\n".join(parts)


def _digest(fields: Mapping[str, object]) -> str:
    named = label(_first(fields, _URL)) or repr((_first(fields, _TITLE), _first(fields, _DATE)))
    if named == repr((None, None)):
        named = str(_first(fields, _TEXT))
    return sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _free_id(id: str, taken: set[str], numbers: dict[str, int]) -> str:
    """The id, with a number where it is taken; `numbers` holds the last number of each.

    Counted from 1 each time, the equal records of a large file would take hours.
    """
    number = numbers.get(id, 1)
    while (candidate := id if number == 1 else f"{id}-{number}") in taken:
        number += 1
    numbers[id] = number
    return candidate


def _first(fields: Mapping[str, object], keys: Iterable[str]) -> object:
    held = (fields[key] for key in keys if key in fields)
    return next((value for value in held if value not in _NOTHING), None)


def _people(value: object) -> str | None:
    """Who wrote it; a bare number is a database's own name for somebody."""
    named = label(value)
    return None if named is None or named.replace(", ", "").isdigit() else named
