"""PDF files: the text in the order of reading, the pages, and what is no part of the text."""

from pathlib import Path

import pytest
from format_samples import TITLE, only, reason
from pdf_kit import PICTURE, Words, column, make_pdf

from corpus.formats.parts import Parts
from corpus.formats.registry import read
from corpus.records import Article, Locator, Skipped

LEFT = [
    "The harbour bridge closed on Monday after",
    "engineers found cracks in two of its tow-",
    "ers, the port authority said in a state-",
    "ment. Ferries carry commuters meanwhile.",
]
RIGHT = [
    "Chief engineer Ines Caldera expects the",
    "work to take nine weeks, and she wants a",
    "long-term plan. The self-",
    "declared critics of the bridge were quiet.",
]
LEFT_TEXT = (
    "The harbour bridge closed on Monday after engineers found cracks in two of its towers, the "
    "port authority said in a statement. Ferries carry commuters meanwhile."
)
RIGHT_TEXT = (
    "Chief engineer Ines Caldera expects the work to take nine weeks, and she wants a long-term "
    "plan. The self-declared critics of the bridge were quiet."
)
HEADLINE = [Words(60, 760, TITLE, 20)]


def write(folder: Path, data: bytes) -> Path:
    path = folder / "scan-1.pdf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("order", ["column by column", "line by line", "by line, two heads"])
def test_columns_are_read_one_after_the_other_however_they_were_written(
    tmp_path: Path, order: str
) -> None:
    left, right = column(60, 720, LEFT), column(320, 720, RIGHT)
    across = [words for pair in zip(left, right, strict=True) for words in pair]
    page = HEADLINE + (left + right if order == "column by column" else across)
    if order == "by line, two heads":  # a heading across both columns parts two stories
        page += [Words(60, 600, "And in the mill town, quiet", 14)]
        page += [
            words
            for pair in zip(column(60, 560, LEFT), column(320, 560, RIGHT), strict=True)
            for words in pair
        ]
    article = only(write(tmp_path, make_pdf(page)))
    assert article.title == TITLE
    expected = [LEFT_TEXT, RIGHT_TEXT]
    if order == "by line, two heads":
        expected += ["And in the mill town, quiet", LEFT_TEXT, RIGHT_TEXT]
    assert article.text.split("\n\n") == expected


def test_a_table_keeps_its_rows(tmp_path: Path) -> None:
    rows = [("East mole", "87"), ("South basin", "41"), ("North quay", "12"), ("Lift", "2")]
    page = [*HEADLINE, *column(60, 720, LEFT)]
    for place, (name, berths) in enumerate(rows):
        page += [Words(60, 600 - 14 * place, name), Words(300, 600 - 14 * place, berths)]
    text = only(write(tmp_path, make_pdf(page))).text
    assert all(f"{name} {berths}" in text for name, berths in rows)


def test_running_heads_and_page_numbers_go_and_a_sentence_goes_on_over_the_page(
    tmp_path: Path,
) -> None:
    pages = [
        [
            Words(60, 815, f"Tallis Courier, 4 May 2016, page {number}", 8),
            *(HEADLINE if number == 1 else []),
            *column(60, 740, lines),
            Words(290, 30, f"- {number} -", 8),
        ]
        for number, lines in enumerate((LEFT[:2], LEFT[2:], RIGHT), start=1)
    ]
    article = only(write(tmp_path, make_pdf(*pages)))
    assert article.text == f"{LEFT_TEXT}\n\n{RIGHT_TEXT}"
    assert str(article.published) == "2016-05-04"
    assert article.published is not None
    assert article.published.found_in == "page head"
    assert article.locators == (
        Locator(0, "page 1"),
        Locator(LEFT_TEXT.index("ers, the port"), "page 2"),
        Locator(article.text.index("Chief"), "page 3"),
    )
    assert article.locator_at(article.text.index("Ferries")) == "page 2"


def test_pages_that_repeat_one_another_are_told_apart(tmp_path: Path) -> None:
    page = column(60, 700, LEFT) + column(60, 600, RIGHT)
    article = only(write(tmp_path, make_pdf(*[page] * 2)))
    half = len(f"{LEFT_TEXT}\n\n{RIGHT_TEXT}")
    assert [start for start, _ in article.locators] == [0, half + 2]


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        (TITLE, TITLE),
        ("Microsoft Word - bridge_final2.docx", "Bridge to close"),
        ("Weekly template", "Bridge to close"),  # the page does not bear it out
        ("Bridge to close – for nine weeks", "Bridge to close"),
        ("", "Bridge to close"),
    ],
)
def test_the_title_is_the_files_own_where_the_page_bears_it_out_else_the_headline(
    tmp_path: Path, stated: str, title: str
) -> None:
    page = [Words(60, 760, "Bridge to close", 20), *column(60, 720, LEFT)]
    if stated == TITLE:
        page.insert(1, Words(60, 740, TITLE))
    assert only(write(tmp_path, make_pdf(page, title=stated))).title == title


def test_a_scan_says_what_to_do_and_scanned_pages_are_named(tmp_path: Path) -> None:
    ocr = "no text layer: run OCR first (ocrmypdf)"
    assert reason(write(tmp_path, make_pdf(PICTURE))) == ocr
    path = write(tmp_path, make_pdf(PICTURE, [*HEADLINE, *column(60, 700, LEFT)], PICTURE))
    article, scanned = read(path, tmp_path)
    assert isinstance(article, Article)
    assert article.locators == (Locator(0, "page 2"),)
    assert scanned == Skipped(f"{path} page 1, 3", ocr)
    assert reason(write(tmp_path, make_pdf([]))) == "is a PDF without text"


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    whole = make_pdf(column(60, 700, LEFT))
    assert reason(write(tmp_path, b"%PDF-1.4 torn")) == "is a damaged PDF, or none"
    assert LEFT_TEXT in only(write(tmp_path, whole + b"trailing")).text


def test_a_long_document_may_take_longer(tmp_path: Path) -> None:
    """With each page that is read, and for as much as stands on it."""
    pages = ([f"Words on line {n} of page {page}." for n in range(50)] for page in range(20))
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(*(column(60, 780, lines) for lines in pages)))
    granted: list[float] = []
    [article] = read(path, tmp_path, Parts(grant=granted.append))
    assert isinstance(article, Article)
    assert len(granted) == 20
    assert sum(granted) == pytest.approx(len(article.text) / 100_000, rel=0.1)


def test_a_document_of_endless_pages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.formats.pdf.PAGES_CHARACTERS", 1_000)
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(*(column(60, 780, ["Words of a page."] * 40) for _ in range(3))))
    assert reason(path) == "has more than 1,000 characters: split it"
