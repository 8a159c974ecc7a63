"""What every format keeps to, and what a container's documents come to.

A new row of the registry is held to this as soon as it has a sound and a broken sample here.
"""

import gzip
import json
import plistlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import BinaryIO, NamedTuple

import pytest
from format_samples import PAGE, RECORD, STORY, TEXT, TITLE, as_lines
from mail_kit import make_mail, make_msg
from office_kit import make_docx, make_epub, make_odt, p, zip_of
from pdf_kit import Words, column, make_pdf
from web_kit import make_warc

from corpus.formats import registry
from corpus.formats.file_walk import files_under
from corpus.formats.registry import FORMATS, Format, is_supported, read_source
from corpus.formats.source import Source, stem_of
from corpus.records import Article, Skipped

ROOT = Path("/news")


class Sample(NamedTuple):
    """One document of a format, and one that is broken."""

    name: str
    sound: bytes
    broken: bytes


SAMPLES = {
    ".txt": Sample("a.txt", f"{TITLE}\n\n{TEXT}".encode(), bytes(range(256)) * 8),
    ".md": Sample("a.md", f"---\ntitle: {TITLE}\n---\n\n{TEXT}".encode(), b"\x89PNG\r\n\x1a\n"),
    ".html": Sample("a.html", PAGE.encode(), b"<html><body><p>Hi</p></body></html>"),
    ".json": Sample("a.json", json.dumps(RECORD).encode(), b'{"text": "cut of'),
    ".jsonl": Sample("a.jsonl", as_lines(RECORD).encode(), b"\0\1 {}\n"),
    ".csv": Sample("a.csv", f'id,title,text\n1,{TITLE},"{STORY[0]}"\n'.encode(), b"a,b\n1,2\n"),
    ".pdf": Sample(
        "a.pdf",
        make_pdf([Words(60, 760, TITLE, 18), *column(60, 700, wrap(STORY[0], 60))]),
        b"%PDF-1.7\n torn",
    ),
    ".docx": Sample("a.docx", make_docx(p(TITLE, "Titel"), p(STORY[0])), b"PK\3\4 torn"),
    ".odt": Sample(
        "a.odt", make_odt(f"<text:p>{STORY[0]}</text:p>", title=TITLE), zip_of({"a": "b"})
    ),
    ".epub": Sample(
        "a.epub", make_epub(f"<p>{STORY[0]}</p>", facts=f"<dc:title>{TITLE}</dc:title>"), b"PK\3\4"
    ),
    ".rtf": Sample(
        "a.rtf", f"{{\\rtf1\\ansi{{\\info{{\\title {TITLE}}}}}{STORY[0]}}}".encode(), b"{\\rt torn"
    ),
    ".eml": Sample("a.eml", make_mail(STORY[0], subject=TITLE), b"no mail"),
    ".msg": Sample("a.msg", make_msg(STORY[0], subject=TITLE), b"\xd0\xcf\x11\xe0 torn"),
    ".mbox": Sample(
        "a.mbox",
        b"From x@y Wed May  4 21:15:00 2016\n" + make_mail(STORY[0], subject=TITLE),
        b"words",
    ),
    ".xml": Sample(
        "a.xml",
        f"<rss version='2.0'><channel><item><title>{TITLE}</title><description>{STORY[0]}"
        "</description></item></channel></rss>".encode(),
        b"<nitf>torn",
    ),
    ".warc": Sample(
        "a.warc", make_warc(("https://c.example/a.html", PAGE.encode(), "text/html")), b"WARC torn"
    ),
    ".wacz": Sample(
        "a.wacz",
        zip_of({"archive/b.warc": make_warc(("https://c.example/a", PAGE.encode(), "text/html"))}),
        b"PK torn",
    ),
    ".mhtml": Sample(
        "a.mhtml", b"From: x\nContent-Type: text/html\n\n" + PAGE.encode(), b"From: x\n\nwords"
    ),
    ".webarchive": Sample(
        "a.webarchive",
        plistlib.dumps({"WebMainResource": {"WebResourceData": PAGE.encode()}}),
        b"bplist00 torn",
    ),
    ".srt": Sample(
        f"{TITLE}.srt", f"1\n00:00:01,000 --> 00:00:09,000\n{STORY[0]}\n".encode(), b"words"
    ),
    ".gz": Sample("a.txt.gz", gzip.compress(f"{TITLE}\n\n{TEXT}".encode()), b"\x1f\x8b\x08 torn"),
}
rows = pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.extensions[0])


