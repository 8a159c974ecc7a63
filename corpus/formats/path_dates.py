"""The date that a document's name or its folders state: "2023-03-14-harbour.md", "2016/02/04/"."""

from __future__ import annotations

import re
from pathlib import PurePath

from corpus.dates import parse_publication_date
from corpus.formats.source import Source, stem_of
from corpus.records import PublicationDate

_YEAR, _MONTH, _DAY = r"((?:1[6-9]|20)\d\d)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_DAY_IN_NAME = re.compile(rf"(?<!\d){_YEAR}([-_. ]?){_MONTH}\2{_DAY}(?!\d)")
_DAY_FIRST_IN_NAME = re.compile(rf"(?<!\d){_DAY}([-_.]){_MONTH}\2{_YEAR}(?!\d)")
_MONTH_AT_START = re.compile(rf"{_YEAR}[-_.]{_MONTH}(?![\d])(?!\.\d)")
_FOLDERS = re.compile(rf"(?:.*/)?{_YEAR}(?:/{_MONTH}(?:/{_DAY})?)?")


def date_of_path(source: Source) -> PublicationDate | None:
    """The date in a document's file name, else in its folders below the one that was added.

    A name with several days, such as those of a period, dates nothing.
    """
    stem = stem_of(source.name)
    days = {_joined(match) for match in _DAY_IN_NAME.finditer(stem)}
    days |= {_joined(match, backwards=True) for match in _DAY_FIRST_IN_NAME.finditer(stem)}
    if len(days) == 1:
        return parse_publication_date(days.pop(), "file name")
    if days:
        return None
    if month := _MONTH_AT_START.match(stem):
        return parse_publication_date("-".join(month.groups()), "file name")
    return _date_of_folders(source)


def _joined(match: re.Match[str], *, backwards: bool = False) -> str:
    one, _, two, three = match.groups()
    return "-".join((three, two, one) if backwards else (one, two, three))


def _date_of_folders(source: Source) -> PublicationDate | None:
    """ "2016/02/04/", "2016/02/", "2016/" or "2016-02-04/", nearest first."""
    try:
        folders = PurePath(source.origin).parent.relative_to(source.root.parent)
    except ValueError:
        return None
    for place in range(len(folders.parts), 0, -1):
        path = "/".join(folders.parts[:place])
        if match := _DAY_IN_NAME.fullmatch(folders.parts[place - 1]):
            return parse_publication_date(_joined(match), "folder name")
        if match := _MONTH_AT_START.fullmatch(folders.parts[place - 1]):
            return parse_publication_date("-".join(match.groups()), "folder name")
        if match := _FOLDERS.fullmatch(path):
            return parse_publication_date("-".join(filter(None, match.groups())), "folder name")
    return None
