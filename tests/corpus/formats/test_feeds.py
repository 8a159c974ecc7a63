"""Feeds and WordPress exports: each item with its facts, its whole text before its summary."""

from pathlib import Path

import pytest
from format_samples import STORY, reason

from corpus.formats.registry import read
from corpus.records import Article, Skipped

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tallis Courier</title>
<item><title>Bridge &amp; ferry</title><link>https://c.example/1</link><guid>g1</guid>
<pubDate>Wed, 04 May 2016 23:30:00 -0400</pubDate><dc:creator>Jane Ferrow</dc:creator>
<description>In short.</description><content:encoded><![CDATA[<p>{STORY[0]}</p><p>{STORY[1]}</p>
]]></content:encoded></item>
<item><title>Only a summary</title><link>https://c.example/2</link>
<description>&lt;b&gt;Ferries&lt;/b&gt; carry commuters.</description></item>
<item><title>Nothing</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Tallis Courier</title>
<entry><title type="html">&lt;i&gt;Bridge&lt;/i&gt; shut</title><link href="https://c.example/1"/>
<published>2016-05-04T10:00:00Z</published><author><name>Jane Ferrow</name></author>
<author><name>Otto Brandvold</name></author><source><title>Northern Post</title></source>
<content type="html">&lt;p&gt;{STORY[0]}&lt;/p&gt;</content></entry></feed>"""
WXR = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Tallis Courier</title>
<wp:wxr_version>1.2</wp:wxr_version>
<item><title>Bridge shut</title><link>https://c.example/1</link>
<pubDate>Wed, 04 May 2016 10:00:00 +0000</pubDate>
<content:encoded><![CDATA[<!-- wp:paragraph -->[caption id="1"]A picture[/caption]{STORY[0]}

{STORY[1]} <em>More.</em>]]></content:encoded><excerpt:encoded><![CDATA[Short]]></excerpt:encoded>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>map.png</title><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>
<content:encoded>A map</content:encoded></item>
<item><title>Not yet</title><content:encoded>Draft words.</content:encoded>
<wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""


@pytest.fixture
def found(tmp_path: Path):
    def found(text: str, name: str = "feed.xml") -> list[Article | Skipped]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return list(read(path, tmp_path))

    return found


def test_an_rss_item_has_its_facts_and_its_day_where_it_was_written(found) -> None:
    whole, summary, nothing = found(RSS)
    assert (whole.title, whole.source, whole.author) == (
        "Bridge & ferry", "Tallis Courier", "Jane Ferrow"
    )  # fmt: skip
    assert (str(whole.published), whole.url) == ("2016-05-04", "https://c.example/1")
    assert whole.text == f"{STORY[0]}\n\n{STORY[1]}"
    assert whole.id.startswith("feed#")
    assert (summary.text, summary.published) == ("Ferries carry commuters.", None)
    assert isinstance(nothing, Skipped)
    assert nothing.where.endswith("feed.xml item 3")


def test_an_item_keeps_its_id_in_a_later_copy_of_its_feed(found) -> None:
    newer = RSS.replace("<item>", "<item><title>Newest</title><description>x</description></item>\n<item>", 1)  # fmt: skip # noqa: E501
    assert found(RSS)[0].id == found(newer)[1].id


def test_an_atom_entry_has_its_authors_and_the_outlet_that_it_came_from(found) -> None:
    [article] = found(ATOM, "a.atom")
    assert (article.title, article.source) == ("Bridge shut", "Northern Post")
    assert (article.author, str(article.published)) == ("Jane Ferrow, Otto Brandvold", "2016-05-04")
    assert article.text == STORY[0]


def test_of_a_wordpress_export_the_published_articles_are_read(found) -> None:
    draft, article = found(WXR)
    assert article.text == f"A picture\n\n{STORY[0]}\n\n{STORY[1]} More." or article.text == (
        f"A picture{STORY[0]}\n\n{STORY[1]} More."
    )
    assert (article.source, str(article.published)) == ("Tallis Courier", "2016-05-04")
    assert draft.reason == "is not published (draft)"
    assert draft.where.endswith("feed.xml item 3")


def test_a_json_feed_is_read_like_other_records(found) -> None:
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Tallis Courier", "items": '
        '[{"id": "1", "title": "Bridge shut", "url": "https://c.example/1", "date_published": '
        f'"2016-05-04T10:00:00Z", "content_html": "<p>{STORY[0]}</p>", '
        '"authors": [{"name": "Jane Ferrow"}]}]}'
    )
    [article] = found(feed, "feed.json")
    assert (article.title, article.text) == ("Bridge shut", STORY[0])
    assert (article.author, str(article.published)) == ("Jane Ferrow", "2016-05-04")
    assert article.url == "https://c.example/1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<nitf><body/></nitf>", "is neither a feed nor a WordPress export: its root is <nitf>"),
        ("plain words", "is neither a feed nor a WordPress export"),
        ("<rss version='2.0'><channel><title>T</title></channel></rss>", "holds no articles"),
    ],
)
def test_other_xml_is_named(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    assert reason(tmp_path / "a.xml") == expected


def test_entities_that_multiply_do_no_harm(found) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    bomb = f"<?xml version='1.0'?><!DOCTYPE r [{laughs}]>" + RSS.partition("?>")[2].replace(
        "In short.", "&l11;"
    )
    assert all(len(one.text) < 10_000 for one in found(bomb) if isinstance(one, Article))