def in_memory(data: bytes) -> Callable[[], AbstractContextManager[BinaryIO]]:
    return lambda: BytesIO(data)


def read_all(name: str, data: bytes) -> list[Article | Skipped]:
    """What is read of a document that lies in no file."""
    return list(read_source(Source(name, f"/news/2016/{name}", ROOT, in_memory(data))))


def sample_of(row: Format) -> Sample:
    assert row.extensions[0] in SAMPLES, "give the new format a sound and a broken sample"
    return SAMPLES[row.extensions[0]]


@rows
def test_a_format_reads_its_sample_from_bytes_alone(row: Format) -> None:
    sample = sample_of(row)
    [article] = read_all(sample.name, sample.sound)
    assert isinstance(article, Article), article
    assert article.title == TITLE
    assert STORY[0] in article.text
    if article.origin == f"/news/2016/{sample.name}":
        own = f"2016/{stem_of(sample.name)}"
        assert article.id in (own, RECORD["id"], "1") or article.id.startswith("2016/a#")
    else:  # a container's document lies below it
        assert article.origin.startswith(f"/news/2016/{sample.name}/")
        assert article.id == stem_of(article.origin.removeprefix("/news/"))


@rows
def test_a_broken_document_and_an_empty_one_have_one_plain_reason(row: Format) -> None:
    sample = sample_of(row)
    for data in (sample.broken, b""):
        [skipped] = read_all(sample.name, data)
        assert isinstance(skipped, Skipped), skipped
        assert skipped.where == f"/news/2016/{sample.name}"
        assert 5 < len(skipped.reason) < 700  # all the names that a text may have
        assert skipped.reason.isprintable()


@rows
def test_bytes_that_cannot_be_read_are_named(row: Format) -> None:
    @contextmanager
    def refuse() -> Iterator[BinaryIO]:
        raise PermissionError(13, "Permission denied")
        yield

    name = sample_of(row).name
    origin = f"/news/{name}"
    found = list(read_source(Source(name, origin, ROOT, refuse)))
    assert found == [Skipped(origin, "cannot be opened: Permission denied")]


@rows
def test_whatever_is_cut_off_or_flipped_no_exception_escapes(row: Format) -> None:
    name, sound, _ = sample_of(row)
    step = max(1, len(sound) // 20)
    for place in range(0, len(sound), step):
        flipped = sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :]
        for data in (sound[:place], flipped, sound[place:]):
            found = read_all(name, data)
            assert found
            assert all(isinstance(one, Article | Skipped) for one in found)


@rows
def test_a_format_is_told_by_extensions_of_its_own(row: Format) -> None:
    others = [other for other in FORMATS if other is not row]
    for extension in row.extensions:
        assert extension.startswith(".")
        assert extension == extension.lower()
        assert not any(extension in other.extensions for other in others)
        assert row.packs_one or is_supported(f"A{extension.upper()}")
    assert not row.magic or all(row.magic != other.magic for other in others)
    assert is_supported(sample_of(row).name)


def test_an_unknown_extension_is_refused_with_those_that_are_known() -> None:
    [skipped] = read_all("a.xyz", b"words")
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("unsupported file type; supported: ")
    assert ".gz, .htm, .html, .json, .jsonl," in skipped.reason


def test_a_name_without_an_extension_is_told_by_its_first_bytes() -> None:
    [skipped] = read_all("a", gzip.compress(b"words"))
    assert isinstance(skipped, Skipped)  # unpacked, and then of no format that is known
    [article] = read_all("a.gz", gzip.compress(gzip.compress(b"x"))) or [None]
    assert isinstance(article, Skipped)


# A container: members one after another, each under a line with its path and its length.


def box(**members: bytes) -> bytes:
    return b"".join(f"{path}\t{len(data)}\n".encode() + data for path, data in members.items())


def read_box(source: Source) -> Iterator[Source]:
    with source.open() as stream:
        while line := stream.readline():
            path, length = line.decode().split("\t")
            yield source.member(path, in_memory(stream.read(int(length))))


