"""The case that a page carries, and whether the page shows what its data says."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from corpus.errors import InputError
from qa.casefile.case import Case
from qa.casefile.case_html import (
    DATA_CLOSES,
    DATA_OPENS,
    page_digest,
    shown_citation,
    shown_quote,
)

MAX_PAGE_BYTES = 50_000_000  # a page of ten thousand quotes is smaller


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with what its page shows. `altered` are the quotes that it shows otherwise, from 1.

    `is_as_made` is whether nothing around the data was changed since the page was made.
    """

    case: Case
    altered: frozenset[int]
    is_as_made: bool


def read_page(path: Path) -> CasePage:
    """The case in a file; InputError where there is none."""
    page = _read(path)
    before, opens, rest = page.rpartition(DATA_OPENS)
    data, closes, after = rest.partition(DATA_CLOSES)
    try:
        record = json.loads(data)
        case = Case.parse(record if isinstance(record, dict) else {})
    except (ValueError, RecursionError) as error:
        reason = "holds no case" if not (opens and closes) else f"holds no sound case: {error}"
        raise InputError(f"{path} {reason}; `pullquote case` makes one") from error
    shown = _Shown()
    shown.feed(before + after)
    shown.close()
    altered = {
        number
        for number, quote in enumerate(case.quotes, start=1)
        if shown.texts["quote", number] != [shown_quote(quote)]
        or shown.texts["citation", number] != [shown_citation(quote)]
    }
    is_as_made = record.get("page") == page_digest(before + after)
    return CasePage(case, frozenset(altered), is_as_made)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_PAGE_BYTES:
            raise InputError(f"{path} is larger than any case")
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: it holds no case") from error


class _Shown(HTMLParser):
    """What a page shows as its quotes and their citations, by kind and number."""

    _ENDS: Mapping[str, str] = {"blockquote": "quote", "cite": "citation"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = defaultdict[tuple[str, int], list[str]](list)
        self._open: tuple[str, int] | None = None
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = self._ENDS.get(tag)
        number = dict(attrs).get(f"data-{kind}") or ""
        if kind and number.isdecimal():
            self._open, self._parts = (kind, int(number)), []

    def handle_data(self, data: str) -> None:
        self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._ENDS.get(tag) == self._open[0]:
            self.texts[self._open].append("".join(self._parts))
            self._open = None
