"""Sessions, clippings and permalinks on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ARTICLES

from corpus.records import Passage, Span
from corpus.store.sqlite import SqliteStore
from qa.answers import Answer, Evidence
from qa.cli import cli
from qa.search.hits import Hit
from qa.sessions.clippings import Clipping
from qa.sessions.keeping import open_clippings, open_sessions
from qa.sessions.sessions import Session

Pullquote = Callable[..., Result]

BRIDGE = ARTICLES[0]
QUOTE = "Chief engineer Ines Caldera said 14 cables must be replaced."
START = BRIDGE.text.index(QUOTE)
END = START + len(QUOTE)
NUMBER = BRIDGE.text.index("14 cables")
CABLES = Evidence(
    Hit(Passage(BRIDGE, 0, len(BRIDGE.text)), 1.0), Span(START, END), Span(NUMBER, NUMBER + 9)
)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PULLQUOTE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path / "state"


@pytest.fixture
def pullquote(archive: SqliteStore) -> Pullquote:
    def run(*args: str | Path) -> Result:
        words = ["--archive", str(archive.folder), *map(str, args)]
        return CliRunner().invoke(cli, words)

    return run


@pytest.fixture
def session() -> Session:
    kept = open_sessions().begin()
    question = "How many cables must be replaced?"
    kept.append(
        Answer(question, question, "answered", "14 cables", 0.9, (CABLES,), None, 5.0), "/a"
    )
    kept.append(Answer.of_unclear("Why is he?", "I do not see who “he” is: ask with a name."), "/a")
    return kept


def one_error(result: Result) -> str:
    """The single line of an error, which ends with exit code 2."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("pullquote: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_without_sessions_nothing_is_listed(pullquote: Pullquote) -> None:
    done = pullquote("sessions")
    assert (done.exit_code, done.output) == (0, "")


def test_sessions_are_listed_shown_and_found(pullquote: Pullquote, session: Session) -> None:
    (line,) = pullquote("sessions").stdout.splitlines()
    assert line.startswith(session.id)
    assert line.endswith("2 turns  How many cables must be replaced?")
    assert pullquote("sessions", "list").stdout.strip() == line
    listed = json.loads(pullquote("sessions", "list", "--json").stdout)
    assert (listed["id"], listed["turns"], listed["name"]) == (session.id, 2, None)
    shown = pullquote("sessions", "show", session.id).stdout
    assert "> How many cables must be replaced?\n  14 cables\n" in shown
    assert f"“{QUOTE}”" in shown
    assert f"$ pullquote show bridge --at {START}-{END} --digest {BRIDGE.digest[:12]}" in shown
    assert "> Why is he?\n  I do not see who “he” is: ask with a name." in shown
    rows = pullquote("sessions", "show", session.id, "--json").stdout.splitlines()
    assert [json.loads(row)["answer"] for row in rows] == ["14 cables", None]
    found = pullquote("sessions", "search", "caldera", "cables must")
    assert f"{session.id}, turn 1" in found.stdout
    nothing = pullquote("sessions", "search", "Aleppo")
    assert (nothing.exit_code, nothing.stdout) == (1, "")


def test_a_session_is_renamed_exported_and_deleted(
    pullquote: Pullquote, session: Session, tmp_path: Path
) -> None:
    assert pullquote("sessions", "rename", session.id, "The bridge").exit_code == 0
    assert pullquote("sessions").stdout.strip().endswith("The bridge")
    rows = pullquote("sessions", "export", "the bridge", "--format", "csv").stdout
    first, second = csv.DictReader(io.StringIO(rows))
    assert (first["quote"], first["start"], first["digest"]) == (QUOTE, str(START), BRIDGE.digest)
    assert (second["question"], second["quote"]) == ("Why is he?", "")
    page = tmp_path / "bridge.html"
    assert pullquote("sessions", "export", "the bridge", "-o", page).exit_code == 0
    assert QUOTE.replace("14 cables", "<mark>14 cables</mark>") in page.read_text("utf-8")
    again = pullquote("sessions", "export", "the bridge", "-o", page)
    assert "is there already" in one_error(again)
    assert pullquote("sessions", "export", "the bridge", "-o", page, "--force").exit_code == 0
    assert pullquote("sessions", "delete", "the bridge").exit_code == 0
    assert pullquote("sessions").stdout == ""
    assert "no session" in one_error(pullquote("sessions", "show", "the bridge"))


def test_a_torn_line_is_told(pullquote: Pullquote, session: Session) -> None:
    whole = session.path.read_bytes()
    session.path.write_bytes(whole[:-40])
    shown = pullquote("sessions", "show", session.id)
    assert shown.exit_code == 0
    assert "passed over 1 line that could not be read" in shown.stderr
    assert "14 cables" in shown.stdout


def test_clippings_are_listed_annotated_exported_and_deleted(pullquote: Pullquote) -> None:
    assert "nothing to export" in one_error(pullquote("clippings", "export"))
    kept = open_clippings().add(Clipping.of(CABLES, "/a"))
    assert f"“{QUOTE}”" in pullquote("clippings").stdout
    assert pullquote("clippings", "note", kept.id[:4], "ask", "her", "again").exit_code == 0
    assert "Note: ask her again" in pullquote("clippings", "list").stdout
    assert json.loads(pullquote("clippings", "list", "--json").stdout)["note"] == "ask her again"
    exported = pullquote("clippings", "export", "--format", "ris").stdout
    assert "N1  - Note: ask her again" in exported
    assert pullquote("clippings", "delete", kept.id).exit_code == 0
    assert pullquote("clippings").stdout == ""
    assert "no clipping begins with" in one_error(pullquote("clippings", "delete", kept.id))


def test_a_permalink_shows_the_article_with_the_stretch_marked(pullquote: Pullquote) -> None:
    shown = pullquote("show", "bridge", "--at", f"{START}-{END}").stdout
    assert "title:     Harbour bridge closes for repairs" in shown
    assert f"at:        characters {START}-{END} of {len(BRIDGE.text)}" in shown
    marked = [line[4:] for line in shown.splitlines() if line.startswith("  ┃ ")]
    assert QUOTE in " ".join(marked)
    unmarked = [line.strip() for line in shown.splitlines() if line.startswith("    ")]
    for paragraph in BRIDGE.text.split("\n\n"):
        assert paragraph in " ".join([*marked, *unmarked]) or QUOTE in paragraph
    record = json.loads(pullquote("show", "bridge", "--at", f"{START}–{END}", "--json").stdout)
    assert (record["at"], record["quote"]) == ([START, END], QUOTE)


def test_a_permalink_says_when_the_article_has_changed(pullquote: Pullquote) -> None:
    at = ("show", "bridge", "--at", f"{START}-{END}", "--digest")
    same = pullquote(*at, BRIDGE.digest[:12])
    assert (same.exit_code, same.stderr) == (0, "")
    other = pullquote(*at, "0123456789ab")
    assert other.exit_code == 0
    assert "has changed since that was quoted" in other.stderr


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("120", "two numbers of characters"),
        ("a-b", "two numbers of characters"),
        ("", "two numbers of characters"),
        ("-5-9", "two numbers of characters"),
        ("１-２", "two numbers of characters"),
        ("9" * 5000 + "-" + "9" * 5001, "two numbers of characters"),
        ("9-9", "must begin before it ends"),
        ("20-10", "must begin before it ends"),
        ("0-100000", "has only"),
    ],
)
def test_a_range_that_is_none_gets_one_line(pullquote: Pullquote, at: str, reason: str) -> None:
    assert reason in one_error(pullquote("show", "bridge", "--at", at))
