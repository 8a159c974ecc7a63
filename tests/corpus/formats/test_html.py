"""Web pages: the story and what the page states of itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import PAGE, STORY, TEXT, TITLE, only, reason

Write = Callable[[str, str], Path]


def test_a_web_page_gives_its_story_and_what_it_states_of_itself(write: Write) -> None:
    article = only(write("bridge.html", PAGE))
    assert article.title == TITLE
    assert (str(article.published), article.published and article.published.found_in) == (
        "2016-05-04",
        "page metadata",
    )
    assert (article.source, article.author) == ("Tallis Courier", "Jane Ferrow")
    assert article.url == "https://courier.example/bridge"
    assert article.text.split() == TEXT.split()


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("", None),
        ('<meta name="date" content="someday">', None),
        ('<meta property="article:modified_time" content="2017-01-01">', None),
        ('<meta itemprop="datePublished" content="2016-05-04">', "2016-05-04"),
        ('<script>{"datePublished": "2016-05-04"}</script>', "2016-05-04"),
        ('<link rel="canonical" href="https://courier.example/2016/05/04/bridge">', "2016-05-04"),
        ('<img src="/uploads/2015/03/bridge-20150312.jpg">', None),
    ],
)
def test_a_page_without_a_stated_date_has_none(
    stated: str, published: str | None, write: Write
) -> None:
    paragraphs = "".join(f"<p>{p} The first one opened on 1 May 1987.</p>" for p in STORY)
    page = f"<html><head><title>Bridge</title>{stated}</head><body>{paragraphs}</body></html>"
    article = only(write("bridge.html", page))
    assert (article.published and str(article.published)) == published


def test_a_page_without_an_article_is_refused(write: Write) -> None:
    assert "without an article" in reason(write("a.html", "<html><body><p>Hi</p></body></html>"))
    assert "without an article" in reason(write("b.html", "words that are no page"))


@pytest.mark.parametrize(
    "heading",
    [
        '<h1><a href="https://courier.example/">Tallis Courier</a></h1>',
        '<h1><a href="/web/20080731095558/http://courier.example/">Tallis Courier</a></h1>',
        '<a href="/"><h1>The Tallis Courier</h1></a>',
        '<h1 id="branding">Tallis Courier – news since 1987</h1>',
    ],
)
def test_the_name_of_a_site_is_no_headline(heading: str, write: Write) -> None:
    story = "".join(f"<p>{p}</p>" for p in STORY)
    page = f"<html><head><title>{TITLE} | Tallis Courier</title></head><body>{heading}{story}"
    assert only(write("bridge.html", page)).title == TITLE


@pytest.mark.parametrize(
    ("dated", "published"),
    [
        ("<div>4 May 2016</div>", "2016-05-04"),
        ("<div>Last edited: <span>4 May 2016</span></div>", None),
        ("<div>zuletzt bearbeitet <span>4. Mai 2016</span></div>", None),
        (f"<div>04.05.2016 11:17 <b>Second post</b> {STORY[0]} {STORY[1]}</div>", None),
    ],
)
def test_a_day_alone_on_its_line_says_when_unless_it_begins_a_text_or_an_edit(
    dated: str, published: str | None, write: Write
) -> None:
    story = "".join(f"<p>{p}</p>" for p in STORY)
    page = f"<html><head><title>{TITLE}</title></head><body>{story}{dated}</body></html>"
    found = only(write("bridge.html", page)).published
    assert (str(found) if found else None) == published


def test_the_author_of_a_page_is_whom_its_data_for_search_engines_name(write: Write) -> None:
    data = """{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
        "author": [{"@type": "Person", "name": "Jane Ferrow"}, {"name": "Otto Brandvold"}]}]}"""
    story = "".join(f"<p>{p}</p>" for p in STORY)
    script = f"<script type='application/ld+json'>{data}</script>"
    page = f"<html><head><title>{TITLE}</title>{script}</head><body>{story}</body></html>"
    assert only(write("bridge.html", page)).author == "Jane Ferrow, Otto Brandvold"