@pytest.fixture(autouse=True)
def _boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._BY_EXTENSION, ".box", Format((".box",), read_box))


def test_a_containers_documents_are_read_by_their_own_formats_under_their_own_paths() -> None:
    data = box(
        **{
            "bridge.md": SAMPLES[".md"].sound,
            "deep/wire.jsonl": as_lines({"title": "One", "text": "A."}, RECORD).encode(),
            "inner.box": box(**{"page.html": PAGE.encode()}),
            "packed.txt.gz": SAMPLES[".gz"].sound,
        }
    )
    found = read_all("all.box", data)
    assert [(one.id, one.origin) for one in found if isinstance(one, Article)] == [
        ("2016/all.box/bridge", "/news/2016/all.box/bridge.md"),
        (found[1].id, "/news/2016/all.box/deep/wire.jsonl"),
        ("2016/001", "/news/2016/all.box/deep/wire.jsonl"),
        ("2016/all.box/inner.box/page", "/news/2016/all.box/inner.box/page.html"),
        ("2016/all.box/packed", "/news/2016/all.box/packed.txt.gz"),
    ]
    assert found[1].id.startswith("2016/all.box/deep/wire#")


def test_what_cannot_be_read_in_a_container_stops_nothing_and_pictures_are_passed_over() -> None:
    data = box(
        **{
            "a.txt": b"",
            "picture.png": b"\x89PNG",
            "scan.pdf": b"%PDF-1.7 torn",
            "z.txt": SAMPLES[".txt"].sound,
        }
    )
    empty, scan, article = read_all("all.box", data)
    assert empty == Skipped("/news/2016/all.box/a.txt", "is empty")
    assert isinstance(scan, Skipped)
    assert scan.where.endswith("all.box/scan.pdf")
    assert isinstance(article, Article)
    nothing = read_all("all.box", box(**{"picture.png": b"\x89PNG"}))
    assert nothing == [Skipped("/news/2016/all.box", "holds no articles")]


@pytest.mark.parametrize(
    "path", ["../../etc/a.txt", "/etc/a.txt", "..\\etc\\a.txt", "\udce9/a.txt"]
)
def test_a_members_path_stays_below_its_container(path: str) -> None:
    container = Source("all.box", "/news/all.box", ROOT, in_memory(b""))
    member = container.member(path, in_memory(SAMPLES[".txt"].sound))
    [article] = read_source(member)
    assert isinstance(article, Article)
    assert article.origin.startswith("/news/all.box/")
    assert article.id.startswith("all.box/")
    assert article.origin.encode().decode().count("..") == 0


def test_a_container_that_holds_itself_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_itself(source: Source) -> Iterator[Source]:
        yield source.member("again.box", source.opener)

    monkeypatch.setitem(registry._BY_EXTENSION, ".box", Format((".box",), read_itself))
    [skipped] = read_all("all.box", b"")
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "lies in more than 5 files packed into one another"


def test_a_format_whose_library_is_missing_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_with_library(source: Source) -> Iterator[Article]:
        import a_library_that_nobody_has  # noqa: F401

        yield from ()

    row = Format((".box",), read_with_library, extra="box")
    monkeypatch.setitem(registry._BY_EXTENSION, ".box", row)
    [skipped] = read_all("all.box", b"")
    assert isinstance(skipped, Skipped)
    assert 'pip install "pullquote[box]"' in skipped.reason


def test_a_new_row_is_found_in_folders_too(tmp_path: Path) -> None:
    for name in ("a.box", "b.box.gz", "c.bax", "d.gz"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in files_under(tmp_path)] == ["a.box", "b.box.gz"]


def test_lines_are_read_one_by_one_however_many_there_are() -> None:
    """A row is given before the bytes after it are asked for."""
    asked: list[int] = []

    class Endless(BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            asked.append(1)
            return f'{{"text": "Story {len(asked)}."}}\n'.encode()

        def read(self, size: int | None = -1) -> bytes:
            return b'{"te'[:size]

    source = Source("a.jsonl", "/news/a.jsonl", ROOT, Endless)
    found = read_source(source)
    assert [next(found).text for _ in range(3)] == ["Story 1.", "Story 2.", "Story 3."]
    assert len(asked) == 3
