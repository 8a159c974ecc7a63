"""`pullquote case` and `verify-case`, as a fact-checker calls them."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ARTICLES, WordEncoder, an_article

from corpus.records import Article, Passage, Span
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.answers import Answer, Evidence
from qa.cli import cli
from qa.search.hits import Hit
from qa.sessions.clippings import Clipping
from qa.sessions.keeping import open_clippings, open_sessions

BRIDGE, FERRY, LYNX, _ = ARTICLES
WORDS = {
    "bridge": "Chief engineer Ines Caldera said 14 cables must be replaced.",
    "ferry": "Its director, Otto Brandvold, promised a boat every ten minutes.",
}
Pullquote = Callable[..., Result]


def evidence(article: Article) -> Evidence:
    start = article.text.index(WORDS[article.id])
    span = Span(start, start + len(WORDS[article.id]))
    return Evidence(Hit(Passage(article, 0, len(article.text)), 1.0), span)


@pytest.fixture
def pullquote(archive: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pullquote:
    monkeypatch.setenv("PULLQUOTE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "100")
    place = str(archive.folder.resolve())
    for article in (BRIDGE, FERRY):
        open_clippings().add(Clipping.of(evidence(article), place, f"about {article.id}?"))
    open_clippings().add(Clipping.of(evidence(BRIDGE), "/another/archive"))

    def run(*args: str | Path) -> Result:
        return CliRunner().invoke(cli, ["--archive", place, *map(str, args)])

    return run


@pytest.fixture
def case(pullquote: Pullquote, tmp_path: Path) -> Path:
    path = tmp_path / "case.html"
    made = pullquote("case", "-o", path, "--title", "Port Tallis")
    assert (made.exit_code, made.stdout) == (0, f"wrote {path}: 2 quotes\n")
    return path


def put(archive: SqliteStore, article: Article) -> None:
    embed_and_put([article], archive, WordEncoder())


def test_a_case_of_an_unchanged_archive_holds(
    pullquote: Pullquote, case: Path, archive: SqliteStore
) -> None:
    checked = pullquote("verify-case", case)
    assert checked.exit_code == 0
    assert "2 of 2 quotes as quoted; the archive has not changed since." in checked.stdout
    assert archive.stamp in case.read_text()
    assert str(archive.folder.parent) not in case.read_text()  # nobody's folders
    assert stat.S_IMODE(case.stat().st_mode) == 0o600


def test_each_finding_has_its_exit_code(
    pullquote: Pullquote, case: Path, archive: SqliteStore
) -> None:
    def findings() -> tuple[int, list[str]]:
        ran = pullquote("verify-case", case, "--json")
        record = json.loads(ran.stdout)
        assert record["exit_code"] == ran.exit_code
        return ran.exit_code, [each["finding"] for each in record["quotes"]]

    put(archive, LYNX)
    assert findings() == (0, ["holds", "holds"])
    put(archive, replace(BRIDGE, text=f"Corrected.\n\n{BRIDGE.text}"))
    assert findings() == (5, ["moved", "holds"])
    put(archive, replace(BRIDGE, text=BRIDGE.text.replace("14 cables", "41 cables")))
    assert findings() == (1, ["changed", "holds"])
    put(archive, an_article("wire", "Cables", f"Wire. {WORDS['bridge']}"))
    assert findings() == (1, ["elsewhere", "holds"])
    with archive.change() as writing:
        writing.remove(["ferry"])
    assert findings() == (1, ["elsewhere", "missing"])
    case.write_text(case.read_text().replace("Otto Brandvold", "Otto Lund"))
    assert findings() == (4, ["elsewhere", "missing"])


@pytest.mark.parametrize(
    ("what", "instead"),
    [("14 cables", "15 cables"), ("Tallis Courier", "Northern Post"), ("2021-03-01", "2021-03-04")],
)
def test_words_and_facts_that_the_article_never_had_are_an_alteration(
    pullquote: Pullquote, case: Path, what: str, instead: str
) -> None:
    # In data and page alike, as somebody would who knows how the page is made.
    case.write_text(case.read_text().replace(what, instead))
    checked = pullquote("verify-case", case, "--json")
    assert checked.exit_code == 4
    assert json.loads(checked.stdout)["quotes"][0]["finding"] == "altered"


def test_an_archive_of_the_same_articles_confirms_and_says_that_it_is_another(
    pullquote: Pullquote, case: Path, tmp_path: Path
) -> None:
    with SqliteStore.open(tmp_path / "other", create=True) as other:
        embed_and_put(ARTICLES, other, WordEncoder())
    checked = pullquote("verify-case", case, "--archive", tmp_path / "other")
    assert checked.exit_code == 0
    assert "made from another archive" in checked.stdout


def test_a_case_can_be_of_one_conversation_or_of_some_clippings(
    pullquote: Pullquote, tmp_path: Path
) -> None:
    session = open_sessions().begin()
    question = "what did the director promise?"
    answer = Answer(question, question, "answered", "a boat", 0.9, (evidence(FERRY),), None, 5.0)
    session.append(answer, "/a")
    one = pullquote("case", "-o", tmp_path / "one.html", "--session", session.id)
    assert one.stdout.endswith(": 1 quote\n")
    assert "Otto Brandvold" in (tmp_path / "one.html").read_text()
    id = open_clippings().all()[0].id
    assert pullquote("case", id, "-o", tmp_path / "two.html").exit_code == 0
    assert "Ines Caldera" in (tmp_path / "two.html").read_text()


def test_what_cannot_be_done_is_one_line(pullquote: Pullquote, case: Path, tmp_path: Path) -> None:
    for args, line in (
        (["case", "-o", case], "is there already"),
        (["case", "-o", tmp_path / "none" / "case.html"], "make it first"),
        (["case", "zzz", "-o", tmp_path / "x.html"], "no clipping begins with 'zzz'"),
        (["verify-case", tmp_path / "x.html"], "cannot read"),
        (["verify-case", tmp_path / "archive" / "archive.sqlite"], "no case"),
    ):
        refused = pullquote(*args)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert line in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert pullquote("case", "-o", case, "--force").exit_code == 0


def test_where_nothing_was_kept_it_is_said_how_to_keep_something(
    pullquote: Pullquote, tmp_path: Path
) -> None:
    for clipping in open_clippings().all():
        open_clippings().delete(clipping.id)
    made = pullquote("case", "-o", tmp_path / "case.html")
    assert made.exit_code == 2
    assert made.stderr == (
        "pullquote: no quote was kept yet: Ctrl+S keeps the one in view in the chat\n"
    )
