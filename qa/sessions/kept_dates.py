"""Dates and moments as the JSON form has them, read back."""

from __future__ import annotations

from datetime import UTC, date, datetime

from corpus.records import Precision, PublicationDate

_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def parse_published(iso: str, found_in: str) -> PublicationDate:
    """ "2016-02-04", "2016-02" or "2016" as a date of that precision; ValueError for another."""
    if len(iso) not in _PRECISIONS:
        raise ValueError(f"no publication date: {iso!r}")
    return PublicationDate(
        date.fromisoformat(f"{iso}-01-01"[:10] if len(iso) == 4 else f"{iso}-01"[:10]),
        _PRECISIONS[len(iso)],
        found_in,
    )


def parse_moment(iso: str) -> datetime:
    """A moment with its time zone, which is UTC where it names none; ValueError for another."""
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
