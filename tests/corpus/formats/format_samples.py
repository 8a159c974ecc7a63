"""What the tests of the formats share: a story, and how one file is read."""

import json
from pathlib import Path

from corpus.formats.registry import read
from corpus.records import Article, Skipped

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


PAGE = f"""<!DOCTYPE html><html><head><title>{TITLE} | Tallis Courier</title>
<meta property="og:site_name" content="Tallis Courier">
<meta property="og:title" content="{TITLE} | Tallis Courier">
<meta property="article:published_time" content="2016-05-04T10:15:00Z">
<meta name="author" content="Jane Ferrow">
<link rel="canonical" href="https://courier.example/bridge"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{p}</p>" for p in STORY)}</article>
<footer>All rights reserved</footer></body></html>"""

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
