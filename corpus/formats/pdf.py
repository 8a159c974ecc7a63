"""PDF files with a text layer: pdfium gives the characters and where each stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.dates import find_dates
from corpus.formats.limits import CHARACTERS_A_SECOND, PAGES_CHARACTERS
from corpus.formats.locators import Part, find_parts
from corpus.formats.parts import Parts
from corpus.formats.pdf_pages import (
    LINE_HYPHEN,
    Line,
    in_reading_order,
    paragraphs_of,
    part_running_heads,
    split_pieces,
)
from corpus.formats.plain_metadata import story_in
from corpus.formats.source import Source, Unreadable
from corpus.formats.story import article_of_story
from corpus.records import Article, PublicationDate, Skipped
from corpus.text import one_line, tidy

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_LARGEST_BYTES = 300_000_000
_MOST_PAGES = 5_000
_NO_TEXT = "no text layer: run OCR first (ocrmypdf)"
_HYPHENS = f"-\u2010\u00ad{LINE_HYPHEN}"
_LAST_WORD = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What stands before a hyphen that stays.
_PREFIXES = frozenset(
    "all anti co cross ex far half high inter left long low mid multi near non off on pan post pre"
    " pro quasi right self semi short sub ultra under well".split()
)
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_UNKNOWN = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\x00\x03-\x08\x0e-\x1f]")
_UNKNOWN_SHARE = 0.3  # of the characters, from which on the text is none
_HEADLINE_SIZE = 1.15  # times the size of the text
_TITLE_CHARS = 200
# What programs write into the field for the title.
_NO_TITLE = re.compile(
    r"\s*|.*\.(?:docx?|indd|qxp|qxd|pdf|pptx?|tex|odt|rtf|html?)|microsoft (?:word|powerpoint) -.*"
    r"|untitled.*|\(?anonymous\)?|slide \d+|print(?: layout)?|document\d*",
    re.IGNORECASE,
)


def read(source: Source) -> Iterator[Article | Skipped]:
    """The one article of a PDF, with its pages; what holds pictures of text only is named."""
    with source.open() as stream:
        data = stream.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES:
        raise Unreadable(f"is larger than {_LARGEST_BYTES // 1_000_000} MB")
    document = _open(data)
    try:
        pages = list(_read_pages(document, source.parts))
        scanned = [
            n for n, pieces in enumerate(pages, 1) if not pieces and _is_picture(document, n)
        ]
        stated = one_line(document.get_metadata_dict().get("Title", ""))
    finally:
        document.close()
    bare, heads = part_running_heads([in_reading_order(page) for page in pages])
    if not any(bare):
        raise Unreadable(_NO_TEXT if scanned else "is a PDF without text")
    _refuse_undecoded(bare)
    yield _article_of(bare, heads, stated, source)
    if scanned:
        where = f"{source.origin} page {', '.join(map(str, scanned))}"
        yield Skipped(where, _NO_TEXT)


def _read_pages(document: PdfDocument, parts: Parts) -> Iterator[list[Line]]:
    """The words of each page; the time that they may take grows with them."""
    count = 0
    for page in _pages(document):
        pieces = _pieces_of(page)
        characters = sum(len(piece.words) for piece in pieces)
        count += characters
        if count > PAGES_CHARACTERS:
            raise Unreadable(f"has more than {PAGES_CHARACTERS:,} characters: split it")
        parts.grant_seconds(characters / CHARACTERS_A_SECOND)
        yield pieces


def _open(data: bytes) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    if not data.strip():
        raise Unreadable("is empty")
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).casefold():
            raise Unreadable("is protected by a password: save it without one") from None
        raise Unreadable("is a damaged PDF, or none") from None


def _pages(document: PdfDocument) -> Iterator[PdfPage]:
    from pypdfium2 import PdfiumError

    if len(document) > _MOST_PAGES:
        raise Unreadable(f"has more than {_MOST_PAGES:,} pages: split it")
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            raise Unreadable(f"is a PDF whose page {number + 1} is damaged") from None
        yield page
        page.close()


def _pieces_of(page: PdfPage) -> list[Line]:
    """The words that stand together on the page, in the order in which they were written."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetLooseCharBox, FPDFText_GetUnicode

    text, box = page.get_textpage(), FS_RECTF()
    characters = []
    for place in range(text.count_chars()):
        code = FPDFText_GetUnicode(text, place)
        character = chr(code) if code <= 0x10FFFF else "\ufffd"
        known = not character.isspace() and FPDFText_GetLooseCharBox(text, place, byref(box))
        rectangle = (box.left, box.right, box.bottom, box.top - box.bottom) if known else None
        characters.append((_LIGATURES.get(character, character), rectangle))
    text.close()
    return list(split_pieces(characters))


