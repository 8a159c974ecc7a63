"""Markdown: its facts stand in front matter, else its first heading names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.formats.encoding import text_of
from corpus.formats.html import text_of_fragment
from corpus.formats.record_fields import article_of, normalize_names
from corpus.formats.source import Source, Unreadable, title_of
from corpus.formats.story import LARGEST_BYTES
from corpus.records import Article
from corpus.text import tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 100  # lists and quotations within one another
_TAG_OR_COMMENT = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_EMPHASIS = "\ue000"  # stands in for the mark that CommonMark takes from 2*3*4
_TIMES = re.compile(rf"(?<=\d){_EMPHASIS}(?=\d)")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?")
_WIKI_LINK = re.compile(r"(!?)\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


class _Block(NamedTuple):
    """A paragraph, a heading, a list item or a table's row, as people read it."""

    words: str
    is_heading: bool = False


def read(source: Source) -> Iterator[Article]:
    """The one article of a Markdown file: front matter, else the first heading, names it."""
    from corpus.formats.front_matter import split_front_matter  # YAML, only for Markdown

    text = text_of(source, LARGEST_BYTES).lstrip("\ufeff").replace("\r\n", "\n")
    facts, body = split_front_matter(text)
    blocks = [block for block in _blocks(tidy(body)) if block.words]
    heading = blocks.pop(0).words if blocks and blocks[0].is_heading else None
    if not blocks:
        raise Unreadable("holds no text below its headings")
    title = heading or title_of(source.name)
    paragraphs = "\n\n".join(block.words for block in blocks)
    fields = {"title": title, **_drop_empty(facts), "text": paragraphs}
    yield article_of(fields, source, source.id)


def _drop_empty(facts: dict[str, object]) -> dict[str, object]:
    """The facts under lower-case names, without those that are left open."""
    named = normalize_names(facts)
    return {name: value for name, value in named.items() if value not in (None, "", [])}


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables; what is indented is text, since articles are no source code."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    return parser.enable(["table", "strikethrough"]).disable("code")


def _blocks(body: str) -> Iterator[_Block]:
    """The text's blocks in order; rules, pictures and fenced code are left out."""
    mark, is_heading = "", False
    cells: list[str] | None = None  # of the table's row that is being read
    for token in _parser().parse(body):
        match token.type:
            case "list_item_open":
                mark = f"{token.info}{token.markup} "
            case "heading_open" | "heading_close":
                is_heading = token.nesting == 1
            case "tr_open":
                cells = []
            case "tr_close":
                yield _Block(" | ".join(filter(None, cells or [])))
                cells = None
            case "inline" if cells is not None:
                cells.append(_text_of(token.children or []))
            case "inline" | "html_block":
                for words in _paragraphs_of(token):
                    yield _Block(mark + words, is_heading)
                    mark = ""


def _paragraphs_of(token: Token) -> list[str]:
    if token.type == "inline":
        return list(filter(None, [_text_of(token.children or [])]))
    if not _TAG_OR_COMMENT.sub("", token.content).strip():
        return []
    return text_of_fragment(token.content).split("\n\n")


def _text_of(inline: Iterable[Token]) -> str:
    """The words of a line without its marks; pictures give none."""
    words = "".join(_words_of(token) for token in inline)
    words = _TIMES.sub("*", words).replace(_EMPHASIS, "")
    words = _WIKI_LINK.sub(lambda link: "" if link[1] else link[2], words)
    return " ".join(_NOTE_MARK.sub("", words).split())


def _words_of(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type in ("em_open", "em_close") and token.markup == "*":
        return _EMPHASIS
    is_break = token.type in ("softbreak", "hardbreak") or _LINE_BREAK.match(token.content)
    return " " if is_break else ""
