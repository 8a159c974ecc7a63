"""Markdown, with its facts in front matter or told by the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.formats.encoding import Unreadable, text_of
from corpus.formats.record_fields import article_of, lowered
from corpus.formats.source import LARGEST, title_of
from corpus.records import Article
from corpus.text import tidy

_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(.*?\n)?(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_FACT = re.compile(r"([A-Za-z_][\w -]*?)[^\S\n]*:(?:[^\S\n]+(.*))?")
_ITEM = re.compile(r"[^\S\n]*-[^\S\n]+(.*)")
_HEADING = re.compile(r"#{1,6}[^\S\n]+(.*?)[^\S\n]*#*")
_FENCE = re.compile(r"[^\S\n]*(```|~~~).*")
_UNDERLINE = re.compile(r"[^\S\n]*(?:={2,}|-{3,})")
_LISTED = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_RULE = re.compile(r"[^\S\n]*(?:(?:[-*_=][^\S\n]*){3,})")
_MARKS = (  # in this order: an image may stand inside a link
    (re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), ""),
    (re.compile(r"(?<!\\)\[([^\[\]]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"(?<![\\*\w])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![*\w])"), r"\2"),
    (re.compile(r"(?<![\\_\w])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![_\w])"), r"\2"),
    (re.compile(r"(?<![\\`])`([^`\n]+)`"), r"\1"),
    (re.compile(r"^[^\S\n]*>[^\S\n]?", re.MULTILINE), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])"), r"\1"),
)


def read(path: Path, id: str) -> Iterator[Article]:
    """The one article of a Markdown file: front matter, else the first heading, names it."""
    text = text_of(path, LARGEST).lstrip("\ufeff").replace("\r\n", "\n")
    facts, body = _front_matter(text)
    heading, paragraphs = _prose(body)
    if not paragraphs:
        raise Unreadable("holds no text below its headings")
    title = heading or title_of(path)
    yield article_of({"title": title, **facts, "text": "\n\n".join(paragraphs)}, path, id)


def _front_matter(text: str) -> tuple[dict[str, object], str]:
    """The facts that are stated, each a list of values, and the text below."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    facts: dict[str, list[str]] = {}
    name = ""
    for line in (match[1] or "").splitlines():
        if fact := _FACT.fullmatch(line.rstrip()):
            name = fact[1]
            facts[name] = _values(fact[2] or "")
        elif name and (item := _ITEM.fullmatch(line)):
            facts[name] += _values(item[1])
    return lowered({name: values for name, values in facts.items() if values}), text[match.end() :]


def _values(written: str) -> list[str]:
    """One value, or those of a [list, of, them]; without quotation marks and wiki brackets."""
    written = written.strip()
    is_list = written.startswith("[") and not written.startswith("[[") and written.endswith("]")
    parts = (part.strip().strip("\"'") for part in written[1:-1].split(",")) if is_list else ()
    one = written.strip("\"'").removeprefix("[[").removesuffix("]]")
    return list(filter(None, parts if is_list else [one]))


def _prose(body: str) -> tuple[str | None, list[str]]:
    """The first heading, if the text begins with it, and the paragraphs as people read them."""
    title: str | None = None
    paragraphs: list[str] = []
    for block in _blocks(body):
        heading = _HEADING.fullmatch(block)
        words = _unmarked(heading[1] if heading else block)
        if heading and title is None and not paragraphs:
            title = " ".join(words.split())
        elif words:
            paragraphs.append(words)
    return title, paragraphs


def _blocks(body: str) -> Iterator[str]:
    """Paragraphs, headings and list items, each whole; fences and rules are left out."""
    block: list[str] = []
    for line in [*tidy(body).split("\n"), ""]:
        if len(block) == 1 and _UNDERLINE.fullmatch(line) and not _LISTED.match(block[0]):
            block = [f"# {block[0]}"]
        apart = not line.strip() or _RULE.fullmatch(line) or _FENCE.fullmatch(line)
        starts = _HEADING.fullmatch(line) or _LISTED.match(line)
        if block and (apart or starts or _HEADING.fullmatch(block[-1])):
            yield "\n".join(block)
            block = []
        if not apart:
            block.append(line.strip())


def _unmarked(block: str) -> str:
    for pattern, kept in _MARKS:
        block = pattern.sub(kept, block)
    return " ".join(block.split())
