"""Which articles of the archive's file hold some words, and their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from corpus.headings import Heading, Wanted
from corpus.records import Filters
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_rows import date_of, publication_date, where_clause

_HEADING_COLUMNS = "id, title, first_day, date_precision, date_found_in, source"
_NEWEST_FIRST = "ORDER BY first_day IS NULL, first_day DESC, id"

# Articles whose texts are in memory at a time.
_ARTICLES_READ = 500
_PLAIN_MARKS = str.maketrans("‘’ʼ“”", "'''\"\"")

Keys: TypeAlias = set[int]


class Words(Protocol):
    """Where words are looked up, as a keyword index does."""

    def stems(self, text: str) -> list[str]:
        """The words of a text in the form that is common to all their forms."""

    def passages_with(self, stem: str) -> list[int]:
        """The keys of all passages that hold a word, in any of its forms."""


class SqliteHeadings:
    """Lists and counts articles by what they hold."""

    def __init__(self, file: ArchiveFile) -> None:
        self._file = file

    def months(self) -> dict[date, int]:
        """How many articles there are of each month, by its first day."""
        # By the last day rather than by the precision, which is in no index.
        rows = self._file.rows(
            "SELECT substr(first_day, 1, 7) AS month, count(*) FROM articles"
            " WHERE month = substr(last_day, 1, 7) GROUP BY month ORDER BY month"
        )
        return {date_of(self._file.path, f"{month}-01"): count for month, count in rows}

    def all(self, filters: Filters, limit: int | None) -> list[Heading]:
        """The headings of all articles that pass the filters, newest first."""
        where, values = where_clause(filters)
        query = f"SELECT {_HEADING_COLUMNS} FROM articles {where} {_NEWEST_FIRST} LIMIT ?"
        rows = self._file.rows(query, [*values, limit or -1])
        return [_heading(self._file.path, *row) for row in rows]

    def holding(self, wanted: Wanted, words: Words) -> list[Heading]:
        """The headings of the articles that hold what is wanted, newest first."""
        found = self._rows_of(self._keys_holding(wanted, words), _HEADING_COLUMNS)
        headings = [_heading(self._file.path, *row) for row in found]
        passing = (each for each in headings if wanted.filters.admit(each.published, each.source))
        return sorted(passing, key=_newest_first)

    def _keys_holding(self, wanted: Wanted, words: Words) -> Keys:
        keys: Keys | None = None
        for text in (*wanted.words, *wanted.phrases):
            held = self._keys_with_all(text, words)
            keys = held if keys is None else keys & held
        if keys is None:
            keys = {key for (key,) in self._file.rows("SELECT key FROM articles")}
        for word in wanted.not_words:
            keys -= self._keys_with_all(word, words)
        for phrase in wanted.phrases:
            keys = self._keys_with_phrase(phrase, keys)
        for phrase in wanted.not_phrases:
            keys -= self._keys_with_phrase(phrase, keys & self._keys_with_all(phrase, words))
        return keys

    def _keys_with_all(self, text: str, words: Words) -> Keys:
        """The articles that hold every word of a text, in any of their forms."""
        held = [self._articles_of(words.passages_with(stem)) for stem in words.stems(text)]
        return set.intersection(*held) if held else set()

    def _keys_with_phrase(self, phrase: str, keys: Keys) -> Keys:
        """Those of these articles that hold a phrase letter for letter."""
        pattern = _pattern_of(phrase)
        return {
            key
            for key, *parts in self._rows_of(keys, "key, title, text")
            if any(pattern.search(_fold(part)) for part in parts)
        }

    def _articles_of(self, passages: Sequence[int]) -> Keys:
        rows = self._file.rows_by_key("SELECT key, article FROM passages", passages)
        return {article for _, article in rows}

    def _rows_of(self, keys: Keys, columns: str) -> Iterator[tuple[Any, ...]]:
        rising = sorted(keys)
        for at in range(0, len(rising), _ARTICLES_READ):
            block = rising[at : at + _ARTICLES_READ]
            yield from self._file.rows_by_key(f"SELECT {columns} FROM articles", block)


def _heading(path: Path, id: str, title: str, *values: str | None) -> Heading:
    first, precision, found_in, source = values
    return Heading(id, title, publication_date(path, first, precision, found_in), source)


def _newest_first(heading: Heading) -> tuple[bool, int, str]:
    day = heading.published.first.toordinal() if heading.published else 0
    return not day, -day, heading.id


def _pattern_of(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, _fold(phrase).split()))
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _fold(text: str) -> str:
    return text.translate(_PLAIN_MARKS).casefold()
