"""Hostile web pages, and XML of other kinds."""

from __future__ import annotations

from qa.lab.hostile.hostile_texts import MB, Files

STORY = b"".join(
    b"<p>The harbour bridge in Port Tallis closed on Monday after engineers found cracks in %s of "
    b"its towers, the port authority said in a statement.</p>" % count
    for count in (b"two", b"three", b"four", b"five")
)


def pages() -> Files:
    """Names and bytes of web pages."""
    for count in (1_500, 20_000, 100_000):
        attributes = b" ".join(b"a%d=1" % number for number in range(count))
        yield f"attributes-{count}.html", _page(STORY + b"<p " + attributes + b">words</p>")
    for tag in (b"div", b"b", b"span", b"table><tr><td", b"ul><li", b"blockquote", b"a", b"svg"):
        name = tag.partition(b">")[0].decode()
        yield f"nested-{name}.html", _page((b"<" + tag + b">") * 100_000 + STORY)
    yield "closed.html", _page(b"<div>" * 100_000 + STORY + b"</div>" * 100_000)
    yield "closing.html", _page(b"</p></div></b>" * 200_000 + STORY)
    yield "crossed.html", _page(b"<b><i><p></b></i>" * 20_000 + STORY)
    yield "long-attribute.html", _page(STORY + b"<p title='" + b"a" * 9 * MB + b"'>words</p>")
    yield "data.html", _page(STORY + b"<img src='data:image/png;base64," + b"A" * 9 * MB + b"'>")
    yield "too-large.html", _page(STORY * 30_000)
    yield "paragraphs.html", _page(b"<p>Words of a story.</p>" * 100_000)
    yield "breaks.html", _page(STORY + b"words<br>" * 200_000)
    yield "links.html", _page(STORY + b"<a href='/a'>words</a> " * 50_000)
    yield "options.html", _page(STORY + b"<select>" + b"<option>a" * 100_000)
    yield "rows.html", _page(b"<table>" + b"<tr><td>a<td>b" * 50_000)
    yield "headings.html", _page(b"<h1>Words of a heading</h1>" * 20_000 + STORY)
    yield "angles.html", b"<html><body>" + b"<" * 2 * MB
    yield "comments.html", _page(b"<!--" * 200_000 + STORY)
    yield "open-script.html", _page(STORY + b"<script>" + b"<!--<script>" * 100_000)
    yield "frames.html", b"<html><frameset>" + b"<frame src='a'>" * 50_000
    yield "zeros.html", _page(STORY.replace(b" ", b"\0 "))
    yield "entities.html", _page(b"<p>" + b"&#0;&#xD800;&#x110000;&bogus;&amp" * 50_000 + STORY)
    yield "title.html", _page(STORY, b"<title>" + b"words " * 200_000 + b"</title>")
    yield "metas.html", _page(STORY, b"<meta property='og:title' content='a'>" * 50_000)
    yield "bases.html", _page(STORY, b"<base href='http://[::1'><link rel=canonical href='//['>")
    for charset in (b"utf-7", b"rot13", b"zip", b"hex", b"idna", b"utf-16", b"x" * 3_000):
        head = b"<meta charset='" + charset + b"'>"
        yield f"charset-{charset[:6].decode()}.html", _page(b"\xe4\xf6" + STORY, head)
    linked = b"<script type='application/ld+json'>%s</script>"
    yield "deep-data.html", _page(STORY, linked % (b'{"a":' * 50_000))
    yield "broken-data.html", _page(STORY, linked % (b'{"@type": "NewsArticle", "author": [1, {}'))
    yield "odd-data.html", _page(STORY, linked % b'{"datePublished": 1e999, "author": [[[]]]}')
    endless = b'{"datePublished": "' + b"9" * 4_000 + b'"}'
    yield "endless-date.html", _page(STORY, linked % endless)
    yield "times.html", _page(b"<time datetime='99999-99-99T99:99'>" * 50_000 + STORY)
    yield "laughs.xhtml", _laughs(b"html")
    yield "outside.xhtml", _outside(b"html")


def markup() -> Files:
    """Names and bytes of feeds and other XML."""
    for ending in ("xml", "rss", "atom"):
        yield f"laughs.{ending}", _laughs(b"rss")
        yield f"outside.{ending}", _outside(b"rss")
        yield f"nested.{ending}", b"<rss>" * 100_000
    item = b"<item><title>A</title><description>Words of it.</description></item>"
    yield "items.xml", b"<rss><channel>" + item * 20_000 + b"</channel></rss>"
    body = b"&lt;p " + b"a=1 " * 20_000 + b"&gt;words&lt;/p&gt;"
    yield "attributes.xml", b"<rss><channel><item><description>" + body + b"</description></item>"
    yield "torn.xml", b"<?xml version='1.0' encoding='bogus'?><rss><channel><item>"


def _page(body: bytes, head: bytes = b"") -> bytes:
    return (
        b"<!DOCTYPE html><html><head><title>Harbour bridge closes</title>" + head + b"</head>"
        b"<body><article><h1>Harbour bridge closes</h1>" + body + b"</article></body></html>"
    )


def _laughs(root: bytes) -> bytes:
    entities = b"<!ENTITY a0 'lol'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    doctype = b"<?xml version='1.0'?><!DOCTYPE " + root + b" [" + entities + b"]>"
    return doctype + b"<" + root + b"><body><p>&a9;</p></body></" + root + b">"


def _outside(root: bytes) -> bytes:
    """A page that asks for a file of the machine that reads it."""
    doctype = b"<!DOCTYPE " + root + b" [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    body = b"<body><p>&x;</p>" + STORY + b"</body>"
    return b"<?xml version='1.0'?>" + doctype + b"<" + root + b">" + body + b"</" + root + b">"
