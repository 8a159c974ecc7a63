"""The articles of the archive's file and their passages, as they are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from corpus.records import Article, Filters, Passage
from corpus.store.migrations import PLACES
from corpus.store.sqlite_file import ArchiveFile, damage_error
from corpus.store.sqlite_rows import article_columns, article_of, where_clause
from corpus.store.store import ArticleVersion

_ASKED_TOGETHER = 500  # ids in one statement


class SqliteArticles:
    """Reads articles, each checked against what was put there where an answer is made of it."""

    def __init__(self, file: ArchiveFile) -> None:
        self._file = file
        self._places = f"passages INDEXED BY {PLACES}" if file.has(PLACES) else "passages"

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """The passages with these keys, in their order; passages of one article share it."""
        wanted = [int(key) for key in keys]
        rows = self._file.rows_by_key(
            f"SELECT key, article, start, end FROM {self._places}", wanted
        )
        if any(type(number) is not int for row in rows for number in row):
            raise damage_error(self._file.path, "a passage's place is no number")
        articles = self._articles_by_key(sorted({article for _, article, _, _ in rows}))
        found: dict[int, Passage] = {}
        for key, article, start, end in rows:
            if article not in articles or not 0 <= start < end <= len(articles[article].text):
                raise damage_error(self._file.path, f"passage {key} is not within an article")
            found[key] = Passage(articles[article], start, end)
        return {key: found[key] for key in wanted if key in found}

    def _articles_by_key(self, keys: Sequence[int]) -> dict[int, Article]:
        """Articles that are what was put there: no answer is made of an altered one."""
        found: dict[int, Article] = {}
        query = f"SELECT key, digest, {article_columns(self._file)} FROM articles"
        for key, digest, *row in self._file.rows_by_key(query, keys):
            found[key] = article_of(self._file.path, row)
            if found[key].digest != digest:
                raise damage_error(
                    self._file.path, f"article {found[key].id}: its content is not what was added"
                )
        return found

    def article(self, id: str) -> Article | None:
        columns = article_columns(self._file)
        row = self._file.row(f"SELECT {columns} FROM articles WHERE id = ?", (id,))
        return article_of(self._file.path, row) if row else None

    def articles(self, filters: Filters) -> Iterator[Article]:
        where, values = where_clause(filters)
        rows = self._file.rows(
            f"SELECT {article_columns(self._file)} FROM articles {where} ORDER BY id", values
        )
        return (article_of(self._file.path, row) for row in rows)

    def passages_of(self, article: Article) -> list[Passage]:
        rows = self._file.rows(
            "SELECT start, end FROM passages WHERE article ="
            " (SELECT key FROM articles WHERE id = ?) ORDER BY start",
            (article.id,),
        )
        return [Passage(article, start, end) for start, end in rows]

    def find_text(self, text: str) -> str | None:
        row = self._file.row(
            "SELECT id FROM articles WHERE instr(text, ?) > 0 ORDER BY id LIMIT 1", (text,)
        )
        return cast(str, row[0]) if row else None

    def versions(self, ids: Sequence[str]) -> dict[str, ArticleVersion]:
        found: dict[str, ArticleVersion] = {}
        for at in range(0, len(ids), _ASKED_TOGETHER):
            some = ids[at : at + _ASKED_TOGETHER]
            places = ", ".join("?" * len(some))
            query = f"SELECT id, digest, origin FROM articles WHERE id IN ({places})"
            found |= {id: ArticleVersion(*row) for id, *row in self._file.rows(query, some)}
        return found

    def ids_under(self, path: str) -> dict[str, str]:
        # Up to the character after the separator: exactly what begins with "path/". On "/"
        # itself another separator would double.
        folder = path.rstrip(os.sep)
        rows = self._file.rows(
            "SELECT id, origin FROM articles WHERE origin = ? OR (origin >= ? AND origin < ?)",
            (path, folder + os.sep, folder + chr(ord(os.sep) + 1)),
        )
        return dict(rows)
