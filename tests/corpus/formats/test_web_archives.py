"""Web archives and pages saved in one file: each page under its address."""

import plistlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from format_samples import PAGE, STORY, TEXT, TITLE, only, reason
from office_kit import zip_of
from web_kit import make_warc

from corpus.formats.registry import read
from corpus.records import Article, Skipped

BARE = PAGE.replace('<link rel="canonical" href="https://courier.example/bridge">', "")


PAGES = (
    ("https://c.example/2016/05/bridge", BARE.encode(), "text/html; charset=utf-8"),
    ("https://c.example/logo.png", b"\x89PNG", "image/png"),
    ("https://c.example/robots.txt", b"User-agent: *", "text/plain"),
    ("https://c.example/story.php?id=12", BARE.replace(STORY[0], STORY[3]).encode(), "text/html"),
    ("https://c.example/story.php?id=12", BARE.replace(STORY[0], STORY[3]).encode(), "text/html"),
    ("https://c.example/", b"<html><body><p>Hello</p></body></html>", "text/html"),
)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def articles(path: Path) -> list[Article]:
    return [found for found in read(path, path.parent) if isinstance(found, Article)]


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_of_an_archive_has_its_address_and_no_date_of_fetching(
    tmp_path: Path, packed: bool
) -> None:
    name = "crawl.warc.gz" if packed else "crawl.warc"
    path = write(tmp_path, name, make_warc(*PAGES, packed=packed))
    bridge, story, start = read(path, tmp_path)
    assert isinstance(bridge, Article)
    assert (bridge.title, bridge.text) == (TITLE, TEXT)
    assert bridge.url == PAGES[0][0]
    assert bridge.id == f"{name}/c.example/2016/05/bridge"
    assert str(bridge.published) == "2016-05-04"
    assert isinstance(story, Article)
    assert (story.id, story.url) == (f"{name}/c.example/story.php?id=12", PAGES[3][0])
    assert start == Skipped(f"{path}/c.example/index.html", "is a web page without an article")


def test_a_page_that_had_changed_when_it_was_fetched_again_is_another_article(
    tmp_path: Path,
) -> None:
    changed = (PAGES[0][0], BARE.replace("14 cables", "19 cables").encode(), "text/html")
    path = write(tmp_path, "crawl.warc", make_warc(PAGES[0], changed))
    assert [one.id for one in articles(path)] == [
        "crawl.warc/c.example/2016/05/bridge",
        "crawl.warc/20220609100000/c.example/2016/05/bridge",
    ]


def test_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    whole = make_warc(PAGES[0])
    path = write(tmp_path, "crawl.warc", whole + b"no record at all\r\n\r\n")
    first, damage = read(path, tmp_path)
    assert isinstance(first, Article)
    assert isinstance(damage, Skipped)
    assert damage.where.startswith(f"{path} record")
    assert "what follows is not read" in damage.reason
    torn = write(tmp_path, "torn.warc.gz", make_warc(*PAGES, packed=True)[:900])
    assert all(isinstance(one, Article | Skipped) for one in read(torn, tmp_path))


def test_a_page_that_was_not_found_is_no_article(tmp_path: Path) -> None:
    path = write(tmp_path, "crawl.warc", make_warc(PAGES[0], status="404 Not Found"))
    assert reason(path) == "holds no articles"
    assert reason(write(tmp_path, "a.warc", b"words")).startswith(
        "is damaged, or not a web archive"
    )


def test_a_wacz_file_gives_the_pages_of_its_archives(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "archive/data.warc.gz": make_warc(PAGES[0], packed=True),
        "datapackage.json": "{}",
    }
    [article] = articles(write(tmp_path, "site.wacz", zip_of(members)))
    assert article.id == "site.wacz/archive/data.warc.gz/c.example/2016/05/bridge"
    assert article.url == PAGES[0][0]
    other = write(tmp_path, "b.wacz", zip_of({"a": "b"}))
    assert reason(other) == "is a zip file, but not a WACZ file"


def mhtml(parts: Iterable[tuple[str, bytes]], encoding: str = "8bit") -> bytes:
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://c.example/bridge\r\n"
        b"Date: Thu, 9 Jun 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
    )
    bodies = (
        b"--B\r\nContent-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n"
        % (kind.encode(), encoding.encode(), body)
        for kind, body in parts
    )
    return head + b"".join(bodies) + b"--B--\r\n"


def test_a_page_saved_as_mhtml_is_one_article_under_the_files_own_id(tmp_path: Path) -> None:
    frame = b"<html><body><p>Win a holiday for two, the offer ends on Sunday.</p></body></html>"
    page = BARE.replace("Tallis Courier", "Tällis Courier").encode("latin-1", "xmlcharrefreplace")
    data = mhtml([("text/html; charset=iso-8859-1", page), ("text/html", frame)])
    article = only(write(tmp_path, "saved.mhtml", data))
    assert (article.id, article.title) == ("saved", TITLE)
    assert article.url == "https://c.example/bridge"
    assert article.source == "Tällis Courier"
    assert str(article.published) == "2016-05-04"
    assert reason(write(tmp_path, "a.mht", b"words")) == "is not a page that was saved as MHTML"


def test_a_page_that_safari_saved_is_read(tmp_path: Path) -> None:
    main = {"WebResourceData": BARE.encode(), "WebResourceURL": "https://c.example/bridge"}
    data = plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)
    article = only(write(tmp_path, "saved.webarchive", data))
    assert (article.id, article.title, article.url) == ("saved", TITLE, "https://c.example/bridge")
    torn = write(tmp_path, "a.webarchive", b"bplist00 torn")
    assert reason(torn) == "is not a page that Safari saved"


def test_what_is_written_into_a_page_does_not_count_for_its_size(tmp_path: Path) -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 1_200_000
    page = PAGE.replace("<article>", f'<article><img src="{picture}">')
    assert only(write(tmp_path, "saved.html", page.encode())).text == TEXT
