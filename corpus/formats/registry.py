"""Files become articles: a row for each format, and a reason for what cannot be read."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeAlias

from corpus.formats import (
    csv_records,
    docx,
    epub,
    feeds,
    gzip_files,
    html,
    json_records,
    mail,
    markdown,
    odt,
    outlook,
    pdf,
    plain_text,
    rtf,
    saved_pages,
    subtitles,
    web_archives,
)
from corpus.formats.limits import (
    ARTICLE_CHARACTERS,
    FACT_CHARACTERS,
    MB,
    NESTED_CONTAINERS,
    TOO_DEEP,
    check_members,
)
from corpus.formats.parts import Parts
from corpus.formats.path_dates import date_of_path
from corpus.formats.source import Source, Unreadable, as_utf8, extension_of, has_utf8_name
from corpus.records import Article, Skipped

Reader: TypeAlias = Callable[[Source], Iterable[Article | Skipped | Source]]


@dataclass(frozen=True, slots=True)
class Format:
    """How the documents of one format are recognised, and what reads them.

    `read` gives articles, a reason for each part that it skips, or, of a container, the documents
    inside as Sources; it raises Unreadable where it can give none. `magic` is what the bytes
    begin with, and counts where the name has no known extension. `extra` is the optional
    dependency (`pullquote[extra]`) and `libraries` the packages that `read` needs.
    """

    extensions: tuple[str, ...]
    read: Reader
    magic: bytes = b""
    extra: str = ""
    libraries: tuple[str, ...] = ()
    record_mark: bytes = b""  # stands about once in every record; empty: one article a document
    packs_one: bool = False  # holds one document, which its name without the extension names


FORMATS: tuple[Format, ...] = (
    Format((".txt", ".text"), plain_text.read),
    Format((".md", ".markdown"), markdown.read, libraries=("markdown-it-py", "PyYAML")),
    Format((".html", ".htm", ".xhtml"), html.read, libraries=("trafilatura", "htmldate", "lxml")),
    Format((".json",), json_records.read, record_mark=b'"title"'),
    Format((".jsonl", ".ndjson"), json_records.read_lines, record_mark=b"\n"),
    Format((".csv", ".tsv"), csv_records.read, record_mark=b"\n"),
    Format((".pdf",), pdf.read, magic=b"%PDF-", libraries=("pypdfium2",)),
    Format((".docx", ".docm"), docx.read, libraries=("defusedxml",)),
    Format((".odt",), odt.read, libraries=("defusedxml",)),
    Format((".epub",), epub.read, libraries=("defusedxml", "trafilatura")),
    Format((".rtf",), rtf.read, magic=b"{\\rtf", libraries=("striprtf",)),
    Format((".eml",), mail.read, libraries=("trafilatura",)),
    Format((".mbox", ".mbx"), mail.read_mailbox, record_mark=b"\nFrom "),
    Format((".msg",), outlook.read, libraries=("olefile",)),
    Format((".xml", ".rss", ".atom", ".rdf"), feeds.read, libraries=("feedparser", "trafilatura")),
    Format((".warc", ".arc"), web_archives.read, magic=b"WARC/", libraries=("warcio",)),
    Format((".wacz",), web_archives.read_wacz, libraries=("warcio",)),
    Format((".mhtml", ".mht"), saved_pages.read_mhtml),
    Format((".webarchive",), saved_pages.read_webarchive, magic=b"bplist00"),
    Format((".srt", ".vtt"), subtitles.read, magic=b"WEBVTT"),
    Format((".gz",), gzip_files.read, magic=b"\x1f\x8b", packs_one=True),
)
_BY_EXTENSION = {extension: row for row in FORMATS for extension in row.extensions}
# What often holds an article too, and no format reads: a container's pictures are not missed.
_DOCUMENTS = frozenset(
    ".pdf .doc .docx .odt .rtf .epub .mobi .pages .ps .djvu .eml .msg .mbox .mht .mhtml .webarchive"
    " .warc .wacz .xml .rss .xls .xlsx .ods .ppt .pptx .odp .zip .tar .tgz .7z .rar .rst"
    " .tex".split()
)
OTHER_DOCUMENTS = _DOCUMENTS - _BY_EXTENSION.keys()
_HEAD_BYTES = 4096  # of a document, by which it is told what it is
# What servers call the pages that they make; a mirror keeps the names.
PAGE_ENDINGS = frozenset(("", *".php .asp .aspx .jsp .cgi .cfm .shtml .phtml .do".split()))
_ESTIMATED_FROM = 8 * MB  # a document's first bytes, in which its records are counted
# What an article depends on beside the formats themselves.
_READING_SOURCES = (
    "formats/**/*",
    "text.py",
    "dates.py",
    "calendar_words.py",
    "foreign_calendar.py",
    "known_words.py",
)
_MENDING_LIBRARIES = ("chardet", "ftfy", "pyspellchecker")


def read(path: Path, root: Path, parts: Parts | None = None) -> Iterator[Article | Skipped]:
    """The articles of one file, cleaned; what cannot be read is Skipped with its reason.

    `root` is the folder that was added: an article without an id of its own gets its path
    from there, without the extension. `parts` counts its members or records.
    """
    if not has_utf8_name(path):
        yield Skipped(as_utf8(path), "its name is not UTF-8: rename it")
        return
    try:
        is_folder = path.is_dir()
    except OSError as error:  # a path of thousands of letters, for one
        yield Skipped(str(path), f"cannot be opened: {error.strerror or error}")
        return
    if is_folder:
        yield Skipped(str(path), "is a folder that cannot be listed")
    else:
        yield from read_source(Source.of_file(path, root, parts))


def read_source(source: Source, nested: int = 0) -> Iterator[Article | Skipped]:
    """The articles of one document, those of the documents inside it too.

    `nested` counts the containers around it.
    """
    row = _format_of(source)
    if row is None:
        yield Skipped(source.origin, _unsupported_reason())
        return
    try:
        yield from _read_as(row, source, nested)
    except Unreadable as reason:
        yield Skipped(source.origin, str(reason))
    except RecursionError:
        yield Skipped(source.origin, TOO_DEEP)
    except ImportError:
        if not row.extra:
            raise
        yield Skipped(source.origin, f'needs more: pip install "pullquote[{row.extra}]"')


def _read_as(row: Format, source: Source, nested: int) -> Iterator[Article | Skipped]:
    if nested > NESTED_CONTAINERS:
        raise Unreadable(f"lies in more than {NESTED_CONTAINERS} files packed into one another")
    is_empty, members = not source.parts.is_resumed, 0
    for found in row.read(source):
        if not isinstance(found, Source):
            yield _complete(found, row, source) if isinstance(found, Article) else found
        elif found.origin == source.origin:
            yield from read_source(found, nested + 1)
        else:
            members += 1
            check_members(members)
            if not _is_wanted(found.name):
                continue
            yield from _read_member(replace(found, parts=source.parts), nested + 1)
        is_empty = False
    if is_empty:  # said, so that what it held before is not taken for gone
        raise Unreadable("holds no articles")


def _read_member(member: Source, nested: int) -> Iterator[Article | Skipped]:
    if member.parts.take_up(member.origin):
        with member.parts.within():
            yield from read_source(member, nested)


def _complete(article: Article, row: Format, source: Source) -> Article | Skipped:
    """The article, with the date of its document's path where it states none itself."""
    if not (article.published or row.record_mark):
        article = replace(article, published=date_of_path(source))
    return _refuse_endless(article)


