"""EPUB files: the pages in reading order, and the chapter that a citation names."""

from pathlib import Path

import pytest
from format_samples import STORY, only, reason
from office_kit import make_epub, zip_of

from corpus.formats.registry import read
from corpus.records import Article, Skipped

FACTS = (
    "<dc:title>Quays and tides</dc:title><dc:creator>Jane Ferrow</dc:creator>"
    "<dc:creator>Otto Brandvold</dc:creator><dc:publisher>Tallis Press</dc:publisher>"
    '<dc:date event="modification">2020-01-01</dc:date><dc:date>2016-05-04</dc:date>'
)


def write(folder: Path, data: bytes) -> Path:
    path = folder / "book.epub"
    path.write_bytes(data)
    return path


def test_a_book_is_one_article_whose_chapters_are_cited(tmp_path: Path) -> None:
    chapters = (
        f"<h1>The <em>bridge</em></h1><p>{STORY[0]}</p>",
        f"<p>{STORY[1]}</p><h2>Later</h2>",
        f"<p>{STORY[2]}</p>",
        '<img src="map.png"/>',
    )
    article = only(write(tmp_path, make_epub(*chapters, facts=FACTS)))
    assert article.title == "Quays and tides"
    assert (article.author, article.source) == ("Jane Ferrow, Otto Brandvold", "Tallis Press")
    assert str(article.published) == "2016-05-04"
    assert article.text.split("\n\n") == ["The bridge", STORY[0], STORY[1], "Later", STORY[2]]
    cited = [article.locator_at(article.text.index(each)) for each in STORY[:3]]
    assert cited == ["chapter “The bridge”", "chapter “Later”", "chapter 3"]


def test_a_page_that_is_missing_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    whole = make_epub(f"<p>{STORY[0]}</p>", facts='</metadata><manifest><item id="gone" '
        'href="gone.html" media-type="text/html"/></manifest><spine><itemref idref="gone"/></spine>'
        "<metadata>")  # fmt: skip
    path = write(tmp_path, whole)
    skipped, article = read(path, tmp_path)
    assert skipped == Skipped(f"{path} OEBPS/gone.html", "lacks its part OEBPS/gone.html")
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("book", STORY[0])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"no zip", "is damaged, or not an EPUB"),
        (zip_of({"a": "b"}), "is a zip file, but not an EPUB"),
        (make_epub('<img src="a.png"/>'), "holds no text"),
        (
            make_epub("<p>x</p>", encryption='<e><EncryptionMethod Algorithm="aes"/></e>'),
            "is protected against copying (DRM)",
        ),
    ],
)
def test_what_cannot_be_read_has_its_reason(tmp_path: Path, data: bytes, expected: str) -> None:
    assert reason(write(tmp_path, data)) == expected
