"""The blocks of a word processor's document, and the article that they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.formats.news_exports import articles_in_export
from corpus.formats.plain_metadata import story_in
from corpus.formats.source import Source, Unreadable
from corpus.formats.story import article_of_story
from corpus.records import Article, Skipped
from corpus.text import one_line, tidy

_PROSE_CHARS = 120  # a cell with more holds prose, and the table only sets it out
_TITLE_CHARS = 200
# What programs write where the author's name or the title should stand.
_NOBODY = frozenset(
    "user admin administrator author unknown owner windows python-docx microsoft".split()
)
_NO_TITLES = frozenset(("", "untitled", "document", "microsoft word document", "dokument"))


class Block(NamedTuple):
    """A paragraph, a heading or a table's row; `level` is 0 for a title, 1 to 9 for headings."""

    words: str
    level: int | None = None


def row_blocks(cells: Sequence[Sequence[str]]) -> Iterator[Block]:
    """A table's row, whose cells are given as their paragraphs: one line, or prose set out."""
    if len(cells) == 1 or any(len(words) > _PROSE_CHARS for cell in cells for words in cell):
        yield from (Block(words) for cell in cells for words in cell)
    else:
        yield Block(" | ".join(filter(None, (" ".join(cell) for cell in cells))))


def articles_of_blocks(
    blocks: Iterable[Block], title: str, author: str, source: Source
) -> Iterator[Article | Skipped]:
    """The document's article, or those of a database's export that was saved in this format.

    `title` and `author` are what the document's properties say; what it says itself counts first.
    """
    known = [Block(words, each.level) for each in blocks if (words := one_line(each.words))]
    if not known:
        raise Unreadable("holds no text")
    text = tidy("\n\n".join(block.words for block in known))
    if (exported := articles_in_export(text, source)) is not None:
        yield from exported
        return
    story = story_in(text, _title_of(known, one_line(title)))
    article = article_of_story(story, source)
    yield replace(article, author=article.author or _named(author))


def _title_of(blocks: Sequence[Block], stated: str) -> str | None:
    """The title: set as one, or as the first heading; else what the properties say."""
    titles = [block.words for block in blocks if block.level == 0]
    opening = blocks[0].words if blocks[0].level == 1 and len(blocks) > 1 else ""
    named = "" if stated.casefold() in _NO_TITLES else stated
    title = titles[0] if titles else opening or named
    return title if 0 < len(title) <= _TITLE_CHARS else None


def _named(author: str) -> str | None:
    """The author whom the properties name, if that is a person's name rather than an account's."""
    words = one_line(author)
    is_name = len(words.split()) >= 2 and _NOBODY.isdisjoint(words.casefold().split())
    return words if is_name else None