def _refuse_endless(article: Article) -> Article | Skipped:
    """The article, or why it is none: neither a reader nor an encoder gets to the end of it."""
    facts = (article.id, article.title, article.source, article.author, article.url)
    if len(article.text) > ARTICLE_CHARACTERS:
        reason = f"its text has more than {ARTICLE_CHARACTERS:,} characters: split it"
    elif any(len(fact or "") > FACT_CHARACTERS for fact in facts):
        reason = f"its title or another fact has more than {FACT_CHARACTERS:,} characters"
    else:
        return article
    return Skipped(article.origin, reason)


def is_supported(name: str) -> bool:
    """Whether a document of this name is read; a packed one, if what it packs is."""
    return _find_row(_unpacked_name(name)) is not None


def _is_wanted(name: str) -> bool:
    """Whether a member of a container is read or, as a document, missed; a picture is neither."""
    return is_supported(name) or extension_of(name) in OTHER_DOCUMENTS | {""}


def _find_row(name: str) -> Format | None:
    return _BY_EXTENSION.get(extension_of(name))


def _unpacked_name(name: str) -> str:
    row = _find_row(name)
    return _unpacked_name(name.rpartition(".")[0]) if row and row.packs_one else name


def _format_of(source: Source) -> Format | None:
    """The row of a document: by its extension, else by its first bytes."""
    if row := _find_row(source.name):
        return row
    try:
        with source.open() as stream:
            head = stream.read(_HEAD_BYTES)
    except Unreadable:
        return None
    if row := next((row for row in FORMATS if row.magic and head.startswith(row.magic)), None):
        return row
    return _BY_EXTENSION[".html"] if html.is_page(head) else None


def holds_page(path: Path) -> bool:
    """Whether a file whose name does not say so is a web page, as mirrors of sites hold them."""
    if extension_of(path.name) not in PAGE_ENDINGS or not has_utf8_name(path):
        return False
    try:
        with Source.of_file(path, path.parent).open() as stream:
            return html.is_page(stream.read(_HEAD_BYTES))
    except Unreadable:
        return False


def _unsupported_reason() -> str:
    return f"unsupported file type; supported: {', '.join(sorted(_BY_EXTENSION))}"


def holds_records(path: Path) -> bool:
    """Whether a file holds records with ids of their own, rather than one article."""
    row = _find_row(_unpacked_name(path.name))
    return row is not None and bool(row.record_mark)


def estimated_records(path: Path) -> int:
    """About how many articles a file holds, told from its beginning."""
    if not holds_records(path):
        return 1
    try:
        source, mark = _unpack(Source.of_file(path, path.parent))
        with source.open() as stream:
            head = stream.read(_ESTIMATED_FROM)
        whole = path.stat().st_size if len(head) == _ESTIMATED_FROM else 0
    except (Unreadable, OSError):
        return 1
    return max(head.count(mark) * max(whole, len(head)) // max(len(head), 1), 1)


def _unpack(source: Source) -> tuple[Source, bytes]:
    """The document itself, and the mark of its records."""
    row = _BY_EXTENSION[extension_of(source.name)]
    inner = next(iter(row.read(source))) if row.packs_one else None
    return _unpack(inner) if isinstance(inner, Source) else (source, row.record_mark)


def reading_files() -> list[Path]:
    """Our own files that decide what is read: the formats, canonical text, dates, word lists."""
    corpus = Path(__file__).parents[1]
    found = (path for pattern in _READING_SOURCES for path in corpus.glob(pattern))
    return sorted(path for path in found if path.suffix in (".py", ".txt"))


@cache
def fingerprint() -> str:
    """Changes with what changes the articles that are read from a file, and with nothing else."""
    digest = hashlib.sha256()
    for path in reading_files():
        digest.update(path.name.encode() + path.read_bytes())
    for library in sorted(
        {*_MENDING_LIBRARIES, *(name for row in FORMATS for name in row.libraries)}
    ):
        digest.update(f"{library} {_version(library)}\n".encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:  # of an extra that is not installed
        return ""