def _is_picture(document: PdfDocument, number: int) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    page = document[number - 1]
    found = any(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    page.close()
    return found


def _refuse_undecoded(pages: Iterable[Iterable[Line]]) -> None:
    words = "".join(piece.words for page in pages for piece in page)
    if len(_UNKNOWN.findall(words)) > _UNKNOWN_SHARE * len(words):
        raise Unreadable("has a text layer that cannot be decoded: run OCR (ocrmypdf --force-ocr)")


def _article_of(
    bare: Sequence[list[Line]], heads: Iterable[str], stated: str, source: Source
) -> Article:
    known = Counter(_WORD.findall(" ".join(line.words for page in bare for line in page).lower()))
    lines = [line for page in bare for line in page]
    body = "\n\n".join(_join_lines(each, known) for each in paragraphs_of(lines))
    headline = _headline(bare[0]) if bare else None
    title = _choose_title(stated, headline, bare)
    story = story_in(tidy(body), title)
    story = replace(story, title=title or story.title)
    article = article_of_story(story, source)
    parts = (
        Part(f"page {number}", "\n".join(line.words for line in page))
        for number, page in enumerate(bare, start=1)
    )
    return replace(
        article,
        published=article.published or _date_in_heads(heads),
        locators=find_parts(article.text, parts),
    )


def _join_lines(lines: Sequence[Line], known: Counter[str]) -> str:
    """A paragraph's words, with those whole that were divided at the end of a line."""
    text = ""
    for line in lines:
        text = _mend_hyphen(text, line.words, known) if text else line.words
    return text


def _mend_hyphen(before: str, after: str, known: Counter[str]) -> str:
    """Two lines as one; a hyphen between them goes unless the word is written with one."""
    divided, rest = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if not divided or not rest:
        return before.rstrip(f"{LINE_HYPHEN}\u00ad") + " " + after
    first, second = divided[1].lower(), rest[0].lower()
    hyphenated, whole = known[f"{first}-{second}"], known[first + second]
    keeps = hyphenated > whole or (not whole and (first in _PREFIXES or rest[0][0].isupper()))
    return before[:-1] + ("-" if keeps else "") + after


def _headline(page: Sequence[Line]) -> str | None:
    """What stands on a page in the largest type, if that is larger than the text's."""
    sizes = Counter[int]()
    for line in page:
        sizes[round(line.size)] += len(line.words)
    if not sizes:
        return None
    largest = max(line.size for line in page)
    if largest < _HEADLINE_SIZE * sizes.most_common(1)[0][0]:
        return None
    groups = groupby(page, key=lambda line: line.size > 0.95 * largest)
    title = one_line(" ".join(line.words for line in next(g for big, g in groups if big)))
    return title if 3 < len(title) <= _TITLE_CHARS else None


def _choose_title(stated: str, headline: str | None, pages: Sequence[list[Line]]) -> str | None:
    """The title that the file states, if its first page bears it out or has no headline."""
    if _NO_TITLE.fullmatch(stated):
        return headline
    first = _letters(" ".join(line.words for line in pages[0])) if pages else ""
    return stated if _letters(stated) in first or headline is None else headline


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _date_in_heads(heads: Iterable[str]) -> PublicationDate | None:
    """The one day that the running heads name."""
    days = {mention.first for head in heads for mention in find_dates(head)
            if mention.precision == "day"}  # fmt: skip
    return PublicationDate(days.pop(), "day", "page head") if len(days) == 1 else None
