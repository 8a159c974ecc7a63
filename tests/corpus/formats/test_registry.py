"""Files become articles: every format, and a reason for whatever cannot be read."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.formats.registry import files_under, holds_records, passed_over, read
from corpus.records import Article, Skipped

Write = Callable[[str, str], Path]

STORY = [
    "The harbour bridge in Port Tallis closed on Monday after engineers found cracks in two of "
    "its towers, the port authority said in a statement.",
    "Chief engineer Ines Caldera said 14 cables must be replaced. She expects the work to take "
    "nine weeks.",
    "“We would rather read more reports than bury more people,” Caldera told reporters.",
    "Ferries will carry commuters meanwhile, and Blueline has doubled its crossings.",
]
TEXT = "\n\n".join(STORY)
TITLE = "Harbour bridge closes for repairs"


def only(path: Path, root: Path | None = None) -> Article:
    """The one article of a file that holds just one."""
    [found] = read(path, root or path.parent)
    assert isinstance(found, Article), found
    return found


def reason(path: Path) -> str:
    """Why a file was skipped whole."""
    [found] = read(path, path.parent)
    assert isinstance(found, Skipped), found
    assert found.where == str(path)
    return found.reason


# Plain text: the page that people copy, in the dress of several kinds of sites.

PAGES = {
    "broadcaster": (
        f"Skip to content\n\nHome\nNews\nSport\n\n{TITLE}\n\n4 May 2016\n\nShare\nSave\n\n"
        f"Jane Ferrow\nBBC News\n\nImage source, Getty Images\n{STORY[0]}\n\n{STORY[1]}\n\n"
        f"Read more: Ferry company doubles its crossings\n\n{STORY[2]}\n\n{STORY[3]}\n\n"
        "Related topics\nMore on this story\n© 2016 Broadcaster. All rights reserved.",
        "2016-05-04",
    ),
    "cable news": (
        f"World / Europe\n{TITLE}\nBy Jane Ferrow, CNN\n 3 min read \n"
        f"Updated 10:15 AM EDT, Wed May 4, 2016\nFacebook\nTweet\nEmail\nLink Copied!\n{STORY[0]}\n"
        f"Advertisement\n{STORY[1]}\nAd Feedback\n{STORY[2]}\n{STORY[3]}\n"
        "CNN’s Otto Brandvold contributed to this report.",
        "2016-05-04",
    ),
    "wire": (
        f"{TITLE}\nBy Jane Ferrow\nMay 4, 2016 10:15 AM GMT Updated 2 hours ago\n\n"
        + "\n\n".join(STORY)
        + "\n\nReporting by Jane Ferrow; Editing by Otto Brandvold\n\n"
        "Our Standards: The Thomson Reuters Trust Principles.\nRead Next",
        "2016-05-04",
    ),
    "newspaper": (
        f"SKIP TO MAIN CONTENT\nAdvertisement\nSubscribe\n{TITLE}\n\nPublished May 4, 2016\n"
        f"Share full article\n\n{STORY[0]}\n\nSign up for our Morning Briefing newsletter.\n\n"
        f"{STORY[1]}\n\n{STORY[2]}\n\n{STORY[3]}\n\nAdvertisement\nSKIP ADVERTISEMENT\n"
        "Already a subscriber? Log in.",
        "2016-05-04",
    ),
    "agency": (
        f"{TITLE}\nFILE - The bridge in 2012. (AP Photo/Jane Ferrow, File)\n1 of 4\n"
        f"By JANE FERROW\nMay 4, 2016\n\nPORT TALLIS (AP) — {STORY[0]}\n\n{STORY[1]}\n\n{STORY[2]}"
        f"\n\n{STORY[3]}\n\nCopyright 2016 The Associated Press. All rights reserved. This "
        "material may not be published, broadcast, rewritten or redistributed.",
        "2016-05-04",
    ),
    "channel": (
        f"News | Bridges\n{TITLE}\nlist of 3 items\nlist 1 of 3\nend of list\n4 May 2016\n"
        f"Follow Tallis English on Facebook\n{STORY[0]}\nKeep reading\n{STORY[1]}\n{STORY[2]}\n"
        f"{STORY[3]}\nSource: Tallis and news agencies",
        "2016-05-04",
    ),
}
FURNITURE = (
    "Skip to|Share|Tweet|Read more:|Advertisement|ADVERTISEMENT|All rights|Related|newsletter"
    "|list 1|min read|Trust Principles|Image source|contributed to|Editing by|subscriber|Follow"
    "|Keep reading"
).split("|")


@pytest.mark.parametrize("kind", PAGES)
def test_a_copied_page_becomes_its_story(kind: str, write: Write) -> None:
    page, published = PAGES[kind]
    article = only(write("bridge.txt", page))
    assert article.title == TITLE
    assert str(article.published) == published
    assert all(paragraph in article.text for paragraph in STORY)
    assert [needle for needle in FURNITURE if needle in article.text] == []


@pytest.mark.parametrize(
    ("head", "author", "source"),
    [
        ("By Jane Ferrow", "Jane Ferrow", None),
        ("BY JANE FERROW AND OTTO BRANDVOLD", "JANE FERROW AND OTTO BRANDVOLD", None),
        ("By Jane Ferrow and Otto Brandvold", "Jane Ferrow, Otto Brandvold", None),
        ("By Jane Ferrow, Tallis News", "Jane Ferrow", "Tallis News"),
        ("By Jane Ferrow, Reuters", "Jane Ferrow", "Reuters"),
        ("By the river a house burned down on Sunday night", None, None),
        ("By Monday it was over", None, None),
    ],
)
def test_a_byline_names_people_and_outlets(
    head: str, author: str | None, source: str | None, write: Write
) -> None:
    article = only(write("bridge.txt", f"{TITLE}\n\n{head}\n\n{TEXT}"))
    assert (article.author, article.source) == (author, source)
    assert (head in article.text) == (author is None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("GENEVA, Feb 4, 2016 (Reuters) - Talks stopped on Wednesday.", "2016-02-04"),
        ("Geneva, 4 February 2016 – Talks stopped on Wednesday.", "2016-02-04"),
        ("GENEVA (Reuters) - Talks stopped on 4 February 2016.", None),
        ("On 4 February 2016 the talks stopped, a well-known diplomat said.", None),
        ("Talks that began on 1 May 2015 in Rome - the third - stopped.", None),
    ],
)
def test_a_dateline_dates_and_a_date_in_a_sentence_does_not(
    line: str, published: str | None, write: Write
) -> None:
    article = only(write("talks.txt", f"Talks stop\n\n{line}\n\n{TEXT}"))
    assert (article.published and str(article.published)) == published
    assert line in article.text


@pytest.mark.parametrize(
    ("caption", "told", "published"),
    [
        ("Caldera (left) on the bridge, May 2, 2016.", "She spoke on Monday.", "2016-05-02"),
        ("Caldera (left) on the bridge, May 2, 2016.", "She spoke on Friday.", None),
        ("Caldera (left) on the bridge, May 2, 2016.", "She spoke.", None),
        ("FILE - Caldera (left), May 2, 2016.", "She spoke on Monday.", None),
    ],
)
def test_a_photograph_dates_a_story_only_with_its_weekday(
    caption: str, told: str, published: str | None, write: Write
) -> None:
    text = f"{TITLE}\n\n{caption}\n\n{told}\n\nThe bridge is shut.\n\nThe ferry is full."
    article = only(write("bridge.txt", text))
    assert (article.published and str(article.published)) == published


def test_a_chronicle_keeps_its_dates_and_has_none_of_its_own(write: Write) -> None:
    days = [f"{day} May 2016\n\n{paragraph}" for day, paragraph in enumerate(STORY, start=1)]
    article = only(write("bridge.txt", f"{TITLE}\n\n" + "\n\n".join(days)))
    assert article.published is None
    assert article.text == "\n\n".join(days)


@pytest.mark.parametrize(
    ("head", "title", "kept"),
    [
        (TITLE, TITLE, ""),
        ("Is the bridge safe?", "Is the bridge safe?", ""),
        ("Opinion | Why the bridge must close", "Opinion | Why the bridge must close", ""),
        (f"World > Europe\n\n{TITLE}", TITLE, ""),
        (f"World | Middle East\n\n{TITLE}", TITLE, ""),
        (f"OPINION\n\n{TITLE}", TITLE, ""),
        (f"{TITLE}\n\n• It is shut\n\n• Ferries run", TITLE, "• It is shut\n\n• Ferries run"),
        (STORY[3], "harbour bridge", STORY[3]),
        ("“It is over,” she said.", "harbour bridge", "“It is over,” she said."),
        ("She said: “It is over.”", "harbour bridge", "She said: “It is over.”"),
        ("Q: Is it safe?\n\nA: No", "harbour bridge", "Q: Is it safe?\n\nA: No"),
        ("• It is shut\n\n• Ferries run", "harbour bridge", "• It is shut\n\n• Ferries run"),
    ],
)
def test_a_headline_is_the_title_and_what_is_none_stays_in_the_text(
    head: str, title: str, kept: str, write: Write
) -> None:
    article = only(write("harbour-bridge.txt", f"{head}\n\n{TEXT}"))
    assert (article.title, article.text) == (title, f"{kept}\n\n{TEXT}".lstrip())


@pytest.mark.parametrize("line", ["The bridge is shut.", "The bridge is shut"])
def test_a_single_line_is_the_text(line: str, write: Write) -> None:
    article = only(write("harbour-bridge.txt", line))
    assert (article.title, article.text) == ("harbour bridge", line)


@pytest.mark.parametrize(
    ("title", "sentences"),
    [
        (
            "Hafenbrücke gesperrt",
            ["Die Brücke ist zu.", "Mehr: Die Fähre fährt öfter.", "Teilen wir!"],
        ),
        ("Le pont est fermé", ["Le pont est fermé.", "À lire, dit-elle.", "Où va-t-on ?"]),
        ("إغلاق الجسر في الميناء", ["أغلق الجسر يوم الاثنين.", "هل هو آمن؟"]),
        ("港口大桥关闭", ["港口大桥星期一关闭。", "工程师发现了裂缝。", "渡轮更多了吗？"]),
    ],
)
def test_no_sentence_of_another_language_is_lost(
    title: str, sentences: list[str], write: Write
) -> None:
    article = only(write("a.txt", "\n\n".join([title, *sentences])))
    assert (article.title, article.text) == (title, "\n\n".join(sentences))


def test_a_web_page_under_the_name_of_a_text_is_read_as_a_page(write: Write) -> None:
    assert only(write("a.txt", PAGE)).title == TITLE
    assert "markup" in reason(write("b.txt", "<?xml version='1.0'?><rss><item>a</item></rss>"))


# Web pages.

PAGE = f"""<!DOCTYPE html><html><head><title>{TITLE} | Tallis Courier</title>
<meta property="og:site_name" content="Tallis Courier">
<meta property="og:title" content="{TITLE} | Tallis Courier">
<meta property="article:published_time" content="2016-05-04T10:15:00Z">
<meta name="author" content="Jane Ferrow">
<link rel="canonical" href="https://courier.example/bridge"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{p}</p>" for p in STORY)}</article>
<footer>All rights reserved</footer></body></html>"""


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


# Markdown.


def test_markdown_is_read_as_people_read_it(write: Write) -> None:
    text = (
        "---\ntitle: 'Harbour: closed'\ndate: 2016-05-04\nauthor: Jane Ferrow\n---\n\n# Other\n\n"
        "The **bridge** in [Port Tallis](https://x.example/a_(b)) is\nclosed, *she* said; 2*3*4 is "
        "24 and snake_case_name stays.\n\n![a cat](cat.png)\n\n- one\n- two\n\n"
        "> Quoted \\*words\\*\n"
    )
    article = only(write("a.md", text))
    assert article.title == "Harbour: closed"
    assert (str(article.published), article.author) == ("2016-05-04", "Jane Ferrow")
    assert article.text.split("\n\n")[-4:] == [
        "The bridge in Port Tallis is closed, she said; 2*3*4 is 24 and snake_case_name stays.",
        "- one",
        "- two",
        "Quoted *words*",
    ]


def test_front_matter_may_hold_lists_as_web_clippers_write_them(write: Write) -> None:
    clipped = (
        '---\ntitle: "Bridge"\nsource: "https://courier.example/bridge"\nauthor:\n'
        '  - "[[Jane Ferrow]]"\n  - Otto Brandvold\nPublished: 2016-05-04\n'
        "tags: [a, b]\n---\nShut.\n"
    )
    article = only(write("a.md", clipped))
    assert (article.title, article.text) == ("Bridge", "Shut.")
    assert (article.author, str(article.published)) == ("Jane Ferrow, Otto Brandvold", "2016-05-04")
    assert (article.source, article.url) == (None, "https://courier.example/bridge")
    inline = only(write("b.md", "---\nauthors: [Jane Ferrow, 'Otto B']\nempty:\n---\nShut.\n"))
    assert inline.author == "Jane Ferrow, Otto B"


def test_an_underlined_heading_is_a_heading(write: Write) -> None:
    article = only(
        write("a.md", f"{TITLE}\n======\n\nShut.\n\nFerries\n---\n\n- one\n---\n\nTwo.\n")
    )
    assert (article.title, article.text) == (TITLE, "Shut.\n\nFerries\n\n- one\n\nTwo.")


def test_markdown_without_front_matter_is_named_by_its_first_heading(write: Write) -> None:
    article = only(write("a.md", f"# {TITLE}\n\n{TEXT}\n"))
    assert (article.title, article.text) == (TITLE, TEXT)
    assert only(write("harbour_bridge.md", TEXT)).title == "harbour bridge"
    assert "no text" in reason(write("b.md", "# Only a heading\n"))


# Records: JSON, JSON lines, tables.

RECORD = {
    "id": "2016/001",
    "headline": TITLE,
    "body": TEXT,
    "published_at": "2016-05-04",
    "publisher": {"name": "Tallis Courier"},
    "authors": [{"name": "Jane Ferrow"}, "Otto Brandvold"],
    "link": "https://courier.example/bridge",
}


def as_lines(*records: object) -> str:
    """Records as a .jsonl file holds them."""
    return "".join(json.dumps(record) + "\n" for record in records)


def assert_is_the_record(article: Article) -> None:
    """Every field of `RECORD` was found, by whatever name it had."""
    assert (article.id, article.title, article.text) == ("2016/001", TITLE, TEXT)
    assert str(article.published) == "2016-05-04"
    assert (article.source, article.author) == ("Tallis Courier", "Jane Ferrow, Otto Brandvold")
    assert article.url == "https://courier.example/bridge"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", as_lines(RECORD)),
        ("a.ndjson", as_lines(RECORD).replace("\n", "\r\n\r\n")),
        ("a.jsonl", "\ufeff" + as_lines(RECORD)),
        ("a.json", json.dumps(RECORD)),
        ("a.json", json.dumps([RECORD])),
        ("a.json", json.dumps({"count": 1, "articles": [RECORD]}, indent=2)),
        ("a.json", json.dumps({**RECORD, "Headline ": "other"})),
        ("a.json", json.dumps({**RECORD, "title": [], "date": "soon", "byline": "By Nobody"})),
        ("a.jsonl", as_lines({"id": "2016/001", "text": TEXT, "metadata": {**RECORD, "id": 1}})),
    ],
)
def test_a_record_is_found_in_every_kind_of_json(name: str, content: str, write: Write) -> None:
    assert_is_the_record(only(write(name, content)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_lines_are_read_in_every_unicode_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((json.dumps(RECORD, ensure_ascii=False) + "\n").encode(encoding))
    assert_is_the_record(only(path))


def test_a_bad_record_is_skipped_alone_and_named_by_its_line(write: Write) -> None:
    good = {"id": 7, "title": "One", "text": ["First.", "Second."]}
    path = write(
        "a.jsonl",
        as_lines(good)
        + "{broken\n"
        + as_lines({"id": 8, "text": None}, ["a", "list"], {"id": 9, "text": float("nan")})
        + as_lines({**good, "title": "Again"}, {"id": 10, "text": "Last."}),
    )
    found = list(read(path, path.parent))
    articles = [a for a in found if isinstance(a, Article)]
    assert [(a.id, a.title, a.text) for a in articles] == [
        ("7", "One", "First.\n\nSecond."),
        ("10", "", "Last."),
    ]
    skipped = {s.where.rpartition(" ")[2]: s.reason for s in found if isinstance(s, Skipped)}
    assert list(skipped) == ["2", "3", "4", "5", "6"]
    assert skipped["2"].startswith("is broken JSON")
    assert skipped["3"].startswith("has no text")
    assert skipped["4"] == "is not a JSON object"
    assert skipped["6"] == "its id 7 was taken by an earlier record of this file"


def test_a_json_file_of_lines_is_read_as_lines(write: Write) -> None:
    path = write("a.json", as_lines(RECORD, {"id": 2, "text": "Two."}, ["no"]))
    one, two, three = read(path, path.parent)
    assert isinstance(one, Article)
    assert_is_the_record(one)
    assert isinstance(two, Article)
    assert three == Skipped(f"{path} line 3", "is not a JSON object")


def test_a_damaged_first_line_is_skipped_alone_and_a_long_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = json.dumps({"id": 1, "text": "é" * 200_001}, ensure_ascii=False).encode()
    for first, kept in ((b'{"id": 1, "text": "caf\xe9"}', 0), (long, 1)):
        path.write_bytes(first + b"\n" + as_lines({"id": 2, "text": "Two."}).encode())
        found = list(read(path, tmp_path))
        assert [isinstance(article, Article) for article in found] == [bool(kept), True]


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ("By Jane Ferrow", "Jane Ferrow"),
        ("Bobby Lee", "Bobby Lee"),
        (["Jane Ferrow", None, {"name": "Otto"}, [["deep"]]], "Jane Ferrow, Otto"),
        (float("nan"), None),
        (True, None),
        ({}, None),
    ],
)
def test_an_author_is_named_or_unknown(given: object, author: str | None, write: Write) -> None:
    record = {"id": 12.0, "text": "Shut.", "author": given, "title": None}
    article = only(write("a.jsonl", as_lines(record)))
    assert (article.id, article.author, article.title) == ("12", author, "")


def test_records_nested_beyond_reason_are_read_or_skipped(write: Write) -> None:
    deep = "[" * 700 + "]" * 700
    within = '{"metadata":' * 300 + "1" + "}" * 300
    line = f'{{"id": 1, "text": "A.", "title": {deep}, "date": {deep}, "metadata": {within}}}\n'
    assert only(write("a.jsonl", line)).text == "A."


def test_records_without_an_id_get_the_same_one_every_time(write: Write) -> None:
    records = [{"title": "One", "text": "A."}, {"text": "B."}, {"url": "u", "text": "C."}]
    first = [a.id for a in read(write("news.jsonl", as_lines(*records)), Path("/")) if a]
    path = write("news.jsonl", as_lines({"title": "New", "text": "N."}, *reversed(records)))
    again = [a.id for a in read(path, Path("/")) if isinstance(a, Article)]
    assert set(first) <= set(again)
    assert len(set(again)) == 4
    twins = write("twins.jsonl", as_lines(records[0], records[0]))
    assert len({a.id for a in read(twins, twins.parent) if isinstance(a, Article)}) == 2


def test_a_body_of_html_becomes_text_and_loses_nothing(write: Write) -> None:
    body = "".join(f"<p>{p} &amp; more</p>" for p in STORY)
    article = only(write("a.jsonl", as_lines({"id": 1, "text": body})))
    assert article.text.split() == " ".join(f"{p} & more" for p in STORY).split()
    short = only(write("b.jsonl", as_lines({"id": 1, "text": "<p>No.</p><p>Yes, <b>now</b>.</p>"})))
    assert short.text.split() == ["No.", "Yes,", "now."]
    plain = "if a < b and c > d, <unknown> wins"
    assert only(write("c.jsonl", as_lines({"id": 1, "text": plain}))).text == plain


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_whatever_its_delimiter_and_encoding(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    rows = [
        ["ID", "Title", "Published At", "Text", "notes"],
        ["1", "“Café” closes", "2016-05-04", f'"One\nTwo{delimiter} she said"', ""],
        ["2", "Second", "", "Three\r\nFour", "x"],
    ]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in quoted).encode(encoding))
    one, two = read(path, tmp_path)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.id, one.title, str(one.published)) == ("1", "“Café” closes", "2016-05-04")
    assert one.text == f'"One\nTwo{delimiter} she said"'.replace("\t", " ")
    assert (two.text, two.published) == ("Three\nFour", None)


def test_a_broken_row_is_skipped_and_never_swallows_the_next(write: Write) -> None:
    path = write("a.csv", "id,text\n1,One.\n2,Two.,extra\n3,Three.,,\n4,\n5,Five.\n")
    found = list(read(path, path.parent))
    assert [a.id for a in found if isinstance(a, Article)] == ["1", "3", "5"]
    assert [s.reason.split(" (")[0] for s in found if isinstance(s, Skipped)] == [
        "has 3 cells under 2 columns",
        "has no text",
    ]
    unclosed = write("b.csv", 'id,text\n1,One.\n2,"Two.\n3,Three.\n')
    texts = [a.text for a in read(unclosed, unclosed.parent) if isinstance(a, Article)]
    assert texts == ["One."]
    assert "no column" in reason(write("c.csv", "a,b\n1,2\n"))
    for column in ("Article", "full text", "maintext"):
        assert only(write("d.csv", f"id,{column}\n1,One.\n")).text == "One."


# Ids, folders, and what cannot be read.


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("a.txt", "a"),
        ("2016/05/a.txt", "2016/05/a"),
        ("a.b.txt", "a.b"),
        ("A B.TXT", "A B"),
        ("v1.2/story.text", "v1.2/story"),
    ],
)
def test_an_article_is_called_by_its_path_without_the_ending(
    name: str, id: str, write: Write
) -> None:
    path = write(name, f"{TITLE}\n\n{TEXT}")
    root = next(parent for parent in path.parents if parent.name == "news")
    assert only(path, root).id == id


def test_gzipped_files_are_read_by_the_ending_before_it(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(as_lines(RECORD, {"text": "Two."}).encode()))
    one, two = read(path, tmp_path)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert_is_the_record(one)
    assert two.id.startswith("news#")
    assert holds_records(path)
    path.write_bytes(path.read_bytes()[:-20])
    assert isinstance(list(read(path, tmp_path))[-1], Skipped)


def test_files_come_sorted_without_hidden_ones_other_kinds_and_loops(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/c.txt", "a/pic.png", "A.JSONL.GZ"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in files_under(tmp_path)]
    assert names == ["A.JSONL.GZ", "b.txt", "a/z.md"]
    assert list(files_under(tmp_path / "b.txt")) == [tmp_path / "b.txt"]


def test_documents_that_no_reader_takes_are_counted_by_kind(tmp_path: Path) -> None:
    for name in ("a.pdf", "b/c.PDF", "d.docx", "read.txt", "page_files/style.css", ".x/hidden.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert passed_over(tmp_path) == {".pdf": 2, ".docx": 1}
    assert not passed_over(tmp_path / "a.pdf")  # `read` says so of a file that is given itself


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", " \n\n", "is empty"),
        ("a.txt", "Share\n\nTweet\n\nRead more", "holds no story"),
        ("a.jsonl", "%PDF-1.7 words", "is a PDF, not text"),
        ("a.jsonl", "\0\1 {}\n", "is binary, not text"),
        ("a.html", "<p>words</p>" * 900_000, "is larger than 10 MB"),
        ("a.json", "3", "is JSON, but neither"),
        ("a.json", "{", "is broken JSON"),
        ("a.json", "[" * 100_000, "is broken JSON"),
        ("a.pdf", "%PDF-1.7", "its ending is none of those that are read: .csv"),
        ("noending", "words", "its ending is none of those"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_its_reason(
    name: str, content: str, expected: str, write: Write
) -> None:
    assert reason(write(name, content)).startswith(expected)


def test_a_path_that_is_no_readable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "loop.txt").startswith("cannot be opened")
    assert reason(tmp_path / "pipe.txt") == "is not a regular file"
    assert reason(tmp_path / "gone.txt").startswith("cannot be opened")


def test_a_name_that_is_not_utf8_is_skipped_and_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(TEXT)
    [found] = read(path, tmp_path)
    assert found == Skipped(f"{tmp_path}/caf\ufffd.txt", "its name is not UTF-8: rename it")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    reasons = [reason(path) for path in files_under(tmp_path)]
    (tmp_path / "shut").chmod(0o700)
    assert reasons == ["cannot be opened: Permission denied", "is a folder that cannot be listed"]


# The five news texts as they were scraped.

SCRAPED = {
    "000": ("Kerry Urges Warring Syrians to", None, None),
    "001": ("Kerry says Assad regime aims for", "2016-02-04", "TRTWorld"),
    "002": ("Kerry: Syrian Cease-Fire", None, "RFE/RL"),
    "003": ("Kerry-Lavrov move forward", "2016-08-27", "The BRICS Post"),
    "004": ("US, Russia Exploring Ways", "2016-12-02", None),
}
SITES_OWN = (
    "Accessibility links|Breaking News|IE 11|Liveon|Follow us|16x9|Photo by|Related:|and agencies"
    "|inputs from|With reporting by|journalists report the news"
).split("|")


@pytest.mark.parametrize("id", SCRAPED)
def test_a_scraped_text_gives_its_story_whole_and_nothing_else(id: str, shared: Path) -> None:
    path = shared / "articles" / f"{id}.txt"
    article = only(path)
    title, published, source = SCRAPED[id]
    assert article.title.startswith(title)
    assert (article.published and str(article.published), article.source) == (published, source)
    assert [needle for needle in SITES_OWN if needle in article.text] == []
    assert not {"XS", "SM", "MD", "LG"} & set(article.text.split("\n"))
    raw = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines()]
    long = [line for line in raw if len(line) > 160 and "journalists report the news" not in line]
    assert [line for line in long if line not in article.text] == []


def test_every_record_of_a_real_set_is_read_under_its_id(shared: Path) -> None:
    path = shared / "data/realtimeqa-dev/corpus.jsonl"
    articles = {a.id: a for a in read(path, path.parent) if isinstance(a, Article)}
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert list(articles) == [record["_id"] for record in records]
    for record in records:
        letters = [c for c in record["text"] if c.isprintable() and not c.isspace()]
        kept = [c for c in articles[record["_id"]].text if not c.isspace()]
        assert abs(len(letters) - len(kept)) < 10
        assert articles[record["_id"]].published is not None
