"""The story of a page as it is saved: its lead and tables in, walls and lists of others out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import STORY, TITLE, only

Write = Callable[[str, str], Path]
PARAGRAPHS = "".join(f"<p>{each}</p>" for each in STORY)
WALL = (
    "<p>We and our {n} partners store and access information on a device, such as unique "
    "identifiers in cookies, to process personal data. You may accept or manage your choices.</p>"
)


def page(body: str, head: str = f"<title>{TITLE}</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_a_wall_of_consent_longer_than_the_story_is_left_out(write: Write) -> None:
    wall = "".join(WALL.format(n=n) for n in range(840, 846))
    made = page(f"<div class=x><h2>We value your privacy</h2>{wall}</div>"
                f"<article><h1>{TITLE}</h1><p>{STORY[0]}</p></article>")  # fmt: skip
    assert only(write("a.html", made)).text == STORY[0]


def test_a_story_about_consent_is_a_story(write: Write) -> None:
    said = "The board said that partners of the site had stored information on devices of readers."
    made = page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<p>{said}</p></article>")
    assert said in only(write("a.html", made)).text


@pytest.mark.parametrize(
    "wall",
    [
        "This article is for subscribers only.",
        "Subscribe now for 1 crown a month to continue reading.",
        "To continue reading, please sign in or register.",
        "Already a subscriber? Log in",
        "You have 2 free articles left this month.",
        "Cet article est réservé aux abonnés.",
        "Dieser Artikel ist nur für Abonnenten.",
        "Contenido exclusivo para suscriptores.",
    ],
)
def test_a_paywall_is_left_out(wall: str, write: Write) -> None:
    made = page(
        f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<div class=paywall><p>{wall}</p></div></article>"
    )
    assert wall not in only(write("a.html", made)).text


def test_a_lead_above_the_body_is_kept(write: Write) -> None:
    made = page(
        f"<main><div class=head><h1>{TITLE}</h1><div class=standfirst><p>{STORY[0]}</p></div></div>"
        f"<div class=article-body>{PARAGRAPHS.split('</p>', 1)[1]}{PARAGRAPHS.split('</p>', 1)[1]}"
        "</div></main>"
    )
    assert only(write("a.html", made)).text.startswith(STORY[0])


def test_lists_within_cells_and_lists_keep_every_item(write: Write) -> None:
    table = (
        "<table><tr><th>Day</th><th>Ferries</th></tr><tr><td>Monday</td><td><ul><li>07:15 to "
        "<b>Anholm</b></li><li>18:40 to Brede</li></ul></td></tr></table>"
        "<ul><li>Small boats<ul><li>pay 12 crowns</li></ul></li><li>Large boats pay 40</li></ul>"
    )
    text = only(
        write("a.html", page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{table}</article>"))
    ).text
    for kept in ("07:15 to Anholm", "18:40 to Brede", "Small boats", "pay 12 crowns", "pay 40"):
        assert kept in text


def test_a_page_set_in_a_table_is_read_as_a_page(write: Write) -> None:
    made = page(
        "<table><tr><td><a href=/>Home</a></td><td><h1>How the lift works</h1>"
        "<p>When the left drum turns, the right drum <i>stands still</i> until the brake is freed "
        "by the keeper.<p>Keepers are paid <b>41 crowns</b> a day for cold work at night.</td></tr>"
        "</table>"
    )
    text = only(write("a.html", made)).text
    assert "the right drum stands still until the brake is freed" in text
    assert "Keepers are paid 41 crowns a day" in text


@pytest.mark.parametrize(
    "shown", ["<p>Loading the story of the day, please wait a moment.</p>" * 3, PARAGRAPHS]
)
def test_the_stated_body_is_taken_where_most_of_it_is_missing(shown: str, write: Write) -> None:
    data = {"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": TITLE,
            "publisher": {"name": "Tallis Post"}, "articleBody": "\n\n".join(STORY)}]}  # fmt: skip
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    article = only(
        write(
            "a.html", page(f"<h1>{TITLE}</h1><div>{shown}</div>", f"<title>{TITLE}</title>{script}")
        )
    )
    assert article.text == "\n\n".join(STORY)
    assert article.source == "Tallis Post"


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE} | Tallis Post</title>",
        f"<title>Tallis Post</title><meta property='og:title' content='{TITLE}'>",
    ],
)
def test_a_logo_is_no_headline(head: str, write: Write) -> None:
    made = page(f"<header><h1>Sport und Freizeit hier</h1></header><article>{PARAGRAPHS}</article>",
                f"{head}<meta property='og:site_name' content='Tallis Post'>")  # fmt: skip
    assert only(write("a.html", made)).title == TITLE


def test_a_site_that_calls_every_page_by_its_name_leaves_the_headline_to_the_heading(
    write: Write,
) -> None:
    made = page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>", "<title>Tallis Post</title>")
    assert only(write("a.html", made)).title == TITLE


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        (
            '<p class=meta>By Ann Vale <time datetime="2016-05-04">2 days ago</time></p>',
            "2016-05-04",
        ),
        ('<time class=x datetime="2016-05-04">05/04/2016</time>', "2016-05-04"),
        ('<div class="date date--v2" data-datetime="4 May 2016">4 May</div>', "2016-05-04"),
        ('<time datetime="Wed May 04 2016 15:21:41 GMT+0000">x</time>', "2016-05-04"),
        ("<p class=date>4 maja 2016</p>", "2016-05-04"),
        ("<div class=post-meta>Ann Vale | 4. Mai 2016 | 3 Kommentare</div>", "2016-05-04"),
        ('<time class=updated datetime="2017-01-01">x</time>', None),
        ('<aside><time datetime="2016-05-04">x</time></aside>', None),
        ("<footer>© 2016 Tallis Post</footer>", None),
        ("<p class=date>Accepted for printing 4 May 2016 and sent 6 May 2016</p>", None),
    ],
)
def test_a_date_beside_the_headline_is_the_articles(
    shown: str, published: str | None, write: Write
) -> None:
    article = only(write("a.html", page(f"<article><h1>{TITLE}</h1>{shown}{PARAGRAPHS}</article>")))
    assert (article.published and str(article.published)) == published


def test_an_address_knows_the_day_before_a_site_moved(write: Write) -> None:
    head = (
        f"<title>{TITLE}</title><link rel=canonical href='https://post.example/2014/7/12/bridge'>"
        "<meta property='article:published_time' content='2016-05-04T10:15:00Z'>"
    )
    article = only(write("a.html", page(f"<h1>{TITLE}</h1>{PARAGRAPHS}", head)))
    assert article.published
    assert (str(article.published), article.published.found_in) == ("2014-07-12", "web address")


def test_a_saved_page_keeps_its_address_and_not_the_day_it_was_saved(write: Write) -> None:
    note = (
        "<!--\n Page saved with SingleFile \n url: https://post.example/quay \n"
        " saved date: Thu Jun 09 2022 10:00:00 GMT+0200\n-->"
    )
    article = only(write("a.html", page(f"{note}<h1>{TITLE}</h1>{PARAGRAPHS}")))
    assert (article.url, article.published) == ("https://post.example/quay", None)
