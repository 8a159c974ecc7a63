"""A case as a page: what it shows, what it carries, and that nothing in it acts."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from qa.casefile.case import Case, CaseQuote
from qa.casefile.case_html import DATA_OPENS, as_page, shown_citation, shown_quote
from qa.casefile.case_reading import read_page

QUOTE = CaseQuote(
    question="How many cables?",
    note="Ask Ines.\nTwice.",
    kept_at="2021-03-02T10:00:00+00:00",
    article_id="bridge",
    title="Harbour bridge closes",
    source="Tallis Courier",
    author=None,
    published="2021-03-01",
    url="https://courier.example/bridge?a=1&b=2",
    digest="a" * 64,
    start=10,
    end=35,
    quote="14 cables must be <changed>",
    answer_start=10,
    answer_end=19,
    citation='"Harbour bridge closes" · Tallis Courier · 1 Mar 2021',
)
QUOTE = replace(QUOTE, end=QUOTE.start + len(QUOTE.quote))
CASE = Case("Bridges & cables", datetime(2021, 3, 3, tzinfo=UTC), "news", 4, "ab-7", (QUOTE,) * 2)


def write(folder: Path, page: str) -> Path:
    path = folder / "case.html"
    path.write_bytes(page.encode())
    return path


class Page(HTMLParser):
    """The tags of a page, and the addresses that it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


def test_a_page_carries_its_case_whole(tmp_path: Path) -> None:
    read = read_page(write(tmp_path, as_page(CASE)))
    assert (read.case, read.altered, read.is_as_made) == (CASE, frozenset(), True)


def test_a_page_shows_quote_citation_offsets_digest_and_stamp() -> None:
    page = as_page(CASE).partition(DATA_OPENS)[0]
    for shown in (
        "<mark>14 cables</mark> must be &lt;changed&gt;",
        "Harbour bridge closes&quot; · Tallis Courier · 1 Mar 2021</a></cite>",
        f"{QUOTE.start}–{QUOTE.end} of its text",
        QUOTE.digest,
        "<code>ab-7</code>",
        "Ask Ines.\nTwice.",
        "pullquote show bridge --at 10-37 --digest aaaaaaaaaaaa",
    ):
        assert shown in page


def test_a_page_stands_alone_and_has_its_landmarks() -> None:
    page = Page(as_page(CASE))
    assert not {"link", "img", "iframe", "form", "object"} & set(page.tags)
    assert page.tags.count("script") == 1  # its data, which no browser runs
    assert ("script", "type", "application/json") in page.attributes
    assert {("html", "lang", "en"), ("nav", "aria-label", "Quotes")} <= set(page.attributes)
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("header") == 1
    ids = {value for _, name, value in page.attributes if name == "id"}
    links = [v for tag, name, v in page.attributes if (tag, name) == ("a", "href") and v]
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert {value for _, name, value in page.attributes if name == "aria-labelledby"} <= ids
    assert all(link.startswith(("#", "https://courier.example/")) for link in links)
    style = as_page(CASE).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@media print" in style
    assert "prefers-color-scheme: dark" in style


ANY = st.text(st.characters() | st.sampled_from("<>&\"'\x1b\x9b\u202e\ud800\r\n"), max_size=30)


@given(ANY, ANY, ANY, ANY)
def test_no_text_of_an_archive_acts_or_reads_as_altered(
    tmp_path_factory: pytest.TempPathFactory, words: str, title: str, url: str, note: str
) -> None:
    quote = replace(
        QUOTE, quote=words, end=10 + len(words), title=title, url=url, note=note, question="",
        citation=title, article_id=words or "x", answer_start=None, answer_end=None,
    )  # fmt: skip
    page = as_page(replace(CASE, title=title, quotes=(quote,)))
    assert Counter(Page(page).tags) <= Counter(Page(as_page(replace(CASE, quotes=(QUOTE,)))).tags)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    read = read_page(write(tmp_path_factory.mktemp("case"), page))
    assert (read.case.quotes, read.altered, read.is_as_made) == ((quote,), frozenset(), True)


@pytest.mark.parametrize(
    ("what", "instead", "altered"),
    [
        ("14 cables</mark> must be", "41 cables</mark> must be", {1}),
        ("14 cables</mark>", "14 cables</mark><i></i>", set()),
        ("· Tallis Courier · 1 Mar", "· Northern Post · 1 Mar", {1}),
        ('<blockquote data-quote="2">', '<blockquote data-quote="3">', {2}),
        ("</main>", '<blockquote data-quote="2">No</blockquote></main>', {2}),
        ("</body>", "<p>And more.</p></body>", set()),
    ],
)
def test_what_a_page_shows_otherwise_is_found(
    tmp_path: Path, what: str, instead: str, altered: set[int]
) -> None:
    page = as_page(CASE)
    assert what in page
    read = read_page(write(tmp_path, page.replace(what, instead, 1)))
    assert (set(read.altered), read.is_as_made) == (altered, False)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        f"{DATA_OPENS}</script>",
        f"{DATA_OPENS}[1]</script>",
        f'{DATA_OPENS}{{"format": 2}}</script>',
        f'{DATA_OPENS}{{"format": 1, "articles": 1, "quotes": [{{}}]}}</script>',
        f"{DATA_OPENS}{'[' * 100_000}</script>",
    ],
    ids=["empty", "no case", "no data", "a list", "later", "a bare quote", "deep"],
)
def test_what_is_no_case_is_refused_in_one_line(tmp_path: Path, page: str) -> None:
    with pytest.raises(InputError, match=r"no (sound )?case") as refused:
        read_page(write(tmp_path, page))
    assert "\n" not in str(refused.value)


def test_what_is_shown_is_of_the_data() -> None:
    data = as_page(CASE).partition(DATA_OPENS)[2].partition("</script>")[0]
    (first, _) = json.loads(data)["quotes"]
    assert set(first) == {field.name for field in fields(CaseQuote)}
    assert shown_quote(QUOTE) == QUOTE.quote
    assert shown_citation(QUOTE) == QUOTE.citation
