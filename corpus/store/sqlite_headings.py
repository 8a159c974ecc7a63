"""Which articles of the archive's file hold some words, and their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from corpus.headings import Heading, Wanted
from corpus.records import Filters
from corpus.store.holding import articles_holding, newest_first
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_rows import date_of, publication_date, where_clause

_HEADING_COLUMNS = "id, title, first_day, date_precision, date_found_in, source"
_NEWEST_FIRST = "ORDER BY first_day IS NULL, first_day DESC, id"

# Articles whose texts are in memory at a time.
_ARTICLES_READ = 500

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
        keys = articles_holding(wanted, _SqliteTexts(self, words))
        headings = [_heading(self._file.path, *row) for row in self.rows_of(keys, _HEADING_COLUMNS)]
        passing = (each for each in headings if wanted.filters.admit(each.published, each.source))
        return sorted(passing, key=newest_first)

    def every(self) -> Keys:
        """All articles."""
        return {key for (key,) in self._file.rows("SELECT key FROM articles")}

    def articles_of(self, passages: Sequence[int]) -> Keys:
        """The articles that some passages are of."""
        rows = self._file.rows_by_key("SELECT key, article FROM passages", passages)
        return {article for _, article in rows}

    def rows_of(self, keys: Keys, columns: str) -> Iterator[tuple[Any, ...]]:
        """Some columns of these articles."""
        rising = sorted(keys)
        for at in range(0, len(rising), _ARTICLES_READ):
            block = rising[at : at + _ARTICLES_READ]
            yield from self._file.rows_by_key(f"SELECT {columns} FROM articles", block)


def _heading(path: Path, id: str, title: str, *values: str | None) -> Heading:
    first, precision, found_in, source = values
    return Heading(id, title, publication_date(path, first, precision, found_in), source)


class _SqliteTexts:
    """`Texts` of the archive's file, whose words are in a keyword index."""

    def __init__(self, headings: SqliteHeadings, words: Words) -> None:
        self._headings, self._words, self.every = headings, words, headings.every

    def with_words(self, text: str) -> Keys:
        words, articles_of = self._words, self._headings.articles_of
        held = [articles_of(words.passages_with(stem)) for stem in words.stems(text)]
        return set.intersection(*held) if held else set()

    def texts(self, keys: Keys) -> Iterator[tuple[int, str, str]]:
        return ((key, *texts) for key, *texts in self._headings.rows_of(keys, "key, title, text"))
