"""Markdown: its facts stand in front matter, else its first heading names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.dates import date_in, find_dates
from corpus.formats.bare_credits import BARS
from corpus.formats.boilerplate import without_captions
from corpus.formats.bylines import Credits, merge_credits, read_credits
from corpus.formats.credits import Parted, add_credits, part_foot, part_head
from corpus.formats.encoding import text_of
from corpus.formats.field_names import normalize_names
from corpus.formats.html_fragments import text_of_fragment
from corpus.formats.limits import TEXT_BYTES
from corpus.formats.mending import mend
from corpus.formats.record_fields import article_of
from corpus.formats.source import Source, Unreadable, title_of
from corpus.formats.written_names import is_person, may_be_outlet
from corpus.records import Article
from corpus.text import tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 100  # lists and quotations within one another
_TAG_OR_COMMENT = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_HEADING = re.compile(r"# [^\s#]+ \S.*\n\s*\n(?!# )")  # of two words or more, above a blank line
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_EMPHASIS = "\ue000"  # stands in for the mark that CommonMark takes from 2*3*4
_TIMES = re.compile(rf"(?<=\d){_EMPHASIS}(?=\d)")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?")
_EMPHASES = ("em_open", "em_close", "strong_open", "strong_close")
_HEAD_BLOCKS = 5  # that may say who and when
_DATED_CHARS = 60  # beside an outlet's name: a date, an issue
_WIKI_LINK = re.compile(r"(!?)\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


class _Block(NamedTuple):
    """A paragraph, a heading, a list item or a table's row, as people read it.

    `lead` is what it begins with in italics or bold, and an aside is set so as a whole.
    """

    words: str
    is_heading: bool = False
    lead: str = ""
    is_aside: bool = False


def read(source: Source) -> Iterator[Article]:
    """The one article of a Markdown file: front matter, else the first heading, names it."""
    yield read_text(mend(text_of(source, TEXT_BYTES)), source)


def is_markdown(text: str) -> bool:
    """Whether a text whose name does not say so begins as Markdown does."""
    text = text.lstrip("\ufeff\n ").replace("\r\n", "\n")
    return _HEADING.match(text) is not None or (
        text.startswith(("---\n", "+++\n")) and bool(_split_front_matter(text)[0])
    )


def read_text(raw: str, source: Source) -> Article:
    """The article of a text in Markdown."""
    text = raw.lstrip("\ufeff").replace("\r\n", "\n")
    facts, body = _split_front_matter(text)
    written = [block for block in _blocks(tidy(body)) if block.words]
    kept = set(without_captions([block.words for block in written]))
    blocks = _heading_first([block for block in written if block.words in kept])
    heading = blocks.pop(0).words if blocks and blocks[0].is_heading else None
    if not blocks:
        raise Unreadable("holds no text below its headings")
    parted = _part_credits(blocks)
    paragraphs = "\n\n".join(words.replace("\n", " ") for words in parted.paragraphs)
    title = heading or title_of(source.name)
    fields = {"title": title, **_drop_empty(facts), "text": paragraphs}
    return add_credits(article_of(fields, source, source.id), parted)


def _split_front_matter(text: str) -> tuple[dict[str, object], str]:
    from corpus.formats.front_matter import split_front_matter  # YAML, only for Markdown

    return split_front_matter(text)


def _heading_first(blocks: list[_Block]) -> list[_Block]:
    """The blocks, the heading before what stands over it: an embargo, an outlet and a date."""
    place = next((n for n, block in enumerate(blocks[:_HEAD_BLOCKS]) if block.is_heading), 0)
    above = [read_credits(block.words) for block in blocks[:place]]
    if not all(said is not None and said.certain for said in above):
        return blocks
    return [*blocks[place : place + 1], *blocks[:place], *blocks[place + 1 :]]


def _part_credits(blocks: Sequence[_Block]) -> Parted:
    """The text's paragraphs, and what the lines around it said."""
    dressed = {place: said for place, one in enumerate(blocks) if (said := _dated_outlet(one))}
    headings = [place for place, one in enumerate(blocks) if one.is_heading]
    paragraphs = [one.words for one in blocks]
    parted = part_head(paragraphs, _HEAD_BLOCKS, known=dressed, headings=headings)
    asides = {block.words for block in blocks if block.is_aside}
    if 2 * len(asides) > len(blocks):  # then italics say nothing
        asides = set()
    return parted._replace(paragraphs=part_foot(parted.paragraphs, parted.credits.author, asides))


def _dated_outlet(block: _Block) -> Credits | None:
    """ "*Tallis Post*, 4 May 2016", and other credits on the lines below it."""
    first, *others = block.words.split("\n")
    rest = first.removeprefix(block.lead)
    dates = find_dates(rest) if block.lead and len(rest) <= _DATED_CHARS else []
    said = [read_credits(line) for line in others]
    known = [each for each in said if each is not None]
    if not dates or len(known) < len(others) or len(dates) > 1 or "“" in first or '"' in first:
        return None
    date = date_in(rest, "date line")
    # "**Jane Ferrow** | *Tallis Post* | 4 May 2016"
    name = block.lead.strip(" ,:|–—")
    if len(parts := BARS.split(first)) > 2 and is_person(name):
        outlet = next(filter(may_be_outlet, parts), None)
        stated = read_credits(first) or Credits(published=date)
        people = () if outlet is None else (name,)
        return merge_credits([Credits(people, outlet), stated, *known])
    return merge_credits([Credits(outlet=block.lead.strip(" ,:"), published=date), *known])


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
                cells.append(" ".join(_text_of(token.children or []).split()))
            case "inline" if not is_heading and not mark:
                yield _paragraph(token.children or [])
            case "inline" | "html_block":
                for words in _paragraphs_of(token):
                    yield _Block(mark + words.replace("\n", " "), is_heading)
                    mark = ""


def _paragraphs_of(token: Token) -> list[str]:
    if token.type == "inline":
        return list(filter(None, [_text_of(token.children or [])]))
    if not _TAG_OR_COMMENT.sub("", token.content).strip():
        return []
    return text_of_fragment(token.content).split("\n\n")


def _paragraph(inline: Sequence[Token]) -> _Block:
    depth, is_opening = 0, True
    lead: list[Token] = []
    plain: list[Token] = []
    for token in inline:
        if token.type in _EMPHASES:
            depth += token.nesting
        elif depth == 0:
            plain.append(token)
            is_opening = is_opening and not token.content.strip()
        elif is_opening:
            lead.append(token)
    is_aside = bool(lead) and not any(map(str.isalnum, _text_of(plain)))
    return _Block(_text_of(inline), lead=_text_of(lead), is_aside=is_aside)


def _text_of(inline: Iterable[Token]) -> str:
    """The words of each line without its marks; pictures give none."""
    words = "".join(_words_of(token) for token in inline)
    words = _TIMES.sub("*", words).replace(_EMPHASIS, "")
    words = _WIKI_LINK.sub(lambda link: "" if link[1] else link[2], words)
    lines = (" ".join(line.split()) for line in _NOTE_MARK.sub("", words).split("\n"))
    return "\n".join(filter(None, lines))


def _words_of(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type in ("em_open", "em_close") and token.markup == "*":
        return _EMPHASIS
    is_break = token.type in ("softbreak", "hardbreak") or _LINE_BREAK.match(token.content)
    return "\n" if is_break else ""
